package dev.otastub.core;

/** Makes a client's text fit for a terminal or a log. */
public final class Printable {

    private Printable() {}

    /** The text without line ends and worse: what steers a terminal, or turns the order of letters. */
    public static String oneLine(String text) {
        if (text.chars().allMatch(character -> character >= ' ' && character < 0x7F)) {
            return text;
        }
        return text.replace("\r", "\\r").replace("\n", "\\n").replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }
}
