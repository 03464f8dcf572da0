package dev.otastub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code bin/ota-stub} with the archive that it makes of what Java loads. */
class ScriptIT {

    private static final Path SCRIPT = Path.of("bin", "ota-stub");

    /** As the script's own: a stub that ends at once. */
    private static final List<String> START = List.of("run", "--quiet", "--", "true");

    @TempDir
    Path folder;

    @Test
    void archive_is_made_once_and_taken_from_then_on() throws Exception {
        Path loaded = folder.resolve("loaded");
        Map<String, String> now = Map.of("OTA_STUB_ARCHIVE", "now");

        assertThat(run(now, START)).isEmpty();
        Path archive = archive();
        Object made = Files.getLastModifiedTime(archive);
        assertThat(run(Map.of("OTA_STUB_ARCHIVE", "now", "JAVA_OPTS", "-Xlog:class+load:file=" + loaded), START))
                .isEmpty();

        assertThat(archive()).isEqualTo(archive);
        assertThat(Files.getLastModifiedTime(archive)).isEqualTo(made);
        assertThat(Files.readString(loaded)).contains("dev.otastub.cli.Main source: shared objects file");

        Files.delete(archive);
        Files.writeString(archive, "This is no archive.");
        assertThat(run(now, START)).isEmpty();
        assertThat(run(Map.of("OTA_STUB_ARCHIVE", "off", "JAVA_OPTS", "-Xlog:class+load:file=" + loaded), START))
                .isEmpty();
        assertThat(Files.readString(loaded)).doesNotContain("dev.otastub.cli.Main source: shared objects file");
    }

    @Test
    void what_a_killed_making_left_is_in_nobodys_way_after_ten_minutes() throws Exception {
        Map<String, String> now = Map.of("OTA_STUB_ARCHIVE", "now");
        assertThat(run(now, START)).isEmpty();
        Path archive = archive();
        Files.delete(archive);
        Path left = Files.createDirectory(archive.resolveSibling(archive.getFileName() + ".making"));
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofMinutes(12))));

        assertThat(run(now, START)).isEmpty();

        assertThat(archive()).isEqualTo(archive);
    }

    @Test
    void nothing_is_said_where_no_archive_can_be_made() throws Exception {
        Files.writeString(folder.resolve("ota-stub"), "a file in the place of the folder");

        assertThat(run(Map.of("OTA_STUB_ARCHIVE", "now"), START)).isEmpty();
        assertThat(run(Map.of("OTA_STUB_ARCHIVE", "now"), List.of("--version"))).startsWith("ota-stub ");
    }

    /** What it wrote, to either of its outputs. */
    private String run(Map<String, String> environment, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toAbsolutePath().toString()));
        command.addAll(arguments);
        Path written = folder.resolve("written");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(written.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("OTA_STUB_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("OTA_STUB_JAR", System.getProperty("ota-stub.jar"));
        builder.environment().put("XDG_CACHE_HOME", folder.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(written)).isZero();
        return Files.readString(written);
    }

    private Path archive() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("ota-stub"))) {
            List<Path> all = files.toList();
            assertThat(all).singleElement().asString().endsWith(".archive");
            return all.get(0);
        }
    }
}
