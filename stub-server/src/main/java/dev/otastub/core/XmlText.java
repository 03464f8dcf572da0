package dev.otastub.core;

/** Text as XML's character data. */
public final class XmlText {

    private XmlText() {}

    /** The text with markup escaped, and characters that XML 1.0 cannot carry replaced by U+FFFD. */
    public static String escaped(String text) {
        StringBuilder xml = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> append(xml, character));
        return xml.toString();
    }

    private static void append(StringBuilder xml, int character) {
        switch (character) {
            case '&' -> xml.append("&amp;");
            case '<' -> xml.append("&lt;");
            case '>' -> xml.append("&gt;");
            // A parser turns a bare carriage return into a line feed.
            case '\r' -> xml.append("&#13;");
            default -> xml.appendCodePoint(isXml(character) ? character : 0xFFFD);
        }
    }

    private static boolean isXml(int character) {
        return character == '\t'
                || character == '\n'
                || character >= 0x20 && character <= 0xD7FF
                || character >= 0xE000 && character <= 0xFFFD
                || character >= 0x10000;
    }
}
