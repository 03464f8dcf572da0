package dev.otastub.differential;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Texts that are hard on encoders and parsers, in the same order each time. */
final class Generated {

    private static final List<String> PIECES = List.of(
            "a",
            "Z",
            "0",
            "bin",
            "ota/",
            "/",
            " ",
            "*",
            "~",
            "+",
            "%",
            "%20",
            "%2B",
            "&",
            "=",
            "?",
            "#",
            ";",
            ",",
            ":",
            "\"",
            "'",
            "\\",
            "<",
            ">",
            "{",
            "}",
            "$",
            "${filename}",
            "(",
            ")",
            "!",
            "@",
            "^",
            "`",
            "|",
            "-",
            "_",
            ".",
            "..",
            "\u00e9",
            "\u56fa\u4ef6",
            "\u30d5\u30a1",
            "\ud83d\ude00",
            "\ud840\udc00",
            "\u2028",
            "\u007f",
            "\uff0b");
    private static final List<String> PLAIN =
            List.of("a", "Z", "0", "-", "_", ".", "x-", " b", "/", "=", ";c", "\"d\"");

    private final Random random;

    Generated(long seed) {
        random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T oneOf(List<T> all) {
        return all.get(below(all.size()));
    }

    /** One in so many. */
    boolean oneIn(int count) {
        return below(count) == 0;
    }

    /** Up to so many pieces of text; the empty text, too. */
    String text(int most) {
        return text(PIECES, below(most + 1));
    }

    /** At least one piece. */
    String name(int most) {
        return text(PIECES, 1 + below(most));
    }

    /** The value of a header: ASCII that is not trimmed on its way. */
    String header() {
        return "v" + text(PLAIN, below(6)) + "w";
    }

    /** So many parameters at most, of different names; at least one. */
    Map<String, String> parameters(int most) {
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 1 + below(most); i > 0; i--) {
            all.put(name(3), oneIn(5) ? "" : text(5));
        }
        return all;
    }

    private String text(List<String> pieces, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(oneOf(pieces));
        }
        return text.toString();
    }

    /** As a browser's form or the JDK encodes it, which is how some SDKs send what they sign otherwise. */
    static String formEncoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(one -> formEncoded(one.getKey()) + "=" + formEncoded(one.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String formEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** By RFC 3986, made from the JDK's. */
    static String encoded(String text) {
        return formEncoded(text).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }
}
