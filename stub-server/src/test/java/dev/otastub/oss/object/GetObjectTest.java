package dev.otastub.oss.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.core.HttpAnswer;
import dev.otastub.testing.ObjectRequest;
import dev.otastub.testing.OssStub;
import dev.otastub.testing.PostForm;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which part and which state of an object a reader gets. The object is 123456789, of 11:50:16. */
final class GetObjectTest {

    private static final String E_TAG = "25F9E794323B453885F5181F1B624D0B";

    @TempDir
    Path folder;

    private OssStub stub;

    @BeforeEach
    void begin() {
        stub = new OssStub(folder);
        stub.send(PostForm.v1().with("Cache-Control", "no-cache"));
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-3,    1234,      bytes 0-3/9",
        "bytes=8-8,    9,         bytes 8-8/9",
        "bytes=0-8,    123456789, bytes 0-8/9",
        "bytes=5-,     6789,      bytes 5-8/9",
        "bytes=0-,     123456789, bytes 0-8/9",
        "bytes=-2,     89,        bytes 7-8/9",
        "bytes=-9,     123456789, bytes 0-8/9",
    })
    void a_range_within_the_object_is_given(String range, String expected, String contentRange) {
        for (String behaviour : new String[] {"", "standard"}) {
            HttpAnswer answer =
                    stub.send(ObjectRequest.signed().header("Range", range).header("x-oss-range-behavior", behaviour));

            assertThat(answer.status()).isEqualTo(206);
            assertThat(OssStub.text(answer)).isEqualTo(expected);
            assertThat(answer.body().length()).isEqualTo(expected.length());
            assertThat(answer.headers().first("Content-Range")).contains(contentRange);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-9,     206, 123456789",
        "bytes=5-2000,  206, 6789",
        "bytes=-2000,   206, 123456789",
        "bytes=9-,      416, ''",
        "bytes=9-2000,  416, ''",
        "bytes=-0,      416, ''",
        "byte=0-3,      200, 123456789",
        "bytes=3-0,     200, 123456789",
        "bytes=-,       200, 123456789",
        "bytes=a-b,     200, 123456789",
        "'bytes=0-1,3-4', 200, 123456789",
        "bytes=0-99999999999999999999, 200, 123456789",
    })
    void a_range_beyond_the_object_counts_only_if_http_is_to_be_followed(String range, int standard, String expected) {
        HttpAnswer whole = stub.send(ObjectRequest.signed().header("Range", range));

        assertThat(whole.status()).isEqualTo(200);
        assertThat(OssStub.text(whole)).isEqualTo("123456789");
        assertThat(whole.headers().first("Content-Range")).isEmpty();

        HttpAnswer answer =
                stub.send(ObjectRequest.signed().header("Range", range).header("x-oss-range-behavior", "standard"));
        assertThat(answer.status()).isEqualTo(standard);
        assertThat(standard == 416 ? "" : OssStub.text(answer)).isEqualTo(expected);
    }

    @Test
    void a_head_is_of_the_whole_object() {
        HttpAnswer answer = stub.send(ObjectRequest.signed().method("HEAD").header("Range", "bytes=0-3"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().length()).isEqualTo(9);
        assertThat(answer.headers().first("Accept-Ranges")).contains("bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "If-Match,            " + E_TAG + ",                          200",
        "If-Match,            '\"" + E_TAG + "\"',                    200",
        "If-Match,            *,                                      200",
        "If-Match,            '\"0\", \"" + E_TAG + "\"',             200",
        "If-Match,            0,                                      412",
        "If-None-Match,       0,                                      200",
        "If-None-Match,       '\"" + E_TAG + "\"',                    304",
        "If-None-Match,       *,                                      304",
        "If-Modified-Since,   'Sun, 22 Nov 2026 11:50:15 GMT',        200",
        "If-Modified-Since,   'Sun, 22 Nov 2026 11:50:16 GMT',        304",
        "If-Modified-Since,   'Sun, 22 Nov 2026 11:50:17 GMT',        304",
        "If-Modified-Since,   yesterday,                              200",
        "If-Unmodified-Since, 'Sun, 22 Nov 2026 11:50:15 GMT',        412",
        "If-Unmodified-Since, 'Sun, 22 Nov 2026 11:50:16 GMT',        200",
        "If-Unmodified-Since, yesterday,                              200",
    })
    void a_condition_says_which_state_is_wanted(String name, String value, int status) {
        for (String method : new String[] {"GET", "HEAD"}) {
            HttpAnswer answer = stub.send(ObjectRequest.signed().method(method).header(name, value));

            assertThat(answer.status()).isEqualTo(status);
        }
    }

    @Test
    void an_entity_tag_goes_before_a_time() {
        assertThat(stub.send(ObjectRequest.signed()
                                .header("If-None-Match", "0")
                                .header("If-Modified-Since", "Sun, 22 Nov 2026 11:50:17 GMT"))
                        .status())
                .isEqualTo(200);
        assertThat(stub.send(ObjectRequest.signed()
                                .header("If-Match", E_TAG)
                                .header("If-Unmodified-Since", "Sun, 22 Nov 2026 11:50:15 GMT"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void what_was_not_modified_has_no_body_and_says_what_it_is() {
        HttpAnswer answer = stub.send(ObjectRequest.signed().header("If-None-Match", E_TAG));

        assertThat(answer.body().length()).isZero();
        assertThat(answer.headers().first("ETag")).contains("\"" + E_TAG + "\"");
        assertThat(answer.headers().first("Last-Modified")).contains("Sun, 22 Nov 2026 11:50:16 GMT");
    }

    @Test
    void a_failed_condition_is_named() {
        assertThat(OssStub.text(stub.send(ObjectRequest.signed().header("If-Match", "0"))))
                .contains("  <Condition>If-Match</Condition>\n");
    }

    @Test
    void response_parameters_take_the_place_of_headers() {
        HttpAnswer answer = stub.send(ObjectRequest.presigned()
                .query("response-content-type", "text/plain; charset=utf-8")
                .query("response-cache-control", "max-age=60")
                .query("response-content-language", "zh")
                .query("response-expires", "Sun, 22 Nov 2026 12:00:00 GMT")
                .query("response-content-disposition", "attachment")
                .query("response-content-encoding", "gzip"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().all("Content-Type")).containsExactly("text/plain; charset=utf-8");
        assertThat(answer.headers().all("Cache-Control")).containsExactly("max-age=60");
        assertThat(answer.headers().all("Content-Language")).containsExactly("zh");
        assertThat(answer.headers().all("Expires")).containsExactly("Sun, 22 Nov 2026 12:00:00 GMT");
        assertThat(answer.headers().all("Content-Disposition")).containsExactly("attachment");
        assertThat(answer.headers().all("Content-Encoding")).containsExactly("gzip");
    }

    @Test
    void its_meta_is_what_identifies_it() {
        HttpAnswer answer = stub.send(ObjectRequest.signed().method("HEAD").query("objectMeta", ""));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().length()).isEqualTo(9);
        assertThat(answer.headers().first("ETag")).contains("\"" + E_TAG + "\"");
        assertThat(answer.headers().first("Cache-Control")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_reader_keeps_the_bytes_of_an_object_that_goes(boolean deleted) throws Exception {
        stub.send(ObjectRequest.put("a", PostForm.FILE));
        HttpAnswer answer = stub.send(
                ObjectRequest.list().path("/a").object(OssStub.BUCKET, "a").header("Range", "bytes=2-4"));

        stub.send(
                deleted
                        ? ObjectRequest.put("a", new byte[0]).method("DELETE")
                        : ObjectRequest.put("a", new byte[] {'x'}));

        assertThat(OssStub.text(answer)).isEqualTo("345");
        assertThat(stub.files()).hasSize(deleted ? 2 : 3);
        answer.body().release();
        assertThat(stub.files()).hasSize(deleted ? 1 : 2);
    }

    @Test
    void the_log_tells_what_part_was_read() {
        assertThat(stub.send(ObjectRequest.signed().header("Range", "bytes=2-4"))
                        .story()
                        .what())
                .isEqualTo("GetObject iotx-ota/ota/firmware.bin bytes 2-4 of 9");
        assertThat(stub.send(ObjectRequest.signed().header("If-None-Match", "*"))
                        .story()
                        .what())
                .isEqualTo("GetObject iotx-ota/ota/firmware.bin not modified");
    }

    @ParameterizedTest
    @CsvSource({
        "20261122T115016Z, 60,     accepted",
        "20261122T115016Z, 604800, accepted",
        "20261122T114917Z, 60,     accepted",
        "20261122T114916Z, 60,     V4_URL_EXPIRED",
        "20261122T120516Z, 60,     accepted",
        "20261122T120517Z, 60,     V4_URL_TOO_EARLY",
    })
    void a_url_of_version_4_is_good_from_its_date_on_and_a_little_before(String date, String expires, String expected) {
        assertThat(OssStub.cause(stub.send(
                        ObjectRequest.presignedV4().query("x-oss-date", date).query("x-oss-expires", expires))))
                .isEqualTo(expected);
    }

    @Test
    void a_url_made_by_the_machines_time_is_good_though_the_clock_was_set_back() {
        stub.clock.advance(Duration.ofHours(-3));

        assertThat(OssStub.cause(stub.send(ObjectRequest.presignedV4()))).isEqualTo("accepted");

        OssStub strict = OssStub.strict(folder);
        strict.send(PostForm.v1());
        strict.clock.advance(Duration.ofHours(-3));
        assertThat(OssStub.cause(strict.send(ObjectRequest.presignedV4()))).isEqualTo("V4_URL_TOO_EARLY");
    }

    @Test
    void version_4_may_take_its_time_from_the_date() {
        assertThat(OssStub.cause(stub.send(ObjectRequest.signedV4()
                        .withoutHeader("x-oss-date")
                        .header("Date", "Sun, 22 Nov 2026 11:50:16 GMT"))))
                .isEqualTo("accepted");
    }

    @Test
    void version_1_may_have_its_time_as_version_4_writes_it() {
        assertThat(OssStub.cause(stub.send(ObjectRequest.signed().header("x-oss-date", "20261122T115016Z"))))
                .isEqualTo("accepted");
    }

    @Test
    void a_mismatch_of_version_4_shows_what_the_server_signed() {
        String xml = OssStub.text(stub.send(ObjectRequest.signedV4().secret("guessed")));

        assertThat(xml)
                .contains(
                        "<StringToSign>OSS4-HMAC-SHA256\n20261122T115016Z\n20261122/cn-shanghai/oss/aliyun_v4_request\n")
                .contains("<CanonicalRequest>GET\n/iotx-ota/ota/firmware.bin\n\nx-oss-content-sha256:UNSIGNED-PAYLOAD\n"
                        + "x-oss-date:20261122T115016Z\n\n\nUNSIGNED-PAYLOAD</CanonicalRequest>");
    }
}
