package dev.otastub.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otastub.fixtures.Fixtures;
import dev.otastub.testing.CapturedRequest.OmittedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CaptureTest {

    @Test
    void the_index_names_every_recording() throws IOException {
        Path directory = Path.of("../fixtures/src/main/resources/fixtures/captures");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(Fixtures.captures())
                    .hasSize(15)
                    .containsExactlyElementsOf(
                            files.map(file -> file.getFileName().toString())
                                    .filter(name -> name.endsWith(".txt"))
                                    .map(name -> name.replace(".txt", ""))
                                    .sorted()
                                    .toList());
        }
    }

    @Test
    void a_fixture_that_is_missing_is_named() {
        assertThatThrownBy(() -> Fixtures.text("captures/nobody.txt"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("captures/nobody.txt");
    }

    @ParameterizedTest
    @MethodSource("dev.otastub.testing.Capture#all")
    void a_client_asks_uploads_and_creates(Capture capture) {
        assertThat(capture.requests()).extracting(CapturedRequest::isFormUpload).containsExactly(false, true, false);
    }

    @ParameterizedTest
    @MethodSource({"dev.otastub.testing.Capture#rpcRequests", "dev.otastub.testing.Capture#formUploads"})
    void bodies_are_as_long_as_their_clients_said(CapturedRequest request) {
        byte[] body = request.bodyBytes(
                new byte[request.file().map(OmittedFile::length).orElse(0)]);

        assertThat(body)
                .hasSize(request.headers()
                        .first("Content-Length")
                        .map(Integer::parseInt)
                        .orElse(0));
    }

    @Test
    void a_request_is_read_to_its_last_byte() {
        CapturedRequest request = Capture.read("java-tea-2.0.0").requests().get(0);

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/");
        assertThat(request.parameters().first("Action")).contains("GenerateOTAUploadURL");
        assertThat(request.parameters().first("FileSuffix")).contains("bin");
        assertThat(request.query()).doesNotContain("FileSuffix");
        assertThat(request.body()).isEqualTo("FileSuffix=bin");
        assertThat(request.file()).isEmpty();
    }

    @Test
    void an_upload_keeps_its_fields_and_the_mark_of_its_file() {
        CapturedRequest upload = Capture.read("java-seed-sample").requests().get(1);

        assertThat(upload.formField("ossaccesskeyid")).contains("testid");
        assertThat(upload.formField("success_action_status")).contains("200");
        assertThat(upload.formField("callback")).isEmpty();
        assertThat(upload.file()).map(OmittedFile::length).isEqualTo(Optional.of(1048576));
    }
}
