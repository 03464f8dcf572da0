package dev.otastub.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otastub.signature.Digests;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DataFolderTest {

    @TempDir
    Path parent;

    private Path folder;

    @BeforeEach
    void name() {
        folder = parent.resolve("data");
    }

    private static Table<String> table(DataFolder data) {
        return data.database().table("test", Codec.TEXT);
    }

    /** A folder with a record, closed. */
    private void write(String value) {
        try (DataFolder data = DataFolder.open(folder, false)) {
            table(data).put("a", value);
        }
    }

    /** The MD5 of each file: two contents that differ would make a message of megabytes. */
    private Map<Path, String> content() throws IOException {
        Map<Path, String> content = new HashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                // The lock names who asked last for a folder that it got; nobody keeps anything in it.
                if (!file.endsWith("lock")) {
                    content.put(file, Digests.md5Hex(Files.readAllBytes(file)));
                }
            }
        }
        return content;
    }

    private void assertRefused(String sentence) throws IOException {
        Map<Path, String> before = content();

        assertThatThrownBy(() -> DataFolder.open(folder, false))
                .isInstanceOf(DataFolder.Problem.class)
                .hasMessageContaining(sentence)
                .hasMessageContaining("data-dir");
        assertThat(content()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_was_put_is_there_when_the_folder_is_opened_again(boolean fsync) {
        try (DataFolder data = DataFolder.open(folder, fsync)) {
            table(data).put("a", "1");
            assertThat(data.objects()).isDirectory();
        }
        try (DataFolder data = DataFolder.open(folder, fsync)) {
            assertThat(table(data).find("a")).contains("1");
        }
    }

    /** What a copy shows that is taken while the writer runs is what a process that is killed then leaves. */
    @Test
    void what_was_put_is_in_the_files_at_once() throws IOException {
        Path killed = parent.resolve("killed");
        try (DataFolder data = DataFolder.open(folder, false)) {
            for (int i = 0; i < 20; i++) {
                table(data).put("a", Integer.toString(i));
                copyTo(killed);
                try (DataFolder again = DataFolder.open(killed, false)) {
                    assertThat(table(again).find("a")).contains(Integer.toString(i));
                }
            }
        }
    }

    private void copyTo(Path other) throws IOException {
        Files.createDirectories(other);
        for (String file : new String[] {"ota-stub-data", "state.mv"}) {
            Files.copy(folder.resolve(file), other.resolve(file), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void a_second_stub_on_the_folder_is_told_who_has_it() throws IOException {
        write("1");
        try (DataFolder first = DataFolder.open(folder, false)) {
            assertThatThrownBy(() -> DataFolder.open(folder, false))
                    .isInstanceOf(DataFolder.Problem.class)
                    .hasMessageContaining("in use by another ota-stub (process "
                            + ProcessHandle.current().pid() + ")");
            assertThat(table(first).find("a")).contains("1");
        }
        DataFolder.open(folder, false).close();
    }

    @Test
    void a_folder_of_a_newer_format_is_left_as_it_is() throws IOException {
        write("1");
        Files.writeString(folder.resolve("ota-stub-data"), "ota-stub data folder, format 2\n");

        assertRefused("was written by a newer ota-stub (format 2, this one knows 1)");
    }

    @Test
    void a_folder_that_does_not_say_its_format_is_damaged() throws IOException {
        write("1");
        Files.writeString(folder.resolve("ota-stub-data"), "\u0000");

        assertRefused("is damaged (the file ota-stub-data does not say its format)");
    }

    @Test
    void a_folder_without_its_tables_is_damaged() throws IOException {
        write("1");
        Files.delete(folder.resolve("state.mv"));

        assertRefused("is damaged (state.mv is missing)");
    }

    @Test
    void tables_that_are_cut_off_are_damaged() throws IOException {
        write("1");
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("state.mv").toFile(), "rw")) {
            file.setLength(4096);
        }

        assertRefused("is damaged (state.mv: ");
    }

    @Test
    void tables_of_which_a_page_was_overwritten_are_damaged() throws IOException {
        try (DataFolder data = DataFolder.open(folder, false)) {
            for (int i = 0; i < 200; i++) {
                table(data).put("name " + i, "value ".repeat(20));
            }
        }
        Path tables = folder.resolve("state.mv");
        byte[] bytes = Files.readAllBytes(tables);
        // Values are found in the file as they are, the live ones and those that were not written over yet.
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (int at = text.indexOf("name 150"); at >= 0; at = text.indexOf("name 150", at + 1)) {
            Arrays.fill(bytes, at - 200, at + 200, (byte) 42);
        }
        Files.write(tables, bytes, StandardOpenOption.TRUNCATE_EXISTING);

        assertRefused("is damaged (state.mv: ");
    }

    @Test
    void a_folder_of_somebody_elses_is_left_as_it_is() throws IOException {
        Files.createDirectory(folder);
        Files.writeString(folder.resolve("thesis.txt"), "years of work");

        assertRefused("has files that are not ota-stub's");
    }

    @Test
    void a_lock_of_somebody_elses_is_left_as_it_is() throws IOException {
        Files.createDirectory(folder);
        Files.writeString(folder.resolve("lock"), "precious");

        assertRefused("has files that are not ota-stub's");
        assertThat(folder.resolve("lock")).hasContent("precious");
    }

    @Test
    void a_new_folder_is_its_owners_alone() throws IOException {
        write("1");

        assertThat(Files.getPosixFilePermissions(folder))
                .containsExactlyInAnyOrder(
                        PosixFilePermission.OWNER_READ,
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.OWNER_EXECUTE);
    }

    @Test
    void a_file_is_no_folder() throws IOException {
        Files.writeString(folder, "text");

        assertThatThrownBy(() -> DataFolder.open(folder, false))
                .isInstanceOf(DataFolder.Problem.class)
                .hasMessageContaining("is a file");
    }

    @Test
    void a_folder_that_cannot_be_made_is_named() throws IOException {
        Files.writeString(folder, "text");

        assertThatThrownBy(() -> DataFolder.open(folder.resolve("below"), false))
                .isInstanceOf(DataFolder.Problem.class)
                .hasMessageContaining("cannot be made or written to");
    }

    @ParameterizedTest
    @ValueSource(strings = {"state.new", "state.mv", "ota-stub-data.new"})
    void a_folder_whose_making_was_cut_short_is_made_anew(String left) throws IOException {
        Files.createDirectory(folder);
        Files.writeString(folder.resolve(left), "half");

        write("1");

        try (DataFolder data = DataFolder.open(folder, false)) {
            assertThat(table(data).find("a")).contains("1");
        }
    }
}
