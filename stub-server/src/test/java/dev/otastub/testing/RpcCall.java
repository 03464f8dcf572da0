package dev.otastub.testing;

import dev.otastub.account.AccessKey;
import dev.otastub.core.Headers;
import dev.otastub.core.HttpRequest;
import dev.otastub.core.Secret;
import dev.otastub.signature.Acs3CanonicalRequest;
import dev.otastub.signature.Digests;
import dev.otastub.signature.Parameter;
import dev.otastub.signature.Parameters;
import dev.otastub.signature.RpcV1Signature;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A call of an operation, signed as one of the real clients signs it. What is set before is signed; each is used once. */
public final class RpcCall {

    /** Where a client puts things. */
    public enum Dialect {
        /** Everything in the query: legacy SDK, node. */
        V1_QUERY,
        /** Everything in a form body: legacy SDK by HttpURLConnection, pop-core by POST. */
        V1_FORM,
        /** Parameters of the operation in a form body, common ones in the query: Tea 2.0.0. */
        V1_MIXED,
        /** As Tea and node sign it. */
        ACS3,
        /** As the legacy SDK signs it: without the host. */
        ACS3_WITHOUT_HOST;

        public boolean isV1() {
            return name().startsWith("V1");
        }
    }

    private static final AtomicInteger NONCES = new AtomicInteger();
    private static final Map<String, String> ACS3_HEADERS = Map.of(
            "Action", "x-acs-action",
            "Version", "x-acs-version",
            "Timestamp", "x-acs-date",
            "SignatureNonce", "x-acs-signature-nonce",
            "SecurityToken", "x-acs-security-token");

    private final Dialect dialect;
    private final Map<String, String> common = new LinkedHashMap<>();
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private Headers headers = Headers.NONE;
    private Secret secret = RpcStub.KEY.secret();
    private String method = "POST";
    private String host = "127.0.0.1:8080";
    private byte[] body = new byte[0];

    public RpcCall(Dialect dialect, String action) {
        this.dialect = dialect;
        common("Action", action);
        common("Version", "2018-01-20");
        common("AccessKeyId", RpcStub.KEY.id());
        common("Timestamp", RpcStub.NOW.truncatedTo(ChronoUnit.SECONDS).toString());
        common("SignatureNonce", "nonce-" + NONCES.incrementAndGet());
        if (dialect.isV1()) {
            common("Format", "JSON");
            common("SignatureMethod", "HMAC-SHA1");
            common("SignatureVersion", "1.0");
        }
    }

    public static RpcCall generate() {
        return new RpcCall(Dialect.V1_QUERY, "GenerateOTAUploadURL");
    }

    public static RpcCall generate(Dialect dialect) {
        return new RpcCall(dialect, "GenerateOTAUploadURL");
    }

    /** A common parameter, by V1's name. */
    public RpcCall common(String name, String value) {
        common.put(name, value);
        return this;
    }

    public RpcCall without(String name) {
        common.remove(name);
        parameters.remove(name);
        return this;
    }

    /** A parameter of the operation. */
    public RpcCall with(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    public RpcCall header(String name, String value) {
        headers = headers.and(name, value);
        return this;
    }

    public RpcCall key(AccessKey key) {
        return common("AccessKeyId", key.id()).secret(key.secret().value());
    }

    public RpcCall secret(String other) {
        secret = new Secret(other);
        return this;
    }

    public RpcCall method(String other) {
        method = other;
        return this;
    }

    public RpcCall host(String other) {
        host = other;
        return this;
    }

    /** A body that is no form. */
    public RpcCall body(byte[] other) {
        body = other.clone();
        return this;
    }

    public HttpRequest arrivingAt(Instant arrived) {
        return dialect.isV1() ? v1(arrived) : acs3(arrived);
    }

    private HttpRequest v1(Instant arrived) {
        Parameters signature = common.containsKey("Signature")
                ? of(Map.of("Signature", common.get("Signature")))
                : of(Map.of(
                        "Signature",
                        RpcV1Signature.sign(
                                secret,
                                RpcV1Signature.stringToSign(method, of(common).and(of(parameters))))));
        Map<String, String> unsigned = new LinkedHashMap<>(common);
        unsigned.remove("Signature");
        Parameters all = of(unsigned).and(signature);
        return switch (dialect) {
            case V1_QUERY -> request(arrived, all.and(of(parameters)), Parameters.NONE, headers);
            case V1_FORM -> request(arrived, Parameters.NONE, all.and(of(parameters)), headers);
            default -> request(arrived, all, of(parameters), headers);
        };
    }

    private HttpRequest acs3(Instant arrived) {
        Headers all = headers;
        for (Map.Entry<String, String> one : common.entrySet()) {
            if (ACS3_HEADERS.containsKey(one.getKey())) {
                all = all.and(ACS3_HEADERS.get(one.getKey()), one.getValue());
            }
        }
        if (all.first("x-acs-content-sha256").isEmpty()) {
            all = all.and("x-acs-content-sha256", Digests.sha256Hex(body));
        }
        String names = common.getOrDefault("SignedHeaders", String.join(";", signedHeaders(all)));
        Acs3CanonicalRequest canonical = new Acs3CanonicalRequest(
                method, "/", of(parameters), all.and("Host", host), List.of(names.split(";")), Digests.sha256Hex(body));
        String signature =
                common.getOrDefault("Signature", Acs3CanonicalRequest.sign(secret, canonical.stringToSign()));
        all = all.and("Authorization", authorization(names, signature));
        return request(arrived, of(parameters), Parameters.NONE, all);
    }

    private List<String> signedHeaders(Headers all) {
        List<String> names = new ArrayList<>(all.namesWithPrefix("x-acs-"));
        if (dialect == Dialect.ACS3) {
            names.add("host");
        }
        return names.stream().sorted().toList();
    }

    /** In the order of the SDK that is imitated. */
    private String authorization(String names, String signature) {
        String credential = "Credential=" + common.getOrDefault("AccessKeyId", "");
        String algorithm = common.getOrDefault("SignatureMethod", "ACS3-HMAC-SHA256") + " ";
        return dialect == Dialect.ACS3
                ? algorithm + credential + ",SignedHeaders=" + names + ",Signature=" + signature
                : algorithm + credential + ",Signature=" + signature + ",SignedHeaders=" + names;
    }

    private HttpRequest request(Instant arrived, Parameters query, Parameters form, Headers all) {
        boolean hasForm = !form.all().isEmpty();
        Headers typed = hasForm ? all.and("Content-Type", "application/x-www-form-urlencoded") : all;
        byte[] bytes = hasForm ? form.encoded().getBytes(StandardCharsets.UTF_8) : body;
        return new HttpRequest(method, "http", host, "/", query.encoded(), typed.and("Host", host), bytes, arrived);
    }

    private static Parameters of(Map<String, String> map) {
        return new Parameters(map.entrySet().stream()
                .map(entry -> new Parameter(entry.getKey(), entry.getValue()))
                .toList());
    }
}
