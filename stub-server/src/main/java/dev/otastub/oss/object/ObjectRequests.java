package dev.otastub.oss.object;

import dev.otastub.account.Account;
import dev.otastub.control.Fault;
import dev.otastub.core.Body;
import dev.otastub.core.Headers;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.HttpRequest;
import dev.otastub.core.Outcome;
import dev.otastub.core.Refusal;
import dev.otastub.oss.Addressing;
import dev.otastub.oss.FileIntake;
import dev.otastub.oss.ObjectStore;
import dev.otastub.oss.OssAddress;
import dev.otastub.oss.OssAnswers;
import dev.otastub.oss.PostObjectError;
import dev.otastub.oss.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** All that OSS answers about buckets and objects but PostObject: it reads, lists, puts and deletes them. */
public final class ObjectRequests {

    private final ObjectSurroundings surroundings;
    private final OssAnswers answers;
    private final PutObject putObject;

    public ObjectRequests(ObjectSurroundings surroundings, OssAnswers answers) {
        this.surroundings = surroundings;
        this.answers = answers;
        this.putObject = new PutObject();
    }

    /** Whether a request asks for an operation by a sub-resource, such as {@code ?uploads}, and so is no PostObject. */
    public static boolean namesSubresource(HttpRequest request) {
        return !ObjectOperation.subresources(request).isEmpty();
    }

    /** Answers a request without a body, or whose body does not matter. */
    public HttpAnswer handle(HttpRequest request, OssAddress address) {
        Optional<StoredObject> leased = surroundings.store().lease(address.bucket(), address.key());
        ObjectCall call = ObjectCall.of(request, address, leased, PutObject.Length.NONE, surroundings);
        Optional<Refusal> refusal = OrderedRefusal.of(call).or(() -> ObjectCheck.firstRefusal(call));
        HttpAnswer answer = refusal.isPresent() ? refuse(call, refusal.get(), call.subject()) : answered(call);
        if (!(answer.body() instanceof ObjectBody)) {
            leased.ifPresent(surroundings.store()::release);
        }
        return answer.by(fault(call).flatMap(Fault::delivery));
    }

    private Optional<Fault> fault(ObjectCall call) {
        return call.caller()
                .flatMap(caller -> surroundings
                        .faults()
                        .take(
                                caller.account().uid(),
                                call.accessKeyId(),
                                call.subject().operation()));
    }

    /** Answers a request whose body waits in a stream, and takes that in if nothing speaks against it. */
    public HttpAnswer handle(PutObject.Upload upload) {
        try (ObjectStore.Incoming incoming = surroundings.store().expect()) {
            return handle(upload, incoming);
        }
    }

    private HttpAnswer handle(PutObject.Upload upload, ObjectStore.Incoming incoming) {
        OssAddress address = upload.address();
        ObjectCall call = ObjectCall.of(
                upload.request(),
                address,
                surroundings.store().find(address.bucket(), address.key()),
                upload.length(),
                surroundings);
        FileIntake intake = new FileIntake(fault(call), surroundings.faults().pace());
        Outcome<StoredObject> outcome = OrderedRefusal.of(call)
                .or(() -> ObjectCheck.firstRefusal(call))
                .map(Outcome::<StoredObject>refused)
                .orElseGet(() -> putObject.take(call, upload.body(), incoming, intake));
        return outcome.fold(
                        object -> put(call, object),
                        why -> refuse(call, why, call.subject().unlessGone(incoming::isDropped)))
                .by(intake.delivery());
    }

    private HttpAnswer answered(ObjectCall call) {
        return switch (call.operation().orElseThrow()) {
            case GET_OBJECT, HEAD_OBJECT, GET_OBJECT_META ->
                told(call, call.object().orElseThrow());
            case DELETE_OBJECT -> delete(call);
            case LIST_OBJECTS -> list(call, new ListQuery(false, call.query()));
            case LIST_OBJECTS_V2 -> list(call, new ListQuery(true, call.query()));
            case OPTION_OBJECT ->
                success(
                        call,
                        200,
                        surroundings.cors().ofPreflight(call.request().headers()),
                        Body.EMPTY,
                        "");
            case PUT_OBJECT -> throw new IllegalStateException("A PUT comes with a stream");
        };
    }

    private HttpAnswer told(ObjectCall call, StoredObject object) {
        if (!object.isWhole()) {
            Refusal lost = PostObjectError.INTERNAL_ERROR.because("The stub has lost the file of this object, or a part"
                    + " of it: " + object.file() + " should have "
                    + object.digests().size()
                    + " bytes. Upload it again, or put a copy of the data folder back.");
            return refuse(call, lost, call.subject());
        }
        return call.operation().orElseThrow() == ObjectOperation.GET_OBJECT_META
                ? meta(call, object)
                : read(call, object);
    }

    private HttpAnswer read(ObjectCall call, StoredObject object) {
        if (Preconditions.isNotModified(call, object)) {
            return success(call, 304, ObjectHeaders.ofUnchanged(object), Body.EMPTY, " not modified");
        }
        long size = object.digests().size();
        Optional<ByteRange> part = ByteRange.of(call, object);
        ByteRange range = part.orElse(new ByteRange(0, size - 1));
        Headers headers = ObjectHeaders.of(object, call.query());
        return success(
                call,
                part.isPresent() ? 206 : 200,
                part.isEmpty()
                        ? headers
                        : headers.and("Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + size),
                new ObjectBody(surroundings.store(), object, range),
                part.isPresent()
                        ? " bytes " + range.first() + "-" + range.last() + " of " + size
                        : " " + size + " bytes");
    }

    private HttpAnswer meta(ObjectCall call, StoredObject object) {
        return success(
                call,
                200,
                ObjectHeaders.ofUnchanged(object),
                new ObjectBody(
                        surroundings.store(),
                        object,
                        new ByteRange(0, object.digests().size() - 1)),
                "");
    }

    private HttpAnswer put(ObjectCall call, StoredObject object) {
        Headers headers = Headers.of(
                        "ETag", object.eTag(),
                        "x-oss-hash-crc64ecma", object.digests().crc64(),
                        "Content-MD5", object.digests().md5Base64())
                .and(ObjectHeaders.encryption(object));
        return success(call, 200, headers, Body.EMPTY, " " + object.digests().size() + " bytes");
    }

    /** That nothing was there is no mistake. */
    private HttpAnswer delete(ObjectCall call) {
        surroundings.store().delete(call.address().bucket(), call.address().key());
        return success(call, 204, Headers.NONE, Body.EMPTY, call.object().isPresent() ? "" : " (nothing was there)");
    }

    private HttpAnswer list(ObjectCall call, ListQuery query) {
        String bucket = call.address().bucket();
        Account account = call.caller().orElseThrow().account();
        ListPage page = ListPage.of(query, after -> visible(bucket, account, query.prefix(), after));
        return success(
                call,
                200,
                Headers.of("Content-Type", "application/xml"),
                Body.of(ListXml.of(bucket, query, page)),
                query.prefix() + "* " + page.keyCount() + " names");
    }

    /** The account's own objects, and nobody else's: in the platform's bucket, they are all in its folder. */
    private Stream<StoredObject> visible(String bucket, Account account, String prefix, String after) {
        String own = bucket.equals(Addressing.PLATFORM_BUCKET) ? Addressing.folderOf(account) : "";
        if (!own.startsWith(prefix) && !prefix.startsWith(own)) {
            return Stream.empty();
        }
        String common = own.length() > prefix.length() ? own : prefix;
        return surroundings
                .store()
                .from(bucket, isBefore(after, common) ? common : after)
                .takeWhile(object -> object.key().startsWith(common))
                .filter(object ->
                        !object.key().equals(after) && object.ownerUid().equals(account.uid()));
    }

    /** In the order of the store: that of the bytes in UTF-8. */
    private static boolean isBefore(String one, String other) {
        return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8)) < 0;
    }

    private HttpAnswer success(ObjectCall call, int status, Headers headers, Body body, String outcome) {
        return answers.success(
                status,
                call.request(),
                call.now(),
                headers,
                body,
                call.subject().with(outcome));
    }

    private HttpAnswer refuse(ObjectCall call, Refusal refusal, HttpAnswer.Subject subject) {
        return answers.refusal(refusal, call.request(), call.now(), subject);
    }
}
