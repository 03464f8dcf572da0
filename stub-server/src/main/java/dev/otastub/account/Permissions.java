package dev.otastub.account;

import java.util.List;
import java.util.Locale;

/**
 * Which operations a RAM identity may call, as a RAM policy says it: what is denied is denied even where it is allowed
 * too, and what is not allowed is denied. Names are {@code iot:GenerateOTAUploadURL} or the operation's name alone; a
 * {@code *} stands for any characters.
 *
 * @param allowed names of the operations that may be called
 * @param denied names of those that may not
 */
public record Permissions(List<String> allowed, List<String> denied) {

    /** Every operation, as for an account's own keys. */
    public static final Permissions ALL = new Permissions(List.of("*"), List.of());

    private static final String SERVICE = "iot:";

    public Permissions {
        allowed = List.copyOf(allowed);
        denied = List.copyOf(denied);
    }

    /** Whether an operation of IoT Platform may be called. */
    public boolean allow(String operation) {
        return names(allowed, operation) && !names(denied, operation);
    }

    private static boolean names(List<String> patterns, String operation) {
        String called = operation.toLowerCase(Locale.ROOT);
        return patterns.stream().anyMatch(pattern -> matches(bare(pattern.toLowerCase(Locale.ROOT)), called));
    }

    private static String bare(String pattern) {
        return pattern.startsWith(SERVICE) ? pattern.substring(SERVICE.length()) : pattern;
    }

    /** Each piece between stars is looked for behind the one before; first and last must stand at the ends. */
    private static boolean matches(String pattern, String name) {
        String[] pieces = pattern.split("\\*", -1);
        String last = pieces[pieces.length - 1];
        if (pieces.length == 1) {
            return name.equals(pattern);
        }
        int at = pieces[0].length();
        if (!name.startsWith(pieces[0])) {
            return false;
        }
        for (int i = 1; i < pieces.length - 1; i++) {
            int found = name.indexOf(pieces[i], at);
            if (found < 0) {
                return false;
            }
            at = found + pieces[i].length();
        }
        return name.length() - last.length() >= at && name.endsWith(last);
    }
}
