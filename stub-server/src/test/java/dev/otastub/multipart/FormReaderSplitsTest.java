package dev.otastub.multipart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The network cuts a body anywhere; what is read must not depend on it. */
class FormReaderSplitsTest {

    static Stream<byte[]> bodies() {
        String file = "--B\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\nContent-Type: a/b\n\n";
        String starred = "--B\nContent-Disposition: form-data; name=\"file\"; filename*=utf-8''f\n\n";
        return Stream.of(
                        "--B--",
                        "",
                        "--B",
                        "\n--B\nContent-Disposition: form-data; name=\"key\"\n\nv\n" + file + "firmware\n--B--\n",
                        file + "\n--B--",
                        file + "\n\n\n--B \t \n\n--B--",
                        file + "\n--BX\n--B -\n--B -- and more",
                        file + "\r\r\n-\n--\n\n--\n--C\n-- B\r\n--B--",
                        file + "\n--B" + " ".repeat(64) + "\n--B" + " ".repeat(65) + "\n--B--",
                        file
                                + "firmware\n--B\nX\n\nignored\n--B\nContent-Disposition: form-data; name=\"y\"\n\n\n--B--",
                        file + "firmware\n" + file + "firmware\n--B--",
                        file + "firmware\n--B\nX\n--B--",
                        file + "firmware\n--B-",
                        file + "firmware\n--",
                        "--B\nContent-Disposition: form-data; name=\"x\"\nno header\n\nv\n--B--",
                        "--B\nContent-Disposition: form-data;name=\"x\"\n\nv\n" + file + "\n--B\n--B--",
                        "--B\nContent-Type: a/b\n\nv\n--B--",
                        "--B\nContent-Disposition: form-data; name=\"\u56fa\u4ef6\"\n\n\u56fa\u4ef6\n--B\n",
                        starred + "firmware\n--B--",
                        "--C\nContent-Disposition: form-data; name=\"key\"\n\nv\n--C--")
                .map(Reading::bytes);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void body_that_comes_byte_by_byte_reads_the_same(byte[] body) {
        assertThat(Reading.of(new Pieces(body, at -> 1))).isEqualTo(Reading.of(body));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void body_that_is_cut_at_any_one_place_reads_the_same(byte[] body) {
        Reading whole = Reading.of(body);

        for (int cut = 1; cut < body.length; cut++) {
            int here = cut;
            Reading reading = Reading.of(new Pieces(body, at -> at < here ? here - at : body.length));
            assertThat(reading).as("cut at %s", cut).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void body_that_is_cut_at_random_reads_the_same(byte[] body) {
        Reading whole = Reading.of(body);
        Random random = new Random(20180120);

        for (int most : List.of(3, 7, 20, 100)) {
            assertThat(Reading.of(new Pieces(body, at -> 1 + random.nextInt(most))))
                    .as("pieces of up to %s", most)
                    .isEqualTo(whole);
        }
    }

    /** A stream that gives at each position only so many bytes. */
    private static final class Pieces extends InputStream {

        private final byte[] bytes;
        private final IntUnaryOperator lengthAt;
        private int at;

        Pieces(byte[] bytes, IntUnaryOperator lengthAt) {
            this.bytes = bytes;
            this.lengthAt = lengthAt;
        }

        @Override
        public int read() {
            return at < bytes.length ? bytes[at++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int count = Math.min(Math.min(length, bytes.length - at), lengthAt.applyAsInt(at));
            if (at == bytes.length) {
                return -1;
            }
            System.arraycopy(bytes, at, buffer, offset, count);
            at += count;
            return count;
        }
    }
}
