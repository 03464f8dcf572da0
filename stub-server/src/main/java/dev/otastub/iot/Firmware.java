package dev.otastub.iot;

import java.time.Instant;
import java.util.Optional;

/**
 * A firmware package that an account has created.
 *
 * @param id its FirmwareId
 * @param name its FirmwareName, one of a kind in the account
 * @param destVersion the version it brings
 * @param productKey the product it is for, if one was named
 * @param moduleName the module it is for
 * @param type whether it is full or differential
 * @param srcVersion the version that a differential one changes
 * @param file the file it is made of
 * @param sign the file's digest, if it is known
 * @param signMethod how the digest is made
 * @param description what its creator says of it
 * @param needToVerify whether it must be verified on devices first
 * @param udi custom information for devices
 * @param created when it was created
 */
public record Firmware(
        String id,
        String name,
        String destVersion,
        Optional<String> productKey,
        String moduleName,
        Type type,
        Optional<String> srcVersion,
        UploadedFile file,
        Optional<String> sign,
        SignMethod signMethod,
        Optional<String> description,
        boolean needToVerify,
        Optional<String> udi,
        Instant created) {

    /** Whether a package holds everything or only what has changed. */
    public enum Type {
        FULL,
        DIFFERENTIAL
    }

    /** How FirmwareSign is made. */
    public enum SignMethod {
        MD5,
        SHA256
    }
}
