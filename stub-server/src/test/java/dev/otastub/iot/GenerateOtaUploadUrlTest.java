package dev.otastub.iot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.Refusal;
import dev.otastub.signature.PostPolicySignature;
import dev.otastub.testing.RpcCall;
import dev.otastub.testing.RpcStub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GenerateOtaUploadUrlTest {

    /** The rows that this operation answers, each with a test here. */
    static final Set<IotError> ROWS = Set.of(IotError.UNKNOWN_FILE_SUFFIX, IotError.INSTANCE_UNKNOWN);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RpcStub stub = new RpcStub();

    @ParameterizedTest
    @ValueSource(strings = {"bin", "dav", "apk", "tar", "gz", "tar.gz", "zip", "gzip"})
    void a_suffix_of_the_page_ends_the_key(String suffix) throws IOException {
        assertThat(data(stub, RpcCall.generate().with("FileSuffix", suffix))
                        .get("Key")
                        .textValue())
                .matches("ota/" + stub.account.folder() + "/c[0-9a-z]{24}\\Q." + suffix + "\\E");
    }

    @Test
    void without_a_suffix_it_is_bin() throws IOException {
        assertThat(data(stub, RpcCall.generate()).get("Key").textValue()).endsWith(".bin");
        assertThat(data(stub, RpcCall.generate().with("FileSuffix", ""))
                        .get("Key")
                        .textValue())
                .endsWith(".bin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exe", "BIN", ".bin", " bin", "bin "})
    void any_other_suffix_is_refused(String suffix) {
        assertThat(refusal(stub.answer(RpcCall.generate().with("FileSuffix", suffix))))
                .isEqualTo(IotError.UNKNOWN_FILE_SUFFIX);
    }

    @Test
    void the_data_is_what_the_page_describes() throws IOException {
        JsonNode data = data(stub, RpcCall.generate().host("stub:8080"));

        assertThat(data.get("Host").textValue()).isEqualTo("http://stub:8080");
        assertThat(data.get("FirmwareUrl").textValue())
                .isEqualTo("http://stub:8080/" + data.get("Key").textValue());
        assertThat(data.get("ObjectStorage").textValue()).isEqualTo("OSS");
        assertThat(data.get("OSSAccessKeyId").textValue()).isEqualTo("issuingid");
        assertThat(data.get("UtcCreate").textValue()).isEqualTo("2026-11-22T11:50:16.789Z");
    }

    @Test
    void the_policy_is_signed_and_valid_for_a_minute_and_1000_megabytes_in_the_accounts_folder() throws IOException {
        JsonNode data = data(stub, RpcCall.generate());
        String policy = data.get("Policy").textValue();

        assertThat(new String(Base64.getDecoder().decode(policy), StandardCharsets.UTF_8))
                .isEqualTo("{\"expiration\":\"2026-11-22T11:51:16.789Z\",\"conditions\":"
                        + "[[\"content-length-range\",0,1048576000],[\"starts-with\",\"$key\",\"ota/"
                        + stub.account.folder() + "/\"]]}");
        assertThat(data.get("Signature").textValue())
                .isEqualTo(PostPolicySignature.v1(RpcStub.ISSUING_KEY.secret(), policy));
    }

    @Test
    void with_a_public_url_everybody_is_told_that() throws IOException {
        RpcStub known = new RpcStub(RpcStub.Settings.USUAL.publicUrl("https://stub.example:8443"));

        JsonNode data = data(known, RpcCall.generate());

        assertThat(data.get("Host").textValue()).isEqualTo("https://stub.example:8443");
        assertThat(data.get("FirmwareUrl").textValue()).startsWith("https://stub.example:8443/ota/");
    }

    @Test
    void two_calls_get_two_keys() throws IOException {
        assertThat(data(stub, RpcCall.generate()).get("Key"))
                .isNotEqualTo(data(stub, RpcCall.generate()).get("Key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iot-060a0001", "iot-cn-0pp1n8t", ""})
    void without_instances_any_well_formed_id_or_none_passes(String id) {
        assertThat(stub.answer(RpcCall.generate().with("IotInstanceId", id))
                        .story()
                        .refusal())
                .isEmpty();
    }

    @Test
    void an_id_that_is_not_well_formed_is_not_found() {
        assertThat(refusal(stub.answer(RpcCall.generate().with("IotInstanceId", "iot-cn-0pp1n8t****"))))
                .isEqualTo(IotError.INSTANCE_UNKNOWN);
    }

    @Test
    void with_instances_one_of_them_passes() {
        RpcStub strict = new RpcStub(RpcStub.Settings.USUAL.instanceIds("iot-one", "iot-two"));

        assertThat(strict.answer(RpcCall.generate().with("IotInstanceId", "iot-two"))
                        .story()
                        .refusal())
                .isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "iot-three"})
    void with_instances_another_id_or_none_is_not_found(@Nullable String id) {
        RpcStub strict = new RpcStub(RpcStub.Settings.USUAL.instanceIds("iot-one", "iot-two"));
        RpcCall call = RpcCall.generate();

        assertThat(refusal(strict.answer(id == null ? call : call.with("IotInstanceId", id))))
                .isEqualTo(IotError.INSTANCE_UNKNOWN);
    }

    private static JsonNode data(RpcStub stub, RpcCall call) throws IOException {
        return JSON.readTree(RpcStub.body(stub.answer(call))).get("Data");
    }

    private static Object refusal(HttpAnswer answer) {
        return answer.story().refusal().map(Refusal::row).orElseThrow();
    }
}
