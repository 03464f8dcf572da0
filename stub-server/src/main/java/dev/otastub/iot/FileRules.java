package dev.otastub.iot;

import dev.otastub.core.Refusal;
import dev.otastub.oss.Addressing;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** CreateOTAFirmware's rules on the files of a package, one method each; their order is that of {@link FirmwareCheck}. */
final class FileRules {

    /** Documented. */
    static final Duration UPLOAD_LIFETIME = Duration.ofMinutes(60);

    /** Documented. */
    static final int MOST_FILES = 20;

    private static final int LONGEST_NAME = 32;
    private static final Pattern MD5 = Pattern.compile("[0-9A-Fa-f]{32}");
    private static final Pattern SHA256 = Pattern.compile("[0-9A-Fa-f]{64}");

    private FileRules() {}

    /** "If you add only one file, you can configure this parameter", say the pages of these three. */
    static Optional<Refusal> filesAreGivenInOneWay(FirmwareDraft draft) {
        return Stream.of("FirmwareUrl", "FirmwareSign", "FirmwareSize")
                .filter(name -> draft.hasSeveralFiles())
                .filter(name -> draft.call().parameter(name).isPresent())
                .findFirst()
                .map(name -> IotError.INVALID_FIRMWARE.because(name + " is for packages of one file; this one has "
                        + draft.files().size() + " in MultiFiles.N, which say it of each file themselves."));
    }

    static Optional<Refusal> filesAreFew(FirmwareDraft draft) {
        int count = draft.files().size();
        return count <= MOST_FILES
                ? Optional.empty()
                : Optional.of(IotError.INVALID_FIRMWARE.because(
                        "The package has " + count + " files in MultiFiles.N, and may have " + MOST_FILES + "."));
    }

    static Optional<Refusal> fileNamesAreWellFormed(FirmwareDraft draft) {
        return first(
                draft,
                file -> file.prefix().isPresent() && !isFileName(file.name().orElse("")),
                IotError.INVALID_FORMATTED_PARAMETER,
                file -> file.prefix().orElse("") + "Name is "
                        + file.name().map(name -> "'" + name + "'").orElse("absent or empty")
                        + "; each file of MultiFiles has a name of 1 to " + LONGEST_NAME + " characters.");
    }

    private static boolean isFileName(String name) {
        int length = name.codePointCount(0, name.length());
        return length >= 1 && length <= LONGEST_NAME;
    }

    static Optional<Refusal> fileNamesDiffer(FirmwareDraft draft) {
        Set<String> names = new HashSet<>();
        return first(
                draft,
                file -> file.name().filter(name -> !names.add(name)).isPresent(),
                IotError.INVALID_FIRMWARE,
                file -> file.prefix().orElse("") + "Name is '" + file.name().orElse("")
                        + "', as is another file's; names are one of a kind in a package.");
    }

    static Optional<Refusal> urlIsGiven(FirmwareDraft draft) {
        return first(
                draft,
                file -> file.url().isEmpty(),
                IotError.NULL_FIRMWARE_URL,
                file -> file.urlParameter()
                        + " is absent or empty; it is the FirmwareUrl that GenerateOTAUploadURL returned.");
    }

    static Optional<Refusal> urlIsWellFormed(FirmwareDraft draft) {
        return first(
                draft,
                file -> file.url().isPresent() && !file.hasWellFormedUrl(),
                IotError.MALFORMED_FIRMWARE_URL,
                file -> is(file.urlParameter(), file.url()) + ", which is no http or https URL.");
    }

    static Optional<Refusal> urlIsOfTheAccount(FirmwareDraft draft) {
        return first(
                draft,
                file -> file.hasWellFormedUrl() && file.key().isEmpty(),
                IotError.FOREIGN_FIRMWARE_URL,
                file -> is(file.urlParameter(), file.url()) + ", which does not lie under "
                        + Addressing.folderOf(draft.call().account())
                        + " in the bucket of IoT Platform; only this account's own upload URLs do.");
    }

    static Optional<Refusal> fileIsUploaded(FirmwareDraft draft) {
        return first(
                draft,
                file -> file.key().isPresent() && file.uploaded().isEmpty(),
                IotError.NOTHING_UPLOADED,
                file -> "The URL was issued for this account, but no file of its has been uploaded to '"
                        + file.key().orElse("") + "', or it has been deleted, as files that nobody claims are.");
    }

    static Optional<Refusal> fileIsNotEmpty(FirmwareDraft draft) {
        return first(
                draft,
                file -> file.uploaded().filter(there -> there.size() == 0).isPresent(),
                IotError.EMPTY_FIRMWARE_FILE,
                file -> "The uploaded file " + file.key().orElse("") + " has no bytes.");
    }

    static Optional<Refusal> uploadIsRecent(FirmwareDraft draft) {
        Instant now = draft.call().now();
        return draft.files().stream()
                .flatMap(file -> file.uploaded().stream())
                .map(file -> file.uploadedAt().plus(UPLOAD_LIFETIME))
                .filter(end -> !now.isBefore(end))
                .findFirst()
                .map(end -> IotError.UPLOADED_TOO_LONG_AGO.because("The package had to be created within "
                        + UPLOAD_LIFETIME.toMinutes() + " minutes of the upload, before " + end
                        + "; by the account's clock it is " + now + "."));
    }

    /** Whether the cloud compares a given digest with the file's is not known; we do. */
    static Optional<Refusal> signIsOfTheFile(FirmwareDraft draft) {
        return draft.signMethod()
                .flatMap(method -> first(
                        draft,
                        file -> file.sign().isPresent() && !isSign(method, file),
                        IotError.INVALID_FIRMWARE_SIGN,
                        file -> is(file.signParameter(), file.sign()) + ", which is not the file's " + method
                                + " in hex" + known(file) + "."));
    }

    /** The file is read for its SHA-256 only if a well-formed one was given. */
    private static boolean isSign(Firmware.SignMethod method, DraftFile file) {
        String sign = file.sign().orElse("").toLowerCase(Locale.ROOT);
        return switch (method) {
            case MD5 -> isMd5(file, sign);
            case SHA256 ->
                SHA256.matcher(sign).matches()
                        && file.sha256Hex()
                                .filter(digest -> !digest.equals(sign))
                                .isEmpty();
        };
    }

    private static boolean isMd5(DraftFile file, String sign) {
        return MD5.matcher(sign).matches()
                && file.uploaded()
                        .filter(there -> !there.md5Hex().equals(sign.toLowerCase(Locale.ROOT)))
                        .isEmpty();
    }

    private static String known(DraftFile file) {
        return file.uploaded().map(there -> "; its MD5 is " + there.md5Hex()).orElse("");
    }

    static Optional<Refusal> md5IsOfTheFile(FirmwareDraft draft) {
        return first(
                draft,
                file -> file.md5().filter(md5 -> !isMd5(file, md5)).isPresent(),
                IotError.INVALID_FIRMWARE_SIGN,
                file -> is(file.prefix().orElse("") + "FileMd5", file.md5()) + ", which is not the file's MD5 in hex"
                        + known(file) + ".");
    }

    /** Whether the cloud compares a given size with the file's is not known; we do. */
    static Optional<Refusal> sizeIsOfTheFile(FirmwareDraft draft) {
        return first(
                draft,
                file -> file.size().filter(size -> !isSize(file, size)).isPresent(),
                IotError.INVALID_FIRMWARE_SIZE,
                file -> is(file.sizeParameter(), file.size()) + ", which is not the number of the file's bytes"
                        + file.uploaded().map(there -> ", " + there.size()).orElse("") + ".");
    }

    private static boolean isSize(DraftFile file, String size) {
        return size.matches("\\d{1,18}")
                && file.uploaded()
                        .filter(there -> there.size() != Long.parseLong(size))
                        .isEmpty();
    }

    private static String is(String parameter, Optional<String> value) {
        return parameter + " is '" + value.orElse("") + "'";
    }

    /** Refuses for the first file that is wrong. */
    private static Optional<Refusal> first(
            FirmwareDraft draft, Predicate<DraftFile> isWrong, IotError row, Function<DraftFile, String> reason) {
        List<DraftFile> files = draft.files();
        return files.stream().filter(isWrong).findFirst().map(file -> row.because(reason.apply(file)));
    }
}
