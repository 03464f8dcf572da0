package dev.otastub.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.core.Secret;
import dev.otastub.testing.Capture;
import dev.otastub.testing.CapturedRequest;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The signatures that real clients sent are those that we calculate. */
final class CaptureSignaturesTest {

    private static final Secret SECRET = new Secret("testsecret");

    static Stream<CapturedRequest> v1Requests() {
        return Capture.rpcRequests().filter(request -> !request.isAcs3());
    }

    static Stream<CapturedRequest> acs3Requests() {
        return Capture.rpcRequests().filter(CapturedRequest::isAcs3);
    }

    @Test
    void both_signatures_are_recorded() {
        assertThat(v1Requests()).hasSize(22);
        assertThat(acs3Requests()).hasSize(8);
        assertThat(Capture.formUploads()).hasSize(15);
    }

    @ParameterizedTest
    @MethodSource("v1Requests")
    void v1_of_every_client_verifies(CapturedRequest request) {
        String stringToSign = RpcV1Signature.stringToSign(request.method(), request.parameters());

        assertThat(request.parameters().first("Signature")).contains(RpcV1Signature.sign(SECRET, stringToSign));
    }

    @ParameterizedTest
    @MethodSource("acs3Requests")
    void acs3_of_every_client_verifies(CapturedRequest request) {
        String authorization = request.headers().first("Authorization").orElseThrow();
        Acs3CanonicalRequest canonical = new Acs3CanonicalRequest(
                request.method(),
                request.path(),
                Parameters.parse(request.query()),
                request.headers(),
                List.of(part(authorization, "SignedHeaders").split(";")),
                Digests.sha256Hex(request.bodyBytes()));

        assertThat(part(authorization, "Signature"))
                .isEqualTo(Acs3CanonicalRequest.sign(SECRET, canonical.stringToSign()));
    }

    @ParameterizedTest
    @MethodSource("dev.otastub.testing.Capture#formUploads")
    void the_policy_of_every_upload_verifies(CapturedRequest upload) {
        String policy = upload.formField("policy").orElseThrow();

        assertThat(upload.formField("Signature")).contains(PostPolicySignature.v1(SECRET, policy));
    }

    private static String part(String authorization, String name) {
        Matcher part = Pattern.compile("[ ,]" + name + "=([^,]+)").matcher(authorization);
        assertThat(part.find()).as(name).isTrue();
        return part.group(1);
    }
}
