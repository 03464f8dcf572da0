package dev.otastub.iot;

import dev.otastub.core.Outcome;
import dev.otastub.rpc.Call;
import dev.otastub.rpc.Operation;
import dev.otastub.rpc.Reply;
import dev.otastub.rpc.Struct;
import java.time.Duration;
import java.util.List;

/**
 * QueryOTAFirmware: tells all about one package, and where devices download it.
 */
final class QueryOtaFirmware implements Operation {

    /** As published download URLs have it (reported). */
    private static final Duration VALIDITY = Duration.ofHours(24);

    /** Nothing is verified here: no device is. */
    private static final long VERIFY_PROGRESS = 0;

    private final FirmwarePackages packages;
    private final BucketUrls urls;

    QueryOtaFirmware(FirmwarePackages packages, BucketUrls urls) {
        this.packages = packages;
        this.urls = urls;
    }

    @Override
    public String name() {
        return "QueryOTAFirmware";
    }

    @Override
    public List<String> requiredParameters() {
        return FirmwareById.REQUIRED;
    }

    @Override
    public int callsPerSecond() {
        return 20;
    }

    @Override
    public Outcome<Reply> call(Call call) {
        return FirmwareById.of(call, packages).map(firmware -> reply(call, firmware));
    }

    private Reply reply(Call call, Firmware firmware) {
        Struct info = FirmwareInfo.of(
                        firmware,
                        (known, file) -> known.andVerbatim("FirmwareUrl", urls.presigned(call, file, VALIDITY)))
                .and("VerifyProgress", VERIFY_PROGRESS)
                .and("Udi", firmware.udi());
        return new Reply(
                Struct.EMPTY.and("FirmwareInfo", firmware.hasNamedFiles() ? withFiles(info, call, firmware) : info),
                "FirmwareId=" + firmware.id() + " -> FirmwareName=" + firmware.name());
    }

    /** The SDKs read a bare array in JSON. What XML calls its items is inferred from the class of one SDK. */
    private Struct withFiles(Struct info, Call call, Firmware firmware) {
        return info.and(
                "MultiFiles",
                "OtaPackageFileDTO",
                firmware.files().stream().map(file -> file(call, file)).toList());
    }

    private Struct file(Call call, PackageFile file) {
        return Struct.EMPTY
                .and("Name", file.name())
                .and("Size", file.size())
                .andVerbatim("Url", urls.presigned(call, file, VALIDITY))
                .and("SignValue", file.sign())
                .and("FileMd5", file.md5Hex());
    }
}
