package dev.otastub.iot;

import java.time.Instant;

/**
 * A file that was uploaded for a firmware package.
 *
 * @param key its key in the bucket
 * @param size its length in bytes
 * @param md5Hex its MD5 in hex
 * @param uploadedAt when its upload ended, by the account's clock
 */
public record UploadedFile(String key, long size, String md5Hex, Instant uploadedAt) {}
