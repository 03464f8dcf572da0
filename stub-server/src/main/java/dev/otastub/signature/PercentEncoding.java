package dev.otastub.signature;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Percent-encoding of UTF-8 as strings to sign want it: RFC 3986, where only letters, digits and {@code -_.~} stay
 * bare. Decoding takes whatever clients send, as a server must: it never fails.
 */
public final class PercentEncoding {

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
    private static final boolean[] BARE = octets(UNRESERVED);
    private static final boolean[] BARE_IN_PATHS = octets(UNRESERVED + "/");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentEncoding() {}

    public static String encode(String text) {
        return encode(text, BARE);
    }

    /** The same, but a slash stays a slash. */
    public static String encodePath(String path) {
        return encode(path, BARE_IN_PATHS);
    }

    /** Decodes a part of a query or form body, where {@code +} is a space. */
    public static String decode(String encoded) {
        return decodePath(encoded.replace('+', ' '));
    }

    /** Decodes a path, where {@code +} is a plus; malformed escapes stay, malformed UTF-8 becomes U+FFFD. */
    public static String decodePath(String encoded) {
        if (encoded.indexOf('%') < 0) {
            return encoded;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        int at = 0;
        while (at < encoded.length()) {
            if (isEscape(encoded, at)) {
                bytes.write(HexFormat.fromHexDigits(encoded, at + 1, at + 3));
                at += 3;
            } else {
                int character = encoded.codePointAt(at);
                bytes.writeBytes(Character.toString(character).getBytes(StandardCharsets.UTF_8));
                at += Character.charCount(character);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String encode(String text, boolean[] bare) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        int escapes = 0;
        for (byte octet : octets) {
            escapes += bare[octet & 0xFF] ? 0 : 1;
        }
        if (escapes == 0) {
            return text;
        }
        StringBuilder encoded = new StringBuilder(octets.length + 2 * escapes);
        for (byte octet : octets) {
            if (bare[octet & 0xFF]) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    private static boolean[] octets(String characters) {
        boolean[] octets = new boolean[256];
        characters.chars().forEach(character -> octets[character] = true);
        return octets;
    }

    private static boolean isEscape(String encoded, int at) {
        return encoded.charAt(at) == '%'
                && at + 2 < encoded.length()
                && HexFormat.isHexDigit(encoded.charAt(at + 1))
                && HexFormat.isHexDigit(encoded.charAt(at + 2));
    }
}
