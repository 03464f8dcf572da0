package dev.otastub.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.control.OrderedError;
import dev.otastub.core.ErrorRow;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.Refusal;
import dev.otastub.oss.PostObjectError;
import dev.otastub.rpc.GatewayCheckTest.Case;
import dev.otastub.testing.Comparison;
import dev.otastub.testing.RpcCall;
import dev.otastub.testing.RpcCall.Dialect;
import dev.otastub.testing.RpcStub;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Refusals of the gateway that somebody ordered, beside those that calls provoke. */
final class OrderedRefusalTest {

    private static boolean isOfNobody(Case one) {
        RpcRequest request = RpcRequest.of(one.call().arrivingAt(RpcStub.NOW));
        return Attempt.of(request, new RpcStub().surroundings).caller().isEmpty();
    }

    private static HttpAnswer answer(Case one, Optional<OrderedError> ordered, RpcCall call) {
        RpcStub stub = new RpcStub();
        one.before().accept(stub);
        ordered.map(Comparison::next).ifPresent(stub.errors::add);
        return stub.answer(call);
    }

    @ParameterizedTest
    @FieldSource("dev.otastub.rpc.GatewayCheckTest#CASES")
    void an_ordered_answer_is_the_natural_one_to_the_byte(Case one) {
        boolean ofNobody = isOfNobody(one);

        Comparison.of(
                        ofNobody,
                        ordered -> answer(one, ordered, one.call()),
                        ordered -> answer(one, ordered, ofNobody ? RpcCall.generate() : one.call()))
                .assertEqual();
    }

    /** That every natural row has a case is asserted where the cases are. */
    @Test
    void only_one_row_has_no_case_of_somebody() {
        Set<GatewayError> rows = EnumSet.noneOf(GatewayError.class);
        GatewayCheckTest.CASES.forEach(one -> rows.add(one.row()));
        GatewayCheckTest.CASES.stream().filter(one -> !isOfNobody(one)).forEach(one -> rows.remove(one.row()));

        assertThat(rows).containsExactly(GatewayError.ACCESS_KEY_NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource({
        "V1_SIGNATURE_MISMATCH,   V1_QUERY",
        "V1_SIGNATURE_MISMATCH,   V1_FORM",
        "ACS3_SIGNATURE_MISMATCH, ACS3",
        "ACS3_BODY_MISMATCH,      ACS3_WITHOUT_HOST"
    })
    void a_right_call_is_answered_by_its_own_string_to_sign(GatewayError row, Dialect dialect) {
        RpcCall call = RpcCall.generate(dialect).with("FileSuffix", "bin");
        Map<String, String> signed =
                Authorization.of(RpcRequest.of(call.arrivingAt(RpcStub.NOW))).signed();

        Refusal why = ordered(row, call).story().refusal().orElseThrow();

        assertThat(signed.get("StringToSign")).isNotBlank();
        assertThat(why.arguments()).isEqualTo(signed);
        assertThat(why.message()).contains(signed.get("StringToSign"));
    }

    @ParameterizedTest
    @CsvSource({
        "MISSING_COMMON_PARAMETER,    GenerateOTAUploadURL, MissingAccessKeyId",
        "MISSING_OPERATION_PARAMETER, CreateOTAFirmware,    MissingDestVersion",
        "MISSING_OPERATION_PARAMETER, GenerateOTAUploadURL, MissingAction",
        "UNKNOWN_SIGNATURE_TYPE,      GenerateOTAUploadURL, InvalidSignatureType",
        "UNKNOWN_SIGNATURE_VERSION,   GenerateOTAUploadURL, InvalidSignatureVersion"
    })
    void of_a_call_that_lacks_nothing_the_first_parameter_that_it_needs_is_said_to_be_missing(
            GatewayError row, String action, String code) {
        RpcCall call =
                new RpcCall(Dialect.V1_QUERY, action).with("DestVersion", "1").with("FirmwareName", "name");

        assertThat(ordered(row, call).story().refusal().orElseThrow().code()).isEqualTo(code);
    }

    @Test
    void what_the_order_gives_goes_before_what_the_call_says() {
        RpcStub stub = new RpcStub();
        stub.errors.add(Comparison.next(
                new OrderedError(GatewayError.MISSING_OPERATION_PARAMETER, Map.of("Param", "ProductKey"))));

        assertThat(RpcStub.body(stub.answer(RpcCall.generate())))
                .contains("\"MissingProductKey\"", "ProductKey is mandatory for this action.");
    }

    @ParameterizedTest
    @EnumSource(GatewayError.class)
    void every_row_can_be_ordered_in_every_dialect_and_leaves_nothing_to_fill_in(GatewayError row) {
        for (Dialect dialect : Dialect.values()) {
            HttpAnswer answer = ordered(row, RpcCall.generate(dialect));

            assertThat(answer.status()).isEqualTo(row.status());
            assertThat(answer.story().refusal()).map(Refusal::row).contains(row);
            assertThat(answer.story().refusal().orElseThrow().message()).doesNotContainPattern("\\{\\w+}");
        }
    }

    @Test
    void an_ordered_refusal_uses_no_nonce_and_no_quota() {
        RpcStub stub = new RpcStub();
        for (int i = 0; i < 20; i++) {
            stub.errors.add(Comparison.next(new OrderedError(GatewayError.USER_FLOW_CONTROL, Map.of())));
            assertThat(stub.answer(RpcCall.generate().common("SignatureNonce", "one"))
                            .status())
                    .isEqualTo(400);
        }

        // With ten calls a second.
        assertThat(stub.answer(RpcCall.generate().common("SignatureNonce", "one"))
                        .status())
                .isEqualTo(200);
        for (int i = 0; i < 9; i++) {
            assertThat(stub.answer(RpcCall.generate()).status()).isEqualTo(200);
        }
        assertThat(stub.answer(RpcCall.generate()).status()).isEqualTo(400);
    }

    @Test
    void a_call_takes_no_order_for_the_other_service() {
        RpcStub stub = new RpcStub();
        stub.errors.add(Comparison.next(new OrderedError(PostObjectError.INTERNAL_ERROR, Map.of())));

        assertThat(stub.answer(RpcCall.generate()).status()).isEqualTo(200);
    }

    @Test
    void a_call_of_nobody_takes_no_order() {
        RpcStub stub = new RpcStub();
        stub.errors.add(Comparison.next(new OrderedError(GatewayError.INTERNAL_ERROR, Map.of())));

        assertThat(stub.answer(RpcCall.generate().without("AccessKeyId")).status())
                .isEqualTo(400);
        assertThat(stub.answer(RpcCall.generate()).status()).isEqualTo(500);
    }

    private static HttpAnswer ordered(ErrorRow row, RpcCall call) {
        RpcStub stub = new RpcStub();
        stub.errors.add(Comparison.next(new OrderedError(row, Map.of())));
        return stub.answer(call);
    }
}
