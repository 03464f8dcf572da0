package dev.otastub.contracts.kit;

import static dev.otastub.iot.IotError.BLANK_FIRMWARE_NAME;
import static dev.otastub.iot.IotError.DESCRIPTION_EXCEEDS_MAX_LENGTH;
import static dev.otastub.iot.IotError.INCORRECT_FORMATTED_FIRMWARE_NAME;
import static dev.otastub.iot.IotError.INCORRECT_FORMATTED_FIRMWARE_VERSION;
import static dev.otastub.iot.IotError.INCORRECT_FORMATTED_MODULE_NAME;
import static dev.otastub.iot.IotError.INCORRECT_FORMATTED_SRC_VERSION;
import static dev.otastub.iot.IotError.INVALID_FIRMWARE;
import static dev.otastub.iot.IotError.INVALID_FIRMWARE_SIGN_METHOD;
import static dev.otastub.iot.IotError.INVALID_FIRMWARE_TYPE;
import static dev.otastub.iot.IotError.INVALID_FORMATTED_PARAMETER;
import static dev.otastub.iot.IotError.INVALID_PRODUCT_KEY;
import static dev.otastub.iot.IotError.MALFORMED_FIRMWARE_URL;
import static dev.otastub.iot.IotError.NULL_FIRMWARE_NAME;
import static dev.otastub.iot.IotError.NULL_FIRMWARE_URL;
import static dev.otastub.iot.IotError.NULL_FIRMWARE_VERSION;
import static dev.otastub.iot.IotError.SRC_DEST_VERSION_MATCHED;
import static dev.otastub.iot.IotError.SRC_VERSION_IS_MANDATORY;
import static dev.otastub.iot.IotError.UNKNOWN_FILE_SUFFIX;
import static dev.otastub.rpc.GatewayError.ACCESS_KEY_NOT_FOUND;
import static dev.otastub.rpc.GatewayError.ACCESS_KEY_NOT_FOUND_OR_INVALID;
import static dev.otastub.rpc.GatewayError.ACS3_BODY_MISMATCH;
import static dev.otastub.rpc.GatewayError.ACS3_SIGNATURE_MISMATCH;
import static dev.otastub.rpc.GatewayError.CONTENT_MD5_MISMATCH;
import static dev.otastub.rpc.GatewayError.EXPIRED_TIMESTAMP;
import static dev.otastub.rpc.GatewayError.INCOMPLETE_SIGNATURE;
import static dev.otastub.rpc.GatewayError.MALFORMED_TIMESTAMP;
import static dev.otastub.rpc.GatewayError.MISSING_ACTION;
import static dev.otastub.rpc.GatewayError.MISSING_COMMON_PARAMETER;
import static dev.otastub.rpc.GatewayError.MISSING_OPERATION_PARAMETER;
import static dev.otastub.rpc.GatewayError.NONCE_USED;
import static dev.otastub.rpc.GatewayError.UNKNOWN_ACTION;
import static dev.otastub.rpc.GatewayError.UNKNOWN_SIGNATURE_METHOD;
import static dev.otastub.rpc.GatewayError.UNKNOWN_SIGNATURE_TYPE;
import static dev.otastub.rpc.GatewayError.UNKNOWN_SIGNATURE_VERSION;
import static dev.otastub.rpc.GatewayError.UNKNOWN_VERSION;
import static dev.otastub.rpc.GatewayError.UNSUPPORTED_HTTP_METHOD;
import static dev.otastub.rpc.GatewayError.USER_FLOW_CONTROL;
import static dev.otastub.rpc.GatewayError.V1_SIGNATURE_MISMATCH;

import dev.otastub.contracts.kit.Judgement.Breach;
import dev.otastub.iot.IotError;
import dev.otastub.rpc.GatewayError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a client promises of its calls. */
final class CallRules {

    private static final Set<GatewayError> UNSIGNED = Set.of(
            UNKNOWN_SIGNATURE_TYPE,
            MISSING_COMMON_PARAMETER,
            UNKNOWN_SIGNATURE_METHOD,
            UNKNOWN_SIGNATURE_VERSION,
            ACCESS_KEY_NOT_FOUND,
            ACCESS_KEY_NOT_FOUND_OR_INVALID,
            CONTENT_MD5_MISMATCH,
            INCOMPLETE_SIGNATURE,
            ACS3_BODY_MISMATCH,
            V1_SIGNATURE_MISMATCH,
            ACS3_SIGNATURE_MISMATCH);

    private static final Set<GatewayError> NOT_AS_THE_PAGE_SAYS = Set.of(
            UNSUPPORTED_HTTP_METHOD, MISSING_ACTION, UNKNOWN_ACTION, UNKNOWN_VERSION, MISSING_OPERATION_PARAMETER);

    private static final Set<IotError> VALUES_NOT_AS_THE_PAGE_SAYS = EnumSet.of(
            UNKNOWN_FILE_SUFFIX,
            INCORRECT_FORMATTED_FIRMWARE_VERSION,
            NULL_FIRMWARE_VERSION,
            NULL_FIRMWARE_NAME,
            BLANK_FIRMWARE_NAME,
            INCORRECT_FORMATTED_FIRMWARE_NAME,
            NULL_FIRMWARE_URL,
            MALFORMED_FIRMWARE_URL,
            INVALID_FIRMWARE_SIGN_METHOD,
            INVALID_FIRMWARE_TYPE,
            INVALID_FIRMWARE,
            SRC_VERSION_IS_MANDATORY,
            INCORRECT_FORMATTED_SRC_VERSION,
            SRC_DEST_VERSION_MATCHED,
            INCORRECT_FORMATTED_MODULE_NAME,
            DESCRIPTION_EXCEEDS_MAX_LENGTH,
            INVALID_PRODUCT_KEY,
            INVALID_FORMATTED_PARAMETER);

    /** What the pages of both operations allow an account. */
    private static final int CALLS_A_SECOND = 10;

    private CallRules() {}

    private static boolean anyAccepted(Observed observed) {
        return observed.calls().anyMatch(Sighting::isAccepted);
    }

    static Judgement signed(Observed observed) {
        Collection<String> ways = new TreeSet<>();
        observed.calls()
                .filter(Sighting::isAccepted)
                .forEach(one -> ways.add(one.call().orElseThrow().acs3() ? "ACS3" : "V1"));
        return Judgement.of(observed.refusedFor(UNSIGNED), !ways.isEmpty(), "by " + String.join(" and ", ways));
    }

    static Judgement nonces(Observed observed) {
        Map<String, Integer> seen = new HashMap<>();
        List<Breach> broken = new ArrayList<>();
        observed.calls()
                .forEach(one -> one.call().orElseThrow().value("SignatureNonce").ifPresent(nonce -> {
                    Integer first = seen.putIfAbsent(nonce, one.number());
                    if (first != null) {
                        broken.add(one.because("SignatureNonce " + nonce + " is that of request " + first));
                    } else if (one.isRefusedFor(Set.of(NONCE_USED))) {
                        broken.add(one.becauseRefused());
                    }
                }));
        return Judgement.of(broken, seen.size() > 1, seen.size() + " calls, each with one of its own");
    }

    static Judgement timestamps(Observed observed) {
        return Judgement.of(
                observed.refusedFor(Set.of(MALFORMED_TIMESTAMP, EXPIRED_TIMESTAMP)), anyAccepted(observed), "");
    }

    static Judgement parameters(Observed observed) {
        List<Breach> broken = new ArrayList<>();
        Collection<String> optional = new TreeSet<>();
        observed.calls()
                .filter(one -> !one.call().orElseThrow().action().isEmpty())
                .forEach(one -> {
                    ClientCall call = one.call().orElseThrow();
                    List<String> unknown = call.values().keySet().stream()
                            .filter(name -> !ApiParameters.isKnown(call.action(), name))
                            .toList();
                    if (!unknown.isEmpty()) {
                        // The cloud ignores such ones: whatever it refused the call for, it was something else.
                        broken.add(Breach.unpunished(one.because("the API does not know " + String.join(", ", unknown))
                                .text()));
                    }
                    call.values().keySet().stream()
                            .filter(name -> ApiParameters.isOptional(call.action(), name))
                            .forEach(optional::add);
                });
        return Judgement.of(
                broken,
                anyAccepted(observed),
                optional.isEmpty() ? "no optional ones" : "of the optional ones " + String.join(", ", optional));
    }

    static Judgement values(Observed observed) {
        List<Breach> broken = Stream.concat(
                        observed.refusedFor(NOT_AS_THE_PAGE_SAYS).stream(),
                        observed.refusedFor(VALUES_NOT_AS_THE_PAGE_SAYS).stream())
                .toList();
        return Judgement.of(broken, anyAccepted(observed), "");
    }

    static Judgement formats(Observed observed) {
        List<Breach> broken = new ArrayList<>();
        Collection<String> asked = new TreeSet<>();
        observed.calls().forEach(one -> {
            ClientCall call = one.call().orElseThrow();
            if (!Set.of("JSON", "XML").contains(call.format())) {
                broken.add(one.because("Format is '" + call.format() + "'"));
            }
            asked.add(call.format() + (call.value("Format").isPresent() ? "" : ", by asking for none"));
        });
        return Judgement.of(broken, anyAccepted(observed), String.join(" and ", asked));
    }

    static Judgement pace(Observed observed) {
        List<Breach> broken = new ArrayList<>();
        Map<String, Integer> counts = new HashMap<>();
        observed.calls().forEach(one -> {
            String action = one.call().orElseThrow().action();
            int count = counts.merge(action + " " + one.at().getEpochSecond(), 1, Integer::sum);
            if (count == CALLS_A_SECOND + 1) {
                broken.add(one.because("call " + count + " of " + action + " within a second"));
            } else if (count <= CALLS_A_SECOND && one.isRefusedFor(Set.of(USER_FLOW_CONTROL))) {
                broken.add(one.becauseRefused());
            }
        });
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return Judgement.of(broken, anyAccepted(observed), "at most " + most + " of one operation");
    }
}
