package dev.otastub.core;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Times as HTTP headers have them, such as {@code Sun, 22 Nov 2026 11:50:32 GMT}. */
public final class HttpDate {

    private static final PerSecond FORMAT =
            new PerSecond(DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC));

    private HttpDate() {}

    public static String of(Instant instant) {
        return FORMAT.format(instant);
    }

    /** The time that a header names; empty if it names none. */
    public static Optional<Instant> parse(String header) {
        try {
            return Optional.of(ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
