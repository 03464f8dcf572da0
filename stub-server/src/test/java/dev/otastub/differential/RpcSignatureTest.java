package dev.otastub.differential;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.tea.TeaRequest;
import com.aliyuncs.auth.RpcSignatureComposer;
import com.aliyuncs.auth.Signer;
import com.aliyuncs.auth.V3SignatureComposer;
import com.aliyuncs.auth.signers.HmacSHA1Signer;
import com.aliyuncs.auth.signers.HmacSHA256Signer;
import com.aliyuncs.http.MethodType;
import dev.otastub.core.Headers;
import dev.otastub.core.Secret;
import dev.otastub.signature.Acs3CanonicalRequest;
import dev.otastub.signature.Digests;
import dev.otastub.signature.Parameters;
import dev.otastub.signature.RpcV1Signature;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** RPC requests as the vendor's signers sign them, and as the stub reads them off the wire. */
final class RpcSignatureTest {

    private static final int CASES = 1000;

    @Test
    void version_1_is_that_of_aliyun_java_sdk_core() {
        Generated generated = new Generated(1);
        for (int i = 0; i < CASES; i++) {
            Map<String, String> parameters = generated.parameters(i % 100 == 0 ? 200 : 12);
            String method = generated.oneOf(List.of("GET", "POST"));
            String secret = generated.name(5);
            Signer signer = new HmacSHA1Signer();

            String theirs = RpcSignatureComposer.getComposer()
                    .composeStringToSign(MethodType.valueOf(method), null, signer, parameters, Map.of(), Map.of());
            String ours = RpcV1Signature.stringToSign(method, arrived(parameters));

            assertThat(ours).as("case %s", i).isEqualTo(theirs);
            assertThat(RpcV1Signature.sign(new Secret(secret), ours))
                    .isEqualTo(signer.signString(theirs, secret + "&"));
        }
    }

    @Test
    void version_1_is_that_of_tea() throws Exception {
        Generated generated = new Generated(2);
        for (int i = 0; i < CASES; i++) {
            Map<String, String> parameters = generated.parameters(12);
            // Tea cannot sign a request without any value.
            parameters.put("Action", "a");
            String method = generated.oneOf(List.of("GET", "POST"));
            String secret = generated.name(5);

            String theirs = com.aliyun.openapiutil.Client.getRPCSignature(parameters, method, secret);
            String ours = RpcV1Signature.sign(
                    new Secret(secret), RpcV1Signature.stringToSignWithoutEmpty(method, arrived(parameters)));

            assertThat(ours).as("case %s: %s", i, parameters).isEqualTo(theirs);
        }
    }

    @Test
    void acs3_is_that_of_tea() throws Exception {
        Generated generated = new Generated(3);
        for (int i = 0; i < CASES; i++) {
            Map<String, String> parameters = generated.parameters(12);
            Map<String, String> headers = headers(generated);
            String method = generated.oneOf(List.of("GET", "POST"));
            String payload = Digests.sha256Hex(generated.text(10).getBytes(StandardCharsets.UTF_8));
            TeaRequest request = new TeaRequest();
            request.method = method;
            request.pathname = "/";
            request.query = new HashMap<>(parameters);
            request.headers = new HashMap<>(headers);

            String theirs = com.aliyun.openapiutil.Client.getAuthorization(
                    request, "ACS3-HMAC-SHA256", payload, "testid", "testsecret");

            assertThat(theirs)
                    .as("case %s: %s", i, parameters)
                    .endsWith(",Signature=" + ours(method, parameters, headers, theirs, payload));
        }
    }

    @Test
    void acs3_is_that_of_aliyun_java_sdk_core() {
        Generated generated = new Generated(4);
        for (int i = 0; i < CASES; i++) {
            Map<String, String> parameters = generated.parameters(12);
            Map<String, String> headers = headers(generated);
            String payload = Digests.sha256Hex(generated.text(10).getBytes(StandardCharsets.UTF_8));
            headers.put("x-acs-content-sha256", payload);
            String theirs = new V3SignatureComposer()
                            .composeStringToSign(
                                    MethodType.POST, "/", new HmacSHA256Signer(), parameters, headers, Map.of())
                    + "\n" + payload;
            List<String> signed = headers.keySet().stream().sorted().toList();
            Headers arrived = new Headers(List.copyOf(headers.entrySet()));

            assertThat(new Acs3CanonicalRequest("POST", "/", arrived(parameters), arrived, signed, payload).text())
                    .as("case %s", i)
                    .isEqualTo(theirs);
        }
    }

    private static Map<String, String> headers(Generated generated) {
        Map<String, String> headers = new HashMap<>();
        headers.put("host", "127.0.0.1:" + (1024 + generated.below(60000)));
        headers.put("x-acs-action", generated.header());
        headers.put("x-acs-signature-nonce", generated.header());
        if (generated.oneIn(2)) {
            headers.put("content-type", "application/x-www-form-urlencoded");
        }
        if (generated.oneIn(3)) {
            headers.put("x-acs-security-token", " " + generated.header() + " ");
        }
        return headers;
    }

    private static String ours(
            String method, Map<String, String> parameters, Map<String, String> headers, String theirs, String payload) {
        String names = theirs.replaceFirst(".*SignedHeaders=([^,]*),.*", "$1");
        Acs3CanonicalRequest request = new Acs3CanonicalRequest(
                method,
                "/",
                arrived(parameters),
                new Headers(List.copyOf(headers.entrySet())),
                Arrays.asList(names.split(";")),
                payload);
        return Acs3CanonicalRequest.sign(new Secret("testsecret"), request.stringToSign());
    }

    /** As they are after the way over the wire, where they are encoded otherwise than they are signed. */
    private static Parameters arrived(Map<String, String> parameters) {
        return Parameters.parse(Generated.formEncoded(parameters));
    }
}
