package dev.otastub.multipart;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The Content-Disposition of a part, as literally as OSS reads it.
 *
 * @param shape whether OSS understands it
 * @param remark what is wrong with it, as the end of a sentence; empty if nothing is
 * @param parameters what was read before anything went wrong, by lower-case name, one char for each byte
 */
record ContentDisposition(Shape shape, String remark, Map<String, String> parameters) {

    enum Shape {
        READABLE,
        /** OSS looks for {@code "; "} and finds no parameter: the part passes as if it weren't there. */
        UNRECOGNISED,
        /** A {@code filename*=} makes OSS read on into the file. */
        EXTENDED_FILE_NAME,
        BROKEN
    }

    /** Reads what follows the colon. */
    static ContentDisposition of(String value) {
        HeaderText text = new HeaderText(value);
        Map<String, String> parameters = new LinkedHashMap<>();
        String type = text.until(";,");
        if (!type.equalsIgnoreCase("form-data")) {
            return new ContentDisposition(Shape.BROKEN, "is '" + type + "', not 'form-data'", parameters);
        }
        while (!text.atEnd()) {
            if (!text.skip(';')) {
                String what = text.skip(',') ? "has ',' where OSS wants '; '" : "has text after a closing quote";
                return new ContentDisposition(Shape.BROKEN, what, parameters);
            }
            if (!text.skipBlanks() && !text.atEnd()) {
                return new ContentDisposition(Shape.UNRECOGNISED, "has ';' without the space after it", parameters);
            }
            String name = text.until("=;,").toLowerCase(Locale.ROOT);
            if (name.equals("filename*")) {
                String what = "has 'filename*=', which OSS cannot read";
                return new ContentDisposition(Shape.EXTENDED_FILE_NAME, what, parameters);
            }
            if (text.skip('=')) {
                parameters.putIfAbsent(name, text.value(";,"));
            }
            text.skipBlanks();
        }
        if (text.isQuoteOpen()) {
            return new ContentDisposition(Shape.BROKEN, "has a quote that never closes", parameters);
        }
        if (parameters.getOrDefault("name", "").isEmpty()) {
            return new ContentDisposition(Shape.BROKEN, "has no name", parameters);
        }
        return new ContentDisposition(Shape.READABLE, "", parameters);
    }

    String name() {
        return utf8(parameters.getOrDefault("name", ""));
    }

    /** In bytes. */
    int nameLength() {
        return parameters.getOrDefault("name", "").length();
    }

    Optional<String> fileName() {
        return Optional.ofNullable(parameters.get("filename")).map(ContentDisposition::utf8);
    }

    /** Whether it is the part that carries the file; names of fields are compared without case. */
    boolean isFile() {
        return shape == Shape.READABLE && name().equalsIgnoreCase("file");
    }

    /** What text these bytes are, one of which each char is. */
    static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
