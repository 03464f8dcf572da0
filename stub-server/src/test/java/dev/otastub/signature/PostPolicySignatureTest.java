package dev.otastub.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.ClientBuilderConfiguration;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.common.auth.DefaultCredentialProvider;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.model.PolicyConditions;
import com.fasterxml.jackson.databind.JsonNode;
import dev.otastub.core.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class PostPolicySignatureTest {

    private static final Secret SECRET = new Secret("testsecret");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.otastub.signature.Vectors#postPolicies")
    void vectors_are_signed_as_they_say(String id, JsonNode row) {
        String base64 = row.path("base64").asText();
        Secret secret = Vectors.secret(row);
        String signature = row.path("version").asText().equals("V4")
                ? PostPolicySignature.v4(
                        secret, row.path("date").asText(), row.path("region").asText(), base64)
                : PostPolicySignature.v1(secret, base64);

        assertThat(base64).as(id).isEqualTo(base64(row.path("policy").asText()));
        assertThat(signature).isEqualTo(row.path("signature").asText());
    }

    @Test
    void v1_is_what_the_sdk_calculates() {
        OSS sdk = sdk(SignVersion.V1, "cn-shanghai");
        String policy = policy(sdk);

        assertThat(PostPolicySignature.v1(SECRET, base64(policy))).isEqualTo(sdk.calculatePostSignature(policy));
        sdk.shutdown();
    }

    @ParameterizedTest
    @CsvSource({
        "cn-shanghai,2026-11-22T00:00:00Z,20261122",
        "cn-shanghai,2026-11-22T23:59:59Z,20261122",
        "ap-southeast-1,2027-01-01T00:00:00Z,20270101"
    })
    void v4_is_what_the_sdk_calculates(String region, Instant when, String date) {
        OSS sdk = sdk(SignVersion.V4, region);
        String policy = policy(sdk);

        assertThat(PostPolicySignature.v4(SECRET, date, region, base64(policy)))
                .isEqualTo(sdk.calculatePostSignature(policy, Date.from(when)));
        sdk.shutdown();
    }

    private static OSS sdk(SignVersion version, String region) {
        ClientBuilderConfiguration configuration = new ClientBuilderConfiguration();
        configuration.setSignatureVersion(version);
        return OSSClientBuilder.create()
                .endpoint("https://oss-cn-shanghai.aliyuncs.com")
                .region(region)
                .credentialsProvider(new DefaultCredentialProvider("testid", SECRET.value()))
                .clientConfiguration(configuration)
                .build();
    }

    private static String policy(OSS sdk) {
        PolicyConditions conditions = new PolicyConditions();
        conditions.addConditionItem("bucket", "iotx-ota");
        conditions.addConditionItem(PolicyConditions.COND_KEY, "ota/固件 \"1\".bin");
        conditions.addConditionItem(PolicyConditions.COND_CONTENT_LENGTH_RANGE, 0, 1048576000);
        return sdk.generatePostPolicy(Date.from(NOON), conditions);
    }

    private static String base64(String policy) {
        return Base64.getEncoder().encodeToString(policy.getBytes(StandardCharsets.UTF_8));
    }
}
