package dev.otastub.core;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;

/**
 * Times with three digits of milliseconds, always, such as {@code 2026-11-22T11:50:16.000Z}: UtcCreate and the expiration of
 * policies have them (documented by samples).
 */
public final class UtcMillis {

    private static final PerSecond SECONDS = new PerSecond(
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC));

    private UtcMillis() {}

    public static String of(Instant instant) {
        int millis = instant.get(ChronoField.MILLI_OF_SECOND);
        return SECONDS.format(instant) + (millis < 10 ? ".00" : millis < 100 ? ".0" : ".") + millis + "Z";
    }
}
