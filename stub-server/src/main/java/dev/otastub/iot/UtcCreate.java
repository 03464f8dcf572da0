package dev.otastub.iot;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The spelling of UtcCreate: three digits of milliseconds, always (documented by samples). */
final class UtcCreate {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private UtcCreate() {}

    static String of(Instant instant) {
        return FORMAT.format(instant);
    }
}
