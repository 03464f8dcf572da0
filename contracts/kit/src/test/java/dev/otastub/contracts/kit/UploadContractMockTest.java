package dev.otastub.contracts.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.GeneratedFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** HTTP clients keep the contract of PostObject, whatever they write into a form. */
final class UploadContractMockTest {

    /** Like no text, and larger than all buffers. */
    private static final byte[] FILE = GeneratedFile.of(3_000_007).bytes();

    static Map<String, String> fields(String status) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("key", "ota/a/b.bin");
        fields.put("policy", "eyJjb25kaXRpb25zIjpbXX0=");
        fields.put("OSSAccessKeyId", "the-issuing-id");
        fields.put("signature", "krRMp1hSNFCMIm+3haCljuXIqag=");
        if (!status.isEmpty()) {
            fields.put("success_action_status", status);
        }
        return fields;
    }

    static Stream<Arguments> successes() {
        return Stream.of(Uploader.values())
                .flatMap(client -> Stream.of("with a file name", "without a file name")
                        .flatMap(shape -> Stream.of(204, 200, 201).map(status -> Arguments.of(client, shape, status))));
    }

    @ParameterizedTest
    @MethodSource("successes")
    void an_upload_is_answered_by_the_status_that_it_asks_for(Uploader client, String shape, int status)
            throws Exception {
        try (ContractMock mock = ContractMock.expecting("PostObject " + shape + ": " + status)) {
            Uploader.Seen seen = client.send(mock.url(), fields(status == 204 ? "" : "" + status), FILE);

            mock.verify();
            assertThat(seen.status()).isEqualTo(status);
            assertThat(seen.body().contains("<PostResponse>")).isEqualTo(status == 201);
        }
    }

    static Stream<Arguments> wanted() {
        return Stream.of(Uploader.values())
                .flatMap(client -> Stream.of("", "200", "201", "204").map(status -> Arguments.of(client, status)));
    }

    @ParameterizedTest
    @MethodSource("wanted")
    void a_refusal_reaches_the_client_whichever_status_it_wants_of_a_success(Uploader client, String status)
            throws Exception {
        try (ContractMock mock = ContractMock.expecting("PostObject with a file name: AccessDenied, policy expired")) {
            Uploader.Seen seen = client.send(mock.url(), fields(status), FILE);

            mock.verify();
            assertThat(seen.status()).isEqualTo(403);
            assertThat(seen.body()).contains("<Code>AccessDenied</Code>", "Policy expired");
        }
    }

    @ParameterizedTest
    @EnumSource(Uploader.class)
    void who_says_204_wants_what_who_says_nothing_gets(Uploader client) throws Exception {
        try (ContractMock mock = ContractMock.expecting("PostObject with a file name: 204")) {
            assertThat(client.send(mock.url(), fields("204"), FILE).status()).isEqualTo(204);

            mock.verify();
        }
    }

    @ParameterizedTest
    @EnumSource(Uploader.class)
    void order_case_and_fields_that_only_describe_the_file_are_the_client_s_own(Uploader client) throws Exception {
        Map<String, String> other = new LinkedHashMap<>();
        other.put("success_action_status", "200");
        other.put("Signature", "krRMp1hSNFCMIm+3haCljuXIqag=");
        other.put("x-oss-meta-build", "17");
        other.put("ossaccesskeyid", "the-issuing-id");
        other.put("Content-Type", "application/octet-stream");
        other.put("Policy", "eyJjb25kaXRpb25zIjpbXX0=");
        other.put("key", "ota/a/b.bin");
        try (ContractMock mock = ContractMock.expecting("PostObject with a file name: 200")) {
            assertThat(client.send(mock.url(), other, FILE).status()).isEqualTo(200);

            mock.verify();
        }
    }

    @ParameterizedTest
    @EnumSource(Uploader.class)
    void clients_see_why_an_upload_was_not_expected(Uploader client) throws Exception {
        try (ContractMock mock = ContractMock.expecting("PostObject with a file name: 200")) {
            Uploader.Seen seen = client.send(mock.url(), fields(""), FILE);

            assertThat(seen.status()).isEqualTo(500);
            assertThat(seen.body())
                    .contains("field success_action_status is missing")
                    .doesNotContain("<html");
        }
    }
}
