package dev.otastub.cli;

import java.util.Optional;
import java.util.regex.Pattern;

/** Text as POSIX shells write and read it. */
final class ShellText {

    /** What neither shells nor readers of .env files take for anything but itself. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,\\[\\]-]*");

    private ShellText() {}

    static boolean isPlain(String text) {
        return PLAIN.matcher(text).matches();
    }

    /** The text as one word, in single quotes if it needs any. */
    static String quoted(String text) {
        return isPlain(text) ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** What {@link #quoted} made a word of; empty if that is no such word. */
    static Optional<String> unquoted(String word) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < word.length()) {
            char next = word.charAt(at);
            int end = next == '\'' ? word.indexOf('\'', at + 1) : at;
            if (end < 0 || next == '\\' && at + 1 == word.length()) {
                return Optional.empty();
            }
            if (next == '\'') {
                text.append(word, at + 1, end);
                at = end + 1;
            } else {
                int literal = next == '\\' ? at + 1 : at;
                text.append(word.charAt(literal));
                at = literal + 1;
            }
        }
        return Optional.of(text.toString());
    }
}
