package com.example.firmware;

import dev.otastub.GeneratedFile;

/** Firmware of which there is no file. */
final class Samples {

    static final GeneratedFile BYTES = GeneratedFile.of(100_000);
    static final FirmwareFile FIRMWARE = firmware("firmware.bin", BYTES);

    private Samples() {}

    static FirmwareFile firmware(String name, GeneratedFile bytes) {
        return new FirmwareFile(name, bytes.length(), bytes.md5Hex(), bytes::open);
    }
}
