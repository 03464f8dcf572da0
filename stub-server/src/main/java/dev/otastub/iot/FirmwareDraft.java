package dev.otastub.iot;

import dev.otastub.oss.Addressing;
import dev.otastub.rpc.Call;
import dev.otastub.signature.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A firmware package that shall be created: what the call says, looked up but not yet checked.
 *
 * @param call the call
 * @param files the files by their numbers, or the one file of a package without MultiFiles
 */
record FirmwareDraft(Call call, List<DraftFile> files) {

    /** As the SDKs flatten a list; what looks otherwise is none of the operation's parameters. */
    private static final Pattern NUMBERED =
            Pattern.compile("MultiFiles\\.([1-9]\\d{0,3})\\.(Name|Url|Size|SignValue|FileMd5)");

    FirmwareDraft {
        files = List.copyOf(files);
    }

    /** @param uploads where uploaded files are found */
    static FirmwareDraft of(Call call, UploadedFiles uploads) {
        List<Optional<String>> prefixes = prefixes(call);
        return new FirmwareDraft(
                call,
                (prefixes.isEmpty() ? List.of(Optional.<String>empty()) : prefixes)
                        .stream()
                                .map(prefix -> DraftFile.of(call, uploads, prefix))
                                .toList());
    }

    private static List<Optional<String>> prefixes(Call call) {
        return call.request().parameters().all().stream()
                .filter(parameter -> !parameter.value().isEmpty())
                .map(Parameter::name)
                .map(NUMBERED::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Integer.valueOf(matcher.group(1)))
                .distinct()
                .sorted()
                .map(number -> Optional.of("MultiFiles." + number + "."))
                .toList();
    }

    String name() {
        return call.parameter("FirmwareName").orElse("");
    }

    String destVersion() {
        return call.parameter("DestVersion").orElse("");
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

    /** What a full package says of it is ignored: it is empty in answers about full packages (documented). */
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

    /** Whether it is a package of MultiFiles, even of one. */
    boolean hasSeveralFiles() {
        return files.get(0).prefix().isPresent();
    }

    /** The package, made of a draft that every check has passed. */
    Firmware firmware(String id) {
        return new Firmware(
                id,
                call.account().uid(),
                name(),
                destVersion(),
                call.parameter("ProductKey"),
                moduleName(),
                type().orElseThrow(),
                srcVersion(),
                files.stream().map(FirmwareDraft::packageFile).toList(),
                signMethod().orElseThrow(),
                call.parameter("FirmwareDesc"),
                needToVerify(),
                call.parameter("Udi"),
                call.now());
    }

    /** True by default (documented). */
    private boolean needToVerify() {
        return Boolean.parseBoolean(call.parameter("NeedToVerify").orElse("true"));
    }

    /**
     * Without a digest of its own a file's MD5 is told to devices, whatever SignMethod says: so the pages have it, in
     * the edition that knows SHA256 too.
     */
    private static PackageFile packageFile(DraftFile file) {
        UploadedFile uploaded = file.uploaded().orElseThrow();
        return new PackageFile(
                file.name(),
                Addressing.PLATFORM_BUCKET,
                uploaded.key(),
                uploaded.size(),
                uploaded.md5Hex(),
                file.sign().orElse(uploaded.md5Hex()));
    }
}
