package dev.otastub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.oss.ClientBuilderConfiguration;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.common.auth.DefaultCredentialProvider;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.model.MatchMode;
import com.aliyun.oss.model.PolicyConditions;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otastub.PostPolicySigner.Policy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class PostPolicySignerTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(60);

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.otastub.signature.Vectors#postPolicies")
    void published_policies_are_written_and_signed_as_published(String id, JsonNode row) {
        String published = row.path("policy").asText();
        Map<String, String> fields = signer(row).sign(policy(json(published)));

        assertThat(json(decoded(fields))).as(id).isEqualTo(json(published));
        // Two of them write a slash as \/, which JSON allows and nobody needs.
        if (!published.contains("\\/")) {
            assertThat(fields)
                    .containsEntry("policy", row.path("base64").asText())
                    .containsValue(row.path("signature").asText());
        }
    }

    private static PostPolicySigner signer(JsonNode row) {
        String secret = row.path("secret").asText();
        return row.path("version").asText().equals("V4")
                ? PostPolicySigner.v4(
                        "AAAAAAAAAAAAAAAA", secret, row.path("region").asText(), Instant.parse("2023-12-03T12:12:12Z"))
                : PostPolicySigner.v1("AAAAAAAAAAAAAAAA", secret);
    }

    /** The calls that ask for a policy; the fields of version 4 nobody asks for. */
    private static Policy policy(JsonNode published) {
        Policy policy = PostPolicySigner.policy(
                Instant.parse(published.path("expiration").asText()));
        for (JsonNode condition : published.path("conditions")) {
            if (condition.has("bucket")) {
                policy = policy.bucket(condition.path("bucket").asText());
            } else if (condition.isArray()) {
                policy = with(policy, condition);
            }
        }
        return policy;
    }

    private static Policy with(Policy policy, JsonNode condition) {
        String field = condition.path(1).asText();
        String value = condition.path(2).asText();
        String[] values = StreamSupport.stream(condition.path(2).spliterator(), false)
                .map(JsonNode::asText)
                .toArray(String[]::new);
        return switch (condition.path(0).asText()) {
            case "eq" -> policy.eq(field, value);
            case "starts-with" -> policy.startsWith(field, value);
            case "in" -> policy.in(field, values[0], rest(values));
            case "not-in" -> policy.notIn(field, values[0], rest(values));
            case "content-length-range" ->
                policy.contentLengthRange(
                        condition.path(1).asLong(), condition.path(2).asLong());
            default -> throw new AssertionError(condition);
        };
    }

    private static String[] rest(String... values) {
        return Stream.of(values).skip(1).toArray(String[]::new);
    }

    @ParameterizedTest
    @EnumSource(
            value = SignVersion.class,
            names = {"V1", "V4"})
    void policy_and_signature_are_those_of_the_sdk(SignVersion version) {
        OSS sdk = sdk(version);
        PolicyConditions conditions = new PolicyConditions();
        conditions.addConditionItem("bucket", "team");
        if (version == SignVersion.V4) {
            conditions.addConditionItem("x-oss-signature-version", "OSS4-HMAC-SHA256");
            conditions.addConditionItem("x-oss-credential", "testid/20261122/cn-shanghai/oss/aliyun_v4_request");
            conditions.addConditionItem("x-oss-date", "20261122T120000Z");
        }
        conditions.addConditionItem(MatchMode.StartWith, PolicyConditions.COND_KEY, "ota/固件 \"1\"\n");
        conditions.addConditionItem(MatchMode.Exact, PolicyConditions.COND_SUCCESS_ACTION_STATUS, "200");
        conditions.addConditionItem(MatchMode.In, PolicyConditions.COND_CONTENT_TYPE, new String[] {"a/b", "c/d"});
        conditions.addConditionItem(MatchMode.NotIn, PolicyConditions.COND_CACHE_CONTROL, new String[] {"no-cache"});
        conditions.addConditionItem(PolicyConditions.COND_CONTENT_LENGTH_RANGE, 0, 1048576000);
        PostPolicySigner signer = version == SignVersion.V4
                ? PostPolicySigner.v4("testid", "testsecret", "cn-shanghai", NOON)
                : PostPolicySigner.v1("testid", "testsecret");

        Map<String, String> fields = signer.sign(PostPolicySigner.policy(LATER)
                .bucket("team")
                .startsWith("$key", "ota/固件 \"1\"\n")
                .eq("success_action_status", "200")
                .in("$content-type", "a/b", "c/d")
                .notIn("cache-control", "no-cache")
                .contentLengthRange(0, 1_048_576_000));

        assertThat(json(decoded(fields))).isEqualTo(json(sdk.generatePostPolicy(Date.from(LATER), conditions)));
        assertThat(fields).containsValue(sdk.calculatePostSignature(decoded(fields), Date.from(NOON)));
        sdk.shutdown();
    }

    private static OSS sdk(SignVersion version) {
        ClientBuilderConfiguration configuration = new ClientBuilderConfiguration();
        configuration.setSignatureVersion(version);
        return OSSClientBuilder.create()
                .endpoint("https://oss-cn-shanghai.aliyuncs.com")
                .region("cn-shanghai")
                .credentialsProvider(new DefaultCredentialProvider("testid", "testsecret"))
                .clientConfiguration(configuration)
                .build();
    }

    @Test
    void version_1_gives_its_fields_in_order() {
        PostPolicySigner signer = PostPolicySigner.v1("testid", "testsecret");
        Policy policy = PostPolicySigner.policy(LATER).startsWith("$key", "");

        assertThat(signer.sign(policy)).containsOnlyKeys("OSSAccessKeyId", "policy", "Signature");
        assertThat(signer.sign(policy).keySet()).containsExactly("OSSAccessKeyId", "policy", "Signature");
        assertThat(signer.withSecurityToken("token").sign(policy))
                .containsEntry("x-oss-security-token", "token")
                .containsEntry("Signature", signer.sign(policy).get("Signature"));
    }

    @Test
    void version_4_gives_its_fields_in_order_and_conditions_on_them() {
        PostPolicySigner signer = PostPolicySigner.v4("testid", "testsecret", "cn-shanghai", NOON);
        Policy policy = PostPolicySigner.policy(LATER).startsWith("$key", "");

        assertThat(signer.sign(policy).keySet())
                .containsExactly(
                        "policy", "x-oss-signature-version", "x-oss-credential", "x-oss-date", "x-oss-signature");
        assertThat(decoded(signer.withSecurityToken("token").sign(policy)))
                .isEqualTo("{\"expiration\":\"2026-11-22T12:01:00.000Z\",\"conditions\":["
                        + "{\"x-oss-signature-version\":\"OSS4-HMAC-SHA256\"},"
                        + "{\"x-oss-credential\":\"testid/20261122/cn-shanghai/oss/aliyun_v4_request\"},"
                        + "{\"x-oss-date\":\"20261122T120000Z\"},{\"x-oss-security-token\":\"token\"},"
                        + "[\"starts-with\",\"$key\",\"\"]]}");
    }

    @Test
    void fields_can_be_completed_and_a_policy_is_not_changed_by_its_next_condition() {
        PostPolicySigner signer = PostPolicySigner.v1("testid", "testsecret");
        Policy one = PostPolicySigner.policy(LATER).startsWith("$key", "");
        Map<String, String> fields = signer.sign(one);
        one.contentLengthRange(1, 2);
        one.bucket("team");

        fields.put("key", "a.bin");

        assertThat(fields).hasSize(4).containsAllEntriesOf(signer.sign(one));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_is_said_in_a_sentence(Supplier<Object> mistake, String sentence) {
        assertThatThrownBy(mistake::get)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence)
                .hasMessageEndingWith(".");
    }

    static Stream<Arguments> mistakes() {
        Policy policy = PostPolicySigner.policy(LATER);
        PostPolicySigner signer = PostPolicySigner.v1("testid", "testsecret");
        return Stream.of(
                mistake(() -> PostPolicySigner.v1(" ", "secret"), "needs an id and a secret"),
                mistake(() -> PostPolicySigner.v1("id", ""), "needs an id and a secret"),
                mistake(() -> v4("a/b", "cn-shanghai"), "The access key id is 'a/b'; it cannot have a slash"),
                mistake(() -> v4("id", "oss-cn-shanghai"), "'oss-cn-shanghai'; version 4 wants it as in cn-shanghai"),
                mistake(() -> v4("id", "cn-shanghai.aliyuncs.com"), "'cn-shanghai.aliyuncs.com'"),
                mistake(() -> v4("id", ""), "The region is ''"),
                mistake(() -> signer.withSecurityToken(""), "The security token is blank"),
                mistake(() -> signer.sign(policy), "no condition, and OSS refuses one without"),
                mistake(() -> policy.contentLengthRange(-1, 2), "from -1 to 2 bytes"),
                mistake(() -> policy.contentLengthRange(2, 1), "from 2 to 1 bytes"),
                mistake(() -> policy.eq("$", "a"), "needs the name of a field"),
                mistake(() -> policy.eq("content-length-range", "1"), "call contentLengthRange(min, max)"),
                mistake(() -> policy.startsWith("$file", "a"), "cannot be on the file itself"),
                mistake(() -> policy.in("$Signature", "a"), "Signature, which comes about only when it is signed"),
                mistake(() -> policy.notIn("$policy", "a"), "policy, which comes about only when it is signed"),
                mistake(() -> policy.eq("$x-oss-Date", "a"), "condition on x-oss-Date is put into the policy when"));
    }

    private static PostPolicySigner v4(String accessKeyId, String region) {
        return PostPolicySigner.v4(accessKeyId, "secret", region, NOON);
    }

    private static Arguments mistake(Supplier<Object> mistake, String sentence) {
        return Arguments.of(mistake, sentence);
    }

    @Test
    void a_signer_does_not_show_its_secret() {
        assertThat(PostPolicySigner.v1("testid", "testsecret").toString()).doesNotContain("testsecret");
    }

    private static String decoded(Map<String, String> fields) {
        return new String(Base64.getDecoder().decode(fields.getOrDefault("policy", "")), StandardCharsets.UTF_8);
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
