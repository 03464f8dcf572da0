package dev.otastub.multipart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Named.named;

import dev.otastub.multipart.FormReader.Fields;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormReaderTest {

    /** One key, one policy and the file {@code firmware}, each as a client writes them. */
    static Stream<Named<String>> clients() {
        return Stream.of(
                named("the documentation's sample with HttpClient 4", """
                        --B
                        Content-Disposition: form-data; name="key"
                        Content-Type: text/plain; charset=ISO-8859-1
                        Content-Transfer-Encoding: 8bit

                        ota/new.bin
                        --B
                        Content-Disposition: form-data; name="policy"
                        Content-Type: text/plain; charset=ISO-8859-1
                        Content-Transfer-Encoding: 8bit

                        eyJ9
                        --B
                        Content-Disposition: form-data; name="file"
                        Content-Type: application/octet-stream
                        Content-Transfer-Encoding: binary

                        firmware
                        --B--
                        """),
                named("HttpClient 5", """
                        --B
                        Content-Disposition: form-data; name="key"
                        Content-Type: text/plain; charset=UTF-8

                        ota/new.bin
                        --B
                        Content-Disposition: form-data; name="policy"
                        Content-Type: text/plain; charset=UTF-8

                        eyJ9
                        --B
                        Content-Disposition: form-data; name="file"; filename="new.bin"
                        Content-Type: application/octet-stream

                        firmware
                        --B--
                        """),
                named("OkHttp 4", """
                        --B
                        Content-Disposition: form-data; name="key"
                        Content-Length: 11

                        ota/new.bin
                        --B
                        Content-Disposition: form-data; name="policy"
                        Content-Length: 4

                        eyJ9
                        --B
                        Content-Disposition: form-data; name="file"; filename="new.bin"
                        Content-Type: application/octet-stream
                        Content-Length: 8

                        firmware
                        --B--
                        """),
                named("Spring", """
                        --B
                        Content-Disposition: form-data; name="key"
                        Content-Type: text/plain;charset=UTF-8
                        Content-Length: 11

                        ota/new.bin
                        --B
                        Content-Disposition: form-data; name="policy"
                        Content-Type: text/plain;charset=UTF-8
                        Content-Length: 4

                        eyJ9
                        --B
                        Content-Disposition: form-data; name="file"; filename="new.bin"
                        Content-Type: application/octet-stream
                        Content-Length: 8

                        firmware
                        --B--
                        """),
                named("undici, browsers and curl", """
                        --B
                        Content-Disposition: form-data; name="key"

                        ota/new.bin
                        --B
                        Content-Disposition: form-data; name="policy"

                        eyJ9
                        --B
                        Content-Disposition: form-data; name="file"; filename="new.bin"
                        Content-Type: application/octet-stream

                        firmware
                        --B--
                        """),
                named("a form by hand for JDK's HttpClient, without the last line's end", """
                        --B
                        Content-Disposition: form-data; name=key

                        ota/new.bin
                        --B
                        Content-Disposition: form-data; name=policy

                        eyJ9
                        --B
                        Content-Disposition: form-data; name=file; filename=new.bin

                        firmware
                        --B--"""),
                named("React Native, with small letters", """
                        --B
                        content-disposition: form-data; name="key"

                        ota/new.bin
                        --B
                        content-disposition: form-data; name="policy"

                        eyJ9
                        --B
                        content-disposition: form-data; name="file"; filename="new.bin"
                        content-type: application/octet-stream

                        firmware
                        --B--
                        """),
                named("the documentation's submit button after the file, and white space everywhere", """

                        --B \t\s
                        Content-Disposition:form-data;  name="key";

                        ota/new.bin
                        --B
                        Content-Disposition: \tform-data ;\tname="policy"\s

                        eyJ9
                        --B
                        Content-Disposition: form-data; filename="new.bin" ; name="file"

                        firmware
                        --B
                        Content-Disposition: form-data; name="submit"

                        Upload to OSS
                        --B --
                        """));
    }

    @ParameterizedTest
    @MethodSource("clients")
    void form_of_a_real_client_is_read(String body) {
        Reading reading = Reading.of(body);

        assertThat(reading.problem()).isEmpty();
        assertThat(reading.fields().fields())
                .extracting(FormField::name, FormField::value)
                .containsExactly(tuple("key", "ota/new.bin"), tuple("policy", "eyJ9"));
        assertThat(reading.fields().notes()).isEmpty();
        assertThat(reading.file()).isEqualTo("firmware");
        assertThat(reading.end()).hasValueSatisfying(end -> {
            assertThat(end.size()).isEqualTo(8);
            assertThat(end.stopped()).isFalse();
        });
    }

    @Test
    void file_part_tells_its_name_its_type_and_its_headers() {
        Fields fields = Reading.of("""
                --B
                Content-Disposition: form-data; name="file"; filename="new.bin"
                Content-Type: image/jpg
                Content-Length: 8

                firmware
                --B--
                """).fields();

        assertThat(fields.file()).hasValueSatisfying(file -> {
            assertThat(file.fileName()).hasValue("new.bin");
            assertThat(file.contentType()).hasValue("image/jpg");
            assertThat(file.partHeaders().first("content-length")).hasValue("8");
        });
    }

    @Test
    void file_part_needs_neither_file_name_nor_type() {
        Fields fields = Reading.of("""
                --B
                Content-Disposition: form-data; name="file"

                firmware
                --B--
                """).fields();

        assertThat(fields.file()).hasValueSatisfying(file -> {
            assertThat(file.fileName()).isEmpty();
            assertThat(file.contentType()).isEmpty();
        });
    }

    static Stream<Named<String[]>> namesOfFiles() {
        return Stream.of(
                        new String[] {"\"固件 (1); v2,final.bin\"", "固件 (1); v2,final.bin"},
                        new String[] {"\"a\\\"b\\\\c.bin\"", "a\"b\\c.bin"},
                        new String[] {"\"C:\\new\\fw.bin\"", "C:\\new\\fw.bin"},
                        new String[] {"\"a%22b.bin\"", "a%22b.bin"},
                        new String[] {"\"\"", ""},
                        new String[] {"fw.bin", "fw.bin"},
                        new String[] {"my fw.bin", "my fw.bin"})
                .map(names -> named(names[0], names));
    }

    @ParameterizedTest
    @MethodSource("namesOfFiles")
    void file_name_is_read_as_clients_write_it(String[] sentAndRead) {
        Fields fields = Reading.of("--B\nContent-Disposition: form-data; name=\"file\"; filename=" + sentAndRead[0]
                        + "\n\nfirmware\n--B--\n")
                .fields();

        assertThat(fields.file().flatMap(FilePart::fileName)).hasValue(sentAndRead[1]);
    }

    @Test
    void bytes_of_a_value_that_are_no_text_are_kept() {
        byte[] body = "--B\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\na\u00ff\r\n--B--"
                .getBytes(StandardCharsets.ISO_8859_1);

        assertThat(Reading.of(body).fields().fields()).singleElement().satisfies(field -> {
            assertThat(field.value()).isEqualTo("a\ufffd");
            assertThat(field.raw()).containsExactly('a', 0xff);
        });
    }

    @Test
    void value_keeps_its_lines_and_repeated_names_stay_in_order() {
        Fields fields = Reading.of("""
                --B
                Content-Disposition: form-data; name="x"

                first

                line
                --B
                Content-Disposition: form-data; name="x"
                X-Extra: 1

                --B
                --B--
                """).fields();

        assertThat(fields.fields()).containsExactly(FormField.of("x", "first\r\n\r\nline"), FormField.of("x", "--B"));
    }

    @Test
    void form_without_a_file_is_no_problem_of_the_grammar() {
        assertThat(Reading.of("--B--").fields())
                .isEqualTo(new Fields(List.of(), Optional.empty(), Optional.empty(), List.of(), 5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "form-data;name=\"file\"; filename=\"new.bin\"",
                "form-data; name=\"file\";filename=\"new.bin\"",
                "form-data;name=\"file\"",
            })
    void part_whose_parameters_lack_a_space_comes_to_nothing(String disposition) {
        Reading reading = Reading.of("--B\nContent-Disposition: " + disposition + "\n\nfirmware\n--B--\n");

        assertThat(reading.problem()).isEmpty();
        assertThat(reading.fields().file()).isEmpty();
        assertThat(reading.fields().fields()).isEmpty();
        assertThat(reading.fields().notes())
                .containsExactly("part 1 came to nothing: its Content-Disposition has ';' without the space after it");
    }

    @Test
    void part_that_comes_to_nothing_has_no_limit() {
        Reading reading = Reading.of("--B\nContent-Disposition: form-data;name=\"file\"\n\n"
                + "f".repeat(FormReader.MAX_FIELDS + 1) + "\n--B--\n");

        assertThat(reading.problem()).isEmpty();
        assertThat(reading.fields().notes()).hasSize(1);
    }

    @Test
    void first_of_two_names_counts() {
        assertThat(Reading.of("--B\nContent-Disposition: form-data; name=\"x\"; name=\"y\"\n\nv\n--B--\n")
                        .fields()
                        .fields())
                .extracting(FormField::name)
                .containsExactly("x");
    }

    @Test
    void file_under_another_name_is_a_field_with_a_note() {
        Fields fields = Reading.of("""
                --B
                Content-Disposition: form-data; name="upload"; filename="new.bin"

                firmware
                --B--
                """).fields();

        assertThat(fields.fields()).extracting(FormField::name).containsExactly("upload");
        assertThat(fields.notes())
                .containsExactly("part 1 has a file name, but its name is 'upload'; "
                        + "OSS takes the file from the part named 'file'");
    }

    @Test
    void name_of_the_file_field_is_compared_without_case() {
        assertThat(Reading.of("--B\nContent-Disposition: form-data; name=\"File\"\n\nfirmware\n--B--\n")
                        .file())
                .isEqualTo("firmware");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Disposition: form-data; name=\"submit\"\n\nUpload",
                "Content-Type: text/plain\n\nUpload",
                "no header\n\nUpload",
                "Content-Disposition: form-data, name=\"file\"\n\nUpload",
                "X: y",
            })
    void part_after_the_file_is_ignored_however_it_looks(String part) {
        Reading reading =
                Reading.of("--B\nContent-Disposition: form-data; name=\"file\"\n\nfirmware\n--B\n" + part + "\n--B--");

        assertThat(reading.file()).isEqualTo("firmware");
        assertThat(reading.problem()).isEmpty();
    }

    @Test
    void names_after_the_file_are_told_of_the_first_fields() throws IOException {
        StringBuilder form = new StringBuilder("--B\nContent-Disposition: form-data; name=\"file\"\n\nfirmware\n");
        String part = "--B\nContent-Disposition: form-data; name=\"%s\"\n\nx\n";
        form.append(String.format(part, "submit")).append(String.format(part, "n".repeat(200)));
        form.append("--B\nno header\n\nx\n").append(String.format(part, "again").repeat(100));
        FormReader reader = new FormReader(new ByteArrayInputStream(Reading.bytes(form + "--B--\n")), "B");
        reader.readFields();

        assertThat(reader.copyFile((buffer, offset, length) -> true).namesAfter())
                .hasSize(20)
                .startsWith("submit", "n".repeat(100), "again");
    }

    @Test
    void bytes_read_are_those_before_the_file() {
        String head = "--B\nContent-Disposition: form-data; name=\"file\"\n\n";

        assertThat(Reading.of(head + "firmware\n--B--\n").fields().bytesRead()).isEqualTo(Reading.bytes(head).length);
        assertThat(Reading.of("").fields().bytesRead()).isZero();
    }

    @Test
    void sink_that_wants_no_more_stops_the_reading() throws IOException {
        byte[] body = Reading.bytes("--B\nContent-Disposition: form-data; name=\"file\"\n\nfirmware\n--B--\n");
        FormReader reader = new FormReader(new ByteArrayInputStream(body), "B");
        reader.readFields();

        assertThat(reader.copyFile((buffer, offset, length) -> false))
                .isEqualTo(new FormReader.FileEnd(8, Optional.empty(), true, List.of()));
    }

    /** The first piece of it ends where the buffer does, and the last one where the body does. */
    @ParameterizedTest
    @ValueSource(strings = {"\n--B--\n", ""})
    void sink_that_wants_no_more_of_a_large_file_is_given_no_more(String end) throws IOException {
        String head = "--B\nContent-Disposition: form-data; name=\"file\"\n\n";
        byte[] body = Reading.bytes(head + "f".repeat(3 * FormInput.BUFFER) + end);
        long pieces = piecesUntil(body, Integer.MAX_VALUE);

        for (int wanted = 0; wanted < pieces; wanted++) {
            assertThat(piecesUntil(body, wanted)).isEqualTo(wanted + 1);
        }
    }

    /** How many pieces a sink is given that refuses one after so many. */
    private static long piecesUntil(byte[] body, int wanted) throws IOException {
        FormReader reader = new FormReader(new ByteArrayInputStream(body), "B");
        reader.readFields();
        long[] pieces = {0};

        FormReader.FileEnd end = reader.copyFile((buffer, offset, length) -> {
            assertThat(length).isPositive();
            return pieces[0]++ < wanted;
        });

        assertThat(end.stopped()).isEqualTo(pieces[0] > wanted);
        return pieces[0];
    }

    @Test
    void empty_file_has_no_pieces() throws IOException {
        byte[] body = Reading.bytes("--B\nContent-Disposition: form-data; name=\"file\"\n\n\n--B--\n");

        assertThat(piecesUntil(body, Integer.MAX_VALUE)).isZero();
    }

    @Test
    void header_may_have_a_name_of_one_letter() {
        assertThat(Reading.of("--B\nContent-Disposition: form-data; name=\"file\"\nX: y\n\nfirmware\n--B--\n")
                        .fields()
                        .file()
                        .flatMap(file -> file.partHeaders().first("x")))
                .contains("y");
    }

    @Test
    void fields_are_the_same_if_name_and_bytes_are() {
        FormField field = FormField.of("x", "v");

        assertThat(field)
                .isEqualTo(FormField.of("x", new byte[] {'v'}))
                .hasSameHashCodeAs(FormField.of("x", new byte[] {'v'}))
                .isNotEqualTo(FormField.of("y", "v"))
                .isNotEqualTo(FormField.of("x", "w"))
                .isNotEqualTo("x");
        assertThat(field.hashCode()).isNotEqualTo(FormField.of("x", "w").hashCode());
    }

    @Test
    void failure_of_the_stream_is_passed_on() throws IOException {
        InputStream vanishing = InputStream.nullInputStream();
        vanishing.close();

        assertThatThrownBy(() -> new FormReader(vanishing, "B").readFields()).isInstanceOf(IOException.class);
    }

    @Test
    void file_is_asked_for_once_and_only_where_there_is_one() throws IOException {
        FormReader without = new FormReader(new ByteArrayInputStream(Reading.bytes("--B--")), "B");
        FormReader with = new FormReader(
                new ByteArrayInputStream(
                        Reading.bytes("--B\nContent-Disposition: form-data; name=\"file\"\n\n\n--B--")),
                "B");
        without.readFields();
        with.readFields();
        with.copyFile((buffer, offset, length) -> true);

        assertThatThrownBy(() -> without.copyFile((buffer, offset, length) -> true))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> with.copyFile((buffer, offset, length) -> true))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new FormReader(InputStream.nullInputStream(), ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
