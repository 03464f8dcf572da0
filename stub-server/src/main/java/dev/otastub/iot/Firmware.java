package dev.otastub.iot;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A firmware package that an account has created. Its files are named here and nowhere else: a file is claimed if a
 * package names it.
 *
 * @param id its FirmwareId
 * @param accountUid whose it is
 * @param name its FirmwareName, one of a kind in the account
 * @param destVersion the version it brings
 * @param productKey the product it is for, if one was named
 * @param moduleName the module it is for
 * @param type whether it is full or differential
 * @param srcVersion the version that a differential one changes
 * @param files the files it is made of, one at least
 * @param signMethod how their digests are said to be made
 * @param description what its creator says of it
 * @param needToVerify whether it must be verified on devices first
 * @param udi custom information for devices
 * @param created when it was created
 */
public record Firmware(
        String id,
        String accountUid,
        String name,
        String destVersion,
        Optional<String> productKey,
        String moduleName,
        Type type,
        Optional<String> srcVersion,
        List<PackageFile> files,
        SignMethod signMethod,
        Optional<String> description,
        boolean needToVerify,
        Optional<String> udi,
        Instant created) {

    public Firmware {
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("A package has one file at least.");
        }
    }

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

    /** Whether it was made of MultiFiles, even of one. */
    boolean hasNamedFiles() {
        return files.get(0).name().isPresent();
    }
}
