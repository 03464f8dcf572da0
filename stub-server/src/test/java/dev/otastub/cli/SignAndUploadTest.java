package dev.otastub.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aMultipart;
import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.otastub.OtaStub;
import dev.otastub.OtaStubAccount;
import dev.otastub.OtaStubOptions;
import dev.otastub.oss.StoredObject;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SignAndUploadTest {

    @TempDir
    Path folder;

    @Test
    void signed_url_of_an_operation_works() {
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            String url = line(
                    Ran.command("sign", "GenerateOTAUploadURL", "FileSuffix=tar.gz", "--endpoint", stub.hostPort()));

            Response answer = given().urlEncodingEnabled(false).get(url);

            assertThat(answer.jsonPath().getString("Data.Key")).endsWith(".tar.gz");
        }
    }

    @Test
    void signed_parameters_may_hold_anything() {
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            String url = line(Ran.command(
                    "sign",
                    "CreateOTAFirmware",
                    "DestVersion=1",
                    "FirmwareName=a=b & 中文+~*",
                    "Format=XML",
                    "--endpoint=" + stub.url()));

            Response answer = given().urlEncodingEnabled(false).get(url);

            assertThat(answer.contentType()).contains("xml");
            assertThat(answer.asString()).contains("IncorrectFormattedFirmwareName");
        }
    }

    @Test
    void curl_command_is_printed_on_demand() {
        assertThat(line(Ran.command("sign", "GenerateOTAUploadURL", "--curl")))
                .matches("curl -s 'http://127\\.0\\.0\\.1:8080/\\?[A-Za-z0-9%&=._~-]+'");
        assertThat(line(Ran.command("sign", "--get", "http://127.0.0.1:8080/ota/x/a.bin", "--curl")))
                .matches("curl -O 'http://127\\.0\\.0\\.1:8080/ota/x/a\\.bin\\?[A-Za-z0-9%&=._~-]+'");
    }

    @Test
    void endpoint_and_keys_come_from_the_environment_as_well() {
        String url = line(Ran.with(
                Map.of("OTA_STUB_URL", "http://127.0.0.1:1234", "OTA_STUB_ACCESS_KEY_ID", "otherid"), "sign", "X"));

        assertThat(url).startsWith("http://127.0.0.1:1234/?").contains("AccessKeyId=otherid");
    }

    @Test
    void file_is_uploaded_made_a_package_and_downloaded() throws IOException {
        Path file = file("firmware 1.tar.gz", 3_000_000);
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            Ran ran = Ran.command("upload", file.toString(), "--endpoint", stub.url());

            assertThat(ran.exitCode()).as(ran.err()).isZero();
            StoredObject object = stub.objects().iterator().next();
            assertThat(object.key()).endsWith(".tar.gz");
            assertThat(ran.out()).contains(object.key(), "3000000 bytes", object.eTag(), "FirmwareId ");

            String firmwareUrl = stub.url() + "/" + object.key();
            String signed = line(Ran.command("sign", "--get", firmwareUrl));
            assertThat(given().urlEncodingEnabled(false).get(signed).asByteArray())
                    .isEqualTo(Files.readAllBytes(file));
        }
    }

    @Test
    void file_is_uploaded_by_https_to_whom_one_trusts() throws IOException {
        Path file = file("firmware.bin", 3_000_000);
        try (OtaStub stub = OtaStub.start(OtaStubOptions.builder().httpsPort(0).build())) {
            String[] upload = {"upload", file.toString(), "--endpoint", stub.httpsUrl()};

            Ran trusting = Ran.with(Map.of("OTA_STUB_CA_FILE", stub.caFile().toString()), upload);
            assertThat(trusting.exitCode()).as(trusting.err()).isZero();
            assertThat(trusting.out()).contains("https://");
            assertThat(stub.objects()).hasSize(1);

            Ran wary = Ran.command(upload);
            assertThat(wary.exitCode()).isEqualTo(1);
            assertThat(wary.err()).contains(stub.httpsUrl(), "--ca-file").hasLineCount(1);
        }
    }

    @Test
    void second_upload_of_a_file_is_a_package_of_its_own() throws IOException {
        Path file = file("firmware.bin", 10);
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            assertThat(Ran.command("upload", file.toString(), "--endpoint", stub.url())
                            .exitCode())
                    .isZero();
            assertThat(Ran.command("upload", file.toString(), "--endpoint", stub.url())
                            .exitCode())
                    .isZero();
            assertThat(stub.objects()).hasSize(2);
        }
    }

    @Test
    void upload_takes_name_version_suffix_and_instance() throws IOException {
        Path file = file("firmware.img", 10);
        OtaStubOptions options = OtaStubOptions.builder()
                .accounts(OtaStubAccount.DEFAULT.withInstanceIds("iot-1"))
                .build();
        try (OtaStub stub = OtaStub.start(options)) {
            String[] upload = {
                "upload",
                file.toString(),
                "--endpoint",
                stub.url(),
                "--name",
                "n",
                "--dest-version",
                "1.0",
                "--suffix",
                "zip",
                "--iot-instance-id",
                "iot-1"
            };

            assertThat(Ran.command(upload).out()).contains(".zip");
            Ran again = Ran.command(upload);
            assertThat(again.exitCode()).isEqualTo(1);
            assertThat(again.err()).contains("AlreadyExistedFirmwareName", "'n'");
        }
    }

    /** What is wrong, and what the message then says: the call, code, message and the stub's reason. */
    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(
                        List.of("--access-key-id", "nobody"),
                        List.of("GenerateOTAUploadURL", "404", "InvalidAccessKeyId.NotFound", "nobody")),
                arguments(
                        List.of("--access-key-secret", "hunter2"),
                        List.of("GenerateOTAUploadURL", "400", "SignatureDoesNotMatch")),
                arguments(
                        List.of("--suffix", "exe"),
                        List.of("GenerateOTAUploadURL", "InvalidGenerateOTAUploadURLParam", "'exe'")),
                arguments(
                        List.of("--dest-version", "a b"),
                        List.of("CreateOTAFirmware", "IncorrectFormattedFirmwareVersion", "a b")));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusal_is_told_with_code_message_and_reason(List<String> wrong, List<String> told) throws IOException {
        Path file = file("firmware.bin", 10);
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            Ran ran = Ran.command(
                    Stream.concat(Stream.of("upload", file.toString(), "--endpoint", stub.url()), wrong.stream())
                            .toArray(String[]::new));

            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.err()).contains("was refused").contains(told).doesNotContain("hunter2", "\tat ");
        }
    }

    @Test
    void refusal_by_oss_is_told_too() throws IOException {
        Path file = file("firmware.bin", 10);
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            stub.wireMock()
                    .stubFor(post("/")
                            .withMultipartRequestBody(aMultipart("OSSAccessKeyId"))
                            .willReturn(aResponse()
                                    .withStatus(403)
                                    .withHeader("X-Ota-Stub-Refusal", "by this test")
                                    .withBody("<Error><Code>AccessDenied</Code><Message>No.</Message></Error>")));

            Ran ran = Ran.command("upload", file.toString(), "--endpoint", stub.url());

            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.err()).contains("PostObject was refused: 403 AccessDenied: No. (by this test)");
        }
    }

    @Test
    void stub_that_is_not_there_is_told() throws IOException {
        int port;
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            port = stub.port();
        }
        Ran ran = Ran.command("upload", file("firmware.bin", 1).toString(), "--endpoint", "127.0.0.1:" + port);

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("127.0.0.1:" + port, "--endpoint").hasLineCount(1);
    }

    @Test
    void signing_follows_a_clock_of_ones_own() {
        Instant frozen = Instant.parse("2020-01-01T00:00:00Z");
        OtaStubOptions options =
                OtaStubOptions.builder().frozenAt(frozen).strictCallerTime(true).build();
        try (OtaStub stub = OtaStub.start(options)) {
            String late = line(Ran.command("sign", "GenerateOTAUploadURL", "--endpoint=" + stub.url()));
            String inTime =
                    line(Ran.command("sign", "GenerateOTAUploadURL", "--endpoint=" + stub.url(), "--clock=" + frozen));

            assertThat(given().urlEncodingEnabled(false).get(late).asString()).contains("InvalidTimeStamp.Expired");
            assertThat(given().urlEncodingEnabled(false).get(inTime).statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"true,'\r[####################--------------------]  50%'", "false,50%"})
    void progress_is_a_bar_on_a_terminal_and_lines_elsewhere(boolean terminal, String half) {
        StringWriter out = new StringWriter();
        Progress progress = new Progress(new PrintWriter(out), terminal);

        progress.at(10L << 20, 20L << 20);
        progress.end(20L << 20, 20L << 20);

        assertThat(out.toString())
                .contains(half.replace("\\r", "\r"))
                .contains("100%")
                .endsWith(System.lineSeparator());
    }

    private Path file(String name, int size) throws IOException {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i * 31);
        }
        return Files.write(folder.resolve(name), bytes);
    }

    private static String line(Ran ran) {
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).hasLineCount(1);
        return ran.out().strip();
    }
}
