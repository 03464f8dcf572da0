package dev.otastub.iot;

import dev.otastub.core.Outcome;
import dev.otastub.core.RequestIds;
import dev.otastub.rpc.Call;
import dev.otastub.rpc.Operation;
import dev.otastub.rpc.Reply;
import dev.otastub.rpc.Struct;
import java.util.List;

/**
 * CreateOTAFirmware: makes a firmware package of a file that was uploaded.
 */
public final class CreateOtaFirmware implements Operation {

    private final RequestIds ids;
    private final UploadedFiles files;
    private final FirmwarePackages packages;

    /**
     * @param ids makes FirmwareIds
     * @param files where uploaded files are found
     * @param packages where the packages are kept
     */
    public CreateOtaFirmware(RequestIds ids, UploadedFiles files, FirmwarePackages packages) {
        this.ids = ids;
        this.files = files;
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

    @Override
    public Outcome<Reply> call(Call call) {
        return packages.add(call.account(), there -> created(new FirmwareDraft(call, files, there)))
                .map(CreateOtaFirmware::reply);
    }

    private Outcome<Firmware> created(FirmwareDraft draft) {
        return FirmwareCheck.firstRefusal(draft)
                .map(Outcome::<Firmware>refused)
                .orElseGet(() -> Outcome.accepted(firmware(draft)));
    }

    /** NeedToVerify is true by default (documented). */
    private Firmware firmware(FirmwareDraft draft) {
        Call call = draft.call();
        return new Firmware(
                ids.firmwareId(),
                draft.name(),
                draft.destVersion(),
                draft.productKey(),
                draft.moduleName(),
                draft.type().orElseThrow(),
                draft.srcVersion(),
                draft.file().orElseThrow(),
                draft.sign(),
                draft.signMethod().orElseThrow(),
                call.parameter("FirmwareDesc"),
                Boolean.parseBoolean(call.parameter("NeedToVerify").orElse("true")),
                call.parameter("Udi"),
                call.now());
    }

    private static Reply reply(Firmware firmware) {
        Struct data = Struct.EMPTY.and("FirmwareId", firmware.id()).and("UtcCreate", UtcCreate.of(firmware.created()));
        String gist = "FirmwareName=" + firmware.name() + " DestVersion=" + firmware.destVersion() + " "
                + firmware.file().key() + " -> " + firmware.id();
        return new Reply(Struct.EMPTY.and("Data", data), gist);
    }
}
