package dev.otastub.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otastub.core.Headers;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class OssV4SignatureTest {

    private static OssV4Request request(JsonNode row) {
        List<String> additional = StreamSupport.stream(
                        row.path("additionalHeaders").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        return new OssV4Request(
                row.path("method").asText(),
                row.path("bucket").asText(),
                row.path("key").asText(),
                Parameters.parse(row.path("query").asText()),
                Vectors.headers(row.path("headers")),
                additional);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.otastub.signature.Vectors#ossV4")
    void vectors_are_signed_as_they_say(String id, JsonNode row) {
        OssV4Signature.Scope scope = new OssV4Signature.Scope(
                row.path("date").asText(), row.path("region").asText());

        String stringToSign = OssV4Signature.stringToSign(row.path("time").asText(), scope, request(row));

        // Of a URL the signer reports one that has the signature itself in it.
        assertThat(stringToSign).as(id).isEqualTo(row.path("stringToSign").asText(stringToSign));
        assertThat(OssV4Signature.sign(Vectors.secret(row), scope, stringToSign))
                .isEqualTo(row.path("signature").asText());
    }

    @Test
    void the_canonical_request_has_its_parts_in_order() {
        OssV4Request request = new OssV4Request(
                "PUT",
                "bucket",
                "a b/中",
                Parameters.parse("uploads&prefix=a%2Fb&x-oss-signature=not-signed"),
                Headers.of(
                        "Host", "localhost",
                        "X-Oss-Date", " 20261122T115016Z ",
                        "Content-Type", "text/plain",
                        "Content-MD5", "m",
                        "Range", "bytes=0-",
                        "Cache-Control", "no-cache"),
                List.of("Range", "host", "absent"));

        assertThat(request.canonical()).isEqualTo("""
                        PUT
                        /bucket/a%20b/%E4%B8%AD
                        prefix=a%2Fb&uploads
                        content-md5:m
                        content-type:text/plain
                        host:localhost
                        range:bytes=0-
                        x-oss-date:20261122T115016Z

                        absent;host;range
                        UNSIGNED-PAYLOAD""");
    }

    @ParameterizedTest
    @CsvSource({"2026-11-22T23:59:59.999Z,20261122T235959Z,20261122", "2027-01-01T00:00:00Z,20270101T000000Z,20270101"})
    void a_credential_is_good_for_the_day_of_the_signature_in_utc(Instant when, String time, String day) {
        assertThat(OssV4Signature.time(when)).isEqualTo(time);
        assertThat(OssV4Signature.Scope.of(when, "cn-shanghai").credential("testid"))
                .isEqualTo("testid/" + day + "/cn-shanghai/oss/aliyun_v4_request");
    }
}
