package dev.otastub.iot;

import dev.otastub.account.Account;
import dev.otastub.core.Outcome;
import dev.otastub.core.RequestIds;
import dev.otastub.core.UtcMillis;
import dev.otastub.rpc.Call;
import dev.otastub.rpc.Operation;
import dev.otastub.rpc.Reply;
import dev.otastub.rpc.Struct;
import java.util.List;
import java.util.stream.Collectors;

/**
 * CreateOTAFirmware: makes a firmware package of one file or several that were uploaded.
 */
final class CreateOtaFirmware implements Operation {

    private final RequestIds ids;
    private final UploadedFiles uploads;
    private final FirmwarePackages packages;

    CreateOtaFirmware(RequestIds ids, UploadedFiles uploads, FirmwarePackages packages) {
        this.ids = ids;
        this.uploads = uploads;
        this.packages = packages;
    }

    @Override
    public String name() {
        return "CreateOTAFirmware";
    }

    /** FirmwareUrl is required too, but not by the gateway: packages of several files have none. */
    @Override
    public List<String> requiredParameters() {
        return List.of("DestVersion", "FirmwareName");
    }

    /** Files are looked at, and read if need be, before anybody else has to wait. */
    @Override
    public Outcome<Reply> call(Call call) {
        FirmwareDraft draft = FirmwareDraft.of(call, uploads);
        return FirmwareCheck.firstRefusal(draft)
                .map(Outcome::<Firmware>refused)
                .orElseGet(() -> added(call.account(), draft.firmware(ids.firmwareId())))
                .map(CreateOtaFirmware::reply);
    }

    private Outcome<Firmware> added(Account account, Firmware firmware) {
        return packages.addIfFree(
                firmware, there -> NewcomerCheck.firstRefusal(new Newcomer(firmware, account, uploads, there)));
    }

    private static Reply reply(Firmware firmware) {
        Struct data = Struct.EMPTY.and("FirmwareId", firmware.id()).and("UtcCreate", UtcMillis.of(firmware.created()));
        String gist = "FirmwareName=" + firmware.name() + " DestVersion=" + firmware.destVersion() + " "
                + firmware.files().stream().map(PackageFile::key).collect(Collectors.joining(" ")) + " -> "
                + firmware.id();
        return new Reply(Struct.EMPTY.and("Data", data), gist);
    }
}
