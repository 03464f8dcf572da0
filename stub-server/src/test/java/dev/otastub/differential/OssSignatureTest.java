package dev.otastub.differential;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.HttpMethod;
import com.aliyun.oss.common.auth.DefaultCredentials;
import com.aliyun.oss.common.comm.RequestMessage;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.internal.signer.OSSSignerBase;
import com.aliyun.oss.internal.signer.OSSSignerParams;
import com.aliyun.sdk.service.oss2.credentials.Credentials;
import com.aliyun.sdk.service.oss2.signer.SignerV1;
import com.aliyun.sdk.service.oss2.signer.SignerV4;
import com.aliyun.sdk.service.oss2.signer.SigningContext;
import dev.otastub.core.Headers;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.HttpRequest;
import dev.otastub.core.RequestIds;
import dev.otastub.oss.OssAnswers;
import dev.otastub.oss.object.ObjectRequests;
import dev.otastub.testing.OssStub;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Requests for objects that do not exist, signed by the vendor's signers: the stub finds every signature right, and
 * says so by NoSuchKey; the same request for another object it finds signed wrongly.
 */
final class OssSignatureTest {

    private static final int CASES = 250;

    private static final List<String> QUERY = List.of(
            "response-content-type",
            "response-content-disposition",
            "response-cache-control",
            "x-oss-traffic-limit",
            "response-expires",
            "unsigned",
            "versionId2",
            "a b*~+");

    private OssStub stub;
    private ObjectRequests objects;

    @BeforeEach
    void wire(@TempDir Path folder) {
        stub = new OssStub(folder);
        objects = new ObjectRequests(stub.surroundings, new OssAnswers(new RequestIds(new Random(42))));
    }

    /** Whose signer signs, by which version, and where the signature goes. */
    enum Way {
        SDK_1_HEADER_V1,
        SDK_1_URL_V1,
        SDK_1_HEADER_V4,
        SDK_1_URL_V4,
        SDK_2_HEADER_V1,
        SDK_2_URL_V1,
        SDK_2_HEADER_V4,
        SDK_2_URL_V4;

        boolean isUrl() {
            return name().contains("_URL_");
        }

        boolean isVersion1OfSdk2() {
            return name().startsWith("SDK_2") && name().endsWith("V1");
        }

        boolean isV4() {
            return name().endsWith("V4");
        }
    }

    /** What is signed. */
    private record Wanted(String key, Map<String, String> headers, Map<String, String> query, List<String> additional) {

        HttpRequest arriving(Instant when, Map<String, String> itsHeaders, String rawQuery) {
            Map<String, String> all = new LinkedHashMap<>(itsHeaders);
            all.put("Host", OssStub.BUCKET_HOST);
            return new HttpRequest(
                    "GET",
                    "http",
                    OssStub.BUCKET_HOST,
                    "/" + path(key),
                    rawQuery,
                    new Headers(List.copyOf(all.entrySet())),
                    new byte[0],
                    when);
        }

        private static String path(String text) {
            return Generated.encoded(text).replace("%2F", "/");
        }
    }

    /**
     * Where the two SDKs differ from each other, ours stays as it is, and the case is left out: by version 1 the first
     * signs {@code a=} for an empty value and the second {@code a}, as the stub has it; of the x-oss- parameters that were
     * tried the second signs none by version 1, the first signs two, and ours all; by version 4 the first trims the values
     * that it signs, and sends them untrimmed.
     */
    @ParameterizedTest
    @EnumSource
    void signature_is_that_of_the_sdk(Way way) {
        Generated generated = new Generated(10 + way.ordinal());
        for (int i = 0; i < CASES; i++) {
            Wanted wanted = wanted(generated, way);
            HttpRequest request = way.name().startsWith("SDK_1") ? bySdk1(way, wanted) : bySdk2(way, wanted);

            assertThat(cause(request)).as("case %s: %s", i, wanted).isEqualTo("NO_SUCH_KEY");
            assertThat(cause(other(request)))
                    .as("another key than in case %s", i)
                    .endsWith("SIGNATURE_DOES_NOT_MATCH");
        }
    }

    private static HttpRequest other(HttpRequest request) {
        return new HttpRequest(
                request.method(),
                request.scheme(),
                request.host(),
                request.path() + "x",
                request.query(),
                request.headers(),
                request.body(),
                request.arrived());
    }

    private String cause(HttpRequest request) {
        HttpAnswer answer = objects.handle(request, stub.addressing.of(request).orElseThrow());
        return OssStub.cause(answer);
    }

    private static Wanted wanted(Generated generated, Way way) {
        String key = generated.name(8);
        Map<String, String> headers = new LinkedHashMap<>();
        if (generated.oneIn(3)) {
            headers.put("Content-Type", generated.header());
        }
        for (int i = generated.below(4); i > 0; i--) {
            headers.put("x-oss-meta-" + (char) ('a' + generated.below(26)), generated.header());
        }
        Map<String, String> query = new LinkedHashMap<>();
        for (int i = generated.below(4); i > 0; i--) {
            query.put(generated.oneOf(QUERY), value(generated, way));
        }
        if (way.isVersion1OfSdk2()) {
            query.remove("x-oss-traffic-limit");
        }
        List<String> additional = way.isV4() && generated.oneIn(2) ? List.of("host") : List.of();
        return new Wanted(key, headers, query, additional);
    }

    /** Not what {@link #signature_is_that_of_the_sdk} leaves out. */
    private static String value(Generated generated, Way way) {
        String text = generated.oneIn(5) ? "" : generated.text(4).strip();
        return text.isEmpty() && !way.isV4() ? "v" : text;
    }

    private HttpRequest bySdk1(Way way, Wanted wanted) {
        RequestMessage message = new RequestMessage(OssStub.BUCKET, wanted.key());
        message.setMethod(HttpMethod.GET);
        message.setEndpoint(URI.create("http://" + OssStub.BUCKET_HOST));
        message.setResourcePath(wanted.key());
        wanted.headers().forEach(message::addHeader);
        message.addHeader("Host", OssStub.BUCKET_HOST);
        message.setParameters(new LinkedHashMap<>(wanted.query()));
        OSSSignerParams parameters = new OSSSignerParams(
                "/" + OssStub.BUCKET + "/" + wanted.key(),
                new DefaultCredentials(OssStub.KEY.id(), OssStub.KEY.secret().value()));
        parameters.setProduct("oss");
        parameters.setRegion("cn-shanghai");
        parameters.setAdditionalHeaderNames(Set.copyOf(wanted.additional()));
        // These signers read the machine's clock.
        Instant now = Instant.now();
        stub.clock.freezeAt(now);
        SignVersion version = way.isV4() ? SignVersion.V4 : SignVersion.V1;
        if (way.isUrl()) {
            parameters.setExpiration(Date.from(now.plusSeconds(600)));
            OSSSignerBase.createRequestPresigner(version, parameters).presign(message);
        } else {
            OSSSignerBase.createRequestSigner(version, parameters).sign(message);
        }
        return wanted.arriving(now, message.getHeaders(), Generated.formEncoded(message.getParameters()));
    }

    private static HttpRequest bySdk2(Way way, Wanted wanted) {
        String query = wanted.query().isEmpty() ? "" : "?" + encoded(wanted.query());
        SigningContext context = new SigningContext();
        context.setProduct("oss");
        context.setRegion("cn-shanghai");
        context.setBucket(OssStub.BUCKET);
        context.setKey(wanted.key());
        context.setCredentials(
                new Credentials(OssStub.KEY.id(), OssStub.KEY.secret().value()));
        context.setSignTime(Instant.ofEpochSecond(OssStub.NOW.getEpochSecond()));
        context.setExpiration(Instant.ofEpochSecond(OssStub.NOW.getEpochSecond() + 600));
        context.setAuthMethodQuery(way.isUrl());
        context.setAdditionalHeaders(wanted.additional());
        Map<String, String> headers = new HashMap<>(wanted.headers());
        headers.put("Host", OssStub.BUCKET_HOST);
        context.setRequest(com.aliyun.sdk.service.oss2.transport.RequestMessage.newBuilder()
                .method("GET")
                .uri("http://" + OssStub.BUCKET_HOST + "/" + Wanted.path(wanted.key()) + query)
                .headers(headers)
                .build());
        if (way.isV4()) {
            new SignerV4().sign(context);
        } else {
            new SignerV1().sign(context);
        }
        String signed = context.getRequest().uri().getRawQuery();
        return wanted.arriving(OssStub.NOW, context.getRequest().headers(), signed == null ? "" : signed);
    }

    private static String encoded(Map<String, String> query) {
        return query.entrySet().stream()
                .map(one -> Generated.encoded(one.getKey()) + "=" + Generated.encoded(one.getValue()))
                .collect(Collectors.joining("&"));
    }
}
