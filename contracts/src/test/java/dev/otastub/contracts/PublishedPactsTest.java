package dev.otastub.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The published files are what the promises say, byte by byte; {@code -Dpact.update=true} rewrites them. */
class PublishedPactsTest {

    private static final Path FOLDER = Path.of("src/main/resources/META-INF/pacts");

    @Test
    void the_published_files_are_made_from_the_promises() throws IOException {
        Map<String, String> made = made();
        if (Boolean.getBoolean("pact.update")) {
            rewrite(made);
        }

        assertThat(published()).isEqualTo(made);
    }

    private static Map<String, String> made() {
        Map<String, String> files = new TreeMap<>();
        for (PactFile file : ContractSet.files()) {
            files.put("v4/" + file.path(), new String(file.v4(), UTF_8));
            files.put("v3/" + file.path(), new String(file.v3(), UTF_8));
        }
        return files;
    }

    private static Map<String, String> published() throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (Path file : files()) {
            files.put(FOLDER.relativize(file).toString().replace('\\', '/'), Files.readString(file));
        }
        return files;
    }

    private static void rewrite(Map<String, String> made) throws IOException {
        for (Path file : files()) {
            Files.delete(file);
        }
        for (Map.Entry<String, String> file : made.entrySet()) {
            Path path = FOLDER.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    private static Iterable<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(FOLDER)) {
            return all.filter(Files::isRegularFile).collect(Collectors.toList());
        }
    }
}
