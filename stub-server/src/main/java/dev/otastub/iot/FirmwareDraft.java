package dev.otastub.iot;

import dev.otastub.rpc.Call;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * A firmware package that shall be created: what the call says, looked up but not yet checked.
 *
 * @param call the call
 * @param files where uploaded files are found
 * @param packages the packages that the account has
 */
record FirmwareDraft(Call call, UploadedFiles files, List<Firmware> packages) {

    FirmwareDraft {
        packages = List.copyOf(packages);
    }

    String name() {
        return call.parameter("FirmwareName").orElse("");
    }

    String destVersion() {
        return call.parameter("DestVersion").orElse("");
    }

    Optional<String> productKey() {
        return call.parameter("ProductKey");
    }

    /** {@code default} by default (documented). */
    String moduleName() {
        return call.parameter("ModuleName").orElse("default");
    }

    /** 0, full, by default (documented); empty if it is neither 0 nor 1. */
    Optional<Firmware.Type> type() {
        return switch (call.parameter("Type").orElse("0")) {
            case "0" -> Optional.of(Firmware.Type.FULL);
            case "1" -> Optional.of(Firmware.Type.DIFFERENTIAL);
            default -> Optional.empty();
        };
    }

    boolean isDifferential() {
        return type().filter(Firmware.Type.DIFFERENTIAL::equals).isPresent();
    }

    /** What a full package says of it is ignored: the parameter belongs to differential ones. */
    Optional<String> srcVersion() {
        return call.parameter("SrcVersion").filter(version -> isDifferential());
    }

    /** MD5 by default (documented); SHA256 is on one newer page only. Empty if it is neither. */
    Optional<Firmware.SignMethod> signMethod() {
        return switch (call.parameter("SignMethod").orElse("MD5")) {
            case "MD5" -> Optional.of(Firmware.SignMethod.MD5);
            case "SHA256" -> Optional.of(Firmware.SignMethod.SHA256);
            default -> Optional.empty();
        };
    }

    /** As given, or else the file's own MD5 (documented). Nobody has computed the file's SHA-256. */
    Optional<String> sign() {
        return call.parameter("FirmwareSign")
                .or(() -> file().map(UploadedFile::md5Hex)
                        .filter(md5 -> signMethod().equals(Optional.of(Firmware.SignMethod.MD5))));
    }

    Optional<String> url() {
        return call.parameter("FirmwareUrl");
    }

    /** Whether FirmwareUrl is a URL of a host at all. */
    boolean hasWellFormedUrl() {
        return url().filter(FirmwareDraft::isWellFormed).isPresent();
    }

    private static boolean isWellFormed(String url) {
        try {
            URI uri = new URI(url);
            return uri.getHost() != null && (url.startsWith("http://") || url.startsWith("https://"));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The key that FirmwareUrl names, if it lies in the account's own folder. */
    Optional<String> key() {
        return url().filter(FirmwareDraft::isWellFormed)
                .flatMap(url -> files.keyOf(url, call.request().http()))
                .filter(key -> key.startsWith(FirmwareFolder.of(call.account())));
    }

    Optional<UploadedFile> file() {
        return key().flatMap(key -> files.find(call.account(), key));
    }

    boolean hasSeveralFiles() {
        return call.request().parameters().all().stream()
                .anyMatch(parameter -> parameter.name().startsWith("MultiFiles."));
    }
}
