package dev.otastub.multipart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.multipart.FormReader.FileEnd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of a file arrive as they were sent, whatever they look like. */
class FileBytesTest {

    private static final String HEAD = "--B\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n";
    private static final String TAIL = "\r\n--B--\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r",
                "\n",
                "\r\n",
                "\r\n\r\n\r\n",
                "\r\r\r\r",
                "\n\n\r",
                "\r\n-",
                "\r\n--",
                "--B--",
                "--B\r\n",
                "\n--B--",
                "\r\n--BX",
                "\r\n--Bx\r\n--B-x\r\n--B -x",
                "\r\n--b--",
                "\r\n-+B--",
                "\rn--B--",
                "\n\n--B--",
                "\r\r\n--",
                "\r\n--\r\n--\r\n",
                "\r\n--B.\r\n--B.",
                "\u001f\u008b\b\0\0\0\0\0",
            })
    void file_that_nearly_ends_the_form_is_whole(String file) {
        assertThat(read(file + "\r\n--BX").file()).isEqualTo(file + "\r\n--BX");
        assertThat(read(file).file()).isEqualTo(file);
        assertThat(read(file).problem()).isEmpty();
    }

    @Test
    void white_space_after_a_boundary_has_an_end() {
        String tooMuch = "\r\n--B" + " ".repeat(65) + "\r\n";

        assertThat(read(tooMuch).file()).isEqualTo(tooMuch);
        assertThat(read("\r\n--B" + " ".repeat(64)).file()).isEmpty();
    }

    @Test
    void file_of_about_the_size_of_the_buffer_is_whole() {
        String random = new Random(7)
                .ints(FormInput.BUFFER + 20, 0, 256)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        for (int size = FormInput.BUFFER - 120; size <= random.length(); size++) {
            String file = random.substring(0, size);
            assertThat(read(file).file().equals(file)).as("%s bytes", size).isTrue();
        }
    }

    @Test
    void file_is_handed_on_from_one_buffer_however_large_it_is() throws IOException {
        long size = 100_000_000;
        InputStream body =
                new SequenceInputStream(Collections.enumeration(List.of(ascii(HEAD), new Zeros(size), ascii(TAIL))));
        FormReader reader = new FormReader(body, "B");
        reader.readFields();
        Set<byte[]> buffers = Collections.newSetFromMap(new IdentityHashMap<>());

        FileEnd end = reader.copyFile((buffer, offset, length) -> buffers.add(buffer) || buffer.length <= 64 * 1024);

        assertThat(end).isEqualTo(new FileEnd(size, Optional.empty(), false, List.of()));
        assertThat(buffers).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"B", "BB", "----------------------------5a1", "a-a-a-a", "-", "--"})
    void boundary_of_any_shape_is_found_among_its_own_pieces(String boundary) throws IOException {
        String file = ("\r\n--" + boundary).substring(0, boundary.length() + 3).repeat(50) + "x" + boundary.repeat(5);
        String head = "--" + boundary + HEAD.substring(3);
        FormReader reader = new FormReader(ascii(head + file + "\r\n--" + boundary + "--\r\n"), boundary);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        reader.readFields();

        FileEnd end = reader.copyFile((buffer, offset, length) -> {
            read.write(buffer, offset, length);
            return true;
        });

        assertThat(end.problem()).isEmpty();
        assertThat(read).hasToString(file);
    }

    private static Reading read(String file) {
        return Reading.of((HEAD + file + TAIL).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static InputStream ascii(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static final class Zeros extends InputStream {

        private long left;

        Zeros(long left) {
            this.left = left;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int count = (int) Math.min(length, left);
            left -= count;
            Arrays.fill(buffer, offset, offset + count, (byte) 0);
            return count > 0 ? count : -1;
        }
    }
}
