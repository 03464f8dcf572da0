package dev.otastub.iot;

import dev.otastub.core.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What CreateOTAFirmware checks, in order; the first refusal wins. What is checked is documented, parameter by
 * parameter; the order is inferred.
 *
 * <p>Each check looks at its own subject only, and passes what lacks it: that is another check's business.
 */
enum FirmwareCheck {
    INSTANCE_IS_KNOWN(draft -> IotInstance.refusal(draft.call())),
    VERSION_IS_WELL_FORMED(FirmwareCheck::versionIsWellFormed),
    NAME_IS_NOT_BLANK(FirmwareCheck::nameIsNotBlank),
    NAME_IS_WELL_FORMED(FirmwareCheck::nameIsWellFormed),
    ONE_FILE_IS_MEANT(FirmwareCheck::oneFileIsMeant),
    URL_IS_GIVEN(FirmwareCheck::urlIsGiven),
    URL_IS_WELL_FORMED(FirmwareCheck::urlIsWellFormed),
    URL_IS_OF_THE_ACCOUNT(FirmwareCheck::urlIsOfTheAccount),
    FILE_IS_UPLOADED(FirmwareCheck::fileIsUploaded),
    FILE_IS_NOT_EMPTY(FirmwareCheck::fileIsNotEmpty),
    UPLOAD_IS_RECENT(FirmwareCheck::uploadIsRecent),
    SIGN_METHOD_IS_KNOWN(FirmwareCheck::signMethodIsKnown),
    SIGN_IS_OF_THE_FILE(FirmwareCheck::signIsOfTheFile),
    SIZE_IS_OF_THE_FILE(FirmwareCheck::sizeIsOfTheFile),
    TYPE_IS_KNOWN(FirmwareCheck::typeIsKnown),
    SOURCE_VERSION_IS_GIVEN(FirmwareCheck::sourceVersionIsGiven),
    SOURCE_VERSION_IS_WELL_FORMED(FirmwareCheck::sourceVersionIsWellFormed),
    VERSIONS_DIFFER(FirmwareCheck::versionsDiffer),
    MODULE_NAME_IS_WELL_FORMED(FirmwareCheck::moduleNameIsWellFormed),
    DESCRIPTION_IS_SHORT(FirmwareCheck::descriptionIsShort),
    PRODUCT_KEY_IS_WELL_FORMED(FirmwareCheck::productKeyIsWellFormed),
    FLAG_IS_BOOLEAN(FirmwareCheck::flagIsBoolean),
    CUSTOM_INFORMATION_IS_SHORT(FirmwareCheck::customInformationIsShort),
    NAME_IS_NEW(FirmwareCheck::nameIsNew),
    VERSION_IS_NEW(FirmwareCheck::versionIsNew),
    ACCOUNT_IS_NOT_FULL(FirmwareCheck::accountIsNotFull);

    /** Documented. */
    static final Duration UPLOAD_LIFETIME = Duration.ofMinutes(60);

    /** Documented; the newer edition counts for each instance instead of each account. */
    static final int MOST_PACKAGES = 500;

    private static final int LONGEST_DESCRIPTION = 100;
    private static final int LONGEST_CUSTOM_INFORMATION = 4096;

    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Chinese, English and Japanese letters, and the long vowel mark, which belongs to no script. */
    private static final String LETTERS_AND_DIGITS = "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\u30FCA-Za-z0-9";

    private static final Pattern NAME =
            Pattern.compile("[" + LETTERS_AND_DIGITS + "][" + LETTERS_AND_DIGITS + "_()-]{0,39}");

    /** Inferred from the rule for versions. */
    private static final Pattern MODULE_NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Inferred from the keys on the pages. */
    private static final Pattern PRODUCT_KEY = Pattern.compile("[A-Za-z0-9]{1,32}");

    private static final Pattern MD5 = Pattern.compile("[0-9A-Fa-f]{32}");
    private static final Pattern SHA256 = Pattern.compile("[0-9A-Fa-f]{64}");
    private static final Set<String> BOOLEANS = Set.of("true", "false");

    private final Function<FirmwareDraft, Optional<Refusal>> rule;

    FirmwareCheck(Function<FirmwareDraft, Optional<Refusal>> rule) {
        this.rule = rule;
    }

    Optional<Refusal> refusal(FirmwareDraft draft) {
        return rule.apply(draft);
    }

    /** The first refusal, if there is one. */
    static Optional<Refusal> firstRefusal(FirmwareDraft draft) {
        return List.of(values()).stream()
                .flatMap(check -> check.refusal(draft).stream())
                .findFirst();
    }

    private static Optional<Refusal> versionIsWellFormed(FirmwareDraft draft) {
        String version = draft.destVersion();
        return when(
                !VERSION.matcher(version).matches(),
                IotError.INCORRECT_FORMATTED_FIRMWARE_VERSION,
                "DestVersion is '" + version + "'; it takes 1 to 64 letters, digits, '.', '-' and '_'.");
    }

    private static Optional<Refusal> nameIsNotBlank(FirmwareDraft draft) {
        return when(draft.name().isBlank(), IotError.BLANK_FIRMWARE_NAME, "FirmwareName consists of spaces only.");
    }

    private static Optional<Refusal> nameIsWellFormed(FirmwareDraft draft) {
        String name = draft.name();
        return when(
                !name.isBlank() && !NAME.matcher(name).matches(),
                IotError.INCORRECT_FORMATTED_FIRMWARE_NAME,
                "FirmwareName is '" + name + "'; it takes 1 to 40 Chinese, English and Japanese letters, digits, '-',"
                        + " '_', '(' and ')', and begins with a letter or digit.");
    }

    private static Optional<Refusal> oneFileIsMeant(FirmwareDraft draft) {
        return when(
                draft.hasSeveralFiles(),
                IotError.MULTIPLE_FILES,
                "Packages of several files (MultiFiles.N) are not emulated by this stub; the cloud takes them.");
    }

    private static Optional<Refusal> urlIsGiven(FirmwareDraft draft) {
        return when(
                draft.url().isEmpty() && !draft.hasSeveralFiles(),
                IotError.NULL_FIRMWARE_URL,
                "FirmwareUrl is absent or empty; it is the one that GenerateOTAUploadURL returned.");
    }

    private static Optional<Refusal> urlIsWellFormed(FirmwareDraft draft) {
        return when(
                draft.url().isPresent() && !draft.hasWellFormedUrl(),
                IotError.MALFORMED_FIRMWARE_URL,
                "FirmwareUrl is '" + draft.url().orElse("") + "', which is no http or https URL.");
    }

    private static Optional<Refusal> urlIsOfTheAccount(FirmwareDraft draft) {
        return when(
                draft.hasWellFormedUrl() && draft.key().isEmpty(),
                IotError.FOREIGN_FIRMWARE_URL,
                "FirmwareUrl is '" + draft.url().orElse("") + "', which does not lie under "
                        + FirmwareFolder.of(draft.call().account())
                        + " in the bucket of IoT Platform; only this account's own upload URLs do.");
    }

    private static Optional<Refusal> fileIsUploaded(FirmwareDraft draft) {
        return when(
                draft.key().isPresent() && draft.file().isEmpty(),
                IotError.NOTHING_UPLOADED,
                "The URL was issued for this account, but no file of its has been uploaded to '"
                        + draft.key().orElse("") + "', or it has been deleted.");
    }

    private static Optional<Refusal> fileIsNotEmpty(FirmwareDraft draft) {
        return when(
                draft.file().filter(file -> file.size() == 0).isPresent(),
                IotError.EMPTY_FIRMWARE_FILE,
                "The uploaded file has no bytes.");
    }

    private static Optional<Refusal> uploadIsRecent(FirmwareDraft draft) {
        Instant now = draft.call().now();
        return draft.file()
                .map(file -> file.uploadedAt().plus(UPLOAD_LIFETIME))
                .filter(end -> !now.isBefore(end))
                .map(end -> IotError.UPLOADED_TOO_LONG_AGO.because("The package had to be created within "
                        + UPLOAD_LIFETIME.toMinutes() + " minutes of the upload, before " + end
                        + "; by the stub's clock it is " + now + "."));
    }

    private static Optional<Refusal> signMethodIsKnown(FirmwareDraft draft) {
        return when(
                draft.signMethod().isEmpty(),
                IotError.INVALID_FIRMWARE_SIGN_METHOD,
                "SignMethod is '" + draft.call().parameter("SignMethod").orElse("") + "'; it can be MD5 or SHA256.");
    }

    /** That a given digest is compared with the file's is inferred. */
    private static Optional<Refusal> signIsOfTheFile(FirmwareDraft draft) {
        return draft.call()
                .parameter("FirmwareSign")
                .filter(sign -> draft.signMethod()
                        .filter(method -> !isSign(draft, method, sign))
                        .isPresent())
                .map(sign -> IotError.INVALID_FIRMWARE_SIGN.because("FirmwareSign is '" + sign
                        + "', which is not the file's digest in hex"
                        + draft.file()
                                .map(file -> "; its MD5 is " + file.md5Hex())
                                .orElse("") + "."));
    }

    private static boolean isSign(FirmwareDraft draft, Firmware.SignMethod method, String sign) {
        return switch (method) {
            case MD5 ->
                MD5.matcher(sign).matches()
                        && draft.file()
                                .filter(file -> !file.md5Hex().equals(sign.toLowerCase(Locale.ROOT)))
                                .isEmpty();
            case SHA256 -> SHA256.matcher(sign).matches();
        };
    }

    /** Whether the cloud compares a given size with the file's is not known; we do. */
    private static Optional<Refusal> sizeIsOfTheFile(FirmwareDraft draft) {
        return draft.call()
                .parameter("FirmwareSize")
                .filter(size -> !size.matches("\\d{1,18}")
                        || draft.file()
                                .filter(file -> file.size() != Long.parseLong(size))
                                .isPresent())
                .map(size -> IotError.INVALID_FIRMWARE_SIZE.because("FirmwareSize is '" + size
                        + "', which is not the number of the file's bytes"
                        + draft.file().map(file -> ", " + file.size()).orElse("") + "."));
    }

    private static Optional<Refusal> typeIsKnown(FirmwareDraft draft) {
        return when(
                draft.type().isEmpty(),
                IotError.INVALID_FIRMWARE_TYPE,
                "Type is '" + draft.call().parameter("Type").orElse("") + "'; it can be 0 (full) or 1 (differential).");
    }

    private static Optional<Refusal> sourceVersionIsGiven(FirmwareDraft draft) {
        return when(
                draft.isDifferential() && draft.srcVersion().isEmpty(),
                IotError.SRC_VERSION_IS_MANDATORY,
                "Type is 1, differential, and SrcVersion is absent or empty.");
    }

    private static Optional<Refusal> sourceVersionIsWellFormed(FirmwareDraft draft) {
        return draft.srcVersion()
                .filter(version -> !VERSION.matcher(version).matches())
                .map(version -> IotError.INCORRECT_FORMATTED_SRC_VERSION.because(
                        "SrcVersion is '" + version + "'; it takes 1 to 64 letters, digits, '.', '-' and '_'."));
    }

    private static Optional<Refusal> versionsDiffer(FirmwareDraft draft) {
        return draft.srcVersion()
                .filter(draft.destVersion()::equals)
                .map(version -> IotError.SRC_DEST_VERSION_MATCHED.because(
                        "SrcVersion and DestVersion are both '" + version + "'."));
    }

    private static Optional<Refusal> moduleNameIsWellFormed(FirmwareDraft draft) {
        String module = draft.moduleName();
        return when(
                !MODULE_NAME.matcher(module).matches(),
                IotError.INCORRECT_FORMATTED_MODULE_NAME,
                "ModuleName is '" + module + "'; it takes 1 to 64 letters, digits, '.', '-' and '_'.");
    }

    /** A Chinese character counts as one (documented). */
    private static Optional<Refusal> descriptionIsShort(FirmwareDraft draft) {
        int length = length(draft, "FirmwareDesc");
        return when(
                length > LONGEST_DESCRIPTION,
                IotError.DESCRIPTION_EXCEEDS_MAX_LENGTH,
                "FirmwareDesc has " + length + " characters, and may have " + LONGEST_DESCRIPTION + ".");
    }

    private static Optional<Refusal> productKeyIsWellFormed(FirmwareDraft draft) {
        return draft.productKey()
                .filter(key -> !PRODUCT_KEY.matcher(key).matches())
                .map(key -> IotError.INVALID_PRODUCT_KEY.because(
                        "ProductKey is '" + key + "'; they are letters and digits, such as a1Le6d0ABCD."));
    }

    private static Optional<Refusal> flagIsBoolean(FirmwareDraft draft) {
        return draft.call()
                .parameter("NeedToVerify")
                .filter(flag -> !BOOLEANS.contains(flag.toLowerCase(Locale.ROOT)))
                .map(flag -> IotError.INVALID_FORMATTED_PARAMETER.because(
                        "NeedToVerify is '" + flag + "'; it can be true or false."));
    }

    private static Optional<Refusal> customInformationIsShort(FirmwareDraft draft) {
        int length = length(draft, "Udi");
        return when(
                length > LONGEST_CUSTOM_INFORMATION,
                IotError.INVALID_FORMATTED_PARAMETER,
                "Udi has " + length + " characters, and may have " + LONGEST_CUSTOM_INFORMATION + ".");
    }

    private static Optional<Refusal> nameIsNew(FirmwareDraft draft) {
        return when(
                draft.packages().stream().anyMatch(there -> there.name().equals(draft.name())),
                IotError.ALREADY_EXISTED_FIRMWARE_NAME,
                "The account has a package of the name '" + draft.name() + "' already.");
    }

    private static Optional<Refusal> versionIsNew(FirmwareDraft draft) {
        return when(
                draft.packages().stream()
                        .anyMatch(there -> there.destVersion().equals(draft.destVersion())
                                && there.productKey().equals(draft.productKey())),
                IotError.ALREADY_EXISTED_FIRMWARE_VERSION,
                "The account has a package of the version '" + draft.destVersion() + "' already, "
                        + draft.productKey()
                                .map(key -> "for the product " + key)
                                .orElse("for no product in particular")
                        + ".");
    }

    private static Optional<Refusal> accountIsNotFull(FirmwareDraft draft) {
        return when(
                draft.packages().size() >= MOST_PACKAGES,
                IotError.FIRMWARE_COUNT_EXCEEDS_MAX,
                "The account has " + draft.packages().size() + " packages, and may have " + MOST_PACKAGES + ".");
    }

    private static int length(FirmwareDraft draft, String parameter) {
        return draft.call()
                .parameter(parameter)
                .map(text -> text.codePointCount(0, text.length()))
                .orElse(0);
    }

    private static Optional<Refusal> when(boolean wrong, IotError row, String reason) {
        return wrong ? Optional.of(row.because(reason)) : Optional.empty();
    }
}
