package dev.otastub.contracts;

import static dev.otastub.contracts.Promise.Provider.RPC;
import static dev.otastub.contracts.ProviderState.CALLS_USED_UP;
import static dev.otastub.contracts.ProviderState.FILE_UPLOADED;
import static dev.otastub.contracts.ProviderState.NOTHING_UPLOADED;
import static dev.otastub.contracts.ProviderState.PACKAGE_EXISTS;
import static dev.otastub.contracts.ProviderState.SERVICE_FAILING;
import static dev.otastub.contracts.ProviderState.SIGNED_CALLS;

import dev.otastub.core.ErrorRow;
import dev.otastub.core.Evidence;
import dev.otastub.iot.IotError;
import dev.otastub.rpc.GatewayError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What clients of GenerateOTAUploadURL and CreateOTAFirmware build upon. */
final class RpcPromises {

    static final String TICKET = "GenerateOTAUploadURL";
    static final String PACKAGE = "CreateOTAFirmware";

    private static final List<String> FORMATS = List.of("JSON", "XML");
    private static final State SIGNED = State.of(SIGNED_CALLS);
    private static final State UPLOADED = State.of(FILE_UPLOADED, "size", 8);
    private static final String STRING_TO_SIGN = "GET&%2F&AccessKeyId%3Dtestid%26Action%3DGenerateOTAUploadURL";
    private static final String CANONICAL_REQUEST = "POST\n/\n\nhost:iot.cn-shanghai.aliyuncs.com\n\nhost\n"
            + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private final List<Promise> promises = new ArrayList<>();

    private RpcPromises() {}

    static List<Promise> all() {
        RpcPromises all = new RpcPromises();
        all.tickets();
        all.packages();
        all.refusedByTheGateway();
        all.refusedPackages();
        return all.promises;
    }

    /** The parameters of a package that CreateOTAFirmware must have. */
    static Map<String, Value> packageParameters() {
        Map<String, Value> own = new LinkedHashMap<>();
        own.put("FirmwareName", Value.like(Forms.TEXT, "pump"));
        own.put("DestVersion", Value.like("^[A-Za-z0-9._-]{1,64}$", "1.0.0"));
        own.put(
                "FirmwareUrl",
                Value.like(Forms.URL, "https://iotx-ota.oss-cn-shanghai.aliyuncs.com/ota/f56a/cmwr.bin"));
        return own;
    }

    private void tickets() {
        succeeds(" as ", Framing.V1_QUERY, FORMATS, TICKET, Map.of(), List.of(SIGNED));
        succeeds(" by a V1 form, as ", Framing.V1_FORM, FORMATS, TICKET, Map.of(), List.of(SIGNED));
        succeeds(" by ACS3, as ", Framing.ACS3, List.of("JSON"), TICKET, Map.of(), List.of(SIGNED));
        succeeds(
                " for a zip file, as ",
                Framing.V1_QUERY,
                FORMATS,
                TICKET,
                Map.of("FileSuffix", Value.constant("zip")),
                List.of(SIGNED));
        fails(
                "",
                " for an exe file, as ",
                Framing.V1_QUERY,
                FORMATS,
                TICKET,
                Map.of("FileSuffix", Value.constant("exe")),
                List.of(SIGNED),
                IotError.UNKNOWN_FILE_SUFFIX);
    }

    private void packages() {
        Map<String, Value> own = packageParameters();
        List<State> states = List.of(SIGNED, UPLOADED);
        succeeds(" as ", Framing.V1_QUERY, FORMATS, PACKAGE, own, states);
        succeeds(" by a V1 form, as ", Framing.V1_FORM, FORMATS, PACKAGE, own, states);
        succeeds(" by ACS3, as ", Framing.ACS3, List.of("JSON"), PACKAGE, own, states);
        succeeds(" with size and digest, as ", Framing.V1_QUERY, FORMATS, PACKAGE, withDigest(own), states);
        fails(
                "",
                " with a version of two words, as ",
                Framing.V1_QUERY,
                FORMATS,
                PACKAGE,
                with(own, "DestVersion", Value.constant("1.0 beta")),
                states,
                IotError.INCORRECT_FORMATTED_FIRMWARE_VERSION);
        Map<String, Value> nameless = new LinkedHashMap<>(own);
        nameless.remove("FirmwareName");
        fails(
                "",
                " without a name, as ",
                Framing.V1_QUERY,
                FORMATS,
                PACKAGE,
                nameless,
                states,
                GatewayError.MISSING_OPERATION_PARAMETER);
    }

    private void refusedByTheGateway() {
        gateway("signature-mismatch", signed("secret", "wrong"), GatewayError.V1_SIGNATURE_MISMATCH);
        gateway("unknown-access-key", signed("accessKey", "unknown"), GatewayError.ACCESS_KEY_NOT_FOUND);
        gateway("disabled-access-key", signed("accessKey", "disabled"), GatewayError.ACCESS_KEY_INACTIVE);
        // Pages differ on whether 15 minutes are allowed or 31; no client is to depend on it.
        gateway("timestamp-expired", signed("clock", "-PT45M"), GatewayError.EXPIRED_TIMESTAMP);
        gateway("nonce-used", signed("nonce", "used"), GatewayError.NONCE_USED);
        gateway("throttled", List.of(SIGNED, State.of(CALLS_USED_UP)), GatewayError.USER_FLOW_CONTROL);
        gateway("no-permission", signed("accessKey", "of a RAM user without permission"), GatewayError.RAM_FORBIDDEN);
        gateway("service-unavailable", failing("ServiceUnavailable"), GatewayError.SERVICE_UNAVAILABLE);
        gateway("internal-error", failing("InternalError"), GatewayError.INTERNAL_ERROR);
        fails(
                "security-token-expired",
                " with a security token, as ",
                Framing.V1_QUERY,
                FORMATS,
                TICKET,
                Map.of("SecurityToken", Value.like(Forms.WORD, "CAISexampletoken")),
                signed("securityToken", "expired"),
                GatewayError.SECURITY_TOKEN_EXPIRED);
    }

    private void refusedPackages() {
        fails(
                "digest-mismatch",
                " with size and digest, as ",
                Framing.V1_QUERY,
                FORMATS,
                PACKAGE,
                withDigest(packageParameters()),
                List.of(SIGNED, new State(FILE_UPLOADED, Map.of("size", 8, "digest", "another file's"))),
                IotError.INVALID_FIRMWARE_SIGN);
        business("nothing-uploaded", List.of(SIGNED, State.of(NOTHING_UPLOADED)), IotError.NOTHING_UPLOADED);
        business(
                "name-taken",
                List.of(SIGNED, UPLOADED, State.of(PACKAGE_EXISTS, "with", "the same FirmwareName")),
                IotError.ALREADY_EXISTED_FIRMWARE_NAME);
        business(
                "version-taken",
                List.of(SIGNED, UPLOADED, State.of(PACKAGE_EXISTS, "with", "the same DestVersion")),
                IotError.ALREADY_EXISTED_FIRMWARE_VERSION);
    }

    /** Both operations; for they may be asked by clients of all kinds, ACS3 too. */
    private void gateway(String scenario, List<State> states, ErrorRow row) {
        fails(scenario, " as ", Framing.V1_QUERY, FORMATS, TICKET, Map.of(), states, row);
        ErrorRow acs3 = row == GatewayError.V1_SIGNATURE_MISMATCH ? GatewayError.ACS3_SIGNATURE_MISMATCH : row;
        fails(scenario, " by ACS3, as ", Framing.ACS3, List.of("JSON"), TICKET, Map.of(), states, acs3);
        fails(scenario, " as ", Framing.V1_QUERY, FORMATS, PACKAGE, packageParameters(), states, row);
    }

    private void business(String scenario, List<State> states, ErrorRow row) {
        fails(scenario, " as ", Framing.V1_QUERY, FORMATS, PACKAGE, packageParameters(), states, row);
    }

    private void succeeds(
            String how,
            Framing framing,
            List<String> formats,
            String action,
            Map<String, Value> own,
            List<State> states) {
        for (String format : formats) {
            Value suffix = own.getOrDefault("FileSuffix", Value.constant("bin"));
            Answer answer = action.equals(TICKET)
                    ? Successes.ticket(format, suffix.example())
                    : Successes.firmwarePackage(format);
            add("", action + how + format, states, Evidence.DOCUMENTED, framing, format, action, own, answer);
        }
    }

    private void fails(
            String scenario,
            String how,
            Framing framing,
            List<String> formats,
            String action,
            Map<String, Value> own,
            List<State> states,
            ErrorRow row) {
        Map<String, String> arguments =
                Map.of("Param", "FirmwareName", "StringToSign", STRING_TO_SIGN, "CanonicalRequest", CANONICAL_REQUEST);
        for (String format : formats) {
            String description = action + how + format + ": " + Errors.code(row, arguments) + told(row);
            Answer answer = Errors.rpc(row, arguments, format, action);
            add(scenario, description, states, row.evidence(), framing, format, action, own, answer);
        }
    }

    /** One Code has two causes that clients can tell apart by what they did. */
    private static String told(ErrorRow row) {
        return row == IotError.NOTHING_UPLOADED ? ", nothing uploaded" : "";
    }

    private void add(
            String scenario,
            String description,
            List<State> states,
            Evidence evidence,
            Framing framing,
            String format,
            String action,
            Map<String, Value> own,
            Answer answer) {
        promises.add(new Promise(
                RPC, scenario, description, states, evidence, new Ask.Rpc(framing, format, action, own), answer));
    }

    private static List<State> signed(String parameter, String value) {
        return List.of(State.of(SIGNED_CALLS, parameter, value));
    }

    private static List<State> failing(String code) {
        return List.of(SIGNED, State.of(SERVICE_FAILING, "code", code));
    }

    private static Map<String, Value> withDigest(Map<String, Value> own) {
        Map<String, Value> more =
                with(own, "FirmwareSign", Value.like("^[0-9a-f]{32}$", "25f9e794323b453885f5181f1b624d0b"));
        return with(more, "FirmwareSize", Value.like("^[0-9]+$", "8"));
    }

    private static Map<String, Value> with(Map<String, Value> own, String name, Value value) {
        Map<String, Value> more = new LinkedHashMap<>(own);
        more.put(name, value);
        return more;
    }
}
