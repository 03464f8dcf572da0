package dev.otastub.oss;

import dev.otastub.account.Accounts;
import dev.otastub.core.Body;
import dev.otastub.core.CallerTime;
import dev.otastub.core.Headers;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.HttpDate;
import dev.otastub.core.HttpRequest;
import dev.otastub.core.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/**
 * GetObject and HeadObject of what was uploaded.
 *
 * @see <a href="https://www.alibabacloud.com/help/en/oss/developer-reference/getobject">GetObject</a>
 */
public final class ReadObject {

    private final Accounts accounts;
    private final Addressing addressing;
    private final ObjectStore store;
    private final OssAnswers answers;
    private final CallerTime callerTime;

    public ReadObject(
            Accounts accounts, Addressing addressing, ObjectStore store, OssAnswers answers, CallerTime callerTime) {
        this.accounts = accounts;
        this.addressing = addressing;
        this.store = store;
        this.answers = answers;
        this.callerTime = callerTime;
    }

    /** Answers any request about an object that is not a form upload. */
    public HttpAnswer handle(HttpRequest request, OssAddress address) {
        Optional<StoredObject> leased = store.lease(address.bucket(), address.key());
        HttpAnswer answer = answer(request, address, leased);
        if (answer.story().refusal().isPresent()) {
            leased.ifPresent(store::release);
        }
        return answer;
    }

    private HttpAnswer answer(HttpRequest request, OssAddress address, Optional<StoredObject> leased) {
        ReadAuthorization authorization = ReadAuthorization.of(request);
        Reading reading = new Reading(
                request,
                address,
                authorization,
                Reading.caller(authorization, accounts),
                leased,
                addressing,
                accounts,
                callerTime);
        Instant now = callerTime.clock().instant();
        for (ReadCheck check : ReadCheck.values()) {
            Optional<Refusal> refusal = check.refusal(reading);
            if (refusal.isPresent()) {
                return answers.refusal(refusal.get(), request, now, what(reading), who(reading));
            }
        }
        StoredObject object = reading.object().orElseThrow();
        HttpAnswer.Story story = new HttpAnswer.Story(
                what(reading) + " " + object.digests().size() + " bytes", who(reading), Optional.empty());
        return answers.success(200, request, now, headers(object), body(object), story);
    }

    /** Its bytes, which stay until the answer was sent. */
    private Body body(StoredObject object) {
        Body bytes = object.body();
        return new Body() {
            @Override
            public long length() {
                return bytes.length();
            }

            @Override
            public InputStream open() throws IOException {
                return bytes.open();
            }

            @Override
            public void release() {
                store.release(object);
            }
        };
    }

    private static String what(Reading reading) {
        String operation = switch (reading.request().method()) {
            case "GET" -> "GetObject";
            case "HEAD" -> "HeadObject";
            default -> reading.request().method();
        };
        return operation + " " + reading.address().bucket() + "/"
                + reading.address().key();
    }

    private static String who(Reading reading) {
        return reading.accessKeyId().isEmpty() ? "anonymous" : reading.accessKeyId();
    }

    /** As the page of HeadObject lists them; that an object of PostObject has the type Normal is inferred. */
    private static Headers headers(StoredObject object) {
        Headers headers = Headers.of(
                        "Content-Type", object.contentType(),
                        "ETag", object.eTag(),
                        "Last-Modified", HttpDate.of(object.uploadedAt()),
                        "x-oss-object-type", "Normal",
                        "x-oss-hash-crc64ecma", object.digests().crc64(),
                        "Content-MD5", object.digests().md5Base64())
                .and(object.metadata());
        return headers.first("x-oss-storage-class").isPresent()
                ? headers
                : headers.and("x-oss-storage-class", "Standard");
    }
}
