package dev.otastub.oss;

import dev.otastub.core.Body;
import dev.otastub.core.Headers;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.HttpRequest;
import dev.otastub.core.Refusal;
import dev.otastub.core.RequestIds;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Makes OSS's answers: the headers that every one has, and errors in its XML. */
public final class OssAnswers {

    private final RequestIds ids;

    public OssAnswers(RequestIds ids) {
        this.ids = ids;
    }

    /** An answer that is no refusal. */
    public HttpAnswer success(
            int status, HttpRequest request, Instant now, Headers headers, Body body, HttpAnswer.Subject subject) {
        long took = Math.max(0, Duration.between(request.arrived(), now).toMillis());
        String id = ids.ossRequestId(now);
        return new HttpAnswer(
                status,
                Headers.of("Server", "AliyunOSS", "x-oss-request-id", id, "x-oss-server-time", Long.toString(took))
                        .and(headers),
                body,
                new HttpAnswer.Story(subject, now, id, Optional.empty()));
    }

    /**
     * The answer to a request that is refused. One to HEAD has no body, as HTTP demands.
     */
    public HttpAnswer refusal(Refusal refusal, HttpRequest request, Instant now, HttpAnswer.Subject subject) {
        OssErrorRow row = (OssErrorRow) refusal.row();
        String id = ids.ossRequestId(now);
        Headers headers = Headers.of(
                "Server", "AliyunOSS",
                "Content-Type", "application/xml",
                "x-oss-request-id", id,
                "x-oss-server-time", "0");
        if (row.ec().isPresent()) {
            headers = headers.and("x-oss-ec", row.ec().get());
        }
        Body body =
                request.method().equals("HEAD") ? Body.EMPTY : Body.of(OssErrorXml.render(refusal, id, request.host()));
        return new HttpAnswer(
                row.status(), headers, body, new HttpAnswer.Story(subject, now, id, Optional.of(refusal)));
    }
}
