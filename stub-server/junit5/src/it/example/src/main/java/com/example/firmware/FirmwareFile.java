package com.example.firmware;

import java.io.InputStream;
import java.util.function.Supplier;

/**
 * A file to release.
 *
 * @param name its name, whose suffix the platform is told
 * @param size how many bytes it has
 * @param md5 its MD5 in lower-case hex digits
 * @param bytes opens it
 */
public record FirmwareFile(String name, long size, String md5, Supplier<InputStream> bytes) {

    String suffix() {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
