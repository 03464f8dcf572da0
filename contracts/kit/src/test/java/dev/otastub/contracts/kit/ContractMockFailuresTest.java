package dev.otastub.contracts.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A client that breaks the contract is told how, in full. */
final class ContractMockFailuresTest {

    private static final String TICKET = "GenerateOTAUploadURL as JSON";
    private static final String UPLOAD = "PostObject with a file name: 200";

    private static final String CALL = "Action=GenerateOTAUploadURL&Version=2018-01-20&Format=JSON&AccessKeyId=id"
            + "&SignatureMethod=HMAC-SHA1&SignatureVersion=1.0&SignatureNonce=1&Timestamp=2026-11-22T11:50:16Z"
            + "&Signature=OLeaidS1JvxuMvnyHOwuJ%2BuX5qY%3D";

    private static HttpResponse<String> get(ContractMock mock, String query) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(mock.url() + "/?" + query))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static List<Map.Entry<String, String>> parts() {
        List<Map.Entry<String, String>> parts =
                new ArrayList<>(UploadContractMockTest.fields("200").entrySet());
        parts.add(Map.entry("file", "firmware"));
        return parts;
    }

    private static void assertFails(ContractMock mock, String... lines) {
        assertThatThrownBy(mock::verify)
                .isInstanceOf(AssertionError.class)
                .hasMessage("The contract is not kept.\n" + String.join("\n", lines));
    }

    @Test
    void what_is_called_twice_is_fine() throws Exception {
        try (ContractMock mock = ContractMock.expecting(TICKET)) {
            assertThat(get(mock, CALL).statusCode()).isEqualTo(200);
            assertThat(get(mock, CALL).statusCode()).isEqualTo(200);

            assertThatCode(mock::verify).doesNotThrowAnyException();
        }
    }

    @Test
    void a_bug_of_its_own_fails_the_test_even_if_the_client_does_not_mind() throws Exception {
        try (ContractMock mock = ContractMock.expecting(TICKET);
                FrontServer front = new FrontServer(
                        request -> {
                            throw new IllegalStateException("no answer");
                        },
                        mock::failed)) {
            get(mock, CALL);
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://" + front.hostPort()))
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(500);
            assertFails(mock, "- A bug in ContractMock: java.lang.IllegalStateException: no answer");
        }
    }

    @Test
    void many_are_served_at_once_and_none_is_lost() throws Exception {
        String throttled = TICKET + ": Throttling.User";
        try (ContractMock mock = ContractMock.expecting(throttled, throttled, TICKET)) {
            Map<Integer, Long> statuses = IntStream.range(0, 40)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> status(mock), task -> new Thread(task).start()))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .collect(Collectors.groupingBy(status -> status, Collectors.counting()));

            mock.verify();
            assertThat(statuses).isEqualTo(Map.of(400, 2L, 200, 38L));
        }
    }

    @Test
    void what_is_named_twice_is_answered_twice_in_the_order_given_and_missed_if_it_is_used_once() throws Exception {
        String throttled = TICKET + ": Throttling.User";
        try (ContractMock mock = ContractMock.expecting(throttled, TICKET, throttled)) {
            assertThat(status(mock)).isEqualTo(400);
            assertThat(status(mock)).isEqualTo(200);
            assertFails(mock, "- Used 1 of 2 times: \"" + throttled + "\"");
            assertThat(status(mock)).isEqualTo(400);
            mock.verify();
        }
    }

    @Test
    void an_optional_parameter_with_a_value_that_the_contract_has_refused() throws Exception {
        try (ContractMock mock = ContractMock.expecting(TICKET)) {
            assertThat(get(mock, CALL + "&FileSuffix=tar.gz").statusCode()).isEqualTo(200);
            assertThat(get(mock, CALL + "&FileSuffix=exe").statusCode()).isEqualTo(500);
            assertFails(
                    mock,
                    "- Unexpected: GenerateOTAUploadURL by GET, Format JSON",
                    "    unlike \"GenerateOTAUploadURL as JSON\":",
                    "        parameter FileSuffix is 'exe', which GenerateOTAUploadURL refuses");
        }
    }

    private static int status(ContractMock mock) {
        try {
            return get(mock, CALL).statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void what_is_never_called_is_named() {
        try (ContractMock mock = ContractMock.expecting(TICKET, UPLOAD)) {
            assertFails(mock, "- Never used: \"" + TICKET + "\"", "- Never used: \"" + UPLOAD + "\"");
        }
    }

    @Test
    void a_call_with_missing_wrong_and_unknown_parameters() throws Exception {
        String wrong = CALL.replace("&SignatureNonce=1", "")
                .replace("Version=2018-01-20", "Version=2017-04-20")
                .replaceAll("Signature=[^&]*$", "Signature=none&Suffix=zip");
        try (ContractMock mock = ContractMock.expecting(TICKET)) {
            HttpResponse<String> answer = get(mock, wrong);
            get(mock, wrong);

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json;charset=utf-8");
            assertThat(answer.body())
                    .startsWith("{\"RequestId\":\"-\",\"Code\":\"ContractMock.Unexpected\",\"Message\":\"Unexpected: ")
                    .contains("Suffix is none that GenerateOTAUploadURL knows");
            assertFails(
                    mock,
                    "- Unexpected: GenerateOTAUploadURL by GET, Format JSON",
                    "    unlike \"GenerateOTAUploadURL as JSON\":",
                    "        parameter Signature is 'none', which has not the form ^[A-Za-z0-9+/]{27}=$",
                    "        parameter SignatureNonce is missing",
                    "        parameter Version is '2017-04-20', and the contract has '2018-01-20'",
                    "        parameter Suffix is none that GenerateOTAUploadURL knows",
                    "    2 times",
                    "- Never used: \"GenerateOTAUploadURL as JSON\"");
        }
    }

    @Test
    void a_format_that_is_not_the_contract_s() throws Exception {
        try (ContractMock mock = ContractMock.expecting(TICKET)) {
            assertThat(get(mock, CALL.replace("&Format=JSON", "")).statusCode()).isEqualTo(500);
            HttpResponse<String> answer = get(mock, CALL.replace("JSON", "XML"));

            assertThat(answer.body()).startsWith("<?xml").contains("<Code>ContractMock.Unexpected</Code>");
            assertFails(
                    mock,
                    "- Unexpected: GenerateOTAUploadURL by GET, no Format",
                    "    unlike \"GenerateOTAUploadURL as JSON\":",
                    "        parameter Format is 'XML', and the contract has 'JSON'",
                    "- Unexpected: GenerateOTAUploadURL by GET, Format XML",
                    "    unlike \"GenerateOTAUploadURL as JSON\":",
                    "        parameter Format is 'XML', and the contract has 'JSON'",
                    "- Never used: \"GenerateOTAUploadURL as JSON\"");
        }
    }

    @Test
    void xml_from_what_is_signed_by_acs3() throws Exception {
        try (ContractMock mock = ContractMock.expecting("GenerateOTAUploadURL by ACS3, as JSON")) {
            get(mock, CALL.replace("JSON", "XML"));

            assertFails(
                    mock,
                    "- Unexpected: GenerateOTAUploadURL by GET, Format XML",
                    "    unlike \"GenerateOTAUploadURL by ACS3, as JSON\":",
                    "        the answer is wanted in XML, and the contract has JSON",
                    "- Never used: \"GenerateOTAUploadURL by ACS3, as JSON\"");
        }
    }

    private static HttpResponse<String> acs3(ContractMock mock, String authorization) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(mock.url() + "/"))
                                .header("x-acs-action", "GenerateOTAUploadURL")
                                .header("x-acs-version", "2018-01-20")
                                .header("x-acs-date", "2026-11-22T11:50:16Z")
                                .header("x-acs-content-sha256", "0".repeat(64))
                                .header("Authorization", authorization)
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());
    }

    @Test
    void an_incomplete_signature_by_acs3_in_either_framing() throws Exception {
        try (ContractMock mock = ContractMock.expecting("GenerateOTAUploadURL by ACS3, as JSON", TICKET)) {
            acs3(mock, "ACS3-HMAC-SHA256 Credential=id,SignedHeaders=host");

            assertThatThrownBy(mock::verify)
                    .hasMessageStartingWith("The contract is not kept.\n"
                            + "- Unexpected: GenerateOTAUploadURL by POST, ACS3\n"
                            + "    unlike \"GenerateOTAUploadURL by ACS3, as JSON\":\n")
                    .hasMessageContaining("        header Authorization has no Signature\n"
                            + "        header x-acs-signature-nonce is missing\n"
                            + "    unlike \"GenerateOTAUploadURL as JSON\":\n"
                            + "        parameter Signature is missing\n"
                            + "        parameter SignatureNonce is missing\n");
        }
    }

    @Test
    void another_operation_and_no_operation() throws Exception {
        try (ContractMock mock = ContractMock.expecting(TICKET)) {
            get(mock, CALL.replace("GenerateOTAUploadURL", "GenerateUploadURL"));
            get(mock, "");

            assertFails(
                    mock,
                    "- Unexpected: GenerateUploadURL by GET, Format JSON, and nothing of the kind is expected",
                    "- Unexpected: GET / without an Action, no Format, and nothing of the kind is expected",
                    "- Never used: \"GenerateOTAUploadURL as JSON\"");
        }
    }

    @Test
    void a_forgotten_key() throws Exception {
        List<Map.Entry<String, String>> parts = parts();
        parts.remove(0);
        try (ContractMock mock = ContractMock.expecting(UPLOAD)) {
            Uploader.Seen seen = Uploader.sendParts(mock.url(), parts);

            assertThat(seen.status()).isEqualTo(500);
            assertThat(seen.body()).contains("field key is missing");
            assertFails(
                    mock,
                    "- Unexpected: PostObject by POST /, fields policy, OSSAccessKeyId, signature,"
                            + " success_action_status, file",
                    "    unlike \"PostObject with a file name: 200\":",
                    "        field key is missing",
                    "- Never used: \"PostObject with a file name: 200\"");
        }
    }

    @Test
    void a_file_that_comes_first() throws Exception {
        List<Map.Entry<String, String>> parts = parts();
        parts.add(0, parts.remove(5));
        try (ContractMock mock = ContractMock.expecting(UPLOAD)) {
            Uploader.sendParts(mock.url(), parts);

            assertFails(
                    mock,
                    "- Unexpected: PostObject by POST /, fields file, key, policy, OSSAccessKeyId, signature,"
                            + " success_action_status",
                    "    unlike \"PostObject with a file name: 200\":",
                    "        field key comes after the file, where OSS does not read it; the file must be last",
                    "        field policy comes after the file, where OSS does not read it; the file must be last",
                    "        field OSSAccessKeyId comes after the file, where OSS does not read it; the file must be last",
                    "        field signature comes after the file, where OSS does not read it; the file must be last",
                    "        field success_action_status comes after the file, where OSS does not read it; the file must"
                            + " be last",
                    "- Never used: \"PostObject with a file name: 200\"");
        }
    }

    @Test
    void a_field_that_oss_does_not_read_anyway_may_follow_the_file() throws Exception {
        List<Map.Entry<String, String>> parts = parts();
        parts.add(Map.entry("submit", "Upload"));
        try (ContractMock mock = ContractMock.expecting(UPLOAD)) {
            assertThat(Uploader.sendParts(mock.url(), parts).status()).isEqualTo(200);

            mock.verify();
        }
    }

    @Test
    void a_wrong_field_an_unknown_field_and_a_file_by_another_name() throws Exception {
        List<Map.Entry<String, String>> parts = parts();
        parts.set(3, Map.entry("signature", "wrong"));
        parts.set(5, Map.entry("firmware", "firmware"));
        try (ContractMock mock = ContractMock.expecting(UPLOAD)) {
            Uploader.sendParts(mock.url(), parts);

            assertFails(
                    mock,
                    "- Unexpected: PostObject by POST /, fields key, policy, OSSAccessKeyId, signature,"
                            + " success_action_status, firmware",
                    "    unlike \"PostObject with a file name: 200\":",
                    "        there is no part named 'file'",
                    "        field firmware is not in the contract here",
                    "        field signature is 'wrong', which has not the form ^[A-Za-z0-9+/]{27}=$",
                    "- Never used: \"PostObject with a file name: 200\"");
        }
    }

    @Test
    void an_empty_file() throws Exception {
        List<Map.Entry<String, String>> parts = parts();
        parts.set(5, Map.entry("file", ""));
        try (ContractMock mock = ContractMock.expecting(UPLOAD)) {
            Uploader.sendParts(mock.url(), parts);

            assertThatThrownBy(mock::verify).hasMessageContaining("        the file is empty\n");
        }
    }

    @Test
    void a_form_that_oss_could_not_read() throws Exception {
        try (ContractMock mock = ContractMock.expecting(UPLOAD)) {
            HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(mock.url()))
                                    .header("Content-Type", "multipart/form-data; boundary=B")
                                    .POST(BodyPublishers.ofString("--B\r\nContent-Type: text/plain\r\n\r\nx\r\n--B--"))
                                    .build(),
                            BodyHandlers.ofString());

            assertThatThrownBy(mock::verify)
                    .hasMessageContaining("the headers of part 1 must begin with 'Content-Disposition'");
        }
    }

    @Test
    void a_name_that_is_not_published() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContractMock.expecting("GenerateOTAUploadURL in JSON"))
                .withMessage("No published interaction is called \"GenerateOTAUploadURL in JSON\". Those that come"
                        + " nearest: \"GenerateOTAUploadURL as JSON\", \"Flow, GenerateOTAUploadURL as JSON\","
                        + " \"GenerateOTAUploadURL by ACS3, as JSON\"");
        assertThatIllegalArgumentException()
                .isThrownBy(ContractMock::expecting)
                .withMessage("Name the interactions that the client is expected to use.");
    }
}
