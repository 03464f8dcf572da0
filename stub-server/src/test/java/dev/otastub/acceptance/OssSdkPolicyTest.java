package dev.otastub.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.OSS;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.model.MatchMode;
import com.aliyun.oss.model.PolicyConditions;
import dev.otastub.GeneratedFile;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubAccount;
import dev.otastub.OtaStubOptions;
import dev.otastub.account.AccessKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Policies that a team signs itself, by aliyun-sdk-oss with the issuing pair. */
final class OssSdkPolicyTest {

    private static final AccessKey ISSUING_PAIR = OtaStubAccount.DEFAULT.issuingKey();
    private static final GeneratedFile FILE = GeneratedFile.of(1000);
    private static final String KEY = "ota/team/固件 \"1\".bin";

    private final OtaStub stub = OtaStub.start(OtaStubOptions.defaults());

    @AfterEach
    void stop() {
        stub.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = SignVersion.class,
            names = {"V1", "V4"})
    void a_policy_of_the_sdk_is_accepted(SignVersion version) throws Exception {
        UploadReply reply = send(form(version, ISSUING_PAIR, conditions()));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(stub.objects()).singleElement().satisfies(object -> {
            assertThat(object.key()).isEqualTo(KEY);
            assertThat(object.body().open()).hasSameContentAs(FILE.open());
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = SignVersion.class,
            names = {"V1", "V4"})
    void a_policy_that_was_changed_after_signing_is_refused(SignVersion version) throws Exception {
        UploadForm form = form(version, ISSUING_PAIR, conditions());
        String wider = changed(form.fields().getOrDefault("policy", ""), json -> json.replace("5000]", "5001]"));

        assertRefused(send(form.with("policy", wider)), "SignatureDoesNotMatch");
    }

    @ParameterizedTest
    @EnumSource(
            value = SignVersion.class,
            names = {"V1", "V4"})
    void a_policy_signed_by_a_wrong_secret_is_refused(SignVersion version) throws Exception {
        AccessKey wrong = AccessKey.of(ISSUING_PAIR.id(), "wrong");

        assertRefused(send(form(version, wrong, conditions())), "SignatureDoesNotMatch");
    }

    @ParameterizedTest
    @EnumSource(
            value = SignVersion.class,
            names = {"V1", "V4"})
    void a_policy_signed_by_a_customers_key_is_refused(SignVersion version) throws Exception {
        AccessKey customers = OtaStubAccount.DEFAULT.keys().get(0);

        assertRefused(send(form(version, customers, conditions())), "AccessDenied");
    }

    @ParameterizedTest
    @EnumSource(
            value = SignVersion.class,
            names = {"V1", "V4"})
    void a_condition_that_is_not_met_is_refused(SignVersion version) throws Exception {
        UploadForm form = form(version, ISSUING_PAIR, conditions());

        assertRefused(send(form.with("key", "elsewhere/file.bin")), "AccessDenied");
    }

    @Test
    void a_policy_without_conditions_is_refused() throws Exception {
        UploadForm form = form(SignVersion.V1, ISSUING_PAIR, new PolicyConditions());

        assertRefused(send(form), "InvalidPolicyDocument");
    }

    @Test
    void a_file_outside_of_the_range_is_refused() throws Exception {
        UploadForm small = form(SignVersion.V1, ISSUING_PAIR, conditions());

        UploadReply reply = send(new UploadForm(small.fields(), GeneratedFile.of(5001)));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains("<Code>EntityTooLarge</Code>");
        assertThat(stub.objects()).isEmpty();
    }

    @Test
    void a_value_in_the_list_is_accepted_and_another_is_refused() throws Exception {
        PolicyConditions conditions = conditions();
        conditions.addConditionItem(
                MatchMode.In, PolicyConditions.COND_CACHE_CONTROL, new String[] {"no-cache", "no-store"});
        UploadForm form = form(SignVersion.V1, ISSUING_PAIR, conditions);

        assertRefused(send(form.with("Cache-Control", "max-age=60")), "AccessDenied");
        assertThat(send(form.with("Cache-Control", "no-store")).status()).isEqualTo(200);
    }

    @Test
    void a_value_out_of_the_list_is_accepted_and_one_of_it_is_refused() throws Exception {
        PolicyConditions conditions = conditions();
        conditions.addConditionItem(
                MatchMode.NotIn, PolicyConditions.COND_CACHE_CONTROL, new String[] {"no-cache", "no-store"});
        UploadForm form = form(SignVersion.V1, ISSUING_PAIR, conditions);

        assertRefused(send(form.with("Cache-Control", "no-store")), "AccessDenied");
        assertThat(send(form.with("Cache-Control", "max-age=60")).status()).isEqualTo(200);
    }

    private UploadReply send(UploadForm form) throws Exception {
        return UploadClient.HTTP_CLIENT_5.send(stub.url(), form);
    }

    private void assertRefused(UploadReply reply, String code) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(code.startsWith("Invalid") ? 400 : 403);
        assertThat(reply.body()).contains("<Code>" + code + "</Code>");
        assertThat(stub.objects()).isEmpty();
    }

    private static PolicyConditions conditions() {
        PolicyConditions conditions = new PolicyConditions();
        conditions.addConditionItem("bucket", "iotx-ota");
        conditions.addConditionItem(MatchMode.StartWith, PolicyConditions.COND_KEY, "ota/team/");
        conditions.addConditionItem(MatchMode.Exact, PolicyConditions.COND_SUCCESS_ACTION_STATUS, "200");
        conditions.addConditionItem(PolicyConditions.COND_CONTENT_LENGTH_RANGE, 1, 5000);
        return conditions;
    }

    private UploadForm form(SignVersion version, AccessKey key, PolicyConditions conditions) {
        Instant now = stub.clock().instant();
        OSS sdk = OssSdk.of(stub, key, version);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("key", KEY);
        fields.put("success_action_status", "200");
        if (version == SignVersion.V4) {
            fields.putAll(v4Fields(now, key));
            v4Fields(now, key).forEach((name, value) -> conditions.addConditionItem(MatchMode.Exact, name, value));
        }
        String policy = sdk.generatePostPolicy(Date.from(now.plusSeconds(60)), conditions);
        fields.put("policy", Base64.getEncoder().encodeToString(policy.getBytes(StandardCharsets.UTF_8)));
        if (version == SignVersion.V4) {
            fields.put("x-oss-signature", sdk.calculatePostSignature(policy, Date.from(now)));
        } else {
            fields.put("OSSAccessKeyId", key.id());
            fields.put("Signature", sdk.calculatePostSignature(policy));
        }
        sdk.shutdown();
        return new UploadForm(fields, FILE);
    }

    private static Map<String, String> v4Fields(Instant now, AccessKey key) {
        String date = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(now);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("x-oss-signature-version", "OSS4-HMAC-SHA256");
        fields.put("x-oss-credential", key.id() + "/" + date.substring(0, 8) + "/cn-shanghai/oss/aliyun_v4_request");
        fields.put("x-oss-date", date);
        return fields;
    }

    private static String changed(String policy, UnaryOperator<String> change) {
        String json = new String(Base64.getDecoder().decode(policy), StandardCharsets.UTF_8);
        String changed = change.apply(json);
        assertThat(changed).isNotEqualTo(json);
        return Base64.getEncoder().encodeToString(changed.getBytes(StandardCharsets.UTF_8));
    }
}
