package dev.otastub.core;

import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** Writes times to the second. Thousands of answers have the same, so the last one is remembered. */
final class PerSecond {

    private final DateTimeFormatter format;
    private volatile Written last;

    private record Written(long second, String text) {}

    /** @param format shows no part of a second */
    PerSecond(DateTimeFormatter format) {
        this.format = format;
        this.last = new Written(0, format.format(Instant.EPOCH));
    }

    String format(Instant instant) {
        Written written = last;
        if (written.second() != instant.getEpochSecond()) {
            written = new Written(instant.getEpochSecond(), format.format(instant));
            last = written;
        }
        return written.text();
    }
}
