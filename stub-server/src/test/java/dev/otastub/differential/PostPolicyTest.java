package dev.otastub.differential;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.ClientBuilderConfiguration;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.common.auth.DefaultCredentialProvider;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.model.MatchMode;
import com.aliyun.oss.model.PolicyConditions;
import dev.otastub.PostPolicySigner;
import dev.otastub.PostPolicySigner.Policy;
import dev.otastub.core.HttpAnswer;
import dev.otastub.oss.policy.PolicyCondition;
import dev.otastub.oss.policy.PostPolicy;
import dev.otastub.testing.OssStub;
import dev.otastub.testing.PostForm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Policies that aliyun-sdk-oss makes and signs, and what the stub reads in them, signs itself, and lets pass. */
final class PostPolicyTest {

    private static final int CASES = 1000;
    private static final Instant LATER = OssStub.NOW.plusSeconds(60);
    private static final List<String> FIELDS = List.of(
            PolicyConditions.COND_KEY,
            PolicyConditions.COND_CONTENT_TYPE,
            PolicyConditions.COND_CACHE_CONTROL,
            PolicyConditions.COND_CONTENT_DISPOSITION,
            PolicyConditions.COND_SUCCESS_ACTION_REDIRECT,
            "x-oss-meta-a",
            "x:var");

    private final OSS v1 = sdk(SignVersion.V1);
    private final OSS v4 = sdk(SignVersion.V4);

    @AfterEach
    void close() {
        v1.shutdown();
        v4.shutdown();
    }

    private static OSS sdk(SignVersion version) {
        ClientBuilderConfiguration configuration = new ClientBuilderConfiguration();
        configuration.setSignatureVersion(version);
        return OSSClientBuilder.create()
                .endpoint("https://oss-cn-shanghai.aliyuncs.com")
                .region("cn-shanghai")
                .credentialsProvider(new DefaultCredentialProvider(
                        OssStub.ISSUING_KEY.id(), OssStub.ISSUING_KEY.secret().value()))
                .clientConfiguration(configuration)
                .build();
    }

    /** The same conditions for the SDK, for the stub's own signer, and as they should be read. */
    private static final class Both {

        private final PolicyConditions sdk = new PolicyConditions();
        private final List<PolicyCondition> read = new ArrayList<>();
        private Policy own = PostPolicySigner.policy(LATER);

        void add(Generated generated) {
            String field = generated.oneOf(FIELDS);
            String[] values = {generated.name(4), generated.text(4), generated.text(4)};
            switch (generated.below(5)) {
                case 0 -> {
                    sdk.addConditionItem(MatchMode.Exact, field, values[0]);
                    read.add(new PolicyCondition.ExactMatch(field, values[0]));
                    own = own.eq(field, values[0]);
                }
                case 1 -> {
                    sdk.addConditionItem(MatchMode.StartWith, field, values[1]);
                    read.add(new PolicyCondition.StartsWith(field, values[1]));
                    own = own.startsWith(field, values[1]);
                }
                case 2 -> {
                    sdk.addConditionItem(MatchMode.In, field, values);
                    read.add(new PolicyCondition.In(field.toLowerCase(Locale.ROOT), List.of(values)));
                    own = own.in(field.toLowerCase(Locale.ROOT), values[0], values[1], values[2]);
                }
                case 3 -> {
                    sdk.addConditionItem(MatchMode.NotIn, field, values);
                    read.add(new PolicyCondition.NotIn(field.toLowerCase(Locale.ROOT), List.of(values)));
                    own = own.notIn(field.toLowerCase(Locale.ROOT), values[0], values[1], values[2]);
                }
                default -> {
                    long min = generated.below(1000);
                    long max = min + generated.below(1 << 30);
                    sdk.addConditionItem(PolicyConditions.COND_CONTENT_LENGTH_RANGE, min, max);
                    read.add(new PolicyCondition.ContentLengthRange(min, max));
                    own = own.contentLengthRange(min, max);
                }
            }
        }
    }

    @Test
    void policy_of_the_sdk_is_read_as_it_was_meant() {
        Generated generated = new Generated(20);
        for (int i = 0; i < CASES; i++) {
            Both both = conditions(generated);
            PostPolicy policy = parsed(base64(v1.generatePostPolicy(Date.from(LATER), both.sdk)));

            assertThat(policy.conditions()).as("case %s", i).isEqualTo(both.read);
            assertThat(policy.expiration()).isEqualTo(LATER);
            // What the stub's own signer writes differs in escapes at most.
            Map<String, String> own =
                    PostPolicySigner.v1("testid", "testsecret").sign(both.own);
            assertThat(parsed(own.get("policy")).conditions()).isEqualTo(both.read);
        }
    }

    @Test
    void policies_are_signed_as_by_the_sdk() {
        Generated generated = new Generated(21);
        String id = OssStub.ISSUING_KEY.id();
        String secret = OssStub.ISSUING_KEY.secret().value();
        for (int i = 0; i < CASES; i++) {
            Policy policy = conditions(generated).own;
            Map<String, String> byV1 = PostPolicySigner.v1(id, secret).sign(policy);
            Map<String, String> byV4 =
                    PostPolicySigner.v4(id, secret, "cn-shanghai", OssStub.NOW).sign(policy);

            assertThat(byV1.get("Signature")).as("case %s", i).isEqualTo(v1.calculatePostSignature(json(byV1)));
            assertThat(byV4.get("x-oss-signature"))
                    .as("case %s", i)
                    .isEqualTo(v4.calculatePostSignature(json(byV4), Date.from(OssStub.NOW)));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"Exact", "StartWith", "In", "NotIn"})
    void form_passes_a_condition_of_the_sdk_as_its_name_says(MatchMode mode, @TempDir Path folder) {
        OssStub stub = new OssStub(folder);
        Generated generated = new Generated(22 + mode.ordinal());
        int passed = 0;
        for (int i = 0; i < 150; i++) {
            String value = generated.name(3);
            List<String> wanted = List.of(generated.oneIn(2) ? value : generated.name(3), generated.text(3));
            String prefix = value.substring(0, value.offsetByCodePoints(0, 1));
            PolicyConditions conditions = new PolicyConditions();
            String first = mode == MatchMode.StartWith && generated.oneIn(2) ? prefix : wanted.get(0);
            if (mode == MatchMode.Exact || mode == MatchMode.StartWith) {
                conditions.addConditionItem(mode, "x:var", first);
            } else {
                conditions.addConditionItem(mode, "x:var", wanted.toArray(String[]::new));
            }
            boolean passes = switch (mode) {
                case Exact -> value.equals(first);
                case StartWith -> value.startsWith(first);
                case In -> wanted.contains(value);
                default -> !wanted.contains(value);
            };
            HttpAnswer answer = stub.send(PostForm.v1()
                    .policyField(base64(v1.generatePostPolicy(Date.from(LATER), conditions)))
                    .with("x:var", value));

            assertThat(OssStub.cause(answer))
                    .as("%s of %s with %s", mode, wanted, value)
                    .isEqualTo(passes ? "accepted" : "CONDITION_FAILED");
            passed += passes ? 1 : 0;
        }
        assertThat(passed).as("some pass and some do not").isBetween(10, 140);
    }

    private static Both conditions(Generated generated) {
        Both both = new Both();
        for (int i = 1 + generated.below(8); i > 0; i--) {
            both.add(generated);
        }
        return both;
    }

    private static PostPolicy parsed(String base64) {
        return PostPolicy.parse(base64).toOptional().orElseThrow();
    }

    private static String json(Map<String, String> fields) {
        return new String(Base64.getDecoder().decode(fields.get("policy")), StandardCharsets.UTF_8);
    }

    private static String base64(String json) {
        return PostForm.base64(json.getBytes(StandardCharsets.UTF_8));
    }
}
