package dev.otastub.fuzz;

import dev.otastub.multipart.FormReader;
import dev.otastub.multipart.FormReader.Fields;
import dev.otastub.multipart.FormReader.FileEnd;
import dev.otastub.testing.PostForm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The stream of a form, cut as the fuzzer likes: reads the same as in one piece, and gives the file byte for byte.
 *
 * <p>An input is: how many sizes of pieces (their squares count), these sizes, two bytes for how much is stuffed into
 * the body, so that the reader's buffer comes to its end, two for where, one for when the sink has enough (in
 * sixteens; 0 for never), and the body.
 */
public final class FormStreamFuzzer {

    private static final String BOUNDARY = "9431149156168";

    private FormStreamFuzzer() {}

    private record Reading(Fields fields, Optional<FileEnd> end, String file) {}

    public static void fuzzerTestOneInput(byte[] input) {
        Bytes bytes = new Bytes(input);
        int[] pieces = bytes.sizes(bytes.next() % 16);
        int stuffing = bytes.next() << 8 | bytes.next();
        int place = bytes.next() << 8 | bytes.next();
        int enough = bytes.next() * 16;
        byte[] body = stuffed(bytes.rest(), place, stuffing);

        Reading whole = read(new ByteArrayInputStream(body), Integer.MAX_VALUE);
        Reading pieced = read(new Pieces(body, pieces), Integer.MAX_VALUE);
        Check.that(whole.equals(pieced), () -> "cut, it reads " + pieced + ", and in one piece " + whole);
        keepsToLimits(whole.fields());
        if (whole.end().isPresent() && whole.end().get().problem().isEmpty()) {
            givesTheFile(whole, Check.latin1(body));
        }
        if (enough > 0) {
            stops(read(new Pieces(body, pieces), enough), whole, enough);
        }
    }

    private static void givesTheFile(Reading reading, String body) {
        int start = (int) reading.fields().bytesRead();
        NaiveForm.Delimiter delimiter =
                NaiveForm.delimiter(body, BOUNDARY, start).orElseThrow();
        Check.that(
                body.substring(start, delimiter.start()).equals(reading.file()),
                () -> "the file is " + reading.file() + " in " + body);
        Check.that(reading.end().orElseThrow().size() == reading.file().length(), () -> "size of " + reading);
        Check.that(
                NaiveForm.file(body, BOUNDARY).equals(Optional.of(reading.file())),
                () -> "read as a whole, the file is " + NaiveForm.file(body, BOUNDARY) + " and not " + reading.file());
    }

    private static void keepsToLimits(Fields fields) {
        long kept = fields.fields().stream()
                .mapToLong(field -> field.value().length())
                .sum();
        Check.that(kept <= FormReader.MAX_FIELDS, () -> kept + " chars of fields are kept");
        Check.that(fields.fields().size() <= FormReader.MAX_PARTS, () -> "too many fields");
    }

    private static void stops(Reading stopped, Reading whole, int enough) {
        if (whole.file().length() > enough) {
            Check.that(stopped.end().orElseThrow().stopped(), () -> "it did not stop");
        }
        Check.that(whole.file().startsWith(stopped.file()), () -> "stopped, the file is another");
    }

    private static Reading read(InputStream in, int enough) {
        try {
            FormReader reader = new FormReader(in, BOUNDARY);
            Fields fields = reader.readFields();
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            Optional<FileEnd> end = Optional.empty();
            if (fields.file().isPresent()) {
                end = Optional.of(reader.copyFile((buffer, offset, length) -> {
                    file.write(buffer, offset, length);
                    return file.size() <= enough;
                }));
            }
            return new Reading(fields, end, file.toString(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] stuffed(byte[] body, int place, int count) {
        int at = Math.min(place, body.length);
        byte[] more = new byte[body.length + count];
        System.arraycopy(body, 0, more, 0, at);
        Arrays.fill(more, at, at + count, (byte) 'x');
        System.arraycopy(body, at, more, at + count, body.length - at);
        return more;
    }

    static Stream<byte[]> seeds() {
        PostForm odd = PostForm.v1()
                .file("\r\n--9431149156168X\r\n--9431149156168 -\r\n--943114915616\r\r\n-\r\n")
                .afterFile("submit", "ok")
                .preamble("\r\n");
        return Stream.of(
                        PostForm.v1(),
                        PostForm.v4(),
                        odd,
                        PostForm.v1().fileHead("Content-Disposition: form-data; name=\"file\"; filename*=utf-8''x"),
                        PostForm.v1().and("\u56fa\u4ef6", "\u56fa\u4ef6").ending("\r\n--9431149156168 \t\r\n\r\n"),
                        PostForm.v1().afterFile("file", "second"),
                        PostForm.v1().ending("\r\n--9431149156168-"))
                .map(PostForm::bytes)
                .flatMap(body -> Stream.of(
                        Bytes.of(new byte[] {2, 1, 3, 0, 0, 0, 0, 0}, body),
                        Bytes.of(new byte[] {1, (byte) 255, (byte) 252, 0, 0, 100, 1}, body)));
    }

    static List<String> words() {
        return List.of(
                "\r\n--9431149156168\r\n",
                "\r\n--9431149156168--",
                "--9431149156168",
                "\r\n\r\n",
                "Content-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n",
                "Content-Disposition: form-data; name=\"key\"\r\n",
                "Content-Type: ",
                "filename*=utf-8''");
    }

    /** A stream that gives so many bytes at a time, over and over. */
    private static final class Pieces extends InputStream {

        private final byte[] bytes;
        private final int[] sizes;
        private int at;
        private int turn;

        Pieces(byte[] bytes, int... sizes) {
            this.bytes = bytes;
            this.sizes = sizes;
        }

        @Override
        public int read() {
            return at < bytes.length ? bytes[at++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (at == bytes.length) {
                return -1;
            }
            int most = sizes.length == 0 ? 1000 : sizes[turn++ % sizes.length];
            int count = Math.min(Math.min(length, bytes.length - at), most);
            System.arraycopy(bytes, at, buffer, offset, count);
            at += count;
            return count;
        }
    }
}
