package dev.otastub.oss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.account.AccessKey;
import dev.otastub.control.Fault;
import dev.otastub.control.Order;
import dev.otastub.core.CloudOperation;
import dev.otastub.core.HttpAnswer;
import dev.otastub.multipart.FormReader;
import dev.otastub.oss.PostObject.Upload;
import dev.otastub.testing.ObjectRequest;
import dev.otastub.testing.OssStub;
import dev.otastub.testing.PostForm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a form upload does: its limits to the byte and the millisecond, what is stored, what is answered. */
final class PostObjectTest {

    @TempDir
    Path folder;

    private OssStub stub;

    @BeforeEach
    void begin() {
        stub = new OssStub(folder);
    }

    private void assertAccepted(PostForm form) {
        assertThat(OssStub.cause(stub.send(form))).isEqualTo("accepted");
    }

    private void assertRefused(PostObjectError row, PostForm form) {
        assertThat(OssStub.cause(stub.send(form))).isEqualTo(row.name());
    }

    private StoredObject stored() {
        return stub.object("iotx-ota", PostForm.KEY);
    }

    // When

    @ParameterizedTest
    @CsvSource({"-60000, accepted", "-1, accepted", "0, POLICY_EXPIRED", "1, POLICY_EXPIRED"})
    void a_policy_is_void_from_the_millisecond_of_its_expiration_on(long millis, String expected) {
        stub.clock.freezeAt(PostForm.EXPIRATION.plusMillis(millis));

        assertThat(OssStub.cause(stub.send(PostForm.v1()))).isEqualTo(expected);
    }

    @Test
    void an_upload_that_arrived_in_time_may_finish_late() {
        Upload upload = stub.begin(PostForm.v1());
        stub.clock.advance(Duration.ofHours(1));

        HttpAnswer answer = stub.handle(upload);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(stored().uploadedAt()).isEqualTo(OssStub.NOW.plus(Duration.ofHours(1)));
        assertThat(answer.headers().first("x-oss-server-time")).contains("3600000");
    }

    @ParameterizedTest
    @CsvSource({
        "20261115T115017Z, accepted",
        "20261115T115016Z, V4_DATE_OUT_OF_WINDOW",
        "20261122T120516Z, accepted",
        "20261122T120517Z, V4_DATE_OUT_OF_WINDOW",
    })
    void a_form_of_version_4_is_good_from_a_quarter_before_its_date_to_7_days_after(String date, String expected) {
        PostForm form = PostForm.v4()
                .with("x-oss-credential", "issuingid/" + date.substring(0, 8) + "/cn-shanghai/oss/aliyun_v4_request")
                .with("x-oss-date", date);

        assertThat(OssStub.cause(stub.send(form))).isEqualTo(expected);
    }

    @Test
    void the_date_of_version_4_is_the_callers_and_passes_by_the_machines_time_too() {
        stub.clock.freezeAt(OssStub.NOW.minus(Duration.ofDays(30)));

        assertAccepted(PostForm.v4());
    }

    @Test
    void for_a_strict_stub_the_date_of_version_4_passes_by_its_own_clock_alone() {
        stub = OssStub.strict(folder);
        stub.clock.freezeAt(OssStub.NOW.minus(Duration.ofDays(30)));

        assertRefused(PostObjectError.V4_DATE_OUT_OF_WINDOW, PostForm.v4());
    }

    // How much

    @ParameterizedTest
    @CsvSource({
        "2, FILE_TOO_SMALL",
        "3, accepted",
        "4, accepted",
        "5, accepted",
        "6, FILE_TOO_LARGE",
        "200000, FILE_TOO_LARGE"
    })
    void a_file_is_held_against_the_range_to_the_byte(int size, String expected) {
        PostForm form = PostForm.v1().fileOf(size).conditions("[\"content-length-range\",3,5]");

        assertThat(OssStub.cause(stub.send(form))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2, FILE_TOO_SMALL", "3, accepted", "5, accepted", "6, FILE_TOO_LARGE"})
    void of_two_ranges_both_hold(int size, String expected) {
        PostForm form = PostForm.v1()
                .fileOf(size)
                .conditions("[\"content-length-range\",1,5]", "[\"content-length-range\",3,9]");

        assertThat(OssStub.cause(stub.send(form))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1, FILE_TOO_SMALL", "3, FILE_TOO_LARGE", "6, FILE_TOO_LARGE"})
    void ranges_that_exclude_each_other_allow_no_file(int size, String expected) {
        PostForm form = PostForm.v1()
                .fileOf(size)
                .conditions("[\"content-length-range\",1,2]", "[\"content-length-range\",5,6]");

        assertThat(OssStub.cause(stub.send(form))).isEqualTo(expected);
    }

    @Test
    void a_policy_without_range_allows_any_file() {
        assertAccepted(PostForm.v1().fileOf(0).conditions("{\"bucket\":\"iotx-ota\"}"));
        assertAccepted(PostForm.v1().fileOf(300_000).conditions("{\"bucket\":\"iotx-ota\"}"));
    }

    @Test
    void the_size_that_was_proposed_follows_from_the_content_length() {
        assertThat(OssStub.text(stub.send(PostForm.v1().fileOf(500_000))))
                .contains("<MaxSizeAllowed>1000</MaxSizeAllowed>\n  <ProposedSize>500000</ProposedSize>");
    }

    @Test
    void without_a_content_length_more_was_proposed_than_is_allowed() {
        assertThat(OssStub.text(stub.send(PostForm.v1().fileOf(1001).chunked())))
                .contains("<MaxSizeAllowed>1000</MaxSizeAllowed>\n  <ProposedSize>1001</ProposedSize>");
    }

    @Test
    void a_file_that_is_too_large_is_not_read_to_its_end_even_for_its_digest() {
        PostForm form = PostForm.v1().fileOf(500_000).header("Content-MD5", "").breaking();

        assertRefused(PostObjectError.FILE_TOO_LARGE, form);
    }

    @ParameterizedTest
    @ValueSource(strings = {"k", "固"})
    void a_key_may_have_1023_bytes(String letter) {
        String key = letter.repeat(1023 / letter.getBytes(StandardCharsets.UTF_8).length);

        assertAccepted(PostForm.v1().with("key", key));
        assertRefused(PostObjectError.OBJECT_NAME_TOO_LONG, PostForm.v1().with("key", key + "k"));
    }

    @Test
    void metadata_may_have_8_kilobytes_of_names_and_values() {
        String name = "x-oss-meta-a";
        PostForm form = PostForm.v1()
                .with(name, "b".repeat(8 * 1024 - 2 * name.length() - 1))
                .with("x-oss-meta-b", "c");

        assertAccepted(form);
        assertRefused(PostObjectError.METADATA_TOO_LARGE, form.with("x-oss-meta-b", "cc"));
    }

    @Test
    void names_and_values_of_fields_may_be_as_long_as_they_may() {
        assertAccepted(PostForm.v1().with("n".repeat(FormReader.MAX_NAME), "v".repeat(FormReader.MAX_VALUE)));
    }

    @Test
    void a_callback_of_5_kilobytes_is_not_too_long() {
        assertRefused(PostObjectError.CALLBACK_NOT_JSON, PostForm.v1().with("callback", "abcd".repeat(1280)));
    }

    // The name of the object

    @ParameterizedTest
    @CsvSource({
        "firmware.bin,           ota/v1/firmware.bin",
        "a/b/c/firmware.bin,     ota/v1/firmware.bin",
        "C:\\fw\\firmware.bin,   ota/v1/firmware.bin",
        "固件 1.bin,             ota/v1/固件 1.bin",
        "${filename},            ota/v1/${filename}",
    })
    void the_name_of_the_file_stands_in_for_its_placeholder_without_its_path(String fileName, String key) {
        assertAccepted(PostForm.v1().with("key", "ota/v1/${filename}").fileName(fileName));

        assertThat(stub.object("iotx-ota", key).digests().size()).isEqualTo(9);
    }

    @Test
    void the_policy_sees_the_placeholder_and_not_the_name_of_the_file() {
        PostForm form = PostForm.v1().with("key", "ota/${filename}");

        assertAccepted(form.conditions("{\"key\":\"ota/${filename}\"}"));
        assertRefused(PostObjectError.CONDITION_FAILED, form.conditions("{\"key\":\"ota/firmware.bin\"}"));
        assertThat(stub.store.all()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "a/../../b",
                "C:\\windows\\system.ini",
                "a\u0000b",
                "line\r\nend",
                ".",
                "..",
                "1.object",
                "ota/",
                "a//b",
                "100%/50%2F?x=y#z",
                "<&>\"'",
                "\ud83d\ude00"
            })
    void a_key_is_a_name_and_never_a_path_of_ours(String key) {
        assertAccepted(PostForm.v1().with("key", key));
        assertAccepted(PostForm.v1().with("key", key + "2"));

        assertThat(OssStub.content(stub.object("iotx-ota", key))).isEqualTo(PostForm.FILE);
        assertThat(stub.files())
                .allMatch(file -> file.getParent().equals(folder))
                .hasSize(2);
        assertThat(folder.getParent()).isDirectoryNotContaining(file -> file.endsWith("passwd") || file.endsWith("b"));
    }

    // What fields mean

    @Test
    void names_of_fields_are_compared_without_case() {
        assertAccepted(PostForm.v1()
                .rename("key", "KEY")
                .rename("OSSAccessKeyId", "ossaccesskeyid")
                .rename("policy", "Policy")
                .rename("Signature", "signature")
                .conditions("{\"Key\":\"" + PostForm.KEY + "\"}"));
    }

    @Test
    void of_a_doubled_field_the_first_counts() {
        HttpAnswer answer = stub.send(PostForm.v1()
                .and("key", "ota/second.bin")
                .and("Signature", "second")
                .and("success_action_status", "200")
                .and("success_action_status", "201")
                .and("Cache-Control", "no-cache")
                .and("cache-control", "no-store"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(stored().metadata().all("Cache-Control")).containsExactly("no-cache");
    }

    @Test
    void fields_after_the_file_are_not_read() {
        HttpAnswer answer = stub.send(PostForm.v1()
                .afterFile("success_action_status", "200")
                .afterFile("submit", "Upload")
                .afterFile("key", "ota/second.bin"));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(stub.store.all()).extracting(StoredObject::key).containsExactly(PostForm.KEY);
    }

    @Test
    void fields_that_oss_does_not_know_are_let_pass_though_no_condition_names_them() {
        assertAccepted(PostForm.v1()
                .with("Filename", "a")
                .with("submit", "")
                .with("x:var", "b")
                .with("名", "c"));
    }

    @Test
    void a_file_needs_neither_name_nor_type() {
        assertAccepted(PostForm.v1().fileHead("Content-Disposition: form-data; name=\"file\""));

        assertThat(stored().contentType()).isEqualTo("application/octet-stream");
    }

    @Test
    void what_a_client_signs_in_headers_is_not_looked_at() {
        assertAccepted(
                PostForm.v1().header("Authorization", "OSS nobodys:nothing").header("Date", "yesterday"));
    }

    static Stream<Arguments> metConditions() {
        return Stream.of(
                Arguments.of("{\"bucket\":\"iotx-ota\"}", PostForm.v1()),
                Arguments.of("[\"eq\",\"$bucket\",\"my-bucket\"]", PostForm.own(OssStub.KEY)),
                // A field of that name does not count.
                Arguments.of("{\"bucket\":\"iotx-ota\"}", PostForm.v1().with("bucket", "another")),
                Arguments.of(
                        "[\"in\",\"$content-type\",[\"image/png\"]]",
                        PostForm.v1().fileType("image/png")),
                Arguments.of(
                        "[\"eq\",\"$Content-Type\",\"image/png\"]",
                        PostForm.v1().fileType("image/jpg").with("content-type", "image/png")),
                Arguments.of(
                        "[\"not-in\",\"$cache-control\",[\"no-cache\"]]",
                        PostForm.v1().with("Cache-Control", "no-store")),
                Arguments.of(
                        "[\"eq\",\"$x-oss-meta-empty\",\"\"]", PostForm.v1().with("x-oss-meta-empty", "")),
                Arguments.of(
                        "[\"eq\",\"success_action_status\",\"200\"]",
                        PostForm.v1().with("success_action_status", "200")),
                Arguments.of("[\"starts-with\",\"$key\",\"\"]", PostForm.v1()),
                // Callback page: a form without callback is not held against the condition on it.
                Arguments.of("{\"callback\":\"eyJ9\"}", PostForm.v1()));
    }

    @ParameterizedTest
    @MethodSource("metConditions")
    void a_condition_that_is_met_lets_the_form_pass(String condition, PostForm form) {
        assertAccepted(form.conditions(condition));
    }

    // Who

    static Stream<AccessKey> customersKeys() {
        return Stream.of(OssStub.KEY, OssStub.RAM_KEY, OssStub.ISSUING_KEY);
    }

    @ParameterizedTest
    @MethodSource("customersKeys")
    void every_key_of_a_customer_writes_to_the_customers_bucket(AccessKey key) {
        assertAccepted(PostForm.own(key));
        assertThat(stub.object(OssStub.BUCKET, PostForm.KEY).ownerUid()).isEqualTo("1000000000000001");
    }

    @Test
    void an_object_is_of_the_account_whose_issuing_pair_signed() {
        assertAccepted(PostForm.v1().signedBy(OssStub.OTHER_ISSUING_KEY));

        assertThat(stored().ownerUid()).isEqualTo("1000000000000002");
    }

    @Test
    void the_log_is_told_what_happened_to_whom() {
        HttpAnswer accepted = stub.send(PostForm.v1());
        HttpAnswer refused = stub.send(PostForm.v1().without("OSSAccessKeyId", "policy", "Signature"));

        assertThat(accepted.story().what()).isEqualTo("PostObject iotx-ota/" + PostForm.KEY + " 9 bytes");
        assertThat(accepted.story().who()).isEqualTo("issuingid");
        assertThat(refused.story().what()).isEqualTo("PostObject iotx-ota/" + PostForm.KEY);
        assertThat(refused.story().who()).isEqualTo("anonymous");
    }

    // What is answered

    @ParameterizedTest
    @CsvSource({"200, 200", "201, 201", "204, 204", "404, 204", "'', 204", "' 200', 204", "zwei, 204", "2000, 204"})
    void success_has_the_status_that_was_wished_for_or_204(String wish, int status) {
        HttpAnswer answer = stub.send(PostForm.v1().with("success_action_status", wish));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().length() == 0).isEqualTo(status != 201);
        assertThat(answer.headers().first("Content-Type").isPresent()).isEqualTo(status == 201);
    }

    @Test
    void success_is_204_without_a_wish() {
        HttpAnswer answer = stub.send(PostForm.v1());

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body().length()).isZero();
    }

    @Test
    void the_digests_of_the_file_are_answered_and_stored() {
        HttpAnswer answer = stub.send(PostForm.v1());

        assertThat(answer.headers().fields().toString())
                .matches("\\[Server=AliyunOSS, x-oss-request-id=6B02D6F8[0-9A-F]{16}, x-oss-server-time=0,"
                        + " ETag=\"25F9E794323B453885F5181F1B624D0B\","
                        + " x-oss-hash-crc64ecma=11051210869376104954, Content-MD5=JfnnlDI7RTiF9RgfG2JNCw==]");
        assertThat(stored().digests())
                .isEqualTo(new StoredObject.Digested(9, "25f9e794323b453885f5181f1b624d0b", "11051210869376104954"));
    }

    @Test
    void the_first_eight_digits_of_the_request_id_are_the_seconds_of_the_stubs_clock() {
        stub.clock.freezeAt(Instant.ofEpochSecond(0x6A219A1CL));

        HttpAnswer answer = stub.send(PostForm.v1().expiration("2099-01-01T00:00:00Z"));

        assertThat(answer.headers().first("x-oss-request-id").orElseThrow())
                .startsWith("6A219A1C")
                .hasSize(24);
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.com/done,      http://example.com/done?bucket=iotx-ota&key=ota%2Ffirmware.bin&etag=%2225F9E794323B453885F5181F1B624D0B%22",
        "https://example.com/?a=b,     https://example.com/?a=b&bucket=iotx-ota&key=ota%2Ffirmware.bin&etag=%2225F9E794323B453885F5181F1B624D0B%22",
        "http://example.com/done#part, http://example.com/done?bucket=iotx-ota&key=ota%2Ffirmware.bin&etag=%2225F9E794323B453885F5181F1B624D0B%22#part",
        "HTTP://example.com,           HTTP://example.com?bucket=iotx-ota&key=ota%2Ffirmware.bin&etag=%2225F9E794323B453885F5181F1B624D0B%22",
    })
    void a_redirect_wins_over_the_status_and_tells_of_the_object(String wish, String location) {
        HttpAnswer answer =
                stub.send(PostForm.v1().with("success_action_redirect", wish).with("success_action_status", "200"));

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.headers().first("Location")).contains(location);
        assertThat(answer.body().length()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/done", "done", "ftp://example.com/", "http://", "http://a b/", "javascript:alert(1)"})
    void a_redirect_to_no_url_is_taken_for_absent(String wish) {
        HttpAnswer answer =
                stub.send(PostForm.v1().with("success_action_redirect", wish).with("success_action_status", "200"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().first("Location")).isEmpty();
    }

    @Test
    void a_redirect_that_no_header_can_hold_is_taken_for_absent() {
        PostForm form = PostForm.v1().with("success_action_status", "200");
        String start = "http://example.com/";
        String longest = start + "a".repeat(8 * 1024 - start.length());

        assertThat(stub.send(form.with("success_action_redirect", longest)).status())
                .isEqualTo(303);
        assertThat(stub.send(form.with("success_action_redirect", longest + "a"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_missing_signature_is_called_by_its_name_in_the_version() {
        assertThat(OssStub.text(stub.send(PostForm.v1().without("Signature"))))
                .contains("<ArgumentName>Signature</ArgumentName>");
        assertThat(OssStub.text(stub.send(PostForm.v4().without("x-oss-signature"))))
                .contains("<ArgumentName>x-oss-signature</ArgumentName>");
    }

    @Test
    void an_upload_is_noted_with_its_fields_and_those_that_came_too_late() {
        HttpAnswer answer = stub.send(PostForm.v1().with("x:a", "1").afterFile("submit", "x"));

        assertThat(stub.store.arrivals().of(uid(answer))).singleElement().satisfies(arrival -> {
            assertThat(arrival.fields()).containsEntry("x:a", "1").containsKey("policy");
            assertThat(arrival.fieldsAfterFile()).containsExactly("submit");
        });
    }

    @Test
    void a_fault_that_was_ordered_is_met_by_the_upload_of_that_account_and_key() {
        String uid = uid(stub.send(PostForm.v1().with("key", "ota/first")));
        Fault fault = Fault.delay(Duration.ofSeconds(1));
        stub.faults
                .orders()
                .add(new Order<>(
                        Optional.of(uid),
                        Optional.of(OssStub.ISSUING_KEY.id()),
                        Optional.of(CloudOperation.POST_OBJECT),
                        OptionalInt.of(1),
                        fault));

        assertThat(stub.send(PostForm.own(OssStub.KEY)).delivery()).isEmpty();
        assertThat(stub.send(PostForm.v1().with("key", "ota/second")).delivery())
                .isEqualTo(fault.delivery());
        assertThat(stub.send(PostForm.v1().with("key", "ota/third")).delivery()).isEmpty();
    }

    private static String uid(HttpAnswer answer) {
        return answer.story().subject().accountUid().orElseThrow();
    }

    @Test
    void a_refused_form_is_not_redirected() {
        HttpAnswer answer =
                stub.send(PostForm.v1().secret("guessed").with("success_action_redirect", "http://example.com/"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.headers().first("Location")).isEmpty();
    }

    static Stream<Arguments> locations() {
        return Stream.of(
                Arguments.of(PostForm.v1(), "http://127.0.0.1:8080/ota/firmware.bin"),
                Arguments.of(PostForm.v1().path("/iotx-ota/"), "http://127.0.0.1:8080/ota/firmware.bin"),
                Arguments.of(
                        PostForm.v1().with("key", "固 件+.bin"),
                        "http://127.0.0.1:8080/iotx-ota/%E5%9B%BA%20%E4%BB%B6%2B.bin"),
                Arguments.of(
                        PostForm.own(OssStub.KEY), "http://my-bucket.oss-cn-shanghai.aliyuncs.com/ota/firmware.bin"),
                // Without the bucket this would be a key of the platform's.
                Arguments.of(
                        PostForm.own(OssStub.KEY).host("localhost:8080").path("/my-bucket"),
                        "http://localhost:8080/my-bucket/ota/firmware.bin"));
    }

    @ParameterizedTest
    @MethodSource("locations")
    void the_location_of_a_new_object_leads_this_client_to_it(PostForm form, String location) {
        HttpAnswer answer = stub.send(form.with("success_action_status", "201"));

        assertThat(answer.headers().first("Location")).contains(location);
        assertThat(OssStub.text(answer)).contains("<Location>" + location + "</Location>");
        StoredObject object = stub.store.all().iterator().next();
        String path = location.substring(location.indexOf('/', 8));
        String host = location.substring(7, location.indexOf('/', 8));
        HttpAnswer read = stub.send(ObjectRequest.signed().host(host).path(path).object(object.bucket(), object.key()));
        assertThat(read.status()).isEqualTo(200);
    }

    @Test
    void how_an_object_was_encrypted_is_echoed() {
        HttpAnswer answer = stub.send(PostForm.v1()
                .with("x-oss-server-side-encryption", "KMS")
                .with("x-oss-server-side-encryption-key-id", "9468da86")
                .with("Cache-Control", "no-cache"));

        assertThat(answer.headers().first("Cache-Control")).isEmpty();
        assertThat(answer.headers().first("x-oss-server-side-encryption")).contains("KMS");
        assertThat(answer.headers().first("x-oss-server-side-encryption-key-id"))
                .contains("9468da86");
    }

    @Test
    void a_content_md5_is_that_of_the_whole_body() throws Exception {
        PostForm form = PostForm.v1().ending("\r\n--9431149156168--\r\nand more");
        byte[] digest = MessageDigest.getInstance("MD5").digest(form.bytes());

        assertAccepted(form.header("Content-MD5", Base64.getEncoder().encodeToString(digest)));
        assertRefused(PostObjectError.CONTENT_MD5_MISMATCH, form.ending("\r\n--9431149156168--\r\nand less"));
    }

    // What is stored

    @ParameterizedTest
    @CsvSource({
        "a/x, b/part, c/field, a/x",
        "'', b/part, c/field, b/part",
        "'', '', c/field, c/field",
        "'', '', '', application/octet-stream"
    })
    void the_content_type_is_that_of_oss_or_of_the_file_or_of_the_form(
            String oss, String part, String field, String expected) {
        PostForm form = PostForm.v1().fileType(part);

        assertAccepted(form.with("x-oss-content-type", oss).with("Content-Type", field));

        assertThat(stored().contentType()).isEqualTo(expected);
    }

    @Test
    void firmware_that_begins_like_gzip_is_stored_as_it_is() {
        byte[] file = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, '\r', '\n', '-', '-', '9'};

        assertAccepted(PostForm.v1().file(file));

        assertThat(OssStub.content(stored())).isEqualTo(file);
    }

    @Test
    void a_file_that_passes_many_buffers_is_stored_as_it_is() {
        byte[] file = new byte[1_000_003];
        new Random(7).nextBytes(file);

        assertAccepted(PostForm.v1().file(file).conditions("[\"content-length-range\",1000003,1000003]"));

        assertThat(OssStub.content(stored())).isEqualTo(file);
        assertThat(stored().digests().size()).isEqualTo(file.length);
    }

    @Test
    void an_object_is_replaced_and_the_file_of_the_old_one_goes() {
        assertAccepted(PostForm.v1().file("old"));
        assertAccepted(PostForm.v1().file("new").with("x-oss-forbid-overwrite", "false"));

        assertThat(OssStub.content(stored())).isEqualTo("new".getBytes(StandardCharsets.UTF_8));
        assertThat(stub.files()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE"})
    void an_object_that_may_not_be_overwritten_stays(String wish) {
        assertAccepted(PostForm.v1().file("old").with("x-oss-forbid-overwrite", wish));
        assertRefused(PostObjectError.OBJECT_EXISTS, PostForm.v1().file("new").with("x-oss-forbid-overwrite", wish));

        assertThat(OssStub.content(stored())).isEqualTo("old".getBytes(StandardCharsets.UTF_8));
        assertThat(stub.files()).hasSize(1);
    }

    @Test
    void of_uploads_to_one_key_at_once_that_may_not_overwrite_exactly_one_wins() throws Exception {
        List<String> causes = sendAtOnce(
                PostForm.v1().fileOf(900).with("x-oss-forbid-overwrite", "true"),
                PostForm.v1().file("b".repeat(900)).with("x-oss-forbid-overwrite", "true"));

        assertThat(causes).containsExactlyInAnyOrder("accepted", "OBJECT_EXISTS");
        assertUnmixed();
    }

    @Test
    void uploads_to_one_key_at_once_never_mix() throws Exception {
        List<String> causes =
                sendAtOnce(PostForm.v1().fileOf(900), PostForm.v1().file("b".repeat(900)));

        assertThat(causes).containsExactly("accepted", "accepted");
        assertUnmixed();
    }

    private void assertUnmixed() {
        byte[] content = OssStub.content(stored());
        byte[] expected = new byte[900];
        Arrays.fill(expected, content[0]);
        assertThat(content).isEqualTo(expected);
        assertThat(stub.files()).containsExactly(stored().file());
    }

    /** Each upload stands in the middle of its file until all do. */
    private List<String> sendAtOnce(PostForm... forms) throws Exception {
        CyclicBarrier all = new CyclicBarrier(forms.length);
        ExecutorService clients = Executors.newFixedThreadPool(forms.length);
        try {
            List<Callable<String>> uploads = Arrays.stream(forms)
                    .map(form -> (Callable<String>) () -> OssStub.cause(stub.handle(beginWaiting(form, all))))
                    .toList();
            List<String> causes = new ArrayList<>();
            for (Future<String> upload : clients.invokeAll(uploads)) {
                causes.add(upload.get());
            }
            return causes;
        } finally {
            clients.shutdownNow();
        }
    }

    private Upload beginWaiting(PostForm form, CyclicBarrier all) throws IOException {
        byte[] body = form.bytes();
        int middle = body.length - 500;
        InputStream in = new SequenceInputStream(
                new SequenceInputStream(new ByteArrayInputStream(body, 0, middle), new Waiting(all)),
                new ByteArrayInputStream(body, middle, body.length - middle));
        return Upload.begin(
                form.request(stub.clock.instant()),
                stub.addressing.of(form.request(stub.clock.instant())).orElseThrow(),
                in,
                form.contentLength(),
                true);
    }

    /** Holds no bytes, and ends once all others stand here. */
    private static final class Waiting extends InputStream {
        private final CyclicBarrier all;

        Waiting(CyclicBarrier all) {
            this.all = all;
        }

        @Override
        public int read() throws IOException {
            try {
                all.await();
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new IOException(e);
            }
            return -1;
        }
    }

    @Test
    void an_object_is_not_seen_before_its_upload_is_whole() {
        Upload upload = stub.begin(PostForm.v1());
        assertThat(stub.store.all()).isEmpty();

        stub.handle(upload);

        assertThat(stub.store.all()).hasSize(1);
    }

    @Test
    void a_store_that_cannot_write_is_our_error_and_says_why() throws IOException {
        Path gone = Files.createDirectory(folder.resolve("gone"));
        stub = new OssStub(gone);
        Files.delete(gone);

        HttpAnswer answer = stub.send(PostForm.v1());

        assertThat(answer.status()).isEqualTo(500);
        assertThat(OssStub.cause(answer)).isEqualTo("INTERNAL_ERROR");
        assertThat(answer.story().refusal().orElseThrow().reason()).startsWith("The stub could not write the object: ");
        assertThat(OssStub.text(answer))
                .contains("<Message>We encountered an internal error. Please try again.</Message>")
                .doesNotContain("gone");
    }
}
