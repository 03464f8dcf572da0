package dev.otastub.rpc;

import static dev.otastub.rpc.GatewayCheck.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.account.AccessKey;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.Refusal;
import dev.otastub.testing.RpcCall;
import dev.otastub.testing.RpcCall.Dialect;
import dev.otastub.testing.RpcStub;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

final class GatewayCheckTest {

    /** A valid call and the one thing that differs. */
    record Case(String name, GatewayCheck check, GatewayError row, Consumer<RpcStub> before, RpcCall call) {
        Case(String name, GatewayCheck check, GatewayError row, RpcCall call) {
            this(name, check, row, stub -> {}, call);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Case> CASES = List.of(
            new Case(
                    "DELETE",
                    METHOD_IS_GET_OR_POST,
                    GatewayError.UNSUPPORTED_HTTP_METHOD,
                    generate().method("DELETE")),
            new Case(
                    "a large body",
                    BODY_IS_NOT_TOO_LARGE,
                    GatewayError.BODY_TOO_LARGE,
                    generate().body(new byte[Gateway.LARGEST_BODY + 1])),
            new Case(
                    "another product's domain",
                    DOMAIN_IS_OF_IOT_PLATFORM,
                    GatewayError.UNKNOWN_PRODUCT,
                    generate().host("ecs.cn-shanghai.aliyuncs.com")),
            new Case(
                    "Format=YAML",
                    FORMAT_IS_KNOWN,
                    GatewayError.UNKNOWN_FORMAT,
                    generate().common("Format", "YAML")),
            new Case(
                    "another version",
                    VERSION_IS_KNOWN,
                    GatewayError.UNKNOWN_VERSION,
                    generate().common("Version", "2017-04-20")),
            new Case(
                    "no version",
                    VERSION_IS_KNOWN,
                    GatewayError.UNKNOWN_VERSION,
                    generate().without("Version")),
            new Case(
                    "an empty version",
                    VERSION_IS_KNOWN,
                    GatewayError.UNKNOWN_VERSION,
                    generate().common("Version", "")),
            new Case(
                    "no action",
                    ACTION_IS_GIVEN,
                    GatewayError.MISSING_ACTION,
                    generate().without("Action")),
            new Case(
                    "an unknown action",
                    ACTION_IS_KNOWN,
                    GatewayError.UNKNOWN_ACTION,
                    generate().common("Action", "GenerateOtaUploadUrl")),
            new Case(
                    "BEARERTOKEN",
                    SIGNATURE_TYPE_IS_KNOWN,
                    GatewayError.UNKNOWN_SIGNATURE_TYPE,
                    generate().common("SignatureType", "BEARERTOKEN")),
            new Case(
                    "BEARERTOKEN without a signature",
                    SIGNATURE_TYPE_IS_KNOWN,
                    GatewayError.UNKNOWN_SIGNATURE_TYPE,
                    generate()
                            .common("SignatureType", "BEARERTOKEN")
                            .common("BearerToken", "x")
                            .common("SignatureMethod", "")
                            .common("SignatureVersion", "")
                            .common("Signature", "")),
            new Case(
                    "a bearer token in ACS3",
                    SIGNATURE_TYPE_IS_KNOWN,
                    GatewayError.UNKNOWN_SIGNATURE_TYPE,
                    acs3().header("x-acs-bearer-token", "x")),
            new Case(
                    "no access key id",
                    COMMON_PARAMETERS_ARE_GIVEN,
                    GatewayError.MISSING_COMMON_PARAMETER,
                    generate().without("AccessKeyId")),
            new Case(
                    "an empty access key id",
                    COMMON_PARAMETERS_ARE_GIVEN,
                    GatewayError.MISSING_COMMON_PARAMETER,
                    generate().common("AccessKeyId", "")),
            new Case(
                    "no signature",
                    COMMON_PARAMETERS_ARE_GIVEN,
                    GatewayError.MISSING_COMMON_PARAMETER,
                    generate().common("Signature", "")),
            new Case(
                    "no nonce",
                    COMMON_PARAMETERS_ARE_GIVEN,
                    GatewayError.MISSING_COMMON_PARAMETER,
                    generate().without("SignatureNonce")),
            new Case(
                    "no date in ACS3",
                    COMMON_PARAMETERS_ARE_GIVEN,
                    GatewayError.MISSING_COMMON_PARAMETER,
                    acs3().without("Timestamp")),
            new Case(
                    "HMAC-SHA256 in V1",
                    SIGNATURE_METHOD_IS_KNOWN,
                    GatewayError.UNKNOWN_SIGNATURE_METHOD,
                    generate().common("SignatureMethod", "HMAC-SHA256")),
            new Case(
                    "ACS3-RSA-SHA256",
                    SIGNATURE_METHOD_IS_KNOWN,
                    GatewayError.UNKNOWN_SIGNATURE_METHOD,
                    acs3().common("SignatureMethod", "ACS3-RSA-SHA256")),
            new Case(
                    "signature version 2.0",
                    SIGNATURE_VERSION_IS_KNOWN,
                    GatewayError.UNKNOWN_SIGNATURE_VERSION,
                    generate().common("SignatureVersion", "2.0")),
            new Case(
                    "an unknown access key",
                    ACCESS_KEY_IS_KNOWN,
                    GatewayError.ACCESS_KEY_NOT_FOUND,
                    generate().key(AccessKey.of("nobody", "nothing"))),
            new Case(
                    "the issuing pair",
                    ACCESS_KEY_IS_KNOWN,
                    GatewayError.ACCESS_KEY_NOT_FOUND,
                    generate().key(RpcStub.ISSUING_KEY)),
            new Case(
                    "a disabled access key",
                    ACCESS_KEY_IS_ACTIVE,
                    GatewayError.ACCESS_KEY_INACTIVE,
                    generate().key(RpcStub.DISABLED_KEY)),
            new Case(
                    "no token",
                    TOKEN_IS_GIVEN,
                    GatewayError.MISSING_SECURITY_TOKEN,
                    generate().key(RpcStub.TOKEN.key())),
            new Case(
                    "an unknown token",
                    TOKEN_IS_KNOWN,
                    GatewayError.SECURITY_TOKEN_MALFORMED,
                    generate().key(RpcStub.TOKEN.key()).common("SecurityToken", "rubbish")),
            new Case(
                    "a token of another key",
                    TOKEN_IS_OF_THE_ACCESS_KEY,
                    GatewayError.SECURITY_TOKEN_OF_ANOTHER_KEY,
                    generate().common("SecurityToken", RpcStub.TOKEN.token())),
            new Case(
                    "an expired token",
                    TOKEN_IS_NOT_EXPIRED,
                    GatewayError.SECURITY_TOKEN_EXPIRED,
                    generate().key(RpcStub.EXPIRED_TOKEN.key()).common("SecurityToken", RpcStub.EXPIRED_TOKEN.token())),
            new Case(
                    "an expired token in ACS3",
                    TOKEN_IS_NOT_EXPIRED,
                    GatewayError.SECURITY_TOKEN_EXPIRED,
                    acs3().key(RpcStub.EXPIRED_TOKEN.key()).common("SecurityToken", RpcStub.EXPIRED_TOKEN.token())),
            new Case(
                    "a local timestamp",
                    TIMESTAMP_IS_WELL_FORMED,
                    GatewayError.MALFORMED_TIMESTAMP,
                    generate().common("Timestamp", "2026-11-22 11:50:16")),
            new Case(
                    "the 32nd of November",
                    TIMESTAMP_IS_WELL_FORMED,
                    GatewayError.MALFORMED_TIMESTAMP,
                    generate().common("Timestamp", "2026-11-32T11:50:16Z")),
            new Case(
                    "a timestamp too old",
                    TIMESTAMP_IS_FRESH,
                    GatewayError.EXPIRED_TIMESTAMP,
                    generate().common("Timestamp", "2026-11-22T11:35:16Z")),
            new Case(
                    "a timestamp too new",
                    TIMESTAMP_IS_FRESH,
                    GatewayError.EXPIRED_TIMESTAMP,
                    generate().common("Timestamp", "2026-11-22T12:05:17Z")),
            new Case(
                    "a used nonce",
                    NONCE_IS_UNUSED,
                    GatewayError.NONCE_USED,
                    stub -> stub.answer(generate().common("SignatureNonce", "used")),
                    generate().common("SignatureNonce", "used")),
            new Case(
                    "a used nonce and a wrong signature",
                    NONCE_IS_UNUSED,
                    GatewayError.NONCE_USED,
                    stub -> stub.answer(generate().common("SignatureNonce", "used")),
                    generate().common("SignatureNonce", "used").secret("wrong")),
            new Case(
                    "another Content-MD5",
                    CONTENT_MD5_MATCHES,
                    GatewayError.CONTENT_MD5_MISMATCH,
                    generate().header("Content-MD5", "3LAUEmyQeoiwTu0NacbzgQ==")),
            new Case(
                    "no signed headers",
                    SIGNATURE_IS_COMPLETE,
                    GatewayError.INCOMPLETE_SIGNATURE,
                    acs3().common("SignedHeaders", "")),
            new Case(
                    "another body hash",
                    BODY_IS_THE_SIGNED_ONE,
                    GatewayError.ACS3_BODY_MISMATCH,
                    acs3().header("x-acs-content-sha256", "0".repeat(64))),
            new Case(
                    "a wrong secret",
                    SIGNATURE_MATCHES,
                    GatewayError.V1_SIGNATURE_MISMATCH,
                    generate().secret("wrong")),
            new Case(
                    "a wrong secret in ACS3",
                    SIGNATURE_MATCHES,
                    GatewayError.ACS3_SIGNATURE_MISMATCH,
                    acs3().secret("wrong")),
            new Case(
                    "a RAM user who may only read",
                    OPERATION_IS_PERMITTED,
                    GatewayError.RAM_FORBIDDEN,
                    generate().key(RpcStub.READER_KEY)),
            new Case(
                    "a role that may only read",
                    OPERATION_IS_PERMITTED,
                    GatewayError.RAM_FORBIDDEN,
                    generate().key(RpcStub.READER_TOKEN.key()).common("SecurityToken", RpcStub.READER_TOKEN.token())),
            new Case(
                    "a RAM user who may only read, in ACS3",
                    OPERATION_IS_PERMITTED,
                    GatewayError.RAM_FORBIDDEN,
                    acs3().key(RpcStub.READER_KEY)),
            new Case(
                    "the eleventh call of a second",
                    QUOTA_IS_LEFT,
                    GatewayError.USER_FLOW_CONTROL,
                    stub -> tenCalls(stub),
                    generate()),
            new Case(
                    "the eleventh call, by a RAM user",
                    QUOTA_IS_LEFT,
                    GatewayError.USER_FLOW_CONTROL,
                    stub -> tenCalls(stub),
                    generate().key(RpcStub.RAM_KEY)),
            new Case(
                    "no DestVersion",
                    OPERATION_PARAMETERS_ARE_GIVEN,
                    GatewayError.MISSING_OPERATION_PARAMETER,
                    new RpcCall(Dialect.V1_QUERY, "CreateOTAFirmware").with("FirmwareName", "name")),
            new Case(
                    "an empty FirmwareName",
                    OPERATION_PARAMETERS_ARE_GIVEN,
                    GatewayError.MISSING_OPERATION_PARAMETER,
                    new RpcCall(Dialect.ACS3, "CreateOTAFirmware")
                            .with("DestVersion", "1")
                            .with("FirmwareName", "")));

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void a_valid_call_passes_every_check(Dialect dialect) {
        RpcStub stub = new RpcStub();

        assertThat(refusing(stub, RpcCall.generate(dialect).with("FileSuffix", "tar.gz")))
                .isEmpty();
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void a_call_with_one_thing_wrong_is_refused_for_it(Case one) {
        RpcStub stub = new RpcStub();
        one.before().accept(stub);

        HttpAnswer answer = stub.answer(one.call());

        assertThat(answer.story().refusal()).map(Refusal::row).contains(one.row());
        assertThat(answer.status()).isEqualTo(one.row().status());
        Refusal why = answer.story().refusal().orElseThrow();
        assertThat(RpcStub.body(answer)).contains(why.code());
        assertThat(why.code() + why.message()).doesNotContain("{");
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void the_check_that_refuses_first_is_the_one_that_is_meant(Case one) {
        assertThat(refusing(one)).startsWith(one.check());
    }

    @Test
    void every_check_has_a_case_that_only_it_refuses() {
        Set<GatewayCheck> alone = EnumSet.noneOf(GatewayCheck.class);
        CASES.stream().filter(one -> refusing(one).equals(List.of(one.check()))).forEach(one -> alone.add(one.check()));

        // The two checks of the nonce are one rule at two moments; see the tests below.
        assertThat(EnumSet.complementOf(EnumSet.copyOf(alone))).containsExactly(NONCE_IS_UNUSED, NONCE_IS_CLAIMED);
    }

    @Test
    void a_body_of_the_largest_size_is_not_too_large() {
        RpcCall call = generate().body(new byte[Gateway.LARGEST_BODY]);

        assertThat(refusing(new RpcStub(), call)).isEmpty();
    }

    @Test
    void every_natural_row_has_a_case() {
        Set<GatewayError> natural = Arrays.stream(GatewayError.values())
                .filter(row -> row.provocation().natural())
                .collect(Collectors.toSet());

        assertThat(CASES).extracting(Case::row).hasSameElementsAs(natural);
    }

    @Test
    void a_used_nonce_is_refused_before_the_signature_is_looked_at() {
        RpcStub stub = new RpcStub();
        stub.answer(generate().common("SignatureNonce", "used"));

        assertThat(refusing(stub, generate().common("SignatureNonce", "used").secret("wrong")))
                .containsExactly(NONCE_IS_UNUSED, SIGNATURE_MATCHES, NONCE_IS_CLAIMED);
    }

    @Test
    void a_nonce_that_was_free_a_moment_ago_can_be_claimed_once() {
        RpcStub stub = new RpcStub();
        Attempt first = attempt(stub, generate().common("SignatureNonce", "contested"));
        Attempt second = attempt(stub, generate().common("SignatureNonce", "contested"));
        assertThat(NONCE_IS_UNUSED.refusal(first)).isEmpty();
        assertThat(NONCE_IS_UNUSED.refusal(second)).isEmpty();

        assertThat(NONCE_IS_CLAIMED.refusal(first)).isEmpty();
        assertThat(NONCE_IS_CLAIMED.refusal(second)).map(Refusal::row).contains(GatewayError.NONCE_USED);
    }

    @Test
    void a_call_that_is_not_permitted_costs_no_quota() {
        RpcStub stub = new RpcStub();
        for (int i = 0; i < 20; i++) {
            stub.answer(generate().key(RpcStub.READER_KEY));
        }

        tenCalls(stub);
    }

    private static List<GatewayCheck> refusing(Case one) {
        RpcStub stub = new RpcStub();
        one.before().accept(stub);
        return refusing(stub, one.call());
    }

    private static List<GatewayCheck> refusing(RpcStub stub, RpcCall call) {
        Attempt attempt = attempt(stub, call);
        return Arrays.stream(GatewayCheck.values())
                .filter(check -> check.refusal(attempt).isPresent())
                .toList();
    }

    private static Attempt attempt(RpcStub stub, RpcCall call) {
        return Attempt.of(RpcRequest.of(call.arrivingAt(stub.clock.instant())), stub.surroundings);
    }

    private static void tenCalls(RpcStub stub) {
        for (int i = 0; i < 10; i++) {
            assertThat(stub.answer(generate()).status()).isEqualTo(200);
        }
    }

    private static RpcCall generate() {
        return RpcCall.generate();
    }

    private static RpcCall acs3() {
        return RpcCall.generate(Dialect.ACS3);
    }
}
