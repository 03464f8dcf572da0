package dev.otastub.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders that are gone with the JVM. */
final class Folders {

    private Folders() {}

    static Path temporary() {
        try {
            Path folder = Files.createTempDirectory("ota-stub-fuzz");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
