package dev.otastub.oss.object;

import dev.otastub.core.Headers;
import dev.otastub.core.HttpDate;
import dev.otastub.oss.CredentialRules;
import dev.otastub.signature.OssV1Signature;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The time that a request signed in its header carries: x-oss-date, or Date, as HTTP or as ISO 8601 writes it. */
final class RequestTime {

    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private RequestTime() {}

    static Optional<Instant> of(Headers headers) {
        String sent = OssV1Signature.date(headers);
        return HttpDate.parse(sent).or(() -> CredentialRules.dateTime(sent));
    }

    /** As version 4 signs it. */
    static String iso(Headers headers) {
        return of(headers).map(ISO::format).orElse("");
    }
}
