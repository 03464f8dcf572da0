package dev.otastub.iot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otastub.core.Refusal;
import dev.otastub.oss.Addressing;
import dev.otastub.rpc.GatewayError;
import dev.otastub.signature.PostPolicySignature;
import dev.otastub.testing.Golden;
import dev.otastub.testing.RpcCall;
import dev.otastub.testing.RpcCall.Dialect;
import dev.otastub.testing.RpcStub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GenerateDeviceNameListURL and GenerateFileUploadURL, which differ from GenerateOTAUploadURL in names and limits. */
final class OtherUploadUrlsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RpcStub stub = new RpcStub();
    private final String folder = Addressing.folderOf(stub.account);

    @ParameterizedTest
    @CsvSource({
        "GenerateDeviceNameListURL, JSON",
        "GenerateDeviceNameListURL, XML",
        "GenerateFileUploadURL, JSON",
        "GenerateFileUploadURL, XML"
    })
    void an_answer_is_the_same_to_the_byte(String operation, String format) {
        RpcCall call = operation.equals("GenerateFileUploadURL") ? file() : deviceNames();

        Golden.assertEqual(
                "rpc/" + operation + "/success." + format.toLowerCase(Locale.ROOT),
                RpcStub.body(stub.answer(call.common("Format", format))));
    }

    @Test
    void a_device_list_is_csv_of_up_to_5_megabytes() throws IOException {
        JsonNode data = data(deviceNames());

        assertThat(names(data))
                .containsExactlyInAnyOrder(
                        "Key", "Host", "Policy", "AccessKeyId", "Signature", "FileUrl", "UtcCreate", "ObjectStorage");
        assertThat(data.get("Key").textValue()).matches(folder + "c[0-9a-z]{24}\\.csv");
        assertThat(data.get("FileUrl").textValue())
                .isEqualTo("http://127.0.0.1:8080/" + data.get("Key").textValue());
        assertThat(policy(data)).isEqualTo(policyUpTo(5_242_880));
        assertSigned(data);
    }

    @Test
    void a_file_of_a_job_is_named_by_the_caller_or_by_chance() throws IOException {
        JsonNode named = data(file().with("FileName", "file1"));
        JsonNode nameless = data(file());

        assertThat(names(named))
                .containsExactlyInAnyOrder("Key", "Host", "Policy", "OssAccessKeyId", "Signature", "ObjectStorage");
        assertThat(named.get("Key").textValue()).isEqualTo(folder + "DEVICE_JOB_FILE/file1.tar.gz");
        assertThat(nameless.get("Key").textValue()).matches(folder + "DEVICE_JOB_FILE/c[0-9a-z]{24}\\.tar\\.gz");
        assertThat(policy(nameless)).isEqualTo(policyUpTo(1_048_576_000));
        assertSigned(nameless);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bin", "apk", "tar", "gz", "tar.gz", "zip", "gzip"})
    void the_suffixes_of_the_page_pass(String suffix) throws IOException {
        assertThat(data(file().with("FileSuffix", suffix)).get("Key").textValue())
                .endsWith("." + suffix);
    }

    @ParameterizedTest
    @CsvSource({
        "BizCode, OTHER",
        "BizCode, device_job_file",
        "FileSuffix, dav",
        "FileSuffix, csv",
        "FileName, a-b",
        "FileName, a.b",
        "FileName, a*b",
        "FileName, a/b",
        "FileName, a#b",
        "FileName, a%b",
        "FileName, a&b",
        "FileName, a@b",
        "FileName, a\\b",
        "FileName, 12345678901234567890123456789012345678901234567890123456789012345"
    })
    void any_other_value_is_refused(String parameter, String value) {
        assertThat(row(file().with(parameter, value))).isEqualTo(IotError.INVALID_FORMATTED_PARAMETER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"固件 (1)_a", "1234567890123456789012345678901234567890123456789012345678901234"})
    void any_other_name_of_up_to_64_characters_passes(String name) {
        assertThat(stub.answer(file().with("FileName", name)).story().refusal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BizCode", "FileSuffix"})
    void a_file_of_a_job_needs_both(String parameter) {
        assertThat(row(file().without(parameter))).isEqualTo(GatewayError.MISSING_OPERATION_PARAMETER);
    }

    @Test
    void the_instance_must_be_known() {
        assertThat(row(file().with("IotInstanceId", "x"))).isEqualTo(IotError.INSTANCE_UNKNOWN);
        assertThat(row(deviceNames().with("IotInstanceId", "x"))).isEqualTo(IotError.INSTANCE_UNKNOWN);
    }

    private String policyUpTo(long bytes) {
        return "{\"expiration\":\"2026-11-22T11:51:16.789Z\",\"conditions\":[[\"content-length-range\",0," + bytes
                + "],[\"starts-with\",\"$key\",\"" + folder + "\"]]}";
    }

    private static String policy(JsonNode data) {
        return new String(Base64.getDecoder().decode(data.get("Policy").textValue()), StandardCharsets.UTF_8);
    }

    private static void assertSigned(JsonNode data) {
        assertThat(data.get("Signature").textValue())
                .isEqualTo(PostPolicySignature.v1(
                        RpcStub.ISSUING_KEY.secret(), data.get("Policy").textValue()));
    }

    private static List<String> names(JsonNode data) {
        List<String> names = new ArrayList<>();
        data.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static RpcCall deviceNames() {
        return new RpcCall(Dialect.V1_QUERY, "GenerateDeviceNameListURL");
    }

    private static RpcCall file() {
        return new RpcCall(Dialect.V1_QUERY, "GenerateFileUploadURL")
                .with("BizCode", "DEVICE_JOB_FILE")
                .with("FileSuffix", "tar.gz");
    }

    private JsonNode data(RpcCall call) throws IOException {
        return JSON.readTree(RpcStub.body(stub.answer(call))).get("Data");
    }

    private Object row(RpcCall call) {
        return stub.answer(call).story().refusal().map(Refusal::row).orElseThrow();
    }
}
