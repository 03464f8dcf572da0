package dev.otastub.account;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which operations a RAM identity may call, as a RAM policy says it: what is denied is denied even where it is allowed
 * too, and what is not allowed is denied (documented). Names are {@code iot:GenerateOTAUploadURL} or the operation's name
 * alone, in letters of either case; a {@code *} stands for any characters.
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
        return naming(denied, operation).isEmpty() && naming(allowed, operation).isPresent();
    }

    /** Why it may be called or not, as the middle of a sentence. */
    public String about(String operation) {
        return naming(denied, operation)
                .map(name -> name + " is denied")
                .or(() -> naming(allowed, operation).map(name -> name + " is allowed"))
                .orElseGet(() -> "allowed is " + (allowed.isEmpty() ? "nothing" : String.join(", ", allowed)));
    }

    private static Optional<String> naming(List<String> names, String operation) {
        String called = operation.toLowerCase(Locale.ROOT);
        return names.stream()
                .filter(name -> matches(bare(name.toLowerCase(Locale.ROOT)), called))
                .findFirst();
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
