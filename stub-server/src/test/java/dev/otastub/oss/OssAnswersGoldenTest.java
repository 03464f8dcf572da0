package dev.otastub.oss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.account.AccessKey;
import dev.otastub.core.HttpAnswer;
import dev.otastub.testing.Golden;
import dev.otastub.testing.ObjectRequest;
import dev.otastub.testing.OssStub;
import dev.otastub.testing.PostForm;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers to the byte. */
final class OssAnswersGoldenTest {

    @TempDir
    Path folder;

    private OssStub stub;

    @BeforeEach
    void begin() {
        stub = new OssStub(folder);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("policy-expired", PostForm.v1().expiration(OssStub.NOW.toString())),
                Arguments.of(
                        "condition-failed", PostForm.v1().conditions("[\"starts-with\",\"$key\",\"user/<eric>/\"]")),
                Arguments.of("field-not-in-policy", PostForm.v4().conditions("{\"key\":\"" + PostForm.KEY + "\"}")),
                Arguments.of("signature-does-not-match", PostForm.v1().secret("guessed")),
                Arguments.of("access-key-id-unknown", PostForm.v1().signedBy(AccessKey.of("nobodys", "secret"))),
                Arguments.of("field-name-too-long", PostForm.v1().with("x".repeat(10_000), "")),
                Arguments.of("form-malformed", PostForm.v1().preamble("Hello")),
                Arguments.of("content-type-unusable", PostForm.v1().contentType("multipart/form-data, boundary=x")),
                Arguments.of("key-missing", PostForm.v1().without("key")),
                Arguments.of("file-missing", PostForm.v1().withoutFile()),
                Arguments.of("file-too-large", PostForm.v1().fileOf(1001)),
                Arguments.of("file-too-small", PostForm.v1().fileOf(0)),
                Arguments.of("callback-not-json", PostForm.v1().with("callback", "YQ==")),
                Arguments.of("no-such-bucket", PostForm.v1().host("nobodys.oss-cn-shanghai.aliyuncs.com")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void a_refusal_is_this_xml(String name, PostForm form) {
        HttpAnswer answer = stub.send(form);

        String xml = OssStub.text(answer);
        Golden.assertEqual("oss/post-object/" + name + ".xml", xml);
        String id = answer.headers().first("x-oss-request-id").orElseThrow();
        assertThat(id).matches("6B02D6F8[0-9A-F]{16}");
        assertThat(xml)
                .contains("<RequestId>" + id + "</RequestId>\n  <HostId>"
                        + form.request(OssStub.NOW).host() + "</HostId>\n");
        assertThat(answer.headers().first("Server")).contains("AliyunOSS");
        assertThat(answer.headers().first("Content-Type")).contains("application/xml");
        assertThat(answer.headers().first("x-oss-server-time")).contains("0");
        assertThat(answer.headers().all("x-oss-ec"))
                .hasSize(xml.contains("<EC>") ? 1 : 0)
                .allMatch(ec -> xml.endsWith("<EC>" + ec
                        + "</EC>\n  <RecommendDoc>https://api.aliyun.com/troubleshoot?q=" + ec
                        + "</RecommendDoc>\n</Error>\n"));
    }

    static Stream<Arguments> readRefusals() {
        return Stream.of(
                Arguments.of("signature-does-not-match", ObjectRequest.signed().secret("guessed")),
                Arguments.of("no-such-key", ObjectRequest.signed()),
                Arguments.of("url-expired", ObjectRequest.presigned().expires("1795348216")),
                Arguments.of(
                        "request-time-too-skewed",
                        ObjectRequest.signed().header("Date", "Sun, 22 Nov 2026 01:00:00 GMT")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readRefusals")
    void a_refusal_to_read_is_this_xml(String name, ObjectRequest request) {
        Golden.assertEqual("oss/get-object/" + name + ".xml", OssStub.text(stub.send(request)));
    }

    @Test
    void an_answer_201_is_this_xml() {
        HttpAnswer answer = stub.send(
                PostForm.own(OssStub.KEY).with("key", "固件/<1> & 2.bin").with("success_action_status", "201"));

        Golden.assertEqual("oss/post-object/created.xml", OssStub.text(answer));
        assertThat(answer.headers().first("Content-Type")).contains("application/xml");
    }
}
