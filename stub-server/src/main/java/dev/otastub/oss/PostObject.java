package dev.otastub.oss;

import dev.otastub.account.Accounts;
import dev.otastub.account.Caller;
import dev.otastub.control.Fault;
import dev.otastub.control.Faults;
import dev.otastub.control.OrderedError;
import dev.otastub.control.Orders;
import dev.otastub.core.Body;
import dev.otastub.core.CallerTime;
import dev.otastub.core.CloudOperation;
import dev.otastub.core.Headers;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.HttpRequest;
import dev.otastub.core.Outcome;
import dev.otastub.core.Refusal;
import dev.otastub.multipart.FormField;
import dev.otastub.multipart.FormReader;
import dev.otastub.multipart.MultipartType;
import dev.otastub.oss.policy.LongRange;
import dev.otastub.oss.policy.PostPolicy;
import dev.otastub.signature.Parameter;
import dev.otastub.signature.Parameters;
import dev.otastub.signature.PercentEncoding;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * PostObject: checks a form, then streams its file into the store.
 *
 * @see <a href="https://www.alibabacloud.com/help/en/oss/developer-reference/postobject">PostObject</a>
 */
public final class PostObject {

    private static final int LONGEST_URL = 8 * 1024;

    private final Accounts accounts;
    private final Addressing addressing;
    private final ObjectStore store;
    private final OssAnswers answers;
    private final CallerTime callerTime;
    private final Orders<OrderedError> errors;
    private final Faults faults;

    public PostObject(
            Accounts accounts,
            Addressing addressing,
            ObjectStore store,
            OssAnswers answers,
            CallerTime callerTime,
            Orders<OrderedError> errors,
            Faults faults) {
        this.accounts = accounts;
        this.addressing = addressing;
        this.store = store;
        this.answers = answers;
        this.callerTime = callerTime;
        this.errors = errors;
        this.faults = faults;
    }

    /**
     * A form whose fields were read, and whose file waits in the stream.
     *
     * @param form what came before the file
     * @param reader stands at the first byte of the file; empty if the body is no form
     * @param body the whole body as it passes
     */
    public record Upload(PostObjectForm form, Optional<FormReader> reader, DigestedBody body) {

        private static final FormReader.Fields NO_FORM =
                new FormReader.Fields(List.of(), Optional.empty(), Optional.empty(), List.of(), 0);

        /**
         * Reads the fields of a form, and not its file.
         *
         * @param in the whole body
         * @param lengthKnown whether the body's end can be found, by Content-Length or by its framing
         * @throws IOException if the client vanished
         */
        public static Upload begin(
                HttpRequest request,
                OssAddress address,
                InputStream in,
                OptionalLong contentLength,
                boolean lengthKnown)
                throws IOException {
            MultipartType type =
                    MultipartType.of(request.headers().first("Content-Type").orElse(null));
            DigestedBody body = new DigestedBody(in, request.headers().first("Content-MD5"));
            Optional<FormReader> reader = type.kind() == MultipartType.Kind.FORM
                    ? Optional.of(new FormReader(body, type.boundary()))
                    : Optional.empty();
            FormReader.Fields fields = reader.isPresent() ? reader.get().readFields() : NO_FORM;
            return new Upload(
                    new PostObjectForm(request, address, contentLength, lengthKnown, type, fields), reader, body);
        }
    }

    /** Decides on the form, and takes the file in if nothing speaks against it. */
    public HttpAnswer handle(Upload upload) {
        try (ObjectStore.Incoming incoming = store.expect()) {
            return handle(upload, incoming);
        }
    }

    private HttpAnswer handle(Upload upload, ObjectStore.Incoming incoming) {
        Posting posting = Posting.of(upload.form(), accounts, addressing, store, callerTime);
        FileIntake intake = new FileIntake(posting.caller().flatMap(caller -> fault(caller, posting)), faults.pace());
        Outcome<StoredObject> outcome = OrderedRefusal.of(posting, errors)
                .or(() -> PostObjectCheck.firstRefusal(posting))
                .map(Outcome::<StoredObject>refused)
                .orElseGet(() -> take(upload, posting, incoming, intake));
        return outcome.fold(object -> success(posting, object), refusal -> refuse(posting, incoming, refusal))
                .by(intake.delivery());
    }

    private Optional<Fault> fault(Caller caller, Posting posting) {
        return faults.take(
                caller.account().uid(),
                posting.authorization().accessKeyId().orElse(""),
                Optional.of(CloudOperation.POST_OBJECT));
    }

    private Outcome<StoredObject> take(
            Upload upload, Posting posting, ObjectStore.Incoming incoming, FileIntake intake) {
        PostPolicy policy = posting.policy().toOptional().orElseThrow();
        try (ObjectStore.Draft draft =
                incoming.begin().atMost(Math.min(policy.sizeRange().max(), RequestRules.FIVE_GB))) {
            FormReader.Sink sink =
                    intake.into(draft, posting.caller().orElseThrow().account().uid());
            FormReader.FileEnd end = upload.reader().orElseThrow().copyFile(sink);
            if (!end.stopped()) {
                upload.body().readToEnd();
            }
            return afterFile(upload, end, policy.sizeRange())
                    .map(Outcome::<StoredObject>refused)
                    .orElseGet(() -> commit(posting, draft, end.namesAfter()));
        } catch (ObjectStore.StoreFailure e) {
            return Outcome.refused(e.refusal());
        } catch (IOException e) {
            return Outcome.refused(BrokenOff.refusal(e));
        }
    }

    private static Optional<Refusal> afterFile(Upload upload, FormReader.FileEnd end, LongRange range) {
        FileReceived received =
                new FileReceived(upload.form(), end, range, upload.body().md5Mismatch());
        for (FileCheck check : FileCheck.values()) {
            Optional<Refusal> refusal = check.refusal(received);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    /** That another object may be in the way is known for certain only at the moment of taking its place. */
    private Outcome<StoredObject> commit(Posting posting, ObjectStore.Draft draft, List<String> afterFile) {
        PostObjectForm form = posting.form();
        Caller caller = posting.caller().orElseThrow();
        boolean replace = !form.field("x-oss-forbid-overwrite").orElse("").equalsIgnoreCase("true");
        try {
            StoredObject.Digested digests = draft.finish();
            return draft.commit(
                            file -> new StoredObject(
                                    form.address().bucket(),
                                    form.expandedKey(),
                                    digests,
                                    posting.now(),
                                    form.storedContentType(),
                                    stored(form),
                                    PropertyRules.isPublicRead(ObjectRules.acl(form)),
                                    caller.account().uid(),
                                    form.request().host(),
                                    file),
                            replace,
                            object -> Arrival.posted(form, afterFile, object))
                    .map(Outcome::accepted)
                    .orElseGet(() -> Outcome.refused(PostObjectError.OBJECT_EXISTS.because("There is an object '"
                            + form.expandedKey() + "' already, and the form says x-oss-forbid-overwrite=true.")));
        } catch (ObjectStore.StoreFailure e) {
            return Outcome.refused(e.refusal());
        }
    }

    /** In lower case, as OSS turns names of metadata; of a doubled field the first counts. */
    private static Headers stored(PostObjectForm form) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (FormField field : form.content().fields()) {
            if (PropertyRules.isStored(field.name())) {
                headers.putIfAbsent(field.name().toLowerCase(Locale.ROOT), field.value());
            }
        }
        return new Headers(List.copyOf(headers.entrySet()));
    }

    private HttpAnswer refuse(Posting posting, ObjectStore.Incoming incoming, Refusal refusal) {
        PostObjectForm form = posting.form();
        HttpAnswer.Subject subject = subject(posting, what(form)).unlessGone(incoming::isDropped);
        return answers.refusal(refusal, form.request(), posting.now(), subject);
    }

    private static String what(PostObjectForm form) {
        return "PostObject " + form.address().bucket() + "/" + form.field("key").orElse("");
    }

    private static HttpAnswer.Subject subject(Posting posting, String what) {
        return new HttpAnswer.Subject(
                what,
                posting.authorization().accessKeyId().orElse("anonymous"),
                posting.caller().map(caller -> caller.account().uid()),
                Optional.of(CloudOperation.POST_OBJECT));
    }

    private HttpAnswer success(Posting posting, StoredObject object) {
        PostObjectForm form = posting.form();
        Headers headers = Headers.of(
                        "ETag", object.eTag(),
                        "x-oss-hash-crc64ecma", object.digests().crc64(),
                        "Content-MD5", object.digests().md5Base64())
                .and(encryption(object));
        HttpAnswer.Subject subject = subject(
                posting,
                "PostObject " + object.bucket() + "/" + object.key() + " "
                        + object.digests().size() + " bytes");
        Instant now = posting.now();
        Optional<String> redirect = form.field("success_action_redirect").filter(PostObject::isUrl);
        if (redirect.isPresent()) {
            Headers located = headers.and("Location", redirected(redirect.get(), object));
            return answers.success(303, form.request(), now, located, Body.EMPTY, subject);
        }
        return switch (form.field("success_action_status").orElse("")) {
            case "200" -> answers.success(200, form.request(), now, headers, Body.EMPTY, subject);
            case "201" ->
                answers.success(
                        201,
                        form.request(),
                        now,
                        headers.and("Location", location(form, object)).and("Content-Type", "application/xml"),
                        Body.of(PostResponse.xml(object, location(form, object))),
                        subject);
            default -> answers.success(204, form.request(), now, headers, Body.EMPTY, subject);
        };
    }

    /** OSS echoes how it encrypted an object. */
    private static Headers encryption(StoredObject object) {
        return new Headers(object.metadata().fields().stream()
                .filter(field -> field.getKey().startsWith("x-oss-server-side-"))
                .toList());
    }

    /** Where the new object is, as this client reaches it. */
    private static String location(PostObjectForm form, StoredObject object) {
        boolean keyAlone = object.bucket().equals(Addressing.PLATFORM_BUCKET)
                && object.key().startsWith(Addressing.PLATFORM_PREFIX);
        boolean byPath = form.address().style() == OssAddress.Style.PATH && !keyAlone;
        return form.request().endpoint() + "/" + (byPath ? object.bucket() + "/" : "")
                + PercentEncoding.encodePath(object.key());
    }

    /** A URL that is too long for a header counts as none, as any other that cannot be used. */
    private static boolean isUrl(String text) {
        try {
            URI uri = new URI(text);
            return text.length() <= LONGEST_URL
                    && uri.getHost() != null
                    && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The documentation does not say what OSS adds to the URL; S3 adds these. */
    private static String redirected(String url, StoredObject object) {
        String added = new Parameters(List.of(
                        new Parameter("bucket", object.bucket()),
                        new Parameter("key", object.key()),
                        new Parameter("etag", object.eTag())))
                .encoded();
        int fragment = url.indexOf('#');
        String target = fragment < 0 ? url : url.substring(0, fragment);
        return target + (target.indexOf('?') < 0 ? "?" : "&") + added + url.substring(target.length());
    }
}
