package dev.otastub.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.account.AccessKey;
import dev.otastub.control.Fault;
import dev.otastub.control.Order;
import dev.otastub.core.CloudOperation;
import dev.otastub.core.Headers;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.HttpRequest;
import dev.otastub.core.Refusal;
import dev.otastub.iot.IotError;
import dev.otastub.signature.Parameters;
import dev.otastub.testing.RpcCall;
import dev.otastub.testing.RpcCall.Dialect;
import dev.otastub.testing.RpcStub;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GatewayTest {

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void every_dialect_passes_with_awkward_values_and_a_token(Dialect dialect) {
        RpcStub stub = new RpcStub();

        RpcCall call = RpcCall.generate(dialect)
                .key(RpcStub.TOKEN.key())
                .common("SecurityToken", RpcStub.TOKEN.token())
                .with("FileSuffix", "tar.gz")
                .with("Unknown", "固件 2(a)*~+&=%");

        assertThat(stub.answer(call).story().refusal()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void get_passes_as_post_does(Dialect dialect) {
        assertThat(new RpcStub().answer(RpcCall.generate(dialect).method("GET")).status())
                .isEqualTo(200);
    }

    /** Tea's "v2" sends empty parameters and does not sign them. */
    @Test
    void an_empty_parameter_may_be_left_out_of_the_signature() {
        RpcStub stub = new RpcStub();
        HttpRequest signed = RpcCall.generate().arrivingAt(RpcStub.NOW);
        HttpRequest sent = withQuery(signed, signed.query() + "&IotInstanceId=");

        assertThat(stub.gateway.handle(sent).status()).isEqualTo(200);
    }

    @Test
    void a_parameter_that_is_not_empty_may_not() {
        RpcStub stub = new RpcStub();
        HttpRequest signed = RpcCall.generate().arrivingAt(RpcStub.NOW);
        HttpRequest sent = withQuery(signed, signed.query() + "&IotInstanceId=iot-060a0001");

        assertThat(refusal(stub.gateway.handle(sent))).isEqualTo(GatewayError.V1_SIGNATURE_MISMATCH);
    }

    /** The three points of the order that are reported; the access key is wrong in each of these calls. */
    @Test
    void the_version_comes_before_the_access_key_and_that_before_the_signature_and_the_operations_parameters() {
        RpcStub stub = new RpcStub();
        AccessKey nobody = AccessKey.of("nobody", "nothing");

        assertThat(refusal(stub.answer(create().key(nobody).without("Version"))))
                .isEqualTo(GatewayError.UNKNOWN_VERSION);
        assertThat(refusal(stub.answer(create().key(nobody).without("DestVersion"))))
                .isEqualTo(GatewayError.ACCESS_KEY_NOT_FOUND);
        assertThat(refusal(stub.answer(create().secret("wrong").without("DestVersion"))))
                .isEqualTo(GatewayError.V1_SIGNATURE_MISMATCH);
        assertThat(refusal(stub.answer(create().without("DestVersion"))))
                .isEqualTo(GatewayError.MISSING_OPERATION_PARAMETER);
    }

    @Test
    void a_body_of_another_type_is_no_form() {
        RpcStub stub = new RpcStub();

        HttpAnswer answer = stub.answer(RpcCall.generate()
                .header("Content-Type", "application/json")
                .body("Unsigned=1".getBytes(StandardCharsets.UTF_8)));

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void an_acs3_call_without_authorization_misses_its_access_key_in_json() {
        HttpRequest signed = RpcCall.generate(Dialect.ACS3).arrivingAt(RpcStub.NOW);
        HttpRequest unsigned = new HttpRequest(
                signed.method(),
                signed.scheme(),
                signed.host(),
                signed.path(),
                signed.query(),
                new Headers(signed.headers().fields().stream()
                        .filter(field -> !field.getKey().equals("Authorization"))
                        .toList()),
                signed.body(),
                signed.arrived());

        HttpAnswer answer = new RpcStub().gateway.handle(unsigned);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(RpcStub.body(answer)).startsWith("{").contains("\"Code\":\"MissingAccessKeyId\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                            | ''                            | {",
                "Signature=x                   | ''                            | <",
                "AccessKeyId=x                 | ''                            | <",
                "Action=GenerateOTAUploadURL   | ''                            | <",
                "Signature=&AccessKeyId=       | ''                            | {",
                "Signature=x&AccessKeyId=x     | ACS3-HMAC-SHA256 Credential=x | {",
                "''                            | Bearer x                      | {"
            })
    void who_signs_nowhere_is_taken_for_the_dialect_that_names_the_action(
            String query, String authorization, String beginning) {
        Headers headers = Headers.of("x-acs-action", "GenerateOTAUploadURL", "Authorization", authorization);
        HttpRequest request =
                new HttpRequest("POST", "http", "localhost", "/", query, headers, new byte[0], RpcStub.NOW);

        assertThat(RpcStub.body(new RpcStub().gateway.handle(request))).startsWith(beginning);
    }

    @Test
    void an_acs3_call_may_have_its_token_as_a_parameter() {
        RpcCall call = RpcCall.generate(Dialect.ACS3).key(RpcStub.TOKEN.key());

        assertThat(new RpcStub()
                        .answer(call.with("SecurityToken", RpcStub.TOKEN.token()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void an_empty_header_counts_as_absent() {
        RpcCall call = RpcCall.generate(Dialect.ACS3).header("x-acs-security-token", " ");

        assertThat(new RpcStub().answer(call).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "SignatureType, x-acs-other, PRIVATEKEY",
        "Other, x-acs-signature-type, PRIVATEKEY",
        "Other, x-acs-bearer-token, BEARERTOKEN"
    })
    void another_type_of_signature_is_named(String parameter, String header, String type) {
        RpcCall call =
                RpcCall.generate(Dialect.ACS3).with(parameter, "PRIVATEKEY").header(header, "PRIVATEKEY");

        Refusal refusal = new RpcStub().answer(call).story().refusal().orElseThrow();

        assertThat(refusal.row()).isEqualTo(GatewayError.UNKNOWN_SIGNATURE_TYPE);
        assertThat(refusal.reason()).contains("'" + type + "'");
    }

    @Test
    void an_unknown_action_is_told_what_there_is() {
        Refusal refusal = new RpcStub()
                .answer(RpcCall.generate().common("Action", "Anything"))
                .story()
                .refusal()
                .orElseThrow();

        assertThat(refusal.reason()).contains("'Anything'", "CreateOTAFirmware, DeleteOTAFirmware, Generate");
    }

    @Test
    void a_fault_that_was_ordered_is_met_by_the_call_of_that_account_key_and_operation() {
        RpcStub stub = new RpcStub();
        stub.faults.add(new Order<>(
                Optional.of(stub.account.uid()),
                Optional.of(RpcStub.KEY.id()),
                Optional.of(CloudOperation.GENERATE_OTA_UPLOAD_URL),
                OptionalInt.of(1),
                Fault.emptyAnswer()));

        assertThat(stub.answer(create()).delivery()).isEmpty();
        assertThat(stub.answer(RpcCall.generate().key(RpcStub.RAM_KEY)).delivery())
                .isEmpty();
        assertThat(stub.answer(RpcCall.generate().key(RpcStub.OTHER_KEY)).delivery())
                .isEmpty();
        assertThat(stub.answer(RpcCall.generate()).delivery())
                .contains(Fault.emptyAnswer().delivery().orElseThrow());
        assertThat(stub.answer(RpcCall.generate()).delivery()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"100, ''", "101, …"})
    void a_name_is_logged_up_to_a_length(int length, String end) {
        HttpAnswer answer = new RpcStub().answer(RpcCall.generate().common("Action", "a".repeat(length)));

        assertThat(answer.story().what()).isEqualTo("a".repeat(100) + end);
    }

    @Test
    void what_request_signer_signs_passes_in_the_format_and_version_that_were_asked_for() {
        RpcStub stub = new RpcStub();
        Parameters action = Parameters.parse("Action=GenerateOTAUploadURL");

        HttpAnswer usual = stub.gateway.handle(get(RequestSigner.signed(RpcStub.KEY, action, RpcStub.NOW, "1")));
        HttpAnswer xml = stub.gateway.handle(
                get(RequestSigner.signed(RpcStub.KEY, action.and("Format", "XML"), RpcStub.NOW, "2")));
        HttpAnswer old = stub.gateway.handle(
                get(RequestSigner.signed(RpcStub.KEY, action.and("Version", "2017-04-20"), RpcStub.NOW, "3")));

        assertThat(usual.story().refusal()).isEmpty();
        assertThat(RpcStub.body(usual)).startsWith("{");
        assertThat(RpcStub.body(xml)).contains("<Success>true</Success>");
        assertThat(refusal(old)).isEqualTo(GatewayError.UNKNOWN_VERSION);
    }

    private static HttpRequest get(Parameters query) {
        return new HttpRequest(
                "GET", "http", "localhost", "/", query.encoded(), Headers.NONE, new byte[0], RpcStub.NOW);
    }

    @Test
    void a_bare_request_misses_its_version_in_xml() {
        HttpRequest bare = new HttpRequest("GET", "http", "localhost", "/", "", Headers.NONE, new byte[0], RpcStub.NOW);

        HttpAnswer answer = new RpcStub().gateway.handle(bare);

        assertThat(RpcStub.body(answer)).contains("<Code>InvalidVersion</Code>");
        assertThat(answer.story().what()).isEqualTo("RPC without an Action");
        assertThat(answer.story().who()).isEqualTo("-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"iot.cn-shanghai.aliyuncs.com", "iot-vpc.cn-shanghai.aliyuncs.com:80", "IOT.aliyuncs.com", "stub"
            })
    void the_domains_of_iot_platform_and_any_private_name_are_served(String host) {
        assertThat(new RpcStub().answer(RpcCall.generate().host(host)).status()).isEqualTo(200);
    }

    @Test
    void the_quota_is_for_each_second_and_each_operation() {
        RpcStub stub = new RpcStub();
        spendQuota(stub);
        assertThat(refusal(stub.answer(RpcCall.generate().key(RpcStub.RAM_KEY))))
                .isEqualTo(GatewayError.USER_FLOW_CONTROL);

        assertThat(refusal(stub.answer(create()))).isEqualTo(IotError.NULL_FIRMWARE_URL);
        stub.machine.advance(Duration.ofSeconds(1));
        assertThat(stub.answer(RpcCall.generate()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GenerateOTAUploadURL, 10",
        "GenerateDeviceNameListURL, 10",
        "GenerateFileUploadURL, 5",
        "CreateOTAFirmware, 10",
        "QueryOTAFirmware, 20",
        "ListOTAFirmware, 10",
        "DeleteOTAFirmware, 10"
    })
    void an_operation_has_the_quota_of_its_page(String operation, int calls) {
        RpcStub stub = new RpcStub();
        for (int i = 0; i < calls; i++) {
            assertThat(rows(stub.answer(new RpcCall(Dialect.V1_QUERY, operation))))
                    .doesNotContain(GatewayError.USER_FLOW_CONTROL);
        }

        assertThat(rows(stub.answer(new RpcCall(Dialect.V1_QUERY, operation))))
                .containsExactly(GatewayError.USER_FLOW_CONTROL);
    }

    private static List<Object> rows(HttpAnswer answer) {
        return answer.story().refusal().<Object>map(Refusal::row).stream().toList();
    }

    @Test
    void a_quota_that_was_asked_for_is_in_place_of_every_pages() {
        RpcStub stub = new RpcStub(RpcStub.Settings.USUAL.quota(1));
        RpcCall query = new RpcCall(Dialect.V1_QUERY, "QueryOTAFirmware").with("FirmwareId", "nothing");
        assertThat(refusal(stub.answer(query))).isEqualTo(IotError.FIRMWARE_NOT_FOUND);

        assertThat(refusal(stub.answer(new RpcCall(Dialect.V1_QUERY, "QueryOTAFirmware"))))
                .isEqualTo(GatewayError.USER_FLOW_CONTROL);
    }

    @Test
    void the_quota_does_not_hold_while_the_clock_is_frozen() {
        RpcStub stub = new RpcStub();
        stub.clock.freeze();
        spendQuota(stub);

        assertThat(stub.answer(RpcCall.generate()).status()).isEqualTo(200);
    }

    @Test
    void a_quota_that_was_asked_for_holds_while_the_clock_is_frozen_too() {
        RpcStub stub = new RpcStub(RpcStub.Settings.USUAL.quota(1));
        stub.clock.freeze();
        stub.answer(RpcCall.generate());

        assertThat(refusal(stub.answer(RpcCall.generate()))).isEqualTo(GatewayError.USER_FLOW_CONTROL);
    }

    @Test
    void a_quota_of_zero_is_none() {
        RpcStub stub = new RpcStub(RpcStub.Settings.USUAL.quota(0));
        spendQuota(stub);

        assertThat(stub.answer(RpcCall.generate()).status()).isEqualTo(200);
    }

    @Test
    void a_refused_call_costs_neither_quota_nor_nonce() {
        RpcStub stub = new RpcStub(RpcStub.Settings.USUAL.quota(1));
        stub.answer(RpcCall.generate().common("SignatureNonce", "n").secret("wrong"));

        assertThat(stub.answer(RpcCall.generate().common("SignatureNonce", "n")).status())
                .isEqualTo(200);
    }

    @Test
    void of_two_calls_at_once_with_one_nonce_exactly_one_passes() throws Exception {
        for (int round = 0; round < 50; round++) {
            RpcStub stub = new RpcStub();
            HttpRequest request = RpcCall.generate().arrivingAt(RpcStub.NOW);

            assertThat(statusesOf(stub, request)).containsExactlyInAnyOrder(200, 400);
        }
    }

    private static List<Integer> statusesOf(RpcStub stub, HttpRequest request) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(2);
        Callable<Integer> call = () -> {
            barrier.await();
            return stub.gateway.handle(request).status();
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> status : threads.invokeAll(List.of(call, call))) {
                statuses.add(status.get());
            }
            return statuses;
        } finally {
            threads.shutdown();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "wrong secret, 200",
        "any token, 200",
        "used nonce, 400",
        "old timestamp, 400",
        "no signature, 400",
    })
    void with_any_access_key_neither_signature_nor_token_is_checked_and_all_else_is(String what, int status) {
        RpcStub stub = new RpcStub(RpcStub.Settings.USUAL.lenient());
        RpcCall call = RpcCall.generate().key(AccessKey.of("anybody", "any secret"));
        switch (what) {
            case "any token" -> call.common("SecurityToken", "any");
            case "used nonce" -> {
                call.common("SignatureNonce", "used");
                stub.answer(call);
            }
            case "old timestamp" -> call.common("Timestamp", "2020-01-01T00:00:00Z");
            case "no signature" -> call.common("Signature", "");
            default -> call.secret("wrong");
        }

        HttpAnswer answer = stub.answer(call);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.story().who()).isEqualTo("anybody LENIENT");
    }

    @ParameterizedTest
    @EnumSource(GatewayError.class)
    void every_row_can_be_rendered(GatewayError row) {
        HttpAnswer answer =
                new RpcStub().gateway.refuse(RpcCall.generate().arrivingAt(RpcStub.NOW), row.because("Injected."));

        assertThat(row.evidence()).isNotNull();
        assertThat(answer.status()).isEqualTo(row.status()).isGreaterThanOrEqualTo(400);
        assertThat(RpcStub.body(answer)).contains("\"Code\":\"" + row.code() + "\"");
    }

    @ParameterizedTest
    @EnumSource(IotError.class)
    void every_row_of_the_operations_can_be_rendered(IotError row) {
        HttpAnswer answer =
                new RpcStub().gateway.refuse(RpcCall.generate().arrivingAt(RpcStub.NOW), row.because("Injected."));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(RpcStub.body(answer))
                .contains("\"Success\":false", "\"Code\":\"" + row.code() + "\"", row.message())
                .doesNotContain("HostId", "\"Message\"");
    }

    private static void spendQuota(RpcStub stub) {
        for (int i = 0; i < 10; i++) {
            assertThat(stub.answer(RpcCall.generate()).status()).isEqualTo(200);
        }
    }

    private static RpcCall create() {
        return new RpcCall(Dialect.V1_QUERY, "CreateOTAFirmware")
                .with("DestVersion", "1")
                .with("FirmwareName", "name");
    }

    private static HttpRequest withQuery(HttpRequest request, String query) {
        return new HttpRequest(
                request.method(),
                request.scheme(),
                request.host(),
                request.path(),
                query,
                request.headers(),
                request.body(),
                request.arrived());
    }

    private static Object refusal(HttpAnswer answer) {
        return answer.story().refusal().map(Refusal::row).orElseThrow();
    }
}
