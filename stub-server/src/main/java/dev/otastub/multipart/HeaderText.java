package dev.otastub.multipart;

/** A header's value, read from left to right. */
final class HeaderText {

    private final String text;
    private int at;
    private boolean quoteOpen;

    HeaderText(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return at == text.length();
    }

    /** Whether a quoted value had no end. */
    boolean isQuoteOpen() {
        return quoteOpen;
    }

    /** Steps over a character, if it is the next one. */
    boolean skip(char wanted) {
        boolean there = !atEnd() && text.charAt(at) == wanted;
        if (there) {
            at++;
        }
        return there;
    }

    /** Steps over blanks; says whether there were any. */
    boolean skipBlanks() {
        int from = at;
        while (!atEnd() && " \t".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at > from;
    }

    /** What comes before any of the stops, or the end; without blanks around it. */
    String until(String stops) {
        int from = at;
        while (!atEnd() && stops.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at).strip();
    }

    /** A quoted text, or what comes before any of the stops. */
    String value(String stops) {
        skipBlanks();
        return skip('"') ? quoted() : until(stops);
    }

    // Only a quote and a backslash are taken as escaped: old browsers send C:\new.bin as it is.
    private String quoted() {
        StringBuilder value = new StringBuilder();
        while (!atEnd()) {
            if (skip('"')) {
                return value.toString();
            }
            boolean escaped = text.startsWith("\\\"", at) || text.startsWith("\\\\", at);
            at += escaped ? 1 : 0;
            value.append(text.charAt(at++));
        }
        quoteOpen = true;
        return value.toString();
    }
}
