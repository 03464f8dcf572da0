package dev.otastub.iot;

import java.util.Optional;

/**
 * A file of a firmware package, as it was when the package was created.
 *
 * @param name its name within a package of several files; the one file of any other package has none
 * @param bucket the bucket it lies in
 * @param key its key there
 * @param size its length in bytes
 * @param md5Hex its MD5 in hex
 * @param sign its digest as devices are told it
 */
public record PackageFile(Optional<String> name, String bucket, String key, long size, String md5Hex, String sign) {}
