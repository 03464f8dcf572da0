package dev.otastub.multipart;

import dev.otastub.core.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A field of a form that precedes its file.
 *
 * @param name its name, as sent
 * @param value its value read as UTF-8; bytes that are none became U+FFFD
 * @param raw the bytes of the value
 * @param partHeaders the headers of its part
 */
public record FormField(String name, String value, byte[] raw, Headers partHeaders) {

    /** A field of these bytes. */
    static FormField of(String name, byte[] raw, Headers partHeaders) {
        return new FormField(name, new String(raw, StandardCharsets.UTF_8), raw, partHeaders);
    }

    /** A field as if it had been sent without any header of its own. */
    public static FormField of(String name, String value) {
        return new FormField(name, value, value.getBytes(StandardCharsets.UTF_8), Headers.NONE);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FormField that
                && name.equals(that.name)
                && Arrays.equals(raw, that.raw)
                && partHeaders.equals(that.partHeaders);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, Arrays.hashCode(raw), partHeaders);
    }
}
