package dev.otastub.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otastub.core.Headers;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class Acs3CanonicalRequestTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.otastub.signature.Vectors#acs3")
    void vectors_are_signed_as_they_say(String id, JsonNode row) {
        List<String> signedHeaders = StreamSupport.stream(
                        row.path("signedHeaders").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        Acs3CanonicalRequest request = new Acs3CanonicalRequest(
                row.path("method").asText(),
                row.path("path").asText(),
                Vectors.parameters(row.path("query")),
                Vectors.headers(row.path("headers")).and("Accept", "application/json"),
                signedHeaders,
                Digests.sha256Hex(new byte[0]));

        assertThat(request.text()).as(id).isEqualTo(row.path("canonicalRequest").asText());
        assertThat(request.stringToSign()).isEqualTo(row.path("stringToSign").asText());
        assertThat(Acs3CanonicalRequest.sign(Vectors.secret(row), request.stringToSign()))
                .isEqualTo(row.path("signature").asText());
    }

    @Test
    void headers_are_trimmed_joined_and_found_without_case() {
        Headers headers = Headers.of("X-Acs-B", " 1 ", "HOST", "h:8080", "x-acs-b", "2\t");

        assertThat(request(headers, List.of("Host", "x-acs-b")).text())
                .isEqualTo("POST\n/\n\nhost:h:8080\nx-acs-b:1,2\n\nhost;x-acs-b\nhash");
    }

    @Test
    void a_signed_header_that_was_not_sent_counts_as_empty() {
        assertThat(request(Headers.NONE, List.of("host")).text()).isEqualTo("POST\n/\n\nhost:\n\nhost\nhash");
    }

    @Test
    void the_query_is_sorted_and_encoded_anew() {
        Acs3CanonicalRequest request =
                new Acs3CanonicalRequest("POST", "/", Parameters.parse("b=%7e*+&a"), Headers.NONE, List.of(), "hash");

        assertThat(request.text()).isEqualTo("POST\n/\na=&b=~%2A%20\n\n\nhash");
    }

    private static Acs3CanonicalRequest request(Headers headers, List<String> signedHeaders) {
        return new Acs3CanonicalRequest("POST", "/", Parameters.NONE, headers, signedHeaders, "hash");
    }
}
