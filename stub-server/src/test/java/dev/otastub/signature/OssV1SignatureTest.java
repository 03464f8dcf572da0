package dev.otastub.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.HttpMethod;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.common.auth.Credentials;
import com.aliyun.oss.common.auth.DefaultCredentialProvider;
import com.aliyun.oss.common.auth.DefaultCredentials;
import com.aliyun.oss.common.comm.RequestMessage;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.internal.SignParameters;
import com.aliyun.oss.internal.signer.OSSSignerBase;
import com.aliyun.oss.internal.signer.OSSSignerParams;
import com.aliyun.oss.model.GeneratePresignedUrlRequest;
import com.aliyun.oss.model.ResponseHeaderOverrides;
import dev.otastub.core.Headers;
import dev.otastub.core.Secret;
import java.net.URL;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class OssV1SignatureTest {

    private static final Secret SECRET = new Secret("testsecret");
    private static final String BUCKET = "iotx-ota";
    private static final String KEY = "ota/固件 1+2%.bin";
    private static final Date EXPIRATION = Date.from(Instant.parse("2030-01-01T00:00:00Z"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|''|''|/",
                "b|''|''|/b/",
                "b|k|''|/b/k",
                "b|a/固 件.bin|''|/b/a/固 件.bin",
                "b|''|acl|/b/?acl",
                "b|''|list-type=2&prefix=ota%2F&continuation-token=x&max-keys=1|/b/?continuation-token=x",
                "b|k|uploadId=u&partNumber=1|/b/k?partNumber=1&uploadId=u",
                "b|k|response-content-type=text%2Fplain&a=1|/b/k?response-content-type=text/plain",
                "b|k|x-oss-process=image%2Finfo|/b/k?x-oss-process=image/info",
                "b|k|x-oss-unheard-of=1|/b/k?x-oss-unheard-of=1",
                "b|k|Expires=1&OSSAccessKeyId=a&Signature=s&security-token=t|/b/k?security-token=t",
                "b|k|ACL&versionId=v|/b/k?versionId=v"
            })
    void the_resource_has_the_signed_parameters_only(String bucket, String key, String query, String expected) {
        assertThat(OssV1Signature.canonicalizedResource(bucket, key, Parameters.parse(query)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "acl,true,false",
        "uploads,true,false",
        "response-content-type,false,true",
        "response-expires,false,true",
        "prefix,false,false",
        "x-oss-process,false,false"
    })
    void a_parameter_asks_for_another_operation_or_another_header(
            String name, boolean subresource, boolean responseOverride) {
        assertThat(OssV1Signature.isSubresource(name)).isEqualTo(subresource);
        assertThat(OssV1Signature.isResponseOverride(name)).isEqualTo(responseOverride);
    }

    static List<String> namesThatTheSdkSigns() {
        return SignParameters.SIGNED_PARAMTERS;
    }

    @ParameterizedTest
    @MethodSource("namesThatTheSdkSigns")
    void every_parameter_that_the_sdk_signs_is_signed(String name) {
        assertThat(OssV1Signature.canonicalizedResource("b", "k", Parameters.NONE.and(name, "1")))
                .isEqualTo("/b/k?" + name + "=1");
    }

    @Test
    void oss_headers_are_sorted_joined_and_trimmed() {
        Headers headers = Headers.of(
                "X-Oss-Meta-B",
                " 1 ",
                "Content-Type",
                " text/plain",
                "x-oss-acl",
                "private",
                "x-oss-meta-b",
                "2",
                "Content-MD5",
                "m",
                "Range",
                "bytes=0-1");

        assertThat(OssV1Signature.stringToSign("PUT", headers, "now", "/b/k"))
                .isEqualTo("PUT\nm\ntext/plain\nnow\nx-oss-acl:private\nx-oss-meta-b:1,2\n/b/k");
    }

    @Test
    void headers_that_were_not_sent_leave_their_lines_empty() {
        assertThat(OssV1Signature.stringToSign("GET", Headers.NONE, "now", "/")).isEqualTo("GET\n\n\nnow\n/");
    }

    @Test
    void the_date_of_oss_comes_before_the_date() {
        assertThat(OssV1Signature.date(Headers.of("date", "d", "X-OSS-Date", "x")))
                .isEqualTo("x");
        assertThat(OssV1Signature.date(Headers.of("date", "d"))).isEqualTo("d");
        assertThat(OssV1Signature.date(Headers.NONE)).isEmpty();
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of("GET", "", "", "", Headers.NONE, "t"),
                Arguments.of("GET", BUCKET, "", "list-type=2&prefix=ota%2F&continuation-token=c", Headers.NONE, ""),
                Arguments.of("HEAD", BUCKET, KEY, "", Headers.NONE, ""),
                Arguments.of("GET", BUCKET, KEY, "versionId=v&x-oss-process=a%2Fb&other=1", Headers.NONE, "token"),
                Arguments.of(
                        "PUT",
                        BUCKET,
                        KEY,
                        "",
                        Headers.of(
                                "Content-Type",
                                "text/plain; charset=utf-8",
                                "Content-MD5",
                                "1B2M2Y8AsgTpgAmY7PhCfg==",
                                "x-oss-object-acl",
                                "private",
                                "x-oss-meta-name",
                                " v ",
                                "Expect",
                                "100-continue"),
                        ""));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void headers_are_signed_as_the_sdk_signs_them(
            String method, String bucket, String key, String query, Headers headers, String token) {
        Parameters parameters = Parameters.parse(query);
        String resource = bucket.isEmpty() ? "/" : "/" + bucket + "/" + key;
        RequestMessage message = new RequestMessage(bucket, key);
        message.setMethod(HttpMethod.valueOf(method));
        headers.fields().forEach(field -> message.addHeader(field.getKey(), field.getValue()));
        parameters.all().forEach(parameter -> message.addParameter(parameter.name(), parameter.value()));
        OSSSignerBase.createRequestSigner(SignVersion.V1, new OSSSignerParams(resource, credentials(token)))
                .sign(message);
        Headers sent = new Headers(List.copyOf(message.getHeaders().entrySet()));

        String stringToSign = OssV1Signature.stringToSign(
                method, sent, OssV1Signature.date(sent), OssV1Signature.canonicalizedResource(bucket, key, parameters));

        assertThat(sent.first("Authorization")).contains("OSS testid:" + OssV1Signature.sign(SECRET, stringToSign));
    }

    static Stream<Arguments> presignedUrls() {
        GeneratePresignedUrlRequest overriding = presigned(HttpMethod.GET);
        ResponseHeaderOverrides overrides = new ResponseHeaderOverrides();
        overrides.setContentDisposition("attachment; filename=\"固件.bin\"");
        overrides.setContentType("application/octet-stream");
        overriding.setResponseHeaders(overrides);
        GeneratePresignedUrlRequest putting = presigned(HttpMethod.PUT);
        putting.setContentType("application/octet-stream");
        putting.addUserMetadata("name", "value");
        GeneratePresignedUrlRequest processing = presigned(HttpMethod.GET);
        processing.setProcess("image/resize,w_100");
        processing.addQueryParameter("anything", "else");
        return Stream.of(
                Arguments.of("get", presigned(HttpMethod.GET), Headers.NONE, null),
                Arguments.of("head", presigned(HttpMethod.HEAD), Headers.NONE, null),
                Arguments.of("security token", presigned(HttpMethod.GET), Headers.NONE, "to+ken/="),
                Arguments.of("overrides", overriding, Headers.NONE, null),
                Arguments.of("process", processing, Headers.NONE, null),
                Arguments.of(
                        "put",
                        putting,
                        Headers.of("Content-Type", "application/octet-stream", "x-oss-meta-name", "value"),
                        null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("presignedUrls")
    void presigned_urls_of_the_sdk_verify(
            String what, GeneratePresignedUrlRequest request, Headers headers, @Nullable String token) {
        URL url = presign(request, token);
        Parameters query = Parameters.parse(url.getQuery());
        String key = PercentEncoding.decodePath(url.getPath().substring(1));

        String stringToSign = OssV1Signature.stringToSign(
                request.getMethod().toString(),
                headers,
                query.first("Expires").orElseThrow(),
                OssV1Signature.canonicalizedResource(BUCKET, key, query));

        assertThat(key).as(what).isEqualTo(KEY);
        assertThat(query.first("OSSAccessKeyId")).contains("testid");
        assertThat(query.first("Signature")).contains(OssV1Signature.sign(SECRET, stringToSign));
    }

    private static GeneratePresignedUrlRequest presigned(HttpMethod method) {
        GeneratePresignedUrlRequest request = new GeneratePresignedUrlRequest(BUCKET, KEY, method);
        request.setExpiration(EXPIRATION);
        return request;
    }

    private static URL presign(GeneratePresignedUrlRequest request, @Nullable String token) {
        OSS sdk = new OSSClientBuilder()
                .build(
                        "https://oss-cn-shanghai.aliyuncs.com",
                        new DefaultCredentialProvider("testid", SECRET.value(), token));
        try {
            return sdk.generatePresignedUrl(request);
        } finally {
            sdk.shutdown();
        }
    }

    private static Credentials credentials(String token) {
        return token.isEmpty()
                ? new DefaultCredentials("testid", SECRET.value())
                : new DefaultCredentials("testid", SECRET.value(), token);
    }
}
