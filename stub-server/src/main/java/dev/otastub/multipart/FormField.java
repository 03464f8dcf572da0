package dev.otastub.multipart;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A field of a form that precedes its file. The headers of its part are not kept: nobody asks for them, and they would
 * count for more than OSS's limits on fields.
 *
 * @param name its name, as sent
 * @param value its value read as UTF-8; bytes that are none became U+FFFD
 * @param raw the bytes of the value
 */
public record FormField(String name, String value, byte[] raw) {

    /** A field of these bytes. */
    static FormField of(String name, byte[] raw) {
        return new FormField(name, new String(raw, StandardCharsets.UTF_8), raw);
    }

    /** A field of this text. */
    public static FormField of(String name, String value) {
        return new FormField(name, value, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FormField that && name.equals(that.name) && Arrays.equals(raw, that.raw);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, Arrays.hashCode(raw));
    }
}
