package dev.otastub.iot;

import dev.otastub.core.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What CreateOTAFirmware checks last, in order, while nobody else adds a package or deletes a file. The limits are
 * documented; that they are checked after the call itself is inferred.
 */
enum NewcomerCheck {
    /** Clean-up, or a client, may have deleted or replaced one since the call came. */
    FILES_ARE_STILL_THERE(NewcomerCheck::filesAreStillThere),
    NAME_IS_NEW(NewcomerCheck::nameIsNew),
    VERSION_IS_NEW(NewcomerCheck::versionIsNew),
    ACCOUNT_IS_NOT_FULL(NewcomerCheck::accountIsNotFull);

    /** Documented; the newer edition counts for each instance instead of each account. */
    static final int MOST_PACKAGES = 500;

    private final Function<Newcomer, Optional<Refusal>> rule;

    NewcomerCheck(Function<Newcomer, Optional<Refusal>> rule) {
        this.rule = rule;
    }

    Optional<Refusal> refusal(Newcomer newcomer) {
        return rule.apply(newcomer);
    }

    /** The first refusal, if there is one. */
    static Optional<Refusal> firstRefusal(Newcomer newcomer) {
        return List.of(values()).stream()
                .flatMap(check -> check.refusal(newcomer).stream())
                .findFirst();
    }

    private static Optional<Refusal> filesAreStillThere(Newcomer newcomer) {
        return newcomer.firmware().files().stream()
                .filter(file -> newcomer.uploads()
                        .find(newcomer.account(), file.key())
                        .filter(now -> now.size() == file.size() && now.md5Hex().equals(file.md5Hex()))
                        .isEmpty())
                .findFirst()
                .map(file -> IotError.NOTHING_UPLOADED.because(
                        "The file '" + file.key() + "' was deleted or replaced while the package was created."));
    }

    private static Optional<Refusal> nameIsNew(Newcomer newcomer) {
        String name = newcomer.firmware().name();
        return when(
                newcomer.there().stream().anyMatch(other -> other.name().equals(name)),
                IotError.ALREADY_EXISTED_FIRMWARE_NAME,
                "The account has a package of the name '" + name + "' already.");
    }

    private static Optional<Refusal> versionIsNew(Newcomer newcomer) {
        Firmware firmware = newcomer.firmware();
        return when(
                newcomer.there().stream()
                        .anyMatch(other -> other.destVersion().equals(firmware.destVersion())
                                && other.productKey().equals(firmware.productKey())),
                IotError.ALREADY_EXISTED_FIRMWARE_VERSION,
                "The account has a package of the version '" + firmware.destVersion() + "' already, "
                        + firmware.productKey()
                                .map(key -> "for the product " + key)
                                .orElse("for no product in particular")
                        + ".");
    }

    private static Optional<Refusal> accountIsNotFull(Newcomer newcomer) {
        int count = newcomer.there().size();
        return when(
                count >= MOST_PACKAGES,
                IotError.FIRMWARE_COUNT_EXCEEDS_MAX,
                "The account has " + count + " packages, and may have " + MOST_PACKAGES
                        + "; DeleteOTAFirmware makes room.");
    }

    private static Optional<Refusal> when(boolean wrong, IotError row, String reason) {
        return wrong ? Optional.of(row.because(reason)) : Optional.empty();
    }
}
