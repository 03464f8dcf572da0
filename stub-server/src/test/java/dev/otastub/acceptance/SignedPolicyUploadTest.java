package dev.otastub.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.GeneratedFile;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubAccount;
import dev.otastub.OtaStubOptions;
import dev.otastub.PostPolicySigner;
import dev.otastub.PostPolicySigner.Policy;
import dev.otastub.account.AccessKey;
import dev.otastub.account.SecurityToken;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Policies of our own signer, held against the stub: into a bucket of the team's, by its own key or a temporary one. */
final class SignedPolicyUploadTest {

    private static final String BUCKET = "team";
    private static final AccessKey KEY = OtaStubAccount.DEFAULT.keys().get(0);
    private static final AccessKey TEMPORARY = AccessKey.of("STS.temporary", "temporarysecret");
    private static final String TOKEN = "CAIS/to+ken==";
    private static final GeneratedFile FILE = GeneratedFile.of(1000);

    private final OtaStub stub = OtaStub.start(OtaStubOptions.builder()
            .bucket(BUCKET)
            .accounts(OtaStubAccount.DEFAULT.withTokens(new SecurityToken(TOKEN, TEMPORARY, Optional.empty())))
            .build());

    private final Instant now = stub.clock().instant();

    @AfterEach
    void stop() {
        stub.close();
    }

    /** Who signs, and how. */
    enum Signing {
        V1(now -> PostPolicySigner.v1(KEY.id(), KEY.secret().value())),
        V4(now -> PostPolicySigner.v4(KEY.id(), KEY.secret().value(), "cn-shanghai", now)),
        V1_WITH_TOKEN(now ->
                PostPolicySigner.v1(TEMPORARY.id(), TEMPORARY.secret().value()).withSecurityToken(TOKEN)),
        V4_WITH_TOKEN(
                now -> PostPolicySigner.v4(TEMPORARY.id(), TEMPORARY.secret().value(), "cn-shanghai", now)
                        .withSecurityToken(TOKEN));

        private final Function<Instant, PostPolicySigner> signer;

        Signing(Function<Instant, PostPolicySigner> signer) {
            this.signer = signer;
        }
    }

    @ParameterizedTest
    @EnumSource(Signing.class)
    void an_upload_within_the_policy_is_taken(Signing signing) throws Exception {
        UploadReply reply = send(signed(signing, UnaryOperator.identity()));

        assertThat(reply.status()).as(reply.body()).isEqualTo(204);
        assertThat(stub.objects()).singleElement().satisfies(object -> {
            assertThat(object.bucket()).isEqualTo(BUCKET);
            assertThat(object.digests().md5Hex()).isEqualTo(FILE.md5Hex());
            assertThat(object.digests().crc64()).isEqualTo(FILE.crc64());
        });
    }

    @ParameterizedTest
    @EnumSource(Signing.class)
    void an_upload_beyond_the_policy_is_refused(Signing signing) throws Exception {
        UploadForm form = signed(signing, UnaryOperator.identity());

        assertRefused(send(form.with("key", "elsewhere/a.bin")), "AccessDenied");
    }

    @ParameterizedTest
    @EnumSource(
            value = Signing.class,
            names = {"V1_WITH_TOKEN", "V4_WITH_TOKEN"})
    void a_temporary_key_needs_its_token(Signing signing) throws Exception {
        Map<String, String> fields =
                new LinkedHashMap<>(signed(signing, UnaryOperator.identity()).fields());
        fields.remove("x-oss-security-token");

        assertRefused(send(new UploadForm(fields, FILE)), "InvalidAccessKeyId");
    }

    @Test
    void a_wrong_secret_is_refused() throws Exception {
        Map<String, String> fields =
                PostPolicySigner.v4(KEY.id(), "wrong", "cn-shanghai", now).sign(usual());
        fields.put("key", "folder/a.bin");

        assertRefused(send(new UploadForm(fields, FILE)), "SignatureDoesNotMatch");
    }

    @Test
    void an_expired_policy_is_refused() throws Exception {
        UploadForm form = signed(Signing.V4, UnaryOperator.identity());
        stub.clock().advance(Duration.ofMinutes(2));

        assertRefused(send(form), "AccessDenied");
    }

    static Stream<Arguments> conditions() {
        return Stream.of(
                condition("bucket", policy -> policy.bucket(BUCKET), policy -> policy.bucket("another")),
                condition(
                        "eq",
                        policy -> policy.eq("$x-oss-meta-build", "42"),
                        policy -> policy.eq("$x-oss-meta-build", "4")),
                condition(
                        "starts-with",
                        policy -> policy.startsWith("$key", "folder/a"),
                        policy -> policy.startsWith("$key", "folder/b")),
                condition(
                        "in",
                        policy -> policy.in("$x-oss-meta-build", "41", "42"),
                        policy -> policy.in("$x-oss-meta-build", "4", "2")),
                condition(
                        "not-in",
                        policy -> policy.notIn("$x-oss-meta-build", "4", "2"),
                        policy -> policy.notIn("$x-oss-meta-build", "41", "42")),
                condition(
                        "content-length-range",
                        policy -> policy.contentLengthRange(1000, 1000),
                        policy -> policy.contentLengthRange(0, 999)));
    }

    private static Arguments condition(String kind, UnaryOperator<Policy> met, UnaryOperator<Policy> unmet) {
        return Arguments.of(kind, Named.of("met", met), Named.of("not met", unmet));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("conditions")
    void a_condition_of_each_kind_is_held_against_the_form(
            String kind, UnaryOperator<Policy> met, UnaryOperator<Policy> unmet) throws Exception {
        for (Signing signing : Signing.values()) {
            UploadReply refused = send(signed(signing, unmet).with("x-oss-meta-build", "42"));
            assertThat(refused.status()).as(kind + " " + signing).isIn(400, 403);
            assertThat(refused.body()).containsAnyOf("Policy Condition failed", "<Code>EntityTooLarge</Code>");
            assertThat(stub.objects()).isEmpty();
        }
        UploadReply taken = send(signed(Signing.V4, met).with("x-oss-meta-build", "42"));
        assertThat(taken.status()).as(taken.body()).isEqualTo(204);
    }

    private Policy usual() {
        return PostPolicySigner.policy(now.plusSeconds(60)).startsWith("$key", "folder/");
    }

    private UploadForm signed(Signing signing, UnaryOperator<Policy> more) {
        Map<String, String> fields = signing.signer.apply(now).sign(more.apply(usual()));
        fields.put("key", "folder/a.bin");
        return new UploadForm(fields, FILE);
    }

    private UploadReply send(UploadForm form) throws Exception {
        return UploadClient.OK_HTTP.send(stub.url() + "/" + BUCKET + "/", form);
    }

    private void assertRefused(UploadReply reply, String code) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(403);
        assertThat(reply.body()).contains("<Code>" + code + "</Code>");
        assertThat(stub.objects()).isEmpty();
    }
}
