package dev.otastub.iot;

import dev.otastub.core.UtcMillis;
import dev.otastub.rpc.Struct;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What answers say of a package, in the order of the pages' XML. ProductName is left out, for the stub knows products by
 * their keys only.
 */
final class FirmwareInfo {

    /** Not verified (documented): verifying takes devices. */
    private static final long STATUS = 0;

    private FirmwareInfo() {}

    /**
     * The values that all answers about packages share. Packages of several files have no sign, size and URL of their
     * own (inferred): each file has.
     *
     * @param withUrl adds the file's FirmwareUrl
     */
    static Struct of(Firmware firmware, BiFunction<Struct, PackageFile, Struct> withUrl) {
        Optional<PackageFile> onlyFile = onlyFile(firmware);
        String created = UtcMillis.of(firmware.created());
        Struct beforeSize = Struct.EMPTY
                .and("SrcVersion", firmware.srcVersion().orElse(""))
                .and("FirmwareSign", onlyFile.map(PackageFile::sign))
                .and("ProductKey", firmware.productKey())
                .and("Type", number(firmware.type()))
                .and("UtcModified", created)
                .and("SignMethod", firmware.signMethod().name())
                .and("UtcCreate", created);
        Struct beforeUrl = onlyFile.map(file -> beforeSize.and("FirmwareSize", file.size()))
                .orElse(beforeSize)
                .and("Status", STATUS)
                .and("FirmwareId", firmware.id())
                .and("FirmwareDesc", firmware.description());
        return onlyFile.map(file -> withUrl.apply(beforeUrl, file))
                .orElse(beforeUrl)
                .and("DestVersion", firmware.destVersion())
                .and("FirmwareName", firmware.name())
                .and("ModuleName", firmware.moduleName());
    }

    private static Optional<PackageFile> onlyFile(Firmware firmware) {
        return firmware.hasNamedFiles()
                ? Optional.empty()
                : Optional.of(firmware.files().get(0));
    }

    private static long number(Firmware.Type type) {
        return switch (type) {
            case FULL -> 0;
            case DIFFERENTIAL -> 1;
        };
    }
}
