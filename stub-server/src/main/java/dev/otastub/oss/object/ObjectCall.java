package dev.otastub.oss.object;

import dev.otastub.account.Caller;
import dev.otastub.core.CallerTime;
import dev.otastub.core.CloudOperation;
import dev.otastub.core.Headers;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.HttpRequest;
import dev.otastub.oss.OssAddress;
import dev.otastub.oss.StoredObject;
import dev.otastub.signature.Parameters;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the checks of a request about objects look at.
 *
 * @param request with its headers read as UTF-8
 * @param operation what it asks for; empty if that is not emulated
 * @param caller whose access key id the request names, proven or not
 * @param object the object, if there is one of that name
 * @param incoming what is known of the body of a request that has one
 * @param callerTime by the clock of the account, if that is known
 */
record ObjectCall(
        HttpRequest request,
        OssAddress address,
        Optional<ObjectOperation> operation,
        Parameters query,
        ObjectAuthorization authorization,
        Optional<Caller> caller,
        Optional<StoredObject> object,
        PutObject.Length incoming,
        CallerTime callerTime,
        ObjectSurroundings surroundings) {

    static ObjectCall of(
            HttpRequest sent,
            OssAddress address,
            Optional<StoredObject> object,
            PutObject.Length incoming,
            ObjectSurroundings surroundings) {
        HttpRequest request = inUtf8(sent);
        ObjectAuthorization authorization = ObjectAuthorization.of(request);
        Optional<Caller> caller = authorization.accessKeyId().flatMap(surroundings.accounts()::ossCaller);
        CallerTime callerTime = caller.map(
                        known -> surroundings.callerTime().by(known.account().clock()))
                .orElse(surroundings.callerTime());
        return new ObjectCall(
                request.by(callerTime.clock()),
                address,
                ObjectOperation.of(request, address),
                Parameters.parse(request.query()),
                authorization,
                caller,
                object,
                incoming,
                callerTime,
                surroundings);
    }

    /** The server reads headers byte by byte; what SDKs sign, and what is to be stored, is UTF-8. */
    private static HttpRequest inUtf8(HttpRequest request) {
        List<Map.Entry<String, String>> fields = request.headers().fields().stream()
                .map(field -> Map.entry(field.getKey(), inUtf8(field.getValue())))
                .toList();
        return new HttpRequest(
                request.method(),
                request.scheme(),
                request.host(),
                request.path(),
                request.query(),
                new Headers(fields),
                request.body(),
                request.arrived());
    }

    private static String inUtf8(String value) {
        return value.chars().allMatch(character -> character < 0x80)
                ? value
                : new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    Optional<String> header(String name) {
        return request.headers().first(name);
    }

    /** The access key id that the request names; empty if it names none. */
    String accessKeyId() {
        return authorization.accessKeyId().orElse("");
    }

    boolean isAnonymous() {
        return authorization instanceof ObjectAuthorization.Anonymous;
    }

    boolean isRead() {
        return operation.filter(ObjectOperation::isRead).isPresent();
    }

    boolean isList() {
        return operation.filter(ObjectOperation::isList).isPresent();
    }

    boolean isPut() {
        return operation.filter(ObjectOperation::isPut).isPresent();
    }

    boolean isDelete() {
        return operation.filter(ObjectOperation::isDelete).isPresent();
    }

    boolean isPreflight() {
        return operation.filter(ObjectOperation::isPreflight).isPresent();
    }

    /** Whether the object's ACL lets anybody do it, who then need not sign. */
    boolean isOpenToAnybody() {
        return isPreflight()
                || isRead() && object.filter(StoredObject::publicRead).isPresent();
    }

    /** The time, by the account's clock. */
    Instant now() {
        return callerTime.clock().instant();
    }

    HttpAnswer.Subject subject() {
        return new HttpAnswer.Subject(
                what(), who(), caller.map(known -> known.account().uid()), called());
    }

    Optional<CloudOperation> called() {
        return operation.map(ObjectOperation::title).flatMap(CloudOperation::titled);
    }

    private String what() {
        return operation.map(ObjectOperation::title).orElse(request.method()) + " " + address.bucket() + "/"
                + address.key();
    }

    private String who() {
        return accessKeyId().isEmpty() ? "anonymous" : accessKeyId();
    }
}
