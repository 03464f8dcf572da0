package dev.otastub.oss.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.account.AccessKey;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.HttpRequest;
import dev.otastub.oss.OssAddress;
import dev.otastub.oss.OssError;
import dev.otastub.oss.OssErrorRow;
import dev.otastub.oss.PostObjectError;
import dev.otastub.signature.Digests;
import dev.otastub.testing.ObjectRequest;
import dev.otastub.testing.OssStub;
import dev.otastub.testing.PostForm;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each check of a request about objects: a request that is right but for one thing, and what refuses it. */
final class ObjectRefusalsTest {

    @TempDir
    Path folder;

    /**
     * One mistake.
     *
     * @param sentence what is wrong
     * @param check the check that refuses it
     * @param row the expected row
     * @param request the request
     * @param implied other checks that must refuse the same mistake, because it makes what they look at be missing
     */
    record Case(String sentence, ObjectCheck check, OssErrorRow row, ObjectRequest request, Set<ObjectCheck> implied) {

        Case and(ObjectCheck other) {
            return new Case(sentence, check, row, request, Set.of(other));
        }

        @Override
        public String toString() {
            return row + ": " + sentence;
        }
    }

    private static Case refused(ObjectCheck check, OssErrorRow row, String sentence, ObjectRequest request) {
        return new Case(sentence, check, row, request, Set.of());
    }

    static Stream<Case> cases() {
        return Stream.of(
                        addressed(),
                        notEmulated(),
                        preflights(),
                        signed(),
                        signedByV4(),
                        presignedByV4(),
                        timed(),
                        allowed(),
                        read(),
                        listed(),
                        put(),
                        stored())
                .flatMap(List::stream);
    }

    private static List<Case> addressed() {
        return List.of(
                refused(
                        ObjectCheck.ENDPOINT_IS_NOT_SECOND_LEVEL,
                        PostObjectError.SECOND_LEVEL_DOMAIN_FORBIDDEN,
                        "the bucket stands in the path, on OSS's own endpoint",
                        ObjectRequest.signed()
                                .host("oss-cn-shanghai.aliyuncs.com")
                                .path("/iotx-ota/" + PostForm.KEY)),
                refused(
                                ObjectCheck.BUCKET_EXISTS,
                                PostObjectError.NO_SUCH_BUCKET,
                                "nobody has the bucket",
                                ObjectRequest.signed().path("/nobodys/a").object("nobodys", "a"))
                        .and(ObjectCheck.OBJECT_EXISTS),
                refused(
                        ObjectCheck.ENDPOINT_IS_THE_BUCKETS,
                        PostObjectError.WRONG_ENDPOINT,
                        "the bucket is in another region",
                        ObjectRequest.signed().host("iotx-ota.oss-cn-beijing.aliyuncs.com")),
                refused(
                        ObjectCheck.OBJECT_EXISTS,
                        OssError.NO_SUCH_KEY,
                        "nobody uploaded the object",
                        ObjectRequest.signed().path("/ota/nothing").object("iotx-ota", "ota/nothing")));
    }

    private static List<Case> signed() {
        return List.of(
                refused(
                        ObjectCheck.SIGNATURE_IS_SENT,
                        PostObjectError.ANONYMOUS_DENIED,
                        "nobody signed",
                        ObjectRequest.anonymous()),
                refused(
                        ObjectCheck.AUTHORIZATION_IS_READABLE,
                        OssError.AUTHORIZATION_MALFORMED,
                        "the header is one of another version",
                        ObjectRequest.signed().header("Authorization", "OSS2 AccessKeyId:a,Signature:b")),
                refused(
                        ObjectCheck.ACCESS_KEY_IS_KNOWN,
                        PostObjectError.ACCESS_KEY_ID_UNKNOWN,
                        "nobody has the access key id of the header",
                        ObjectRequest.signed().signedBy(AccessKey.of("nobodys", "secret"))),
                refused(
                        ObjectCheck.ACCESS_KEY_IS_KNOWN,
                        PostObjectError.ACCESS_KEY_ID_UNKNOWN,
                        "nobody has the access key id of the URL",
                        ObjectRequest.presigned().signedBy(AccessKey.of("nobodys", "secret"))),
                refused(
                        ObjectCheck.ACCESS_KEY_IS_ACTIVE,
                        PostObjectError.ACCESS_KEY_DISABLED,
                        "the access key is disabled",
                        ObjectRequest.signed().own().signedBy(OssStub.DISABLED_KEY)),
                refused(
                        ObjectCheck.SECURITY_TOKEN_IS_VALID,
                        PostObjectError.STS_TOKEN_MISSING,
                        "a temporary key comes without its token",
                        ObjectRequest.signed().own().signedBy(OssStub.TOKEN.key())),
                refused(
                        ObjectCheck.SECURITY_TOKEN_IS_VALID,
                        PostObjectError.SECURITY_TOKEN_INVALID,
                        "nobody was given the token in the URL",
                        ObjectRequest.presigned()
                                .own()
                                .signedBy(OssStub.TOKEN.key())
                                .query("security-token", "made up")),
                refused(
                        ObjectCheck.SECURITY_TOKEN_IS_VALID,
                        PostObjectError.SECURITY_TOKEN_EXPIRED,
                        "the token expires at this very moment",
                        ObjectRequest.signed()
                                .own()
                                .signedBy(OssStub.EXPIRED_TOKEN.key())
                                .header("x-oss-security-token", OssStub.EXPIRED_TOKEN.token())),
                refused(
                        ObjectCheck.SIGNATURE_MATCHES,
                        PostObjectError.SIGNATURE_DOES_NOT_MATCH,
                        "another secret signed the header",
                        ObjectRequest.signed().secret("guessed")),
                refused(
                        ObjectCheck.SIGNATURE_MATCHES,
                        PostObjectError.SIGNATURE_DOES_NOT_MATCH,
                        "another secret signed the URL",
                        ObjectRequest.presigned().secret("guessed")),
                refused(
                        ObjectCheck.SIGNATURE_MATCHES,
                        PostObjectError.SIGNATURE_DOES_NOT_MATCH,
                        "the signature is of another object",
                        ObjectRequest.presigned().object("iotx-ota", "ota/other.bin")));
    }

    private static List<Case> notEmulated() {
        return Stream.of(
                        ObjectRequest.list().method("PUT"),
                        ObjectRequest.list().method("DELETE"),
                        ObjectRequest.list().query("acl", ""),
                        ObjectRequest.signed().query("tagging", ""),
                        ObjectRequest.signed().query("x-oss-process", "image/resize,w_100"),
                        ObjectRequest.signed().method("PATCH"),
                        ObjectRequest.signed()
                                .method("POST")
                                .query("append", "")
                                .query("position", "0"),
                        ObjectRequest.signed().method("POST").query("uploads", ""),
                        ObjectRequest.put("a", PostForm.FILE).query("uploadId", "1"),
                        ObjectRequest.put("a", PostForm.FILE).header("x-oss-copy-source", "/my-bucket/b"),
                        ObjectRequest.put("a", PostForm.FILE).header("x-oss-callback", "e30="),
                        ObjectRequest.put("a", PostForm.FILE).header("x-oss-tagging", "a=b"))
                .map(request -> refused(
                        ObjectCheck.OPERATION_IS_EMULATED,
                        OssError.METHOD_NOT_EMULATED,
                        request.arrivingAt(OssStub.NOW).method() + " "
                                + request.arrivingAt(OssStub.NOW).query()
                                + " is no operation of the stub",
                        request))
                .toList();
    }

    private static List<Case> preflights() {
        return List.of(
                refused(
                        ObjectCheck.PREFLIGHT_IS_COMPLETE,
                        OssError.CORS_ORIGIN_MISSING,
                        "a preflight has no origin",
                        ObjectRequest.preflight().withoutHeader("Origin")),
                refused(
                        ObjectCheck.PREFLIGHT_IS_COMPLETE,
                        OssError.CORS_METHOD_MISSING,
                        "a preflight names no method",
                        ObjectRequest.preflight().withoutHeader("Access-Control-Request-Method")),
                refused(
                        ObjectCheck.ORIGIN_IS_ALLOWED,
                        OssError.CORS_NOT_ALLOWED,
                        "a preflight is of a strange origin",
                        ObjectRequest.preflight().header("Origin", "https://app.example.org")),
                refused(
                        ObjectCheck.ORIGIN_IS_ALLOWED,
                        OssError.CORS_NOT_ALLOWED,
                        "a preflight is for a method that is none of OSS's",
                        ObjectRequest.preflight().header("Access-Control-Request-Method", "PATCH")));
    }

    private static List<Case> signedByV4() {
        return List.of(
                refused(
                        ObjectCheck.AUTHORIZATION_IS_READABLE,
                        OssError.V4_AUTHORIZATION_MALFORMED,
                        "the credential has no equals sign",
                        ObjectRequest.signedV4()
                                .header("Authorization", "OSS4-HMAC-SHA256 Credentialissuingid,Signature=1")),
                refused(
                                ObjectCheck.V4_AUTHORIZATION_IS_COMPLETE,
                                OssError.V4_SIGNATURE_EMPTY,
                                "the signature is empty",
                                ObjectRequest.signedV4()
                                        .header(
                                                "Authorization",
                                                "OSS4-HMAC-SHA256 Credential=issuingid/20261122/cn-shanghai/oss/"
                                                        + "aliyun_v4_request,Signature="))
                        .and(ObjectCheck.SIGNATURE_MATCHES),
                refused(
                        ObjectCheck.V4_CREDENTIAL_IS_SOUND,
                        OssError.V4_CREDENTIAL_INVALID,
                        "the credential ends in another way",
                        ObjectRequest.signedV4().scope("20261122/cn-shanghai/oss/abc")),
                refused(
                                ObjectCheck.V4_CREDENTIAL_IS_SOUND,
                                OssError.V4_ACCESS_KEY_ID_INVALID,
                                "the access key id has a blank",
                                ObjectRequest.signedV4().credentialId("issuing id"))
                        .and(ObjectCheck.ACCESS_KEY_IS_KNOWN),
                refused(
                        ObjectCheck.V4_CREDENTIAL_IS_SOUND,
                        OssError.V4_SIGNING_DATE_INVALID,
                        "the date in the credential has hyphens",
                        ObjectRequest.signedV4().scope("2026-11-22/cn-shanghai/oss/aliyun_v4_request")),
                refused(
                        ObjectCheck.V4_CREDENTIAL_IS_SOUND,
                        OssError.V4_SIGNING_REGION_WRONG,
                        "the credential is for another region",
                        ObjectRequest.signedV4().scope("20261122/cn-hangzhou/oss/aliyun_v4_request")),
                refused(
                        ObjectCheck.V4_CREDENTIAL_IS_SOUND,
                        OssError.V4_SIGNING_PRODUCT_WRONG,
                        "the credential is for another product",
                        ObjectRequest.signedV4().scope("20261122/cn-shanghai/s3/aliyun_v4_request")),
                refused(
                        ObjectCheck.V4_BODY_IS_UNSIGNED,
                        OssError.V4_CONTENT_SHA256_INVALID,
                        "the body is to be signed",
                        ObjectRequest.signedV4().header("x-oss-content-sha256", Digests.sha256Hex(new byte[0]))),
                refused(
                        ObjectCheck.V4_BODY_IS_UNSIGNED,
                        OssError.V4_CONTENT_SHA256_INVALID,
                        "nothing says that the body is not signed",
                        ObjectRequest.signedV4().withoutHeader("x-oss-content-sha256")),
                refused(
                        ObjectCheck.ACCESS_KEY_IS_KNOWN,
                        PostObjectError.ACCESS_KEY_ID_UNKNOWN,
                        "nobody has the access key id of the credential",
                        ObjectRequest.signedV4().signedBy(AccessKey.of("nobodys", "secret"))),
                refused(
                        ObjectCheck.TIME_IS_FRESH,
                        OssError.REQUEST_TIME_TOO_SKEWED,
                        "x-oss-date is more than 15 minutes old",
                        ObjectRequest.signedV4().header("x-oss-date", "20261122T113516Z")),
                refused(
                        ObjectCheck.V4_DATE_IS_OF_THE_CREDENTIALS_DAY,
                        OssError.V4_SIGNING_DATE_INVALID,
                        "the credential is of another day",
                        ObjectRequest.signedV4().scope("20261121/cn-shanghai/oss/aliyun_v4_request")),
                refused(
                        ObjectCheck.SIGNATURE_MATCHES,
                        OssError.V4_SIGNATURE_DOES_NOT_MATCH,
                        "another secret signed by version 4",
                        ObjectRequest.signedV4().secret("guessed")),
                refused(
                        ObjectCheck.SIGNATURE_MATCHES,
                        OssError.V4_SIGNATURE_DOES_NOT_MATCH,
                        "version 4 signed another object",
                        ObjectRequest.signedV4().object("iotx-ota", "ota/other.bin")));
    }

    private static List<Case> presignedByV4() {
        return List.of(
                refused(
                        ObjectCheck.AUTHORIZATION_IS_READABLE,
                        OssError.SIGNATURE_VERSION_UNKNOWN,
                        "the URL is signed by version 2",
                        ObjectRequest.presignedV4().query("x-oss-signature-version", "OSS2")),
                refused(
                                ObjectCheck.V4_AUTHORIZATION_IS_COMPLETE,
                                OssError.V4_URL_INCOMPLETE,
                                "the URL does not say how long it is good",
                                ObjectRequest.presignedV4().withoutQuery("x-oss-expires"))
                        .and(ObjectCheck.TIME_IS_FRESH),
                refused(
                        ObjectCheck.V4_CREDENTIAL_IS_SOUND,
                        OssError.V4_URL_CREDENTIAL_INVALID,
                        "the credential of the URL ends in another way",
                        ObjectRequest.presignedV4().scope("20261122/cn-shanghai/oss/abc")),
                refused(
                                ObjectCheck.V4_CREDENTIAL_IS_SOUND,
                                OssError.V4_URL_ACCESS_KEY_ID_INVALID,
                                "the access key id of the URL has a line end",
                                ObjectRequest.presignedV4().credentialId("\rissuingid"))
                        .and(ObjectCheck.ACCESS_KEY_IS_KNOWN),
                refused(
                        ObjectCheck.V4_CREDENTIAL_IS_SOUND,
                        OssError.V4_URL_SIGNING_DATE_INVALID,
                        "the date in the credential of the URL has hyphens",
                        ObjectRequest.presignedV4().scope("2026-11-22/cn-shanghai/oss/aliyun_v4_request")),
                refused(
                        ObjectCheck.V4_CREDENTIAL_IS_SOUND,
                        OssError.V4_URL_SIGNING_REGION_WRONG,
                        "the URL is for another region",
                        ObjectRequest.presignedV4().scope("20261122/cn-hangzhou/oss/aliyun_v4_request")),
                refused(
                        ObjectCheck.V4_CREDENTIAL_IS_SOUND,
                        OssError.V4_URL_SIGNING_PRODUCT_WRONG,
                        "the URL is for another product",
                        ObjectRequest.presignedV4().scope("20261122/cn-shanghai/s3/aliyun_v4_request")),
                refused(
                        ObjectCheck.TIME_IS_FRESH,
                        OssError.V4_URL_EXPIRES_OUT_OF_RANGE,
                        "the URL is to be good for more than 7 days",
                        ObjectRequest.presignedV4().query("x-oss-expires", "604801")),
                refused(
                        ObjectCheck.TIME_IS_FRESH,
                        OssError.V4_URL_EXPIRES_OUT_OF_RANGE,
                        "the URL is to be good for no time",
                        ObjectRequest.presignedV4().query("x-oss-expires", "0")),
                refused(
                        ObjectCheck.TIME_IS_FRESH,
                        OssError.V4_URL_TOO_EARLY,
                        "the URL is good in more than 15 minutes",
                        ObjectRequest.presignedV4().query("x-oss-date", "20261122T120517Z")),
                refused(
                        ObjectCheck.TIME_IS_FRESH,
                        OssError.V4_URL_EXPIRED,
                        "the URL of version 4 expired this second",
                        ObjectRequest.presignedV4().query("x-oss-date", "20261122T114916Z")),
                refused(
                        ObjectCheck.TIME_IS_FRESH,
                        OssError.DATE_MALFORMED,
                        "the URL says no date",
                        ObjectRequest.presignedV4().query("x-oss-date", "20261122")),
                refused(
                        ObjectCheck.V4_DATE_IS_OF_THE_CREDENTIALS_DAY,
                        OssError.V4_URL_SIGNING_DATE_INVALID,
                        "the credential of the URL is of another day",
                        ObjectRequest.presignedV4().scope("20261121/cn-shanghai/oss/aliyun_v4_request")),
                refused(
                        ObjectCheck.SIGNATURE_MATCHES,
                        OssError.V4_SIGNATURE_DOES_NOT_MATCH,
                        "another secret signed the URL by version 4",
                        ObjectRequest.presignedV4().secret("guessed")));
    }

    private static List<Case> timed() {
        return List.of(
                refused(
                        ObjectCheck.TIME_IS_FRESH,
                        OssError.DATE_MISSING,
                        "there is no date",
                        ObjectRequest.signed().withoutHeader("Date")),
                refused(
                        ObjectCheck.TIME_IS_FRESH,
                        OssError.DATE_MALFORMED,
                        "the date is of another kind",
                        ObjectRequest.signed().header("Date", OssStub.NOW.toString())),
                refused(
                        ObjectCheck.TIME_IS_FRESH,
                        OssError.REQUEST_TIME_TOO_SKEWED,
                        "the date is more than 15 minutes old",
                        ObjectRequest.signed().header("Date", "Sun, 22 Nov 2026 11:35:16 GMT")),
                refused(
                        ObjectCheck.TIME_IS_FRESH,
                        OssError.EXPIRES_MALFORMED,
                        "the URL expires at a date",
                        ObjectRequest.presigned().expires("2026-11-22")),
                refused(
                        ObjectCheck.TIME_IS_FRESH,
                        OssError.URL_EXPIRED,
                        "the URL expired this second",
                        ObjectRequest.presigned().expires(Long.toString(OssStub.NOW.getEpochSecond()))));
    }

    private static List<Case> allowed() {
        return List.of(
                refused(
                        ObjectCheck.OVERRIDES_ARE_SIGNED,
                        OssError.OVERRIDE_OF_ANONYMOUS,
                        "nobody signed, and the answer is to have another type",
                        ObjectRequest.anonymous()
                                .path("/my-bucket/public")
                                .query("response-content-type", "text/plain")),
                refused(
                        ObjectCheck.CALLER_MAY_DO_THIS,
                        PostObjectError.ANONYMOUS_DENIED,
                        "a customer lists the platform's bucket",
                        ObjectRequest.signed()
                                .signedBy(OssStub.KEY)
                                .path("/iotx-ota/")
                                .object("iotx-ota", "")),
                refused(
                        ObjectCheck.CALLER_MAY_DO_THIS,
                        PostObjectError.ANONYMOUS_DENIED,
                        "the issuing pair deletes what is not in the account's folder",
                        ObjectRequest.signed().method("DELETE")),
                refused(
                        ObjectCheck.CALLER_MAY_DO_THIS,
                        PostObjectError.ANONYMOUS_DENIED,
                        "another account puts its object in the place of one",
                        ObjectRequest.put(PostForm.KEY, PostForm.FILE).signedBy(OssStub.OTHER_ISSUING_KEY)),
                refused(
                        ObjectCheck.CALLER_MAY_DO_THIS,
                        PostObjectError.ANONYMOUS_DENIED,
                        "a customer reads in the platform's bucket",
                        ObjectRequest.signed().signedBy(OssStub.KEY)),
                refused(
                        ObjectCheck.CALLER_MAY_DO_THIS,
                        PostObjectError.ANONYMOUS_DENIED,
                        "the object in the platform's bucket is of another account",
                        ObjectRequest.signed().signedBy(OssStub.OTHER_ISSUING_KEY)),
                refused(
                        ObjectCheck.CALLER_MAY_DO_THIS,
                        PostObjectError.ANONYMOUS_DENIED,
                        "the object in a customer's bucket is of another account",
                        ObjectRequest.signed().own().signedBy(OssStub.OTHER_ISSUING_KEY)));
    }

    private static List<Case> read() {
        return List.of(
                refused(
                        ObjectCheck.PRECONDITIONS_HOLD,
                        OssError.PRECONDITION_FAILED,
                        "another state of the object is wanted",
                        ObjectRequest.signed().header("If-Match", "\"00000000000000000000000000000000\"")),
                refused(
                        ObjectCheck.PRECONDITIONS_HOLD,
                        OssError.PRECONDITION_FAILED,
                        "the object was modified since",
                        ObjectRequest.signed().header("If-Unmodified-Since", "Sun, 22 Nov 2026 11:50:15 GMT")),
                refused(
                        ObjectCheck.RANGE_IS_SATISFIABLE,
                        OssError.RANGE_NOT_SATISFIABLE,
                        "the range begins behind the object, and HTTP's rules are wanted",
                        ObjectRequest.signed().header("Range", "bytes=9-").header("x-oss-range-behavior", "standard")));
    }

    private static List<Case> listed() {
        return List.of(
                refused(
                        ObjectCheck.MAX_KEYS_IS_IN_RANGE,
                        OssError.MAX_KEYS_INVALID,
                        "too many names are wanted",
                        ObjectRequest.list().query("max-keys", "1001")),
                refused(
                        ObjectCheck.MAX_KEYS_IS_IN_RANGE,
                        OssError.MAX_KEYS_INVALID,
                        "no names are wanted",
                        ObjectRequest.list().query("max-keys", "0")),
                refused(
                        ObjectCheck.MAX_KEYS_IS_IN_RANGE,
                        OssError.MAX_KEYS_INVALID,
                        "max-keys is no number",
                        ObjectRequest.list().query("max-keys", "all")),
                refused(
                        ObjectCheck.ENCODING_TYPE_IS_KNOWN,
                        OssError.ENCODING_TYPE_INVALID,
                        "names are wanted in Base64",
                        ObjectRequest.list().query("encoding-type", "base64")),
                refused(
                        ObjectCheck.CONTINUATION_TOKEN_IS_OURS,
                        OssError.CONTINUATION_TOKEN_INVALID,
                        "no list gave the token",
                        ObjectRequest.list().query("list-type", "2").query("continuation-token", "CgNhYg--")));
    }

    private static List<Case> put() {
        return List.of(
                refused(
                        ObjectCheck.LENGTH_IS_KNOWN,
                        PostObjectError.CONTENT_LENGTH_MISSING,
                        "nothing says where the body ends",
                        ObjectRequest.put("a", PostForm.FILE).withoutContentLength(false)),
                refused(
                        ObjectCheck.BODY_IS_WITHIN_5_GB,
                        OssError.BODY_TOO_LARGE,
                        "the body has more than 5 GB",
                        ObjectRequest.put("a", PostForm.FILE).contentLength((5L << 30) + 1)),
                refused(
                        ObjectCheck.CONTENT_MD5_IS_WELL_FORMED,
                        PostObjectError.CONTENT_MD5_MISMATCH,
                        "the digest is in hex",
                        ObjectRequest.put("a", PostForm.FILE)
                                .header("Content-MD5", "25f9e794323b453885f5181f1b624d0b")));
    }

    private static List<Case> stored() {
        return List.of(
                refused(
                        ObjectCheck.OBJECT_NAME_IS_VALID,
                        PostObjectError.OBJECT_NAME_TOO_LONG,
                        "the name has 1024 bytes",
                        ObjectRequest.put("a".repeat(1024), PostForm.FILE)),
                refused(
                        ObjectCheck.OBJECT_NAME_IS_VALID,
                        PostObjectError.OBJECT_NAME_LEADING_SLASH,
                        "the name begins with a slash",
                        ObjectRequest.put("/a", PostForm.FILE)),
                refused(
                        ObjectCheck.OBJECT_ACL_IS_VALID,
                        PostObjectError.OBJECT_ACL_INVALID,
                        "there is no such ACL",
                        ObjectRequest.put("a", PostForm.FILE).header("x-oss-object-acl", "public")),
                refused(
                        ObjectCheck.STORAGE_CLASS_IS_VALID,
                        PostObjectError.STORAGE_CLASS_INVALID,
                        "there is no such storage class",
                        ObjectRequest.put("a", PostForm.FILE).header("x-oss-storage-class", "STANDARD")),
                refused(
                        ObjectCheck.ENCRYPTION_IS_VALID,
                        PostObjectError.ENCRYPTION_INVALID,
                        "there is no such encryption",
                        ObjectRequest.put("a", PostForm.FILE).header("x-oss-server-side-encryption", "ROT13")),
                refused(
                        ObjectCheck.METADATA_IS_WELL_FORMED,
                        PostObjectError.METADATA_NAME_INVALID,
                        "the name of metadata has an underscore",
                        ObjectRequest.put("a", PostForm.FILE).header("x-oss-meta-build_no", "1")),
                refused(
                        ObjectCheck.METADATA_IS_SMALL,
                        PostObjectError.METADATA_TOO_LARGE,
                        "metadata has more than 8 KB",
                        ObjectRequest.put("a", PostForm.FILE).header("x-oss-meta-a", "x".repeat(8 * 1024))),
                refused(
                        ObjectCheck.HEADERS_ARE_SMALL,
                        PostObjectError.METADATA_TOO_LARGE,
                        "Cache-Control has more than 16 KB",
                        ObjectRequest.put("a", PostForm.FILE).header("Cache-Control", "x".repeat(16 * 1024 + 1))),
                refused(
                        ObjectCheck.OBJECT_MAY_BE_REPLACED,
                        PostObjectError.OBJECT_EXISTS,
                        "an object is in the way",
                        ObjectRequest.put(PostForm.KEY, PostForm.FILE).header("x-oss-forbid-overwrite", "true")));
    }

    private OssStub stub() {
        OssStub stub = new OssStub(folder);
        stub.send(PostForm.v1());
        stub.send(PostForm.own(OssStub.KEY));
        stub.send(ObjectRequest.put("public", PostForm.FILE).header("x-oss-object-acl", "public-read"));
        assertThat(stub.store.all()).hasSize(3);
        return stub;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void is_refused_for_its_own_cause(Case one) {
        HttpAnswer answer = stub().send(one.request());

        assertThat(OssStub.cause(answer)).isEqualTo(one.row().name());
        assertThat(answer.status()).isEqualTo(one.row().status());
        assertThat(answer.headers().first("x-oss-ec")).isEqualTo(one.row().ec());
        assertThat(OssStub.text(answer))
                .contains("<Code>" + one.row().code() + "</Code>")
                .doesNotContain("{E");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void is_refused_by_its_own_check_and_no_other(Case one) {
        OssStub stub = stub();
        HttpRequest request = one.request().arrivingAt(stub.clock.instant());
        OssAddress address = stub.addressing.of(request).orElseThrow();
        ObjectCall call = ObjectCall.of(
                request,
                address,
                stub.store.find(address.bucket(), address.key()),
                one.request().upload(request, address).length(),
                stub.surroundings);
        Set<ObjectCheck> expected = new LinkedHashSet<>(one.implied());
        expected.add(one.check());

        assertThat(Arrays.stream(ObjectCheck.values())
                        .filter(check -> check.refusal(call).isPresent())
                        .collect(Collectors.toSet()))
                .isEqualTo(expected);
    }

    static Stream<Arguments> pairs() {
        AccessKey nobody = AccessKey.of("nobodys", "secret");
        return Stream.of(
                Arguments.of(
                        "METHOD_NOT_EMULATED",
                        ObjectRequest.anonymous().path("/nobodys/a").method("PATCH")),
                Arguments.of("NO_SUCH_BUCKET", ObjectRequest.anonymous().path("/nobodys/a")),
                Arguments.of("ANONYMOUS_DENIED", ObjectRequest.anonymous().path("/ota/nothing")),
                Arguments.of(
                        "ACCESS_KEY_ID_UNKNOWN",
                        ObjectRequest.presigned().signedBy(nobody).expires("0")),
                Arguments.of(
                        "URL_EXPIRED",
                        ObjectRequest.presigned().secret("guessed").expires("0")),
                Arguments.of(
                        "SIGNATURE_DOES_NOT_MATCH",
                        ObjectRequest.presigned().secret("guessed").path("/ota/nothing")),
                Arguments.of(
                        "ANONYMOUS_DENIED",
                        ObjectRequest.signed()
                                .signedBy(OssStub.KEY)
                                .path("/ota/nothing")
                                .object("iotx-ota", "ota/nothing")),
                Arguments.of(
                        "V4_SIGNING_REGION_WRONG",
                        ObjectRequest.signedV4().signedBy(nobody).scope("20261122/cn-hangzhou/oss/aliyun_v4_request")),
                Arguments.of(
                        "SIGNATURE_DOES_NOT_MATCH",
                        ObjectRequest.put("a", PostForm.FILE).secret("guessed").header("x-oss-object-acl", "public")),
                Arguments.of(
                        "PRECONDITION_FAILED",
                        ObjectRequest.signed()
                                .header("If-Match", "no")
                                .header("If-None-Match", "*")
                                .header("Range", "bytes=9-")
                                .header("x-oss-range-behavior", "standard")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void the_earlier_of_two_mistakes_is_told(String first, ObjectRequest request) {
        assertThat(OssStub.cause(stub().send(request))).isEqualTo(first);
    }

    @Test
    void every_check_has_a_case() {
        assertThat(cases().map(Case::check).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(ObjectCheck.values());
    }

    @Test
    void every_natural_row_has_a_case_here_or_over_http() {
        Set<OssErrorRow> natural = Arrays.stream(OssError.values())
                .filter(row -> row.provocation().natural())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<OssErrorRow> provoked = cases().map(Case::row)
                .filter(OssError.class::isInstance)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        provoked.addAll(OssErrorOverHttpTest.ROWS);
        provoked.addAll(CorsRulesTest.ROWS);

        assertThat(provoked).isEqualTo(natural);
    }

    @Test
    void the_requests_that_are_changed_are_right() {
        OssStub stub = stub();
        for (ObjectRequest request : List.of(
                ObjectRequest.signed(),
                ObjectRequest.presigned(),
                ObjectRequest.signedV4(),
                ObjectRequest.signedV4().additionalHeaders("host"),
                ObjectRequest.presignedV4(),
                ObjectRequest.presignedV4().additionalHeaders("host"),
                ObjectRequest.presignedV4()
                        .own()
                        .signedBy(OssStub.TOKEN.key())
                        .query("x-oss-security-token", OssStub.TOKEN.token()),
                ObjectRequest.signedV4()
                        .own()
                        .signedBy(OssStub.TOKEN.key())
                        .header("x-oss-security-token", OssStub.TOKEN.token()),
                ObjectRequest.put("a", PostForm.FILE),
                ObjectRequest.list(),
                ObjectRequest.list().query("list-type", "2"),
                ObjectRequest.preflight(),
                ObjectRequest.signed().own().signedBy(OssStub.KEY),
                ObjectRequest.presigned().own().signedBy(OssStub.RAM_KEY),
                ObjectRequest.presigned()
                        .own()
                        .signedBy(OssStub.TOKEN.key())
                        .query("security-token", OssStub.TOKEN.token()),
                ObjectRequest.signed()
                        .own()
                        .signedBy(OssStub.TOKEN.key())
                        .header("x-oss-security-token", OssStub.TOKEN.token()))) {
            assertThat(OssStub.cause(stub.send(request))).isEqualTo("accepted");
        }
    }
}
