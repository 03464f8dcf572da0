package dev.otastub.assertj;

import dev.otastub.TestAccount;
import dev.otastub.core.ErrorRow;
import dev.otastub.core.Printable;
import dev.otastub.iot.Firmware;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What an account did, for the message of an assertion that failed. */
final class Story {

    /** Of each kind the newest, so that the message stays readable. */
    private static final int MOST = 20;

    /** Long enough for a string to sign. */
    private static final int LONGEST = 4000;

    private Story() {}

    /** A failure and all that the account did. */
    static String told(String failure, TestAccount account) {
        return told(failure) + "\nWhat " + account + " did, oldest first:\n"
                + listed("upload", account.uploads(), Object::toString)
                + listed("refusal", account.refusals(), Object::toString)
                + listed("package", account.firmware(), Story::line)
                + "  its clock: " + account.clock().instant() + (account.clock().isFrozen() ? ", frozen" : "") + "\n";
    }

    /** A failure, whoever's. */
    static String told(String failure) {
        return "\n" + failure + "\n";
    }

    private static <T> String listed(String kind, List<T> all, Function<T, String> text) {
        StringBuilder list = new StringBuilder("  ").append(count(all, kind));
        int first = Math.max(0, all.size() - MOST);
        list.append(first > 0 ? ", of which the last " + MOST + " are\n" : "\n");
        for (int i = first; i < all.size(); i++) {
            list.append("    ")
                    .append(i + 1)
                    .append(". ")
                    .append(indented(text.apply(all.get(i)), "       "))
                    .append('\n');
        }
        return list.toString();
    }

    private static String line(Firmware firmware) {
        return "'" + firmware.name() + "', version " + firmware.destVersion() + ", FirmwareId " + firmware.id()
                + ", at "
                + firmware.created() + ", made of "
                + firmware.files().stream()
                        .map(file ->
                                file.bucket() + "/" + file.key() + ", " + file.size() + " bytes, MD5 " + file.md5Hex())
                        .collect(Collectors.joining("; "));
    }

    /** A cause as a test names it. */
    static String name(ErrorRow row) {
        return row instanceof Enum<?> constant
                ? constant.getDeclaringClass().getSimpleName() + "." + row.name()
                : row.name();
    }

    /** Why there is not the one that was expected. */
    static String others(List<?> things, String kind) {
        return switch (things.size()) {
            case 0 -> "it has none.";
            case 1 -> "its only " + kind + " is another.";
            default -> "its " + count(things, kind) + " are others.";
        };
    }

    static String count(List<?> things, String kind) {
        return count(things.size(), kind);
    }

    static String count(int number, String kind) {
        return number + " " + kind + (number == 1 ? "" : "s");
    }

    /** Lines of a client's making, each fit to be printed; those after the first begin with the indent. */
    static String indented(String lines, String indent) {
        return lines.lines().map(Story::fit).collect(Collectors.joining("\n" + indent));
    }

    /** A text of a client's making on one line. */
    static String fit(String text) {
        return Printable.oneLine(cut(text, LONGEST));
    }

    static String cut(String text, int longest) {
        return text.length() <= longest
                ? text
                : text.substring(0, longest) + "... (" + (text.length() - longest) + " more characters)";
    }
}
