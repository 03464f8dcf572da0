package dev.otastub.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every input that a fuzzer found interesting, and those it begins with. Nothing here needs the fuzzer. */
final class CorpusTest {

    static final Path CORPUS = Path.of("src/test/resources/dev/otastub/fuzz");

    @Timeout(120)
    @ParameterizedTest
    @EnumSource
    void no_input_breaks_what_must_hold(Target target) throws IOException {
        target.seeds().forEach(target::accept);
        for (Path file : corpus(target)) {
            byte[] input = Files.readAllBytes(file);
            try {
                target.accept(input);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(file.getFileName() + ": " + e.getMessage(), e);
            }
        }
    }

    private static List<Path> corpus(Target target) throws IOException {
        try (Stream<Path> files = Files.list(CORPUS.resolve(target.folder()))) {
            return files.sorted().toList();
        }
    }
}
