package dev.otastub.oss;

import static dev.otastub.oss.PostObjectCheck.ACCESS_KEY_ID_IS_SENT;
import static dev.otastub.oss.PostObjectCheck.ACCESS_KEY_IS_ACTIVE;
import static dev.otastub.oss.PostObjectCheck.ACCESS_KEY_IS_KNOWN;
import static dev.otastub.oss.PostObjectCheck.BODY_IS_MULTIPART;
import static dev.otastub.oss.PostObjectCheck.BODY_IS_UNDER_5_GB;
import static dev.otastub.oss.PostObjectCheck.BUCKET_EXISTS;
import static dev.otastub.oss.PostObjectCheck.BUCKET_IS_MEANT;
import static dev.otastub.oss.PostObjectCheck.CALLER_MAY_WRITE;
import static dev.otastub.oss.PostObjectCheck.CONDITIONS_HOLD;
import static dev.otastub.oss.PostObjectCheck.CONTENT_TYPE_IS_USABLE;
import static dev.otastub.oss.PostObjectCheck.CREDENTIALS_ARE_SENT;
import static dev.otastub.oss.PostObjectCheck.CREDENTIAL_IS_WELL_FORMED;
import static dev.otastub.oss.PostObjectCheck.DATE_IS_IN_WINDOW;
import static dev.otastub.oss.PostObjectCheck.ENCRYPTION_IS_VALID;
import static dev.otastub.oss.PostObjectCheck.ENDPOINT_IS_NOT_SECOND_LEVEL;
import static dev.otastub.oss.PostObjectCheck.ENDPOINT_IS_THE_BUCKETS;
import static dev.otastub.oss.PostObjectCheck.FILE_IS_SENT;
import static dev.otastub.oss.PostObjectCheck.FORM_IS_WELL_FORMED;
import static dev.otastub.oss.PostObjectCheck.HEADERS_ARE_SMALL;
import static dev.otastub.oss.PostObjectCheck.KEY_IS_SENT;
import static dev.otastub.oss.PostObjectCheck.LENGTH_IS_KNOWN;
import static dev.otastub.oss.PostObjectCheck.METADATA_IS_SMALL;
import static dev.otastub.oss.PostObjectCheck.METADATA_IS_WELL_FORMED;
import static dev.otastub.oss.PostObjectCheck.NO_CALLBACK_IS_ASKED;
import static dev.otastub.oss.PostObjectCheck.NO_FOREIGN_KMS_KEY_IS_SENT;
import static dev.otastub.oss.PostObjectCheck.OBJECT_ACL_IS_VALID;
import static dev.otastub.oss.PostObjectCheck.OBJECT_IS_NOT_ANOTHERS;
import static dev.otastub.oss.PostObjectCheck.OBJECT_NAME_IS_VALID;
import static dev.otastub.oss.PostObjectCheck.POLICY_IS_NOT_EXPIRED;
import static dev.otastub.oss.PostObjectCheck.POLICY_IS_SENT;
import static dev.otastub.oss.PostObjectCheck.POLICY_IS_WELL_FORMED;
import static dev.otastub.oss.PostObjectCheck.SECURITY_TOKEN_IS_VALID;
import static dev.otastub.oss.PostObjectCheck.SIGNATURE_IS_SENT;
import static dev.otastub.oss.PostObjectCheck.SIGNATURE_MATCHES;
import static dev.otastub.oss.PostObjectCheck.SIGNATURE_VERSION_IS_KNOWN;
import static dev.otastub.oss.PostObjectCheck.STORAGE_CLASS_IS_VALID;
import static dev.otastub.oss.PostObjectCheck.V4_FIELDS_ARE_IN_POLICY;
import static dev.otastub.testing.PostForm.base64;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.account.AccessKey;
import dev.otastub.core.HttpAnswer;
import dev.otastub.multipart.FormReader;
import dev.otastub.oss.PostObject.Upload;
import dev.otastub.signature.Digests;
import dev.otastub.testing.OssStub;
import dev.otastub.testing.PostForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of the error table, and each check: a form that is right but for one thing, and what refuses it. */
final class PostObjectRefusalsTest {

    /** The checks that nothing but fields can satisfy; a form of which nothing could be read fails them all. */
    private static final Set<PostObjectCheck> ALL_ON_FIELDS = EnumSet.of(
            FILE_IS_SENT,
            KEY_IS_SENT,
            CREDENTIALS_ARE_SENT,
            POLICY_IS_SENT,
            ACCESS_KEY_ID_IS_SENT,
            SIGNATURE_IS_SENT,
            ACCESS_KEY_IS_KNOWN,
            POLICY_IS_WELL_FORMED);

    /** Of the account of {@link OssStub#ISSUING_KEY}. */
    private static final String FOLDER = Digests.md5Hex("1000000000000001".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path folder;

    /**
     * One mistake.
     *
     * @param sentence what is wrong
     * @param check the check that refuses it; empty if it shows only as the file comes in
     * @param row the expected row
     * @param form the form
     * @param implied other checks that must refuse the same mistake, because it makes what they look at be missing
     */
    record Case(
            String sentence,
            Optional<Enum<?>> check,
            PostObjectError row,
            PostForm form,
            Set<PostObjectCheck> implied) {

        Case and(PostObjectCheck... others) {
            Set<PostObjectCheck> all = new LinkedHashSet<>(implied);
            all.addAll(List.of(others));
            return new Case(sentence, check, row, form, all);
        }

        Case and(Set<PostObjectCheck> others) {
            return new Case(sentence, check, row, form, others);
        }

        @Override
        public String toString() {
            return row + ": " + sentence;
        }
    }

    private static Case refused(Enum<?> check, PostObjectError row, String sentence, PostForm form) {
        return new Case(sentence, Optional.of(check), row, form, Set.of());
    }

    private static Case broken(PostObjectError row, String sentence, PostForm form) {
        return new Case(sentence, Optional.empty(), row, form, Set.of());
    }

    /** Made once: some are megabytes, and whoever runs one case alone asks for all of them. */
    private static final List<Case> CASES = Stream.of(
                    request(),
                    form(),
                    signature(),
                    version4(),
                    keysAndTokens(),
                    policies(),
                    conditions(),
                    object(),
                    callback(),
                    file())
            .flatMap(List::stream)
            .toList();

    static Stream<Case> cases() {
        return CASES.stream();
    }

    private static List<Case> request() {
        return List.of(
                refused(
                        ENDPOINT_IS_NOT_SECOND_LEVEL,
                        PostObjectError.SECOND_LEVEL_DOMAIN_FORBIDDEN,
                        "the bucket stands in the path, on OSS's own endpoint",
                        PostForm.v1().host("oss-cn-shanghai.aliyuncs.com").path("/iotx-ota")),
                refused(
                        BUCKET_EXISTS,
                        PostObjectError.NO_SUCH_BUCKET,
                        "nobody has the bucket that the host names",
                        PostForm.v1().host("nobodys.oss-cn-shanghai.aliyuncs.com")),
                refused(
                        BUCKET_EXISTS,
                        PostObjectError.NO_SUCH_BUCKET,
                        "nobody has the bucket that the path names",
                        PostForm.v1().path("/nobodys")),
                refused(
                        ENDPOINT_IS_THE_BUCKETS,
                        PostObjectError.WRONG_ENDPOINT,
                        "the bucket is in another region",
                        PostForm.v1().host("iotx-ota.oss-cn-beijing.aliyuncs.com")),
                refused(
                        BUCKET_IS_MEANT,
                        PostObjectError.POST_ON_OBJECT,
                        "the key stands in the path",
                        PostForm.v1().path("/" + PostForm.KEY)),
                refused(
                                CONTENT_TYPE_IS_USABLE,
                                PostObjectError.CONTENT_TYPE_UNUSABLE,
                                "there is no Content-Type",
                                PostForm.v1().host("iotx-ota.localhost").withoutContentType())
                        .and(ALL_ON_FIELDS),
                refused(
                                CONTENT_TYPE_IS_USABLE,
                                PostObjectError.CONTENT_TYPE_UNUSABLE,
                                "a comma follows the media type",
                                PostForm.v1().contentType("multipart/form-data, boundary=9431149156168"))
                        .and(ALL_ON_FIELDS),
                refused(
                                BODY_IS_MULTIPART,
                                PostObjectError.NOT_MULTIPART,
                                "the boundary is missing",
                                PostForm.v1().contentType("multipart/form-data;"))
                        .and(ALL_ON_FIELDS),
                refused(
                                BODY_IS_MULTIPART,
                                PostObjectError.NOT_MULTIPART,
                                "the form is one of another kind",
                                PostForm.v1()
                                        .host("iotx-ota.localhost")
                                        .contentType("application/x-www-form-urlencoded"))
                        .and(ALL_ON_FIELDS),
                refused(
                        LENGTH_IS_KNOWN,
                        PostObjectError.CONTENT_LENGTH_MISSING,
                        "the end of the body cannot be found",
                        PostForm.v1().withoutLength()),
                refused(
                        BODY_IS_UNDER_5_GB,
                        PostObjectError.BODY_TOO_LARGE,
                        "the body has 5 GB",
                        PostForm.v1().announcing(5L << 30)));
    }

    private static List<Case> form() {
        String disposition = "Content-Disposition: form-data; name=\"file\"; filename=\"firmware.bin\"";
        String twoMegabytes = "x".repeat(2 * 1024 * 1024);
        return List.of(
                refused(
                                FORM_IS_WELL_FORMED,
                                PostObjectError.FORM_MALFORMED,
                                "the body begins with something else",
                                PostForm.v1().preamble("Hello"))
                        .and(ALL_ON_FIELDS),
                refused(
                                FORM_IS_WELL_FORMED,
                                PostObjectError.FORM_MALFORMED,
                                "there is no body",
                                PostForm.v1().body(new byte[0]))
                        .and(ALL_ON_FIELDS),
                refused(
                                FORM_IS_WELL_FORMED,
                                PostObjectError.FORM_MALFORMED,
                                "a comma stands in the headers of the file",
                                PostForm.v1().fileHead("Content-Disposition: form-data, name=\"file\""))
                        .and(FILE_IS_SENT),
                refused(
                                FORM_IS_WELL_FORMED,
                                PostObjectError.PART_STARTS_WITHOUT_CONTENT_DISPOSITION,
                                "the type of the file precedes its Content-Disposition",
                                PostForm.v1().fileHead("Content-Type: application/octet-stream", disposition))
                        .and(FILE_IS_SENT),
                refused(
                                FORM_IS_WELL_FORMED,
                                PostObjectError.FIELD_NAME_TOO_LONG,
                                "the name of a field has a byte too many",
                                PostForm.v1().with("x".repeat(8 * 1024 + 1), ""))
                        .and(FILE_IS_SENT),
                refused(
                                FORM_IS_WELL_FORMED,
                                PostObjectError.FIELD_NAME_TOO_LONG,
                                "filename*= of a large file is taken for a name without end",
                                PostForm.v1()
                                        .fileHead(disposition + "; filename*=utf-8''firmware.bin")
                                        .fileOf(8 * 1024 + 1))
                        .and(FILE_IS_SENT),
                refused(
                                FORM_IS_WELL_FORMED,
                                PostObjectError.FIELD_VALUE_TOO_LONG,
                                "the value of a field has a byte too many",
                                PostForm.v1().with("note", twoMegabytes + "x"))
                        .and(FILE_IS_SENT),
                refused(
                                FORM_IS_WELL_FORMED,
                                PostObjectError.FIELDS_TOO_LONG,
                                "the values before the file pass 8 MB together",
                                PostForm.v1()
                                        .with("a", twoMegabytes)
                                        .with("b", twoMegabytes)
                                        .with("c", twoMegabytes)
                                        .with("d", twoMegabytes))
                        .and(FILE_IS_SENT),
                refused(
                        NO_FOREIGN_KMS_KEY_IS_SENT,
                        PostObjectError.AMZ_KMS_KEY_ID_SENT,
                        "S3's field for a KMS key is there",
                        PostForm.v1().with("x-amz-server-side-encryption-aws-kms-key-id", "1")),
                refused(
                        FILE_IS_SENT,
                        PostObjectError.FILE_MISSING,
                        "there is no file",
                        PostForm.v1().withoutFile()),
                refused(
                        FILE_IS_SENT,
                        PostObjectError.FILE_MISSING,
                        "the file has another name",
                        PostForm.v1().fileHead("Content-Disposition: form-data; name=\"upload\"; filename=\"a.bin\"")),
                refused(
                        FILE_IS_SENT,
                        PostObjectError.FILE_MISSING,
                        "a space is missing in the headers of the file",
                        PostForm.v1().fileHead("Content-Disposition: form-data;name=\"file\"")),
                refused(
                        KEY_IS_SENT,
                        PostObjectError.KEY_MISSING,
                        "there is no key",
                        PostForm.v1().without("key")),
                refused(
                        KEY_IS_SENT,
                        PostObjectError.KEY_MISSING,
                        "the key follows the file",
                        PostForm.v1().without("key").afterFile("key", PostForm.KEY)));
    }

    private static List<Case> signature() {
        return List.of(
                refused(
                                CREDENTIALS_ARE_SENT,
                                PostObjectError.ANONYMOUS_DENIED,
                                "nobody signed",
                                PostForm.v1().without("OSSAccessKeyId", "policy", "Signature"))
                        .and(
                                POLICY_IS_SENT,
                                ACCESS_KEY_ID_IS_SENT,
                                SIGNATURE_IS_SENT,
                                ACCESS_KEY_IS_KNOWN,
                                POLICY_IS_WELL_FORMED),
                refused(
                                POLICY_IS_SENT,
                                PostObjectError.POLICY_MISSING,
                                "there is no policy",
                                PostForm.v1().without("policy"))
                        .and(POLICY_IS_WELL_FORMED),
                refused(
                                ACCESS_KEY_ID_IS_SENT,
                                PostObjectError.ACCESS_KEY_ID_MISSING,
                                "there is no OSSAccessKeyId",
                                PostForm.v1().without("OSSAccessKeyId"))
                        .and(ACCESS_KEY_IS_KNOWN),
                refused(
                                ACCESS_KEY_ID_IS_SENT,
                                PostObjectError.ACCESS_KEY_ID_EMPTY,
                                "OSSAccessKeyId is empty",
                                PostForm.v1().with("OSSAccessKeyId", ""))
                        .and(ACCESS_KEY_IS_KNOWN),
                refused(
                                SIGNATURE_IS_SENT,
                                PostObjectError.SIGNATURE_MISSING,
                                "there is no Signature",
                                PostForm.v1().without("Signature"))
                        .and(SIGNATURE_MATCHES),
                refused(
                                SIGNATURE_IS_SENT,
                                PostObjectError.SIGNATURE_EMPTY,
                                "Signature is empty",
                                PostForm.v1().with("Signature", ""))
                        .and(SIGNATURE_MATCHES),
                refused(
                        SIGNATURE_MATCHES,
                        PostObjectError.SIGNATURE_DOES_NOT_MATCH,
                        "another secret signed",
                        PostForm.v1().secret("guessed")),
                refused(
                        SIGNATURE_MATCHES,
                        PostObjectError.SIGNATURE_DOES_NOT_MATCH,
                        "another secret signed, as version 4",
                        PostForm.v4().secret("guessed")));
    }

    private static List<Case> version4() {
        return List.of(
                refused(
                        SIGNATURE_VERSION_IS_KNOWN,
                        PostObjectError.SIGNATURE_VERSION_UNKNOWN,
                        "version 2 signed",
                        PostForm.v4().with("x-oss-signature-version", "OSS2")),
                refused(
                                SIGNATURE_IS_SENT,
                                PostObjectError.SIGNATURE_EMPTY,
                                "x-oss-signature is empty",
                                PostForm.v4().with("x-oss-signature", ""))
                        .and(SIGNATURE_MATCHES),
                refused(
                                ACCESS_KEY_ID_IS_SENT,
                                PostObjectError.ACCESS_KEY_ID_MISSING,
                                "there is no x-oss-credential",
                                PostForm.v4().without("x-oss-credential"))
                        .and(CREDENTIAL_IS_WELL_FORMED, ACCESS_KEY_IS_KNOWN),
                refused(
                                CREDENTIAL_IS_WELL_FORMED,
                                PostObjectError.V4_CREDENTIAL_MALFORMED,
                                "x-oss-credential is the access key id alone",
                                PostForm.v4().with("x-oss-credential", "issuingid"))
                        .and(ACCESS_KEY_IS_KNOWN),
                refused(
                                CREDENTIAL_IS_WELL_FORMED,
                                PostObjectError.V4_CREDENTIAL_ACCESS_KEY_ID_INVALID,
                                "the access key id in x-oss-credential has a blank",
                                credential("issuing id/20261122/cn-shanghai/oss/aliyun_v4_request"))
                        .and(ACCESS_KEY_IS_KNOWN),
                refused(
                                CREDENTIAL_IS_WELL_FORMED,
                                PostObjectError.V4_CREDENTIAL_DATE_INVALID,
                                "the day in x-oss-credential is none",
                                credential("issuingid/20261131/cn-shanghai/oss/aliyun_v4_request"))
                        .and(DATE_IS_IN_WINDOW),
                refused(
                        CREDENTIAL_IS_WELL_FORMED,
                        PostObjectError.V4_CREDENTIAL_TERMINAL_INVALID,
                        "x-oss-credential ends in S3's way",
                        credential("issuingid/20261122/cn-shanghai/oss/aws4_request")),
                refused(
                        DATE_IS_IN_WINDOW,
                        PostObjectError.V4_DATE_MISSING,
                        "there is no x-oss-date",
                        PostForm.v4().without("x-oss-date")),
                refused(
                        DATE_IS_IN_WINDOW,
                        PostObjectError.V4_DATE_INVALID,
                        "x-oss-date is written with dashes",
                        PostForm.v4().with("x-oss-date", "2026-11-22T11:50:16Z")),
                refused(
                        DATE_IS_IN_WINDOW,
                        PostObjectError.V4_DATE_INVALID,
                        "x-oss-date is of another day than the credential",
                        PostForm.v4().with("x-oss-date", "20261121T115016Z")),
                refused(
                        DATE_IS_IN_WINDOW,
                        PostObjectError.V4_DATE_OUT_OF_WINDOW,
                        "x-oss-date is more than 7 days old",
                        credential("issuingid/20261115/cn-shanghai/oss/aliyun_v4_request")
                                .with("x-oss-date", "20261115T115016Z")),
                refused(
                        DATE_IS_IN_WINDOW,
                        PostObjectError.V4_DATE_OUT_OF_WINDOW,
                        "x-oss-date is more than 15 minutes ahead",
                        PostForm.v4().with("x-oss-date", "20261122T120517Z")),
                refused(
                        V4_FIELDS_ARE_IN_POLICY,
                        PostObjectError.FIELD_NOT_IN_POLICY,
                        "the policy does not name x-oss-credential",
                        PostForm.v4()
                                .conditions(
                                        "{\"x-oss-signature-version\":\"OSS4-HMAC-SHA256\"}",
                                        "[\"starts-with\",\"$x-oss-date\",\"2026\"]")));
    }

    private static PostForm credential(String value) {
        return PostForm.v4().with("x-oss-credential", value);
    }

    private static List<Case> keysAndTokens() {
        return List.of(
                refused(
                        ACCESS_KEY_IS_KNOWN,
                        PostObjectError.ACCESS_KEY_ID_UNKNOWN,
                        "nobody has the access key id",
                        PostForm.v1().signedBy(AccessKey.of("nobodys", "secret"))),
                refused(
                        ACCESS_KEY_IS_ACTIVE,
                        PostObjectError.ACCESS_KEY_DISABLED,
                        "the access key is disabled",
                        PostForm.own(OssStub.DISABLED_KEY)),
                refused(
                        SECURITY_TOKEN_IS_VALID,
                        PostObjectError.STS_TOKEN_MISSING,
                        "a temporary key comes without its token",
                        PostForm.sts(OssStub.TOKEN).without("x-oss-security-token")),
                refused(
                        SECURITY_TOKEN_IS_VALID,
                        PostObjectError.SECURITY_TOKEN_INVALID,
                        "nobody was given the token",
                        PostForm.sts(OssStub.TOKEN).with("x-oss-security-token", "made up")),
                refused(
                        SECURITY_TOKEN_IS_VALID,
                        PostObjectError.SECURITY_TOKEN_INVALID,
                        "a lasting key comes with a token that nobody was given",
                        PostForm.v1().with("x-oss-security-token", "made up")),
                refused(
                        SECURITY_TOKEN_IS_VALID,
                        PostObjectError.SECURITY_TOKEN_OF_ANOTHER_KEY,
                        "the token is of another key",
                        PostForm.sts(OssStub.TOKEN).with("x-oss-security-token", OssStub.EXPIRED_TOKEN.token())),
                refused(
                        SECURITY_TOKEN_IS_VALID,
                        PostObjectError.SECURITY_TOKEN_OF_ANOTHER_KEY,
                        "a lasting key comes with the token of a temporary one",
                        PostForm.own(OssStub.KEY).with("x-oss-security-token", OssStub.TOKEN.token())),
                refused(
                        SECURITY_TOKEN_IS_VALID,
                        PostObjectError.SECURITY_TOKEN_EXPIRED,
                        "the token expires at this very moment",
                        PostForm.sts(OssStub.EXPIRED_TOKEN)),
                refused(
                        CALLER_MAY_WRITE,
                        PostObjectError.ANONYMOUS_DENIED,
                        "a customer's key signed for the platform's bucket",
                        PostForm.v1().signedBy(OssStub.KEY)),
                refused(
                        CALLER_MAY_WRITE,
                        PostObjectError.ANONYMOUS_DENIED,
                        "a RAM user's key signed for the platform's bucket",
                        PostForm.v1().signedBy(OssStub.RAM_KEY)),
                refused(
                        OBJECT_IS_NOT_ANOTHERS,
                        PostObjectError.ANONYMOUS_DENIED,
                        "the object is there already, and another account's",
                        PostForm.v1().with("key", "ota/there.bin").signedBy(OssStub.OTHER_ISSUING_KEY)),
                refused(
                        OBJECT_IS_NOT_ANOTHERS,
                        PostObjectError.ANONYMOUS_DENIED,
                        "nothing is there, and the folder is another account's",
                        PostForm.v1().with("key", "ota/" + FOLDER + "/new.bin").signedBy(OssStub.OTHER_ISSUING_KEY)));
    }

    private static List<Case> policies() {
        String range = "[\"content-length-range\",0,9]";
        String until = "\"expiration\":\"2026-12-01T12:00:00.000Z\"";
        return List.of(
                policyField(PostObjectError.POLICY_EMPTY, "is empty", ""),
                policyField(PostObjectError.POLICY_NOT_BASE64, "is the JSON itself", "{" + until + "}"),
                policyField(
                        PostObjectError.POLICY_NOT_UTF8, "is not UTF-8", base64(new byte[] {'{', (byte) 0xFF, '}'})),
                policy(PostObjectError.POLICY_NOT_JSON, "is no JSON", "expiration"),
                policy(
                        PostObjectError.POLICY_NOT_JSON,
                        "is nested deeper than anybody writes",
                        "[".repeat(100_000) + "]".repeat(100_000)),
                policy(
                        PostObjectError.POLICY_MEMBER_UNKNOWN,
                        "has a third member",
                        "{" + until + ",\"conditions\":[" + range + "],\"version\":\"1\"}"),
                policy(PostObjectError.CONDITIONS_MISSING, "has no conditions", "{" + until + "}"),
                policy(PostObjectError.EXPIRATION_MISSING, "has no expiration", "{\"conditions\":[" + range + "]}"),
                policy(PostObjectError.EXPIRATION_AND_CONDITIONS_MISSING, "is an empty object", "{}"),
                policy(
                        PostObjectError.EXPIRATION_NOT_STRING,
                        "expires at a number",
                        "{\"expiration\":1795348216,\"conditions\":[" + range + "]}"),
                expiring(PostObjectError.EXPIRATION_EMPTY, "expires at nothing", ""),
                expiring(PostObjectError.EXPIRATION_MALFORMED, "expires without T and Z", "2026-12-01 12:00:00"),
                expiring(PostObjectError.EXPIRATION_MALFORMED, "expires in a time zone", "2026-12-01T12:00:00+08:00"),
                policy(
                        PostObjectError.CONDITIONS_NOT_LIST,
                        "has an object of conditions",
                        "{" + until + ",\"conditions\":{\"key\":\"a\"}}"),
                malformed(PostObjectError.CONDITIONS_EMPTY, "an empty list"),
                malformed(PostObjectError.CONDITION_WITHOUT_OPERATOR, "one without operator", "[\"$key\",\"a\"]"),
                malformed(
                        PostObjectError.CONDITION_OPERATOR_UNKNOWN,
                        "one with an operator of nobody's",
                        "[\"ends-with\",\"$key\",\"a\"]"),
                malformed(PostObjectError.CONDITION_ARGUMENT_COUNT, "one with one argument", "[\"eq\",\"$key\"]"),
                malformed(
                        PostObjectError.LENGTH_RANGE_REVERSED,
                        "one on sizes from large to small",
                        "[\"content-length-range\",9,1]"),
                malformed(
                        PostObjectError.LENGTH_RANGE_MIN_INVALID,
                        "one on sizes from a string",
                        "[\"content-length-range\",\"1\",9]"),
                malformed(
                        PostObjectError.LENGTH_RANGE_MAX_INVALID,
                        "one on sizes up to a fraction",
                        "[\"content-length-range\",1,9.5]"),
                malformed(
                        PostObjectError.LENGTH_RANGE_NESTED,
                        "one on sizes in a list",
                        "[\"content-length-range\",[1],9]"),
                malformed(PostObjectError.CONDITION_NOT_MAP_OR_LIST, "one that is a string", "\"$key\""),
                malformed(
                        PostObjectError.CONDITION_ARGUMENT_TYPE,
                        "one where a list should be",
                        "[\"not-in\",\"$key\",\"a\"]"),
                malformed(
                        PostObjectError.SIMPLE_CONDITION_PROPERTIES,
                        "one on two fields at once",
                        "{\"key\":\"a\",\"acl\":\"b\"}"),
                malformed(
                        PostObjectError.SIMPLE_CONDITION_VALUE, "one with a number", "{\"success_action_status\":200}"),
                refused(
                        POLICY_IS_NOT_EXPIRED,
                        PostObjectError.POLICY_EXPIRED,
                        "the policy expires at this very moment",
                        PostForm.v1().expiration(OssStub.NOW.toString())));
    }

    private static Case policyField(PostObjectError row, String sentence, String field) {
        PostForm form = PostForm.v1().policyField(field);
        return refused(POLICY_IS_WELL_FORMED, row, "the policy " + sentence, form);
    }

    private static Case policy(PostObjectError row, String sentence, String json) {
        PostForm form = PostForm.v1().policy(json);
        return refused(POLICY_IS_WELL_FORMED, row, "the policy " + sentence, form);
    }

    private static Case expiring(PostObjectError row, String sentence, String expiration) {
        PostForm form = PostForm.v1().expiration(expiration);
        return refused(POLICY_IS_WELL_FORMED, row, "the policy " + sentence, form);
    }

    private static Case malformed(PostObjectError row, String what, String... conditions) {
        PostForm form = PostForm.v1().conditions(conditions);
        return refused(POLICY_IS_WELL_FORMED, row, "the conditions are " + what, form);
    }

    private static List<Case> conditions() {
        return List.of(
                unmet("the key is another one", "{\"key\":\"ota/other.bin\"}"),
                unmet("the key begins otherwise", "[\"starts-with\",\"$key\",\"firmware/\"]"),
                unmet("the key is none of those", "[\"in\",\"$key\",[\"ota/a.bin\",\"ota/b.bin\"]]"),
                unmet("the key is one of those", "[\"not-in\",\"$key\",[\"" + PostForm.KEY + "\"]]"),
                unmet("the bucket is another one", "{\"bucket\":\"my-bucket\"}"),
                unmet("the type of the file is another one", "[\"in\",\"$content-type\",[\"image/png\"]]"),
                absent("the form has no acl", "{\"x-oss-object-acl\":\"private\"}"),
                absent("the form has no acl that could begin with anything", "[\"starts-with\",\"$acl\",\"\"]"),
                absent(
                        "the form has no cache-control to be none of those",
                        "[\"not-in\",\"$cache-control\",[\"no-cache\"]]"),
                refused(
                        CONDITIONS_HOLD,
                        PostObjectError.CONDITION_FIELD_MISSING,
                        "the field that a condition names follows the file",
                        PostForm.v1()
                                .conditions("{\"success_action_status\":\"200\"}")
                                .afterFile("success_action_status", "200")));
    }

    private static Case unmet(String sentence, String condition) {
        PostForm form = PostForm.v1().conditions(condition);
        return refused(CONDITIONS_HOLD, PostObjectError.CONDITION_FAILED, sentence, form);
    }

    private static Case absent(String sentence, String condition) {
        PostForm form = PostForm.v1().conditions(condition);
        return refused(CONDITIONS_HOLD, PostObjectError.CONDITION_FIELD_MISSING, sentence, form);
    }

    private static List<Case> object() {
        return List.of(
                named(PostObjectError.OBJECT_NAME_EMPTY, "is empty", ""),
                refused(
                        OBJECT_NAME_IS_VALID,
                        PostObjectError.OBJECT_NAME_EMPTY,
                        "the key is the name of a file that has none",
                        PostForm.v1()
                                .with("key", "${filename}")
                                .fileHead("Content-Disposition: form-data; name=\"file\"")),
                named(PostObjectError.OBJECT_NAME_TOO_LONG, "has 1024 bytes", "k".repeat(1024)),
                named(PostObjectError.OBJECT_NAME_LEADING_SLASH, "begins with a slash", "/ota/firmware.bin"),
                named(PostObjectError.OBJECT_NAME_LEADING_SLASH, "begins with a backslash", "\\firmware.bin"),
                refused(
                        OBJECT_NAME_IS_VALID,
                        PostObjectError.OBJECT_NAME_NOT_UTF8,
                        "the key is in GBK",
                        PostForm.v1().with("key", new byte[] {(byte) 0xB9, (byte) 0xCC, (byte) 0xBC, (byte) 0xFE})),
                refused(
                        OBJECT_NAME_IS_VALID,
                        PostObjectError.OBJECT_NAME_NOT_UTF8,
                        "the key is not UTF-8, and as text it would be too long",
                        PostForm.v1()
                                .with(
                                        "key",
                                        ("k".repeat(400) + "\u00ff".repeat(400))
                                                .getBytes(StandardCharsets.ISO_8859_1))),
                wished(OBJECT_ACL_IS_VALID, PostObjectError.OBJECT_ACL_INVALID, "x-oss-object-acl", "everybody"),
                refused(
                        OBJECT_ACL_IS_VALID,
                        PostObjectError.OBJECT_ACL_INVALID,
                        "the header x-oss-object-acl is none",
                        PostForm.v1().header("x-oss-object-acl", "everybody")),
                wished(STORAGE_CLASS_IS_VALID, PostObjectError.STORAGE_CLASS_INVALID, "x-oss-storage-class", "Cheap"),
                wished(
                        ENCRYPTION_IS_VALID,
                        PostObjectError.ENCRYPTION_INVALID,
                        "x-oss-server-side-encryption",
                        "ROT13"),
                wished(METADATA_IS_WELL_FORMED, PostObjectError.METADATA_NAME_INVALID, "x-oss-meta-file_type", "a"),
                wished(METADATA_IS_WELL_FORMED, PostObjectError.METADATA_NAME_INVALID, "x-oss-meta-", "a"),
                wished(METADATA_IS_WELL_FORMED, PostObjectError.METADATA_NAME_INVALID, "x-oss-meta-a: b", "a"),
                wished(METADATA_IS_WELL_FORMED, PostObjectError.METADATA_VALUE_INVALID, "x-oss-meta-a", "b\r\nc: d"),
                wished(
                        METADATA_IS_SMALL,
                        PostObjectError.METADATA_TOO_LARGE,
                        "x-oss-meta-a",
                        "b".repeat(8 * 1024 - "x-oss-meta-a".length() + 1)),
                wished(
                        HEADERS_ARE_SMALL,
                        PostObjectError.METADATA_TOO_LARGE,
                        "Cache-Control",
                        "b".repeat(16 * 1024 + 1)));
    }

    private static Case named(PostObjectError row, String sentence, String key) {
        PostForm form = PostForm.v1().with("key", key);
        return refused(OBJECT_NAME_IS_VALID, row, "the key " + sentence, form);
    }

    private static Case wished(PostObjectCheck check, PostObjectError row, String field, String value) {
        String sentence = field + " is none" + (value.length() > 20 ? "" : ": " + value.strip());
        return refused(check, row, sentence, PostForm.v1().with(field, value));
    }

    private static List<Case> callback() {
        String body = "\"callbackBody\":\"key=${object}\"";
        return List.of(
                called(PostObjectError.CALLBACK_TOO_LONG, "is too long", "x".repeat(5 * 1024 + 1)),
                called(PostObjectError.CALLBACK_NOT_BASE64, "is JSON", "{}"),
                callback(PostObjectError.CALLBACK_NOT_JSON, "is no JSON", "callbackUrl=a"),
                callback(PostObjectError.CALLBACK_NOT_JSON, "goes on after its JSON", "{} {}"),
                callback(PostObjectError.CALLBACK_NOT_JSON, "is a list", "[]"),
                called(PostObjectError.CALLBACK_NOT_JSON, "is empty", ""),
                callback(PostObjectError.CALLBACK_URL_INVALID, "calls nobody", "{" + body + "}"),
                callback(
                        PostObjectError.CALLBACK_URL_INVALID,
                        "calls what is no URL",
                        "{\"callbackUrl\":\"http:// a\"," + body + "}"),
                callback(
                        PostObjectError.CALLBACK_BODY_EMPTY,
                        "says nothing",
                        "{\"callbackUrl\":\"http://example.com/\",\"callbackBody\":\"\"}"),
                callback(
                        PostObjectError.CALLBACK_ADDRESS_PRIVATE,
                        "calls a private address",
                        "{\"callbackUrl\":\"http://192.168.1.2:8080/done\"," + body + "}"),
                callback(
                        PostObjectError.CALLBACK_NOT_EMULATED,
                        "is right, but the stub calls nobody",
                        "{\"callbackUrl\":\"http://example.com/\"," + body + "}"));
    }

    private static Case callback(PostObjectError row, String sentence, String json) {
        return called(row, sentence, base64(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static Case called(PostObjectError row, String sentence, String field) {
        PostForm form = PostForm.v1().with("callback", field);
        return refused(NO_CALLBACK_IS_ASKED, row, "the callback " + sentence, form);
    }

    private static List<Case> file() {
        return List.of(
                refused(
                        FileCheck.FILE_IS_NOT_TOO_LARGE,
                        PostObjectError.FILE_TOO_LARGE,
                        "the file has a byte too many",
                        PostForm.v1().fileOf(1001)),
                refused(
                        FileCheck.FORM_ENDS_WELL,
                        PostObjectError.FILE_REPEATED,
                        "another file follows",
                        PostForm.v1().afterFile("file", "another")),
                refused(
                        FileCheck.FORM_ENDS_WELL,
                        PostObjectError.FORM_MALFORMED,
                        "the closing boundary is missing",
                        PostForm.v1().ending("")),
                refused(
                        FileCheck.FILE_IS_NOT_TOO_SMALL,
                        PostObjectError.FILE_TOO_SMALL,
                        "the file is empty",
                        PostForm.v1().fileOf(0)),
                refused(
                        FileCheck.CONTENT_MD5_MATCHES,
                        PostObjectError.CONTENT_MD5_MISMATCH,
                        "Content-MD5 is that of the file",
                        PostForm.v1().header("Content-MD5", "JfnnlDI7RTiF9RgfG2JNCw==")),
                broken(
                        PostObjectError.INCOMPLETE_BODY,
                        "the connection breaks in the file",
                        PostForm.v1().breaking()),
                broken(
                        PostObjectError.OBJECT_EXISTS,
                        "there is such an object, and it may not be overwritten",
                        PostForm.v1().with("key", "ota/there.bin").with("x-oss-forbid-overwrite", "true")));
    }

    private OssStub stub() {
        OssStub stub = new OssStub(folder);
        assertThat(OssStub.cause(stub.send(PostForm.v1().with("key", "ota/there.bin"))))
                .isEqualTo("accepted");
        return stub;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void is_refused_for_its_own_cause_and_leaves_nothing(Case one) {
        OssStub stub = stub();

        HttpAnswer answer = stub.send(one.form());

        assertThat(OssStub.cause(answer)).isEqualTo(one.row().name());
        assertThat(answer.status()).isEqualTo(one.row().status());
        assertThat(answer.headers().first("x-oss-ec")).isEqualTo(one.row().ec());
        assertThat(answer.story().refusal().orElseThrow().reason()).isNotBlank();
        // Nothing is left to be filled in.
        assertThat(OssStub.text(answer)).doesNotContain("{A", "{D", "{E", "{F", "{C", "{O", "{M", "{P", "{T");
        assertThat(stub.store.all()).hasSize(1);
        assertThat(stub.files()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void is_refused_by_its_own_check_and_no_other(Case one) throws IOException {
        OssStub stub = stub();
        Set<Enum<?>> expected = new LinkedHashSet<>(one.implied());
        one.check().ifPresent(expected::add);

        assertThat(refusing(stub, one.form())).isEqualTo(expected);
    }

    /** All checks that refuse a form, whatever others say. */
    private static Set<Enum<?>> refusing(OssStub stub, PostForm form) throws IOException {
        Upload upload = stub.begin(form);
        Posting posting = Posting.of(upload.form(), stub.accounts, stub.addressing, stub.store, stub.callerTime);
        Set<Enum<?>> refusing = new LinkedHashSet<>();
        for (PostObjectCheck check : PostObjectCheck.values()) {
            check.refusal(posting).ifPresent(why -> refusing.add(check));
        }
        if (refusing.isEmpty()) {
            refusing.addAll(refusingTheFile(upload, posting));
        }
        return refusing;
    }

    private static Set<Enum<?>> refusingTheFile(Upload upload, Posting posting) throws IOException {
        long max = posting.policy().toOptional().orElseThrow().sizeRange().max();
        long[] size = {0};
        FormReader.FileEnd end;
        try {
            end = upload.reader().orElseThrow().copyFile((buffer, offset, length) -> (size[0] += length) <= max);
        } catch (IOException connectionBroke) {
            return Set.of();
        }
        upload.body().readToEnd();
        FileReceived received = new FileReceived(
                upload.form(),
                end,
                posting.policy().toOptional().orElseThrow().sizeRange(),
                upload.body().md5Mismatch());
        return Arrays.stream(FileCheck.values())
                .filter(check -> check.refusal(received).isPresent())
                .collect(Collectors.toSet());
    }

    @Test
    void every_natural_row_has_a_case() {
        Set<PostObjectError> natural = Arrays.stream(PostObjectError.values())
                .filter(row -> row.provocation().natural())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(PostObjectError.class)));

        assertThat(cases().map(Case::row).collect(Collectors.toSet())).isEqualTo(natural);
    }

    @Test
    void every_check_has_a_case() {
        List<Enum<?>> all = new ArrayList<>(List.of(PostObjectCheck.values()));
        all.addAll(List.of(FileCheck.values()));

        assertThat(cases().flatMap(one -> one.check().stream()).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void the_forms_that_are_changed_are_right() {
        OssStub stub = new OssStub(folder);
        for (PostForm form : List.of(
                PostForm.v1(),
                PostForm.v4(),
                PostForm.own(OssStub.KEY),
                PostForm.own(OssStub.RAM_KEY),
                PostForm.sts(OssStub.TOKEN))) {
            assertThat(OssStub.cause(stub.send(form))).isEqualTo("accepted");
        }
    }
}
