package dev.otastub.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.fixtures.Fixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes that shall not change unnoticed: the files of the fixtures. {@code -Dfixtures.update} rewrites them. */
public final class Golden {

    private static final Path SOURCES = Path.of("../fixtures/src/main/resources/fixtures");

    private Golden() {}

    /** Compares with the file of that path below {@code fixtures/}, or writes it. */
    public static void assertEqual(String path, String actual) {
        if (System.getProperty("fixtures.update") != null) {
            write(SOURCES.resolve(path), actual);
        } else {
            assertThat(actual).as(path).isEqualTo(Fixtures.text(path));
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
