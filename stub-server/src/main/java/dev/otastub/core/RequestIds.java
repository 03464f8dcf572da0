package dev.otastub.core;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes the ids that the cloud makes. With a seeded source of chance and a frozen clock, the same calls give the same
 * ids.
 */
public final class RequestIds {

    private static final String BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final String BASE62 = BASE36 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private final RandomGenerator chance;

    /** @param chance a source that many threads may use at once */
    public RequestIds(RandomGenerator chance) {
        this.chance = chance;
    }

    /**
     * RequestId of the RPC gateway in the form seen since mid-2026: an upper-case UUID whose first 48 bits are the
     * milliseconds of the time, version nibble 5 (reported, not documented).
     */
    public String requestId(Instant now) {
        long high = now.toEpochMilli() << 16 | 0x5000 | chance.nextInt(0x1000);
        long low = 0x8000000000000000L | chance.nextLong() >>> 2;
        return new UUID(high, low).toString().toUpperCase(Locale.ROOT);
    }

    /** x-acs-trace-id: 32 lower-case hex digits. */
    public String traceId() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(chance.nextLong()) + hex.toHexDigits(chance.nextLong());
    }

    /** x-oss-request-id: 24 upper-case hex digits, the first eight of which are the seconds of the time. */
    public String ossRequestId(Instant now) {
        HexFormat hex = HexFormat.of().withUpperCase();
        return hex.toHexDigits((int) now.getEpochSecond()) + hex.toHexDigits(chance.nextLong());
    }

    /**
     * The name of an uploaded file as the platform makes it, a cuid: {@code c}, the milliseconds of the time in base
     * 36, a counter, a fingerprint, eight of chance (read off published download URLs).
     */
    public String objectName(Instant now) {
        return "c" + Long.toString(now.toEpochMilli(), 36) + random(BASE36, 16);
    }

    /** FirmwareId: 30 letters and digits; the page's samples show 22 of them and mask the rest. */
    public String firmwareId() {
        return random(BASE62, 30);
    }

    private String random(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(chance.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
