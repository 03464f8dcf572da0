package dev.otastub.oss.object;

import dev.otastub.account.Caller;
import dev.otastub.core.CloudService;
import dev.otastub.core.Refusal;
import dev.otastub.oss.OssError;
import dev.otastub.oss.OssErrorRow;
import dev.otastub.oss.PostObjectError;
import dev.otastub.oss.RequestArguments;
import dev.otastub.oss.object.ObjectAuthorization.UrlV1;
import dev.otastub.oss.object.ObjectAuthorization.UrlV4;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The refusal that somebody ordered for a request about objects, which comes before all checks. */
final class OrderedRefusal {

    private OrderedRefusal() {}

    /** What the next order for such a request says; empty if there is none, or nobody knows whose the request is. */
    static Optional<Refusal> of(ObjectCall call) {
        return call.caller()
                .flatMap(caller -> call.surroundings()
                        .errors()
                        .take(
                                caller.account().uid(),
                                caller.key().id(),
                                call.called(),
                                ordered -> ordered.isOf(CloudService.OSS))
                        .map(ordered -> ordered.refusal(known((OssErrorRow) ordered.row(), call, caller))));
    }

    /** What the check says, if there is cause for the refusal; else what the request says all the same. */
    private static Map<String, String> known(OssErrorRow row, ObjectCall call, Caller caller) {
        return ObjectCheck.refusalFor(row, call)
                .map(Refusal::arguments)
                .orElseGet(() -> withoutCause(row, call, caller));
    }

    private static Map<String, String> withoutCause(OssErrorRow row, ObjectCall call, Caller caller) {
        Map<String, String> all = new LinkedHashMap<>(RequestArguments.general(
                call.request(),
                call.address(),
                call.address().key(),
                caller.key().id()));
        all.putAll(AuthorizationRules.mismatchDetails(call, caller));
        call.header("Authorization").ifPresent(sent -> all.put("Authorization", sent));
        all.keySet().retainAll(row.argumentNames());
        all.putAll(RequestArguments.argument(
                row, call.authorization() instanceof ObjectAuthorization.V4, name -> sent(call, name)));
        all.putAll(row instanceof OssError error ? particular(error, call) : particular(row, call));
        return all;
    }

    /** A header or a parameter. */
    private static Optional<String> sent(ObjectCall call, String name) {
        return call.header(name).or(() -> call.query().first(name));
    }

    private static Map<String, String> particular(OssError row, ObjectCall call) {
        return switch (row) {
            case REQUEST_TIME_TOO_SKEWED ->
                RequestTime.of(call.request().headers())
                        .map(date -> AuthorizationRules.skew(call, date))
                        .orElse(Map.of());
            case EXPIRES_MALFORMED ->
                sent(call, "Expires").map(sent -> Map.of("Expires", sent)).orElse(Map.of());
            case URL_EXPIRED, V4_URL_EXPIRED ->
                end(call)
                        .map(expires -> AuthorizationRules.expiry(call, expires))
                        .orElse(Map.of());
            case RANGE_NOT_SATISFIABLE ->
                call.object().map(object -> ByteRange.details(call, object)).orElse(Map.of());
            default -> Map.of();
        };
    }

    private static Map<String, String> particular(OssErrorRow row, ObjectCall call) {
        if (row == PostObjectError.POST_ON_OBJECT || row == PostObjectError.CONTENT_TYPE_UNUSABLE) {
            return Map.of("ResourceType", call.address().key().isEmpty() ? "Bucket" : "Object");
        }
        return row == PostObjectError.METADATA_NAME_INVALID || row == PostObjectError.METADATA_VALUE_INVALID
                ? PutRules.metadata(call).stream()
                        .findFirst()
                        .map(field -> OssErrorRow.argument(field.getKey(), field.getValue()))
                        .orElse(Map.of())
                : Map.of();
    }

    /** When the request's URL ends, if it is a presigned one. */
    private static Optional<Instant> end(ObjectCall call) {
        if (call.authorization() instanceof UrlV1 url) {
            return AuthorizationRules.expires(url);
        }
        return call.authorization() instanceof UrlV4 url ? V4Rules.expires(url) : Optional.empty();
    }
}
