package dev.otastub.iot;

import dev.otastub.core.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What CreateOTAFirmware checks of the call and the files that it names, in order; the first refusal wins. What is
 * checked is documented, parameter by parameter; the order is inferred. What remains is {@link NewcomerCheck}'s.
 *
 * <p>Each check looks at its own subject only, and passes what lacks it: that is another check's business.
 */
enum FirmwareCheck {
    INSTANCE_IS_KNOWN(draft -> IotInstance.refusal(draft.call())),
    VERSION_IS_WELL_FORMED(FirmwareCheck::versionIsWellFormed),
    NAME_IS_NOT_BLANK(FirmwareCheck::nameIsNotBlank),
    NAME_IS_WELL_FORMED(FirmwareCheck::nameIsWellFormed),
    FILES_ARE_GIVEN_IN_ONE_WAY(FileRules::filesAreGivenInOneWay),
    FILES_ARE_FEW(FileRules::filesAreFew),
    FILE_NAMES_ARE_WELL_FORMED(FileRules::fileNamesAreWellFormed),
    FILE_NAMES_DIFFER(FileRules::fileNamesDiffer),
    URL_IS_GIVEN(FileRules::urlIsGiven),
    URL_IS_WELL_FORMED(FileRules::urlIsWellFormed),
    URL_IS_OF_THE_ACCOUNT(FileRules::urlIsOfTheAccount),
    FILE_IS_UPLOADED(FileRules::fileIsUploaded),
    FILE_IS_NOT_EMPTY(FileRules::fileIsNotEmpty),
    UPLOAD_IS_RECENT(FileRules::uploadIsRecent),
    SIGN_METHOD_IS_KNOWN(FirmwareCheck::signMethodIsKnown),
    SIGN_IS_OF_THE_FILE(FileRules::signIsOfTheFile),
    MD5_IS_OF_THE_FILE(FileRules::md5IsOfTheFile),
    SIZE_IS_OF_THE_FILE(FileRules::sizeIsOfTheFile),
    TYPE_IS_KNOWN(FirmwareCheck::typeIsKnown),
    SOURCE_VERSION_IS_GIVEN(FirmwareCheck::sourceVersionIsGiven),
    SOURCE_VERSION_IS_WELL_FORMED(FirmwareCheck::sourceVersionIsWellFormed),
    VERSIONS_DIFFER(FirmwareCheck::versionsDiffer),
    MODULE_NAME_IS_WELL_FORMED(FirmwareCheck::moduleNameIsWellFormed),
    DESCRIPTION_IS_SHORT(FirmwareCheck::descriptionIsShort),
    PRODUCT_KEY_IS_WELL_FORMED(draft -> ProductKey.malformed(draft.call())),
    PRODUCT_IS_KNOWN(draft -> ProductKey.unknown(draft.call())),
    FLAG_IS_BOOLEAN(FirmwareCheck::flagIsBoolean),
    CUSTOM_INFORMATION_IS_SHORT(FirmwareCheck::customInformationIsShort);

    private static final int LONGEST_DESCRIPTION = 100;
    private static final int LONGEST_CUSTOM_INFORMATION = 4096;

    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Chinese, English and Japanese letters, and the long vowel mark, which belongs to no script. */
    private static final String LETTERS_AND_DIGITS = "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\u30FCA-Za-z0-9";

    private static final Pattern NAME =
            Pattern.compile("[" + LETTERS_AND_DIGITS + "][" + LETTERS_AND_DIGITS + "_()-]{0,39}");

    /** As the page of CreateOTAModule has it. */
    private static final Pattern MODULE_NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

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

    private static Optional<Refusal> signMethodIsKnown(FirmwareDraft draft) {
        return when(
                draft.signMethod().isEmpty(),
                IotError.INVALID_FIRMWARE_SIGN_METHOD,
                "SignMethod is '" + draft.call().parameter("SignMethod").orElse("") + "'; it can be MD5 or SHA256.");
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
