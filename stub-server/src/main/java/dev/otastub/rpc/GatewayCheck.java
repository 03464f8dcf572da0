package dev.otastub.rpc;

import dev.otastub.account.Caller;
import dev.otastub.account.Quota;
import dev.otastub.account.SecurityToken;
import dev.otastub.core.CallerTime;
import dev.otastub.core.ErrorRow;
import dev.otastub.core.Refusal;
import dev.otastub.core.StubClock;
import dev.otastub.signature.Digests;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the gateway checks, in its order; the first refusal wins. Three points of the order are reported: the version is
 * checked before who calls, the access key before the signature, and the operation's parameters after it. The rest of
 * the order is inferred.
 *
 * <p>Each check looks at its own subject only, and passes what lacks it: that is another check's business.
 */
enum GatewayCheck {
    METHOD_IS_GET_OR_POST(GatewayCheck::methodIsGetOrPost),
    BODY_IS_NOT_TOO_LARGE(GatewayCheck::bodyIsNotTooLarge),
    DOMAIN_IS_OF_IOT_PLATFORM(GatewayCheck::domainIsOfIotPlatform),
    FORMAT_IS_KNOWN(GatewayCheck::formatIsKnown),
    VERSION_IS_KNOWN(GatewayCheck::versionIsKnown),
    ACTION_IS_GIVEN(GatewayCheck::actionIsGiven),
    ACTION_IS_KNOWN(GatewayCheck::actionIsKnown),
    SIGNATURE_TYPE_IS_KNOWN(GatewayCheck::signatureTypeIsKnown),
    COMMON_PARAMETERS_ARE_GIVEN(GatewayCheck::commonParametersAreGiven),
    SIGNATURE_METHOD_IS_KNOWN(GatewayCheck::signatureMethodIsKnown),
    SIGNATURE_VERSION_IS_KNOWN(GatewayCheck::signatureVersionIsKnown),
    ACCESS_KEY_IS_KNOWN(GatewayCheck::accessKeyIsKnown),
    ACCESS_KEY_IS_ACTIVE(GatewayCheck::accessKeyIsActive),
    TOKEN_IS_GIVEN(GatewayCheck::tokenIsGiven),
    TOKEN_IS_KNOWN(GatewayCheck::tokenIsKnown),
    TOKEN_IS_OF_THE_ACCESS_KEY(GatewayCheck::tokenIsOfTheAccessKey),
    TOKEN_IS_NOT_EXPIRED(GatewayCheck::tokenIsNotExpired),
    TIMESTAMP_IS_WELL_FORMED(GatewayCheck::timestampIsWellFormed),
    TIMESTAMP_IS_FRESH(GatewayCheck::timestampIsFresh),
    NONCE_IS_UNUSED(GatewayCheck::nonceIsUnused),
    CONTENT_MD5_MATCHES(GatewayCheck::contentMd5Matches),
    SIGNATURE_IS_COMPLETE(GatewayCheck::signatureIsComplete),
    BODY_IS_THE_SIGNED_ONE(GatewayCheck::bodyIsTheSignedOne),
    SIGNATURE_MATCHES(GatewayCheck::signatureMatches),
    /** Changes something: only now is the nonce used, and of two requests at once it lets one pass. */
    NONCE_IS_CLAIMED(GatewayCheck::nonceIsClaimed),
    /** A call that is not permitted costs no quota; that it stands here is inferred. */
    OPERATION_IS_PERMITTED(GatewayCheck::operationIsPermitted),
    /** Changes something: counts the call. */
    QUOTA_IS_LEFT(GatewayCheck::quotaIsLeft),
    OPERATION_PARAMETERS_ARE_GIVEN(GatewayCheck::operationParametersAreGiven);

    private static final List<GatewayCheck> IN_ORDER = List.of(values());

    private final Function<Attempt, Optional<Refusal>> rule;

    GatewayCheck(Function<Attempt, Optional<Refusal>> rule) {
        this.rule = rule;
    }

    Optional<Refusal> refusal(Attempt attempt) {
        return rule.apply(attempt);
    }

    /** The first refusal, if there is one. */
    static Optional<Refusal> firstRefusal(Attempt attempt) {
        for (GatewayCheck check : IN_ORDER) {
            Optional<Refusal> refusal = check.refusal(attempt);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private static Optional<Refusal> methodIsGetOrPost(Attempt attempt) {
        String method = attempt.request().http().method();
        return unless(
                method.equals("GET") || method.equals("POST"),
                GatewayError.UNSUPPORTED_HTTP_METHOD,
                "The method is " + method + "; RPC operations are called by GET or POST.");
    }

    private static Optional<Refusal> bodyIsNotTooLarge(Attempt attempt) {
        return unless(
                attempt.request().http().body().length <= Gateway.LARGEST_BODY,
                GatewayError.BODY_TOO_LARGE,
                "The body has more than " + Gateway.LARGEST_BODY + " bytes, this stub's limit for RPC requests;"
                        + " a file goes to the Host of GenerateOTAUploadURL, as multipart/form-data.");
    }

    /** Other hosts than Alibaba's are those under which a test reaches the stub. */
    private static Optional<Refusal> domainIsOfIotPlatform(Attempt attempt) {
        String host = attempt.request().http().hostName().toLowerCase(Locale.ROOT);
        return unless(
                !host.endsWith(".aliyuncs.com") || host.startsWith("iot.") || host.startsWith("iot-"),
                GatewayError.UNKNOWN_PRODUCT,
                "The Host is " + host + "; IoT Platform's are iot.<region>.aliyuncs.com and"
                        + " iot-vpc.<region>.aliyuncs.com.");
    }

    private static Optional<Refusal> formatIsKnown(Attempt attempt) {
        return attempt.request()
                .parameter("Format")
                .filter(format -> ResponseFormat.named(format).isEmpty())
                .map(format -> GatewayError.UNKNOWN_FORMAT.because("Format is '" + format + "'; use JSON or XML."));
    }

    private static Optional<Refusal> versionIsKnown(Attempt attempt) {
        String version = attempt.request().version().orElse("");
        return unless(
                version.equals(Operations.VERSION),
                GatewayError.UNKNOWN_VERSION,
                "Version is '" + version + "'; the only one is " + Operations.VERSION
                        + ", as the parameter Version or the header x-acs-version.");
    }

    private static Optional<Refusal> actionIsGiven(Attempt attempt) {
        return unless(
                attempt.request().action().isPresent(),
                GatewayError.MISSING_ACTION,
                "Neither the parameter Action nor the header x-acs-action names an operation.");
    }

    private static Optional<Refusal> actionIsKnown(Attempt attempt) {
        return attempt.request()
                .action()
                .filter(action -> attempt.operation().isEmpty())
                .map(action -> GatewayError.UNKNOWN_ACTION.because("'" + action
                        + "' is no operation that this stub emulates; it knows "
                        + attempt.surroundings().operations().names() + "."));
    }

    /** BEARERTOKEN and PRIVATEKEY are kinds of signature in the SDKs. Without this check they would miss parameters. */
    private static Optional<Refusal> signatureTypeIsKnown(Attempt attempt) {
        return attempt.authorization()
                .signatureType()
                .map(type -> GatewayError.UNKNOWN_SIGNATURE_TYPE.because(
                        "SignatureType is '" + type + "'; this stub checks signatures by access key pairs only.",
                        Map.of("Param", "SignatureType")));
    }

    private static Optional<Refusal> commonParametersAreGiven(Attempt attempt) {
        return missingCommonParameter(attempt)
                .map(name -> GatewayError.MISSING_COMMON_PARAMETER.because(
                        "The common parameter " + name
                                + " is absent or empty; V1 takes it from query or form, ACS3 from the headers"
                                + " Authorization and x-acs-.",
                        Map.of("Param", name)));
    }

    /** The first common parameter that is absent or empty. */
    static Optional<String> missingCommonParameter(Attempt attempt) {
        return attempt.authorization().required().stream()
                .filter(given -> given.value().isEmpty())
                .map(Authorization.Given::name)
                .findFirst();
    }

    private static Optional<Refusal> signatureMethodIsKnown(Attempt attempt) {
        String known = attempt.authorization().knownSignatureMethod();
        return attempt.authorization()
                .signatureMethod()
                .filter(method -> !method.equals(known))
                .map(method -> GatewayError.UNKNOWN_SIGNATURE_METHOD.because(
                        "The signature method is '" + method + "'; this stub knows " + known + "."));
    }

    private static Optional<Refusal> signatureVersionIsKnown(Attempt attempt) {
        return attempt.authorization()
                .signatureVersion()
                .filter(version -> !version.equals("1.0"))
                .map(version -> GatewayError.UNKNOWN_SIGNATURE_VERSION.because(
                        "SignatureVersion is '" + version + "'; the only one is 1.0.",
                        Map.of("Param", "SignatureVersion")));
    }

    private static Optional<Refusal> accessKeyIsKnown(Attempt attempt) {
        return attempt.authorization()
                .accessKeyId()
                .filter(id -> attempt.caller().isEmpty())
                .map(id -> GatewayError.ACCESS_KEY_NOT_FOUND.because(
                        "No account of this stub has the access key id '" + id + "'."));
    }

    private static Optional<Refusal> accessKeyIsActive(Attempt attempt) {
        return refusedCaller(
                attempt,
                caller -> !caller.key().active(),
                GatewayError.ACCESS_KEY_INACTIVE,
                "The access key is known, and disabled.");
    }

    private static Optional<Refusal> tokenIsGiven(Attempt attempt) {
        boolean given = attempt.authorization().securityToken().isPresent();
        return refusedCaller(
                attempt,
                caller -> caller.token().isPresent() && !given,
                GatewayError.MISSING_SECURITY_TOKEN,
                "The access key is a temporary one, and no SecurityToken came with it.");
    }

    private static Optional<Refusal> tokenIsKnown(Attempt attempt) {
        return attempt.caller()
                .filter(caller -> checksCredentials(attempt))
                .flatMap(caller -> attempt.authorization()
                        .securityToken()
                        .filter(token -> tokenOf(attempt, token).isEmpty()))
                .map(token -> GatewayError.SECURITY_TOKEN_MALFORMED.because(
                        "The SecurityToken is none that anybody was given."));
    }

    private static Optional<Refusal> tokenIsOfTheAccessKey(Attempt attempt) {
        return refusedToken(
                attempt,
                (token, caller) -> !token.key().id().equals(caller.key().id()),
                GatewayError.SECURITY_TOKEN_OF_ANOTHER_KEY,
                "The SecurityToken was issued together with another access key.");
    }

    private static Optional<Refusal> tokenIsNotExpired(Attempt attempt) {
        return refusedToken(
                attempt,
                (token, caller) -> token.expiredAt(attempt.now()),
                GatewayError.SECURITY_TOKEN_EXPIRED,
                "By the account's clock it is " + attempt.now() + ", and the SecurityToken has expired.");
    }

    /** A fraction of a second is taken too, though the documentation has none (reported). */
    private static Optional<Refusal> timestampIsWellFormed(Attempt attempt) {
        return attempt.authorization()
                .timestamp()
                .filter(timestamp -> attempt.timestamp().isEmpty())
                .map(timestamp -> GatewayError.MALFORMED_TIMESTAMP.because(
                        "The timestamp is '" + timestamp + "'; write it like 2026-11-22T11:50:16Z, in UTC."));
    }

    private static Optional<Refusal> timestampIsFresh(Attempt attempt) {
        return attempt.caller()
                .map(caller -> attempt.surroundings().callerTime(caller.account()))
                .flatMap(callerTime -> attempt.timestamp()
                        .filter(given -> !callerTime.isFresh(given, attempt.now()))
                        .map(given -> GatewayError.EXPIRED_TIMESTAMP.because(staleness(attempt, given, callerTime))));
    }

    private static String staleness(Attempt attempt, Instant given, CallerTime callerTime) {
        StubClock clock = callerTime.clock();
        return "The timestamp is " + given + ", and the account's clock says " + attempt.now()
                + (clock.isMoved() ? " (the machine's " + clock.machineInstant() + ")" : "") + "; at most "
                + callerTime.window().toSeconds() + " s may lie between.";
    }

    private static Optional<Refusal> nonceIsUnused(Attempt attempt) {
        return refusedNonce(
                attempt, (caller, nonce) -> attempt.surroundings().nonces().isUsed(caller, nonce, attempt.now()));
    }

    private static Optional<Refusal> contentMd5Matches(Attempt attempt) {
        return attempt.request().header("Content-MD5").flatMap(given -> {
            String expected = Digests.md5Base64(attempt.request().http().body());
            return unless(
                    given.equals(expected),
                    GatewayError.CONTENT_MD5_MISMATCH,
                    "Content-MD5 is '" + given + "', and that of the body is " + expected + ".");
        });
    }

    private static Optional<Refusal> signatureIsComplete(Attempt attempt) {
        return checksCredentials(attempt) ? attempt.authorization().incompleteness() : Optional.empty();
    }

    private static Optional<Refusal> bodyIsTheSignedOne(Attempt attempt) {
        return checksCredentials(attempt) ? attempt.authorization().bodyMismatch() : Optional.empty();
    }

    private static Optional<Refusal> signatureMatches(Attempt attempt) {
        return attempt.caller()
                .filter(caller -> checksCredentials(attempt))
                .flatMap(caller -> attempt.authorization().mismatch(caller.key().secret()));
    }

    private static Optional<Refusal> nonceIsClaimed(Attempt attempt) {
        return refusedNonce(
                attempt, (caller, nonce) -> !attempt.surroundings().nonces().claim(caller, nonce, attempt.now()));
    }

    private static Optional<Refusal> operationIsPermitted(Attempt attempt) {
        return attempt.operation()
                .flatMap(operation -> attempt.caller()
                        .filter(caller -> !caller.permissions().allow(operation.name()))
                        .map(caller -> GatewayError.RAM_FORBIDDEN.because(caller.who() + " may not call iot:"
                                + operation.name() + ": " + caller.permissions().about(operation.name()) + ".")));
    }

    private static Optional<Refusal> quotaIsLeft(Attempt attempt) {
        Quota quota = attempt.surroundings().quota();
        return attempt.operation()
                .flatMap(operation -> attempt.caller()
                        .map(Caller::account)
                        .filter(account -> !quota.allows(account, operation.name(), operation.callsPerSecond()))
                        .map(account -> GatewayError.USER_FLOW_CONTROL.because("The account may call "
                                + operation.name() + " " + quota.perSecond(account, operation.callsPerSecond())
                                + " times a second, its RAM users included.")));
    }

    private static Optional<Refusal> operationParametersAreGiven(Attempt attempt) {
        return attempt.operation()
                .flatMap(operation -> missingParameter(attempt, operation)
                        .map(name -> GatewayError.MISSING_OPERATION_PARAMETER.because(
                                operation.name() + " requires " + name + ", which is absent or empty.",
                                Map.of("Param", name))));
    }

    /** The first parameter of the operation that is absent or empty. */
    static Optional<String> missingParameter(Attempt attempt, Operation operation) {
        return operation.requiredParameters().stream()
                .filter(name -> attempt.request().parameter(name).isEmpty())
                .findFirst();
    }

    /** With {@code --any-access-key} nobody knows a secret or a token, so that neither can be checked. */
    private static boolean checksCredentials(Attempt attempt) {
        return !attempt.surroundings().accounts().anyAccessKey();
    }

    private static Optional<SecurityToken> tokenOf(Attempt attempt, String token) {
        return attempt.surroundings().accounts().token(token);
    }

    private static Optional<Refusal> unless(boolean fine, ErrorRow row, String reason) {
        return fine ? Optional.empty() : Optional.of(row.because(reason));
    }

    private static Optional<Refusal> refusedCaller(
            Attempt attempt, Predicate<Caller> isWrong, ErrorRow row, String reason) {
        return attempt.caller().filter(isWrong).map(caller -> row.because(reason));
    }

    private static Optional<Refusal> refusedToken(
            Attempt attempt, BiPredicate<SecurityToken, Caller> isWrong, ErrorRow row, String reason) {
        return refusedCaller(
                attempt,
                caller -> checksCredentials(attempt)
                        && attempt.authorization()
                                .securityToken()
                                .flatMap(token -> tokenOf(attempt, token))
                                .filter(token -> isWrong.test(token, caller))
                                .isPresent(),
                row,
                reason);
    }

    private static Optional<Refusal> refusedNonce(Attempt attempt, BiPredicate<Caller, String> isUsed) {
        Optional<String> nonce = attempt.authorization().nonce();
        return refusedCaller(
                attempt,
                caller -> nonce.filter(value -> isUsed.test(caller, value)).isPresent(),
                GatewayError.NONCE_USED,
                "The nonce '" + nonce.orElse("") + "' was used within the last 15 minutes; each request needs a new"
                        + " one, a repeated one too.");
    }
}
