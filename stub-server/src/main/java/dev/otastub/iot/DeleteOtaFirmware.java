package dev.otastub.iot;

import dev.otastub.account.Account;
import dev.otastub.core.Outcome;
import dev.otastub.rpc.Call;
import dev.otastub.rpc.Operation;
import dev.otastub.rpc.Reply;
import dev.otastub.rpc.Struct;
import java.util.List;

/**
 * DeleteOTAFirmware: removes a package, and its files if no other package is made of them. That the cloud deletes the
 * files is inferred.
 */
final class DeleteOtaFirmware implements Operation {

    private final FirmwarePackages packages;
    private final UploadedFiles uploads;

    DeleteOtaFirmware(FirmwarePackages packages, UploadedFiles uploads) {
        this.packages = packages;
        this.uploads = uploads;
    }

    @Override
    public String name() {
        return "DeleteOTAFirmware";
    }

    @Override
    public List<String> requiredParameters() {
        return FirmwareById.REQUIRED;
    }

    @Override
    public Outcome<Reply> call(Call call) {
        return FirmwareById.of(call, packages).flatMap(firmware -> removed(call.account(), firmware));
    }

    /** Of two calls at once, the second finds nothing. */
    private Outcome<Reply> removed(Account account, Firmware firmware) {
        return packages.remove(account.uid(), firmware.id())
                .map(gone -> Outcome.accepted(reply(account, gone)))
                .orElseGet(() -> Outcome.refused(FirmwareById.notFound(firmware.id())));
    }

    /** The package goes first: a file that outlives it, as when the stub is killed, is unclaimed and cleaned up later. */
    private Reply reply(Account account, Firmware firmware) {
        firmware.files()
                .forEach(file ->
                        packages.ifUnclaimed(file.bucket(), file.key(), () -> uploads.delete(account, file.key())));
        return new Reply(Struct.EMPTY, "FirmwareId=" + firmware.id() + " FirmwareName=" + firmware.name());
    }
}
