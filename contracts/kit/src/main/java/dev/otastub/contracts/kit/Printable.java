package dev.otastub.contracts.kit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes texts from elsewhere fit to be printed: without the secrets of this run, whoever repeated them, and without
 * characters that terminals take for commands.
 */
public final class Printable {

    /** Without secrets to hide. */
    public static final Printable NOTHING_SECRET = new Printable(List.of());

    /** A shorter one is part of any text, and protects nothing. */
    private static final int SHORTEST = 4;

    private final List<String> secrets;

    /** @param secrets their exact values */
    public Printable(List<String> secrets) {
        this.secrets = secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST)
                .flatMap(secret -> Stream.of(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8)))
                .distinct()
                // One may be within another.
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** The text with *** for secrets and a question mark for control characters; its lines stay lines. */
    public String of(String text) {
        return withoutControls(withoutSecrets(text));
    }

    String withoutSecrets(String text) {
        String hidden = text;
        for (String secret : secrets) {
            hidden = hidden.replace(secret, "***");
        }
        return hidden;
    }

    static String withoutControls(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}&&[^\\n\\t]]", "?");
    }
}
