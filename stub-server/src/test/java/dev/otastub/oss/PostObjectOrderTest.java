package dev.otastub.oss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.account.AccessKey;
import dev.otastub.testing.OssStub;
import dev.otastub.testing.PostForm;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Of two mistakes, the one that OSS looks for first is told. */
final class PostObjectOrderTest {

    @TempDir
    Path folder;

    static Stream<Arguments> pairs() {
        AccessKey nobody = AccessKey.of("nobodys", "secret");
        String expired = OssStub.NOW.toString();
        String unmet = "{\"key\":\"another\"}";
        return Stream.of(
                pair("NO_SUCH_BUCKET", "no form", PostForm.v1().path("/nobodys").contentType("text/plain")),
                pair("NO_SUCH_BUCKET", "a key in the path", PostForm.v1().path("/nobodys/key")),
                pair(
                        "POST_ON_OBJECT",
                        "no form",
                        PostForm.v1().path("/iotx-ota/key").contentType("text/plain")),
                pair(
                        "NOT_MULTIPART",
                        "no length",
                        PostForm.v1().contentType("multipart/mixed").withoutLength()),
                pair(
                        "CONTENT_LENGTH_MISSING",
                        "no form",
                        PostForm.v1().withoutLength().preamble("Hello")),
                pair(
                        "BODY_TOO_LARGE",
                        "no key",
                        PostForm.v1().announcing(5L << 30).without("key")),
                pair(
                        "FORM_MALFORMED",
                        "no key",
                        PostForm.v1().without("key").fileHead("Content-Disposition: form-data, name=\"file\"")),
                pair(
                        "FIELD_NAME_TOO_LONG",
                        "no credentials",
                        PostForm.v1()
                                .without("OSSAccessKeyId", "policy", "Signature")
                                .with("x".repeat(8193), "")),
                pair(
                        "AMZ_KMS_KEY_ID_SENT",
                        "no file",
                        PostForm.v1().withoutFile().with("x-amz-server-side-encryption-aws-kms-key-id", "1")),
                pair("FILE_MISSING", "no key", PostForm.v1().withoutFile().without("key")),
                pair(
                        "KEY_MISSING",
                        "no credentials",
                        PostForm.v1().without("key", "OSSAccessKeyId", "policy", "Signature")),
                pair(
                        "KEY_MISSING",
                        "nobody's access key",
                        PostForm.v1().without("key").signedBy(nobody)),
                pair(
                        "KEY_MISSING",
                        "all fields behind the file",
                        PostForm.v1()
                                .without("key", "OSSAccessKeyId", "policy", "Signature")
                                .afterFile("key", PostForm.KEY)),
                pair(
                        "SIGNATURE_VERSION_UNKNOWN",
                        "no signature",
                        PostForm.v4().with("x-oss-signature-version", "OSS2").without("x-oss-signature")),
                pair(
                        "POLICY_MISSING",
                        "nobody's access key",
                        PostForm.v1().without("policy").signedBy(nobody)),
                pair(
                        "ACCESS_KEY_ID_EMPTY",
                        "an empty signature",
                        PostForm.v1().with("OSSAccessKeyId", "").with("Signature", "")),
                pair(
                        "SIGNATURE_MISSING",
                        "nobody's access key",
                        PostForm.v1().signedBy(nobody).without("Signature")),
                pair(
                        "V4_CREDENTIAL_TERMINAL_INVALID",
                        "an old date",
                        PostForm.v4()
                                .with("x-oss-credential", "issuingid/20251122/cn-shanghai/oss/aws4_request")
                                .with("x-oss-date", "20251122T115016Z")),
                pair(
                        "V4_DATE_OUT_OF_WINDOW",
                        "nobody's access key",
                        PostForm.v4().signedBy(nobody).with("x-oss-date", "20261122T235959Z")),
                pair(
                        "ACCESS_KEY_ID_UNKNOWN",
                        "an expired policy",
                        PostForm.v1().signedBy(nobody).expiration(expired)),
                pair(
                        "ACCESS_KEY_DISABLED",
                        "a bad signature",
                        PostForm.own(OssStub.DISABLED_KEY).secret("guessed")),
                pair(
                        "STS_TOKEN_MISSING",
                        "a bad signature",
                        PostForm.own(OssStub.TOKEN.key()).secret("guessed")),
                pair(
                        "SECURITY_TOKEN_EXPIRED",
                        "a bad signature",
                        PostForm.sts(OssStub.EXPIRED_TOKEN).secret("guessed")),
                pair(
                        "SIGNATURE_DOES_NOT_MATCH",
                        "an expired policy",
                        PostForm.v1().secret("guessed").expiration(expired)),
                pair(
                        "SIGNATURE_DOES_NOT_MATCH",
                        "a policy that is none",
                        PostForm.v1().secret("guessed").policyField("none")),
                pair(
                        "EXPIRATION_MALFORMED",
                        "malformed conditions",
                        PostForm.v1().expiration("soon").conditions("[]")),
                pair(
                        "CONDITION_WITHOUT_OPERATOR",
                        "an expired policy",
                        PostForm.v1().expiration(expired).conditions("[]")),
                pair(
                        "POLICY_EXPIRED",
                        "an unmet condition",
                        PostForm.v1().expiration(expired).conditions(unmet)),
                pair(
                        "CONDITION_FIELD_MISSING",
                        "a later unmet condition",
                        PostForm.v1().conditions("{\"acl\":\"private\"}", unmet)),
                pair(
                        "CONDITION_FAILED",
                        "a later condition without a field",
                        PostForm.v1().conditions(unmet, "{\"acl\":\"private\"}")),
                pair(
                        "CONDITION_FAILED",
                        "fields that the policy does not cover",
                        PostForm.v4().conditions(unmet)),
                pair(
                        "CONDITION_FAILED",
                        "the key of a customer",
                        PostForm.v1().signedBy(OssStub.KEY).conditions(unmet)),
                pair(
                        "FIELD_NOT_IN_POLICY",
                        "the key of a customer",
                        PostForm.v4().signedBy(OssStub.KEY).conditions("{\"key\":\"" + PostForm.KEY + "\"}")),
                pair(
                        "ANONYMOUS_DENIED",
                        "an invalid name",
                        PostForm.v1().signedBy(OssStub.KEY).with("key", "/a")),
                pair(
                        "OBJECT_NAME_LEADING_SLASH",
                        "an invalid acl",
                        PostForm.v1().with("key", "/a").with("x-oss-object-acl", "everybody")),
                pair(
                        "CALLBACK_NOT_BASE64",
                        "a file that is too large",
                        PostForm.v1().with("callback", "{}").fileOf(1001)),
                pair(
                        "FILE_TOO_LARGE",
                        "another file",
                        PostForm.v1().fileOf(1001).afterFile("file", "")),
                pair(
                        "FILE_REPEATED",
                        "a file that is too small",
                        PostForm.v1().fileOf(0).afterFile("file", "")),
                pair(
                        "FILE_TOO_SMALL",
                        "a bad Content-MD5",
                        PostForm.v1().fileOf(0).header("Content-MD5", "")),
                pair(
                        "CONTENT_MD5_MISMATCH",
                        "an object that is there",
                        PostForm.v1().header("Content-MD5", "").with("x-oss-forbid-overwrite", "true")));
    }

    private static Arguments pair(String first, String alsoWrong, PostForm form) {
        return Arguments.of(first, alsoWrong, form);
    }

    @ParameterizedTest(name = "{0} comes before {1}")
    @MethodSource("pairs")
    void the_earlier_of_two_mistakes_is_told(String first, String alsoWrong, PostForm form) {
        OssStub stub = new OssStub(folder);
        stub.send(PostForm.v1());

        assertThat(OssStub.cause(stub.send(form))).isEqualTo(first);
    }

    @Test
    void among_unmet_conditions_the_first_of_the_list_is_told() {
        PostForm form = PostForm.v1()
                .conditions("[\"starts-with\",\"$key\",\"ota/\"]", "{\"key\":\"a\"}", "{\"bucket\":\"b\"}");

        String xml = OssStub.text(new OssStub(folder).send(form));

        assertThat(xml)
                .contains("<Message>Invalid according to Policy: Policy Condition failed: [\"eq\", \"$key\", \"a\"]");
    }
}
