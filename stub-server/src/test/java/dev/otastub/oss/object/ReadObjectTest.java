package dev.otastub.oss.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.core.HttpAnswer;
import dev.otastub.testing.ObjectRequest;
import dev.otastub.testing.OssStub;
import dev.otastub.testing.PostForm;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was uploaded can be read back by those who may. */
final class ReadObjectTest {

    @TempDir
    Path folder;

    private OssStub stub;

    @BeforeEach
    void begin() {
        stub = new OssStub(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void what_is_known_of_an_object_is_given_with_it(String method) {
        stub.send(PostForm.v1()
                .fileType("image/png")
                .with("Cache-Control", "no-cache")
                .with("Content-Disposition", "attachment; filename=\"固件.bin\"")
                .with("Content-Encoding", "identity")
                .with("Expires", "Sun, 22 Nov 2026 12:00:00 GMT")
                .with("X-OSS-Meta-File-Type", "firmware")
                .with("x-oss-storage-class", "IA")
                .with("x-oss-server-side-encryption", "AES256")
                .with("x-oss-object-acl", "private")
                .with("x:var", "not stored")
                .with("note", "not stored"));

        HttpAnswer answer = stub.send(ObjectRequest.signed().method(method));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().fields().stream()
                        .map(field -> field.getKey() + ": " + field.getValue())
                        .filter(line -> !line.startsWith("x-oss-request-id")))
                .containsExactly(
                        "Server: AliyunOSS",
                        "x-oss-server-time: 0",
                        "Content-Type: image/png",
                        "ETag: \"25F9E794323B453885F5181F1B624D0B\"",
                        "Last-Modified: Sun, 22 Nov 2026 11:50:16 GMT",
                        "Accept-Ranges: bytes",
                        "x-oss-object-type: Normal",
                        "x-oss-hash-crc64ecma: 11051210869376104954",
                        "Content-MD5: JfnnlDI7RTiF9RgfG2JNCw==",
                        "cache-control: no-cache",
                        "content-disposition: attachment; filename=\"固件.bin\"",
                        "content-encoding: identity",
                        "expires: Sun, 22 Nov 2026 12:00:00 GMT",
                        "x-oss-meta-file-type: firmware",
                        "x-oss-storage-class: IA",
                        "x-oss-server-side-encryption: AES256");
        assertThat(answer.body().length()).isEqualTo(9);
    }

    @Test
    void the_storage_class_is_standard_unless_the_form_said_otherwise() {
        stub.send(PostForm.v1());

        assertThat(stub.send(ObjectRequest.signed()).headers().all("x-oss-storage-class"))
                .containsExactly("Standard");
    }

    @Test
    void its_bytes_are_those_of_the_file() {
        stub.send(PostForm.v1());

        assertThat(OssStub.bytes(stub.send(ObjectRequest.presigned()))).isEqualTo(PostForm.FILE);
    }

    @ParameterizedTest
    @CsvSource({
        "11:35:17, accepted",
        "11:35:16, REQUEST_TIME_TOO_SKEWED",
        "12:05:16, accepted",
        "12:05:17, REQUEST_TIME_TOO_SKEWED"
    })
    void a_date_may_be_a_quarter_of_an_hour_off(String time, String expected) {
        stub.send(PostForm.v1());

        HttpAnswer answer = stub.send(ObjectRequest.signed().header("Date", "Sun, 22 Nov 2026 " + time + " GMT"));

        assertThat(OssStub.cause(answer)).isEqualTo(expected);
    }

    @Test
    void x_oss_date_stands_in_for_the_date() {
        stub.send(PostForm.v1());

        HttpAnswer answer = stub.send(ObjectRequest.signed()
                .header("Date", "Sun, 22 Nov 2026 01:00:00 GMT")
                .header("x-oss-date", "Sun, 22 Nov 2026 11:50:00 GMT"));

        assertThat(OssStub.cause(answer)).isEqualTo("accepted");
    }

    @Test
    void a_date_passes_by_the_machines_time_once_the_clock_was_moved() {
        stub.send(PostForm.v1());
        stub.clock.advance(Duration.ofDays(3));

        assertThat(OssStub.cause(stub.send(ObjectRequest.signed()))).isEqualTo("accepted");
    }

    @Test
    void a_url_expires_by_the_stubs_clock_alone() {
        stub.send(PostForm.v1());
        stub.clock.freezeAt(Instant.parse("2026-11-22T11:51:15.999Z"));
        assertThat(OssStub.cause(stub.send(ObjectRequest.presigned()))).isEqualTo("accepted");

        stub.clock.freezeAt(Instant.parse("2026-11-22T11:51:16Z"));

        assertThat(OssStub.cause(stub.send(ObjectRequest.presigned()))).isEqualTo("URL_EXPIRED");
    }

    @ParameterizedTest
    @CsvSource({
        "public-read,       accepted",
        "public-read-write, accepted",
        "private,           ANONYMOUS_DENIED",
        "default,           ANONYMOUS_DENIED"
    })
    void an_acl_says_whether_anybody_may_read(String acl, String expected) {
        stub.send(PostForm.v1().with("x-oss-object-acl", acl));

        assertThat(OssStub.cause(stub.send(ObjectRequest.anonymous()))).isEqualTo(expected);
        assertThat(OssStub.cause(stub.send(ObjectRequest.signed()))).isEqualTo("accepted");
    }

    @Test
    void the_acl_may_come_as_a_header() {
        stub.send(PostForm.v1().header("x-oss-object-acl", "public-read"));

        assertThat(OssStub.cause(stub.send(ObjectRequest.anonymous()))).isEqualTo("accepted");
    }

    @Test
    void the_acl_of_the_form_wins_over_the_one_of_the_header() {
        stub.send(PostForm.v1().header("x-oss-object-acl", "public-read").with("x-oss-object-acl", "private"));

        assertThat(OssStub.cause(stub.send(ObjectRequest.anonymous()))).isEqualTo("ANONYMOUS_DENIED");
    }

    @Test
    void a_public_object_is_still_refused_to_a_wrong_signature() {
        stub.send(PostForm.v1().with("x-oss-object-acl", "public-read"));

        assertThat(OssStub.cause(stub.send(ObjectRequest.signed().secret("guessed"))))
                .isEqualTo("SIGNATURE_DOES_NOT_MATCH");
        assertThat(OssStub.cause(stub.send(ObjectRequest.signed().signedBy(OssStub.KEY))))
                .isEqualTo("accepted");
    }

    @Test
    void a_refused_head_has_no_body() {
        HttpAnswer answer = stub.send(ObjectRequest.signed().method("HEAD"));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().length()).isZero();
        assertThat(answer.headers().first("x-oss-request-id")).isPresent();
    }

    @Test
    void the_log_is_told_what_happened_to_whom() {
        stub.send(PostForm.v1());

        assertThat(stub.send(ObjectRequest.signed()).story().what())
                .isEqualTo("GetObject iotx-ota/ota/firmware.bin 9 bytes");
        assertThat(stub.send(ObjectRequest.presigned().method("HEAD")).story().who())
                .isEqualTo("issuingid");
        assertThat(stub.send(ObjectRequest.anonymous().method("HEAD")).story().what())
                .isEqualTo("HeadObject iotx-ota/ota/firmware.bin");
        assertThat(stub.send(ObjectRequest.anonymous()).story().who()).isEqualTo("anonymous");
    }
}
