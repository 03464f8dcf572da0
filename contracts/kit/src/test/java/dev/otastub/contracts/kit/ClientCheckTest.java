package dev.otastub.contracts.kit;

import static dev.otastub.contracts.kit.ClientPromise.AS_ISSUED;
import static dev.otastub.contracts.kit.ClientPromise.FIELDS_BEFORE_FILE;
import static dev.otastub.contracts.kit.ClientPromise.FILE_NAME;
import static dev.otastub.contracts.kit.ClientPromise.FORMAT;
import static dev.otastub.contracts.kit.ClientPromise.FRAMING;
import static dev.otastub.contracts.kit.ClientPromise.NONCES;
import static dev.otastub.contracts.kit.ClientPromise.NOTHING_AFTER_FILE;
import static dev.otastub.contracts.kit.ClientPromise.NOTHING_ELSE_REFUSED;
import static dev.otastub.contracts.kit.ClientPromise.ONE_FILE;
import static dev.otastub.contracts.kit.ClientPromise.PACE;
import static dev.otastub.contracts.kit.ClientPromise.PACKAGE_DIGEST;
import static dev.otastub.contracts.kit.ClientPromise.PACKAGE_IN_TIME;
import static dev.otastub.contracts.kit.ClientPromise.PACKAGE_URL;
import static dev.otastub.contracts.kit.ClientPromise.PARAMETERS;
import static dev.otastub.contracts.kit.ClientPromise.READABLE_FORM;
import static dev.otastub.contracts.kit.ClientPromise.SIGNATURE;
import static dev.otastub.contracts.kit.ClientPromise.SIZE;
import static dev.otastub.contracts.kit.ClientPromise.TIMESTAMPS;
import static dev.otastub.contracts.kit.ClientPromise.URL_FOR_EACH_UPLOAD;
import static dev.otastub.contracts.kit.ClientPromise.VALUES;
import static dev.otastub.contracts.kit.ClientPromise.WITHIN_THE_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.otastub.GeneratedFile;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import dev.otastub.contracts.kit.ClientCheck.Finding;
import dev.otastub.contracts.kit.ClientCheck.Report;
import dev.otastub.contracts.kit.ClientCheck.Verdict;
import dev.otastub.contracts.kit.Sighting.Refused;
import dev.otastub.core.CloudOperation;
import dev.otastub.core.ErrorRow;
import dev.otastub.core.Headers;
import dev.otastub.iot.IotError;
import dev.otastub.oss.PostObjectError;
import dev.otastub.rpc.GatewayError;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A client's requests tell what it promises. */
final class ClientCheckTest {

    private static final long ONE_BYTE_TOO_MANY = 1_048_576_001L;

    private final ClientCheck check = ClientCheck.start();

    @AfterEach
    void stop() {
        check.close();
    }

    private interface Doing {
        void by(ScriptedClient client, ClientCheck check) throws Exception;
    }

    static Stream<Arguments> breaking() {
        return Stream.of(
                breaking(
                        SIGNATURE,
                        (client, check) -> new ScriptedClient(check, "wrong").askForUrl(),
                        "request 1 (GenerateOTAUploadURL by GET, Format JSON): SignatureDoesNotMatch: "),
                breaking(
                        NONCES,
                        (client, check) -> {
                            for (int i = 0; i < 2; i++) {
                                client.call(
                                        Instant.now(),
                                        "once",
                                        ScriptedClient.of("Action", "GenerateOTAUploadURL", "Format", "JSON"));
                            }
                        },
                        "request 2 (GenerateOTAUploadURL by GET, Format JSON): SignatureNonce once is that of request 1"),
                breaking(
                        TIMESTAMPS,
                        (client, check) -> client.call(
                                Instant.now().minus(Duration.ofMinutes(20)),
                                "1",
                                ScriptedClient.of("Action", "GenerateOTAUploadURL", "Format", "JSON")),
                        "InvalidTimeStamp.Expired: "),
                breaking(
                        PARAMETERS,
                        (client, check) -> client.askForUrl("Suffix", "zip", "RegionId", "cn-shanghai"),
                        "the API does not know Suffix"),
                breaking(
                        VALUES,
                        (client, check) -> client.askForUrl("FileSuffix", "exe"),
                        "iot.firmware.InvalidGenerateOTAUploadURLParam: "),
                breaking(
                        VALUES,
                        (client, check) -> client.call("Action", "CreateOTAFirmware", "Format", "JSON"),
                        "MissingDestVersion: "),
                breaking(
                        VALUES,
                        (client, check) -> client.call("Action", "GenerateUploadURL", "Format", "JSON"),
                        "InvalidAction.NotFound: "),
                breaking(
                        FORMAT,
                        (client, check) -> client.call("Action", "GenerateOTAUploadURL", "Format", "YAML"),
                        "Format is 'YAML'"),
                breaking(
                        PACE,
                        (client, check) -> {
                            for (int i = 0; i < 60; i++) {
                                client.askForUrl();
                            }
                        },
                        "call 11 of GenerateOTAUploadURL within a second"),
                breaking(
                        URL_FOR_EACH_UPLOAD,
                        (client, check) -> client.askForUrl().upload().upload(),
                        "was uploaded to again"),
                breaking(
                        WITHIN_THE_MINUTE,
                        (client, check) -> {
                            client.askForUrl();
                            check.account().clock().advance(Duration.ofSeconds(61));
                            client.upload();
                        },
                        "request 2 (PostObject by POST /, fields key, policy, OSSAccessKeyId, signature, file):"
                                + " AccessDenied: "),
                breaking(
                        READABLE_FORM,
                        (client, check) -> HttpClient.newHttpClient()
                                .send(
                                        HttpRequest.newBuilder(URI.create(check.url()))
                                                .header("Content-Type", "multipart/form-data; boundary=B")
                                                .POST(BodyPublishers.ofString("--B\r\nContent-Type: text/plain\r\n"
                                                        + "Content-Disposition: form-data; name=\"key\"\r\n\r\nk\r\n"
                                                        + "--B--\r\n"))
                                                .build(),
                                        BodyHandlers.ofString()),
                        "must begin with 'Content-Disposition'"),
                breaking(
                        FIELDS_BEFORE_FILE,
                        (client, check) -> {
                            List<Map.Entry<String, String>> parts =
                                    client.askForUrl().parts();
                            parts.add(1, parts.remove(4));
                            client.upload(parts);
                        },
                        "before the file is no policy, OSSAccessKeyId, signature"),
                breaking(
                        NOTHING_AFTER_FILE,
                        (client, check) -> {
                            List<Map.Entry<String, String>> parts =
                                    client.askForUrl().parts();
                            parts.add(Map.entry("success_action_status", "200"));
                            client.upload(parts);
                        },
                        "after the file came success_action_status"),
                breaking(
                        ONE_FILE,
                        (client, check) -> {
                            List<Map.Entry<String, String>> parts =
                                    client.askForUrl().parts();
                            parts.set(4, Map.entry("firmware", ScriptedClient.FILE));
                            client.upload(parts);
                        },
                        "IncorrectNumberOfFilesInPOSTRequest: "),
                breaking(
                        AS_ISSUED,
                        (client, check) -> {
                            List<Map.Entry<String, String>> parts =
                                    client.askForUrl().askForUrl().parts();
                            parts.set(0, Map.entry("key", client.issued("Key") + ".old"));
                            parts.set(3, Map.entry("signature", "altered"));
                            client.upload(parts);
                        },
                        "not as issued: key, signature"),
                breaking(
                        PACKAGE_IN_TIME,
                        (client, check) -> {
                            client.askForUrl().upload();
                            check.account().clock().advance(Duration.ofMinutes(61));
                            client.create();
                        },
                        "iot.firmware.InvalidFirmwareUrl: "),
                breaking(
                        PACKAGE_URL,
                        (client, check) -> client.askForUrl()
                                .upload()
                                .create(client.issued("FirmwareUrl").replace(".bin", ".old")),
                        ".old was not issued to this client"),
                breaking(
                        PACKAGE_DIGEST,
                        (client, check) -> client.askForUrl()
                                .upload()
                                .create(client.issued("FirmwareUrl"), "FirmwareSign", "0".repeat(32)),
                        "the digest is 00000000000000000000000000000000, and the file's MD5 "),
                breaking(
                        PACKAGE_DIGEST,
                        (client, check) ->
                                client.askForUrl().upload().create(client.issued("FirmwareUrl"), "FirmwareSize", "8"),
                        "the size is 8, and the file has 17 bytes"),
                breaking(
                        NOTHING_ELSE_REFUSED,
                        (client, check) -> Uploader.sendParts(
                                check.url() + "/" + client.askForUrl().issued("Key"), client.parts()),
                        "MethodNotAllowed: "),
                breaking(
                        VALUES,
                        (client, check) -> post(check, "application/octet-stream", ScriptedClient.FILE),
                        "request 1 (POST / without an Action, no Format): "),
                breaking(
                        NOTHING_ELSE_REFUSED,
                        (client, check) -> post(check, "multipart/mixed; boundary=B", "--B--"),
                        "request 1 (POST / without an Action, no Format): "),
                breaking(
                        NOTHING_ELSE_REFUSED,
                        (client, check) -> {
                            List<Map.Entry<String, String>> parts =
                                    client.askForUrl().parts();
                            parts.add(0, Map.entry("x-oss-object-acl", "everybody"));
                            client.upload(parts);
                        },
                        "InvalidArgument: "),
                breaking(
                        NOTHING_ELSE_REFUSED,
                        (client, check) -> client.askForUrl("SecurityToken", "stale"),
                        "InvalidSecurityToken"),
                breaking(
                        NOTHING_ELSE_REFUSED,
                        (client, check) -> client.askForUrl("IotInstanceId", "not/an/id"),
                        "request 1 (GenerateOTAUploadURL by GET, Format JSON): iot."));
    }

    private static void post(ClientCheck check, String contentType, String body) throws Exception {
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(check.url()))
                                .header("Content-Type", contentType)
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static Arguments breaking(ClientPromise promise, Doing doing, String told) {
        return arguments(promise, doing, told);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breaking")
    void a_client_that_breaks_one_promise_is_told_of_that_one(ClientPromise promise, Doing doing, String told)
            throws Exception {
        doing.by(new ScriptedClient(check), check);

        assertThat(check.report().broken()).singleElement().satisfies(finding -> {
            assertThat(finding.promise()).isEqualTo(promise);
            assertThat(finding.detail()).contains(told);
        });
        assertThatThrownBy(check::assertKept)
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("The client breaks what it should promise:\n")
                .hasMessageContaining("BROKEN    " + promise.title() + ": ");
    }

    @Test
    void a_name_that_is_taken_is_told_and_is_no_fault_of_the_client_s() throws Exception {
        ScriptedClient client = new ScriptedClient(check);
        client.askForUrl().upload().create();
        client.askForUrl().upload().create();

        check.assertKept();
        Finding finding = check.report().of(NOTHING_ELSE_REFUSED);
        assertThat(finding.verdict()).isEqualTo(Verdict.TOLD);
        assertThat(finding.detail()).contains("request 6 (CreateOTAFirmware", "iot.firmware.AlreadyExistedFirmware");
    }

    @Test
    void a_parameter_that_is_unknown_does_not_explain_a_refusal() throws Exception {
        new ScriptedClient(check).askForUrl("Suffix", "zip", "IotInstanceId", "not/an/id");

        assertThat(check.report().broken())
                .extracting(Finding::promise)
                .containsExactly(PARAMETERS, NOTHING_ELSE_REFUSED);
    }

    static Stream<ErrorRow> rows() {
        return Stream.of(GatewayError.values(), IotError.values(), PostObjectError.values())
                .flatMap(Arrays::stream);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void no_refusal_goes_unmentioned(ErrorRow row) {
        Headers none = new Headers(List.of());
        Sighting refused = new Sighting(
                1,
                Instant.now(),
                ClientCall.of("POST", "/", "", none, new byte[0]),
                none,
                row.status(),
                "",
                Optional.of(new Refused(row.name(), row.code(), "It was so.", false)));
        Observed observed = new Observed(List.of(refused), List.of());

        assertThat(ClientPromise.values())
                .extracting(promise -> promise.judged(observed))
                .anySatisfy(judgement -> {
                    assertThat(judgement.verdict()).isIn(Verdict.BROKEN, Verdict.TOLD);
                    assertThat(judgement.detail()).contains(row.code() + ": It was so.");
                });
    }

    @Test
    void a_file_that_is_too_large_breaks_a_promise() throws Exception {
        ScriptedClient client = new ScriptedClient(check).askForUrl();
        StringBuilder head = new StringBuilder();
        client.parts()
                .subList(0, 4)
                .forEach(field -> head.append("--B\r\nContent-Disposition: form-data; name=\"")
                        .append(field.getKey() + "\"\r\n\r\n" + field.getValue() + "\r\n"));
        head.append("--B\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n");
        GeneratedFile file = GeneratedFile.of(ONE_BYTE_TOO_MANY);

        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(check.url()))
                                .header("Content-Type", "multipart/form-data; boundary=B")
                                .POST(BodyPublishers.ofInputStream(() ->
                                        inSequence(stream(head.toString()), file.open(), stream("\r\n--B--\r\n"))))
                                .build(),
                        BodyHandlers.ofString());

        assertThat(check.report().broken()).extracting(Finding::promise).containsExactly(SIZE);
        assertThat(check.report().of(FRAMING).detail()).startsWith("chunked");
        assertThat(check.report().of(FILE_NAME).detail()).isEqualTo("without a name");
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream inSequence(InputStream... streams) {
        return new SequenceInputStream(Collections.enumeration(List.of(streams)));
    }

    @Test
    void a_client_that_did_nothing_has_kept_nothing() {
        assertThat(check.report().findings())
                .hasSize(ClientPromise.values().length)
                .allSatisfy(finding -> assertThat(finding.verdict()).isEqualTo(Verdict.NOT_USED));
        assertThatThrownBy(check::assertKept)
                .isInstanceOf(AssertionError.class)
                .hasMessage("The client sent nothing, so there is nothing that it kept: it has to call " + check.url()
                        + " with the access key " + check.accessKeyId() + ".");
    }

    @Test
    void the_report_is_a_table() throws Exception {
        ScriptedClient client = new ScriptedClient(check).askForUrl("FileSuffix", "bin");
        client.upload().create(client.issued("FirmwareUrl"), "FirmwareSize", "17", "SignMethod", "MD5");

        check.assertKept();
        assertThat(check.report()).hasToString("""
                        kept      signs its calls as the cloud verifies them: by V1
                        kept      never uses a nonce twice: 2 calls, each with one of its own
                        kept      sends the time, at most 15 minutes off
                        kept      sends parameters that the API knows: of the optional ones FileSuffix, FirmwareSize, Format, SignMethod
                        kept      sends each operation what it requires, in the form it takes
                        kept      asks for JSON or XML: JSON
                        kept      makes at most 10 calls of an operation a second: at most 1 of one operation
                        not used  asks for an upload URL for each upload
                        kept      uploads within the minute
                        kept      writes forms that OSS can read
                        kept      sends key, policy, OSSAccessKeyId and signature before the file
                        kept      sends the file last, for what follows is not read
                        kept      sends one file, in a part named file
                        kept      sends what it was issued unaltered
                        told      names its file or not, for OSS takes both: with a name
                        kept      uploads at most 1,000 MB: at most 17 bytes
                        told      tells OSS the length of an upload: by Content-Length
                        kept      creates the package after the upload, within the hour
                        kept      creates it of a FirmwareUrl that it was issued
                        kept      gives the file's own digest and size, if any
                        kept      gets nothing refused for another reason""");
    }

    @ParameterizedTest
    @EnumSource(IotSdk.class)
    void the_sdks_break_nothing(IotSdk sdk) throws Exception {
        sdk.ticket(check, "zip");
        sdk.ticket(check, "");

        check.assertKept();
        assertThat(check.report().of(NONCES).verdict()).isEqualTo(Verdict.KEPT);
        assertThat(check.report().of(FORMAT).detail())
                .isEqualTo(
                        switch (sdk) {
                            case TEA -> "JSON, by asking for none";
                            case LEGACY_XML -> "XML";
                            default -> "JSON";
                        });
        assertThat(check.report().of(SIGNATURE).detail())
                .contains(sdk.name().matches("TEA|LEGACY_ACS3") ? "ACS3" : "V1");
    }

    @Test
    void what_a_test_ordered_is_not_the_client_s_fault() throws Exception {
        ScriptedClient client = new ScriptedClient(check);
        check.account().next(CloudOperation.GENERATE_OTA_UPLOAD_URL).fails(GatewayError.V1_SIGNATURE_MISMATCH);
        client.askForUrl();
        check.account().next(CloudOperation.GENERATE_OTA_UPLOAD_URL).fails(GatewayError.USER_FLOW_CONTROL);
        client.askForUrl();
        client.askForUrl();
        check.account().next(CloudOperation.POST_OBJECT).fails(PostObjectError.POLICY_EXPIRED);
        client.upload();
        client.upload();
        check.account().next(CloudOperation.CREATE_OTA_FIRMWARE).fails(IotError.NOTHING_UPLOADED);
        client.create();

        check.assertKept();
    }

    @Test
    void two_clients_on_one_stub_are_told_apart() throws Exception {
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults());
                ClientCheck first = ClientCheck.on(stub);
                ClientCheck second = ClientCheck.on(stub)) {
            new ScriptedClient(first).askForUrl().upload().create();
            ScriptedClient careless = new ScriptedClient(second).askForUrl("Suffix", "zip");
            List<Map.Entry<String, String>> parts = careless.parts();
            parts.set(2, Map.entry("OSSAccessKeyId", "another"));
            careless.upload(parts);

            first.assertKept();
            assertThat(second.report().of(FORMAT).detail()).isEqualTo("JSON");
            assertThat(second.report().broken()).extracting(Finding::promise).containsExactly(PARAMETERS, AS_ISSUED);
        }
    }

    @Test
    void a_stub_that_all_tests_share_shows_nobody_its_journal() {
        assertThatThrownBy(() -> ClientCheck.on(OtaStub.shared())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void an_answer_in_xml_is_read_too() throws Exception {
        ScriptedClient client = new ScriptedClient(check);
        String xml = client.call("Action", "GenerateOTAUploadURL", "Format", "XML");
        Report report = check.report();

        assertThat(xml).contains("<Policy>");
        assertThat(report.of(FORMAT).detail()).isEqualTo("XML");
        client.upload(List.of(
                Map.entry("key", between(xml, "Key")),
                Map.entry("policy", between(xml, "Policy")),
                Map.entry("OSSAccessKeyId", between(xml, "OSSAccessKeyId")),
                Map.entry("signature", between(xml, "Signature")),
                Map.entry("file", "x")));
        assertThat(check.report().of(AS_ISSUED).verdict()).isEqualTo(Verdict.KEPT);
    }

    private static String between(String xml, String name) {
        return xml.substring(xml.indexOf("<" + name + ">") + name.length() + 2, xml.indexOf("</" + name + ">"));
    }
}
