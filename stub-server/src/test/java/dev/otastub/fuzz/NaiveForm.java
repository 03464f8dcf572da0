package dev.otastub.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A form read the slow and simple way, as a whole, to hold the streaming reader against; one char a byte. */
final class NaiveForm {

    private static final int MOST_PADDING = 64;

    private static final Pattern FILE =
            Pattern.compile("(?is)\r\n *content-disposition:((?!; name=).)*; name=(\"file\"|file)([;\\s].*)?");

    private NaiveForm() {}

    /** A delimiter: where it begins and where what it ends is over. */
    record Delimiter(int start, int end, boolean closing) {}

    /** The content of the first part named file, if there is one that is ended. */
    static Optional<String> file(String body, String boundary) {
        for (String part : parts(body, boundary)) {
            int blank = part.indexOf("\r\n\r\n");
            if (blank >= 0 && FILE.matcher(part.substring(0, blank)).matches()) {
                return Optional.of(part.substring(blank + 4));
            }
        }
        return Optional.empty();
    }

    private static List<String> parts(String body, String boundary) {
        List<String> parts = new ArrayList<>();
        String whole = body.startsWith("\r\n--") ? body : "\r\n" + body;
        Optional<Delimiter> from = delimiter(whole, boundary, 0);
        while (from.isPresent() && !from.get().closing()) {
            // The CRLF that ends a delimiter may also begin the next one, if the part has no content at all.
            Optional<Delimiter> to = contentEnd(whole, boundary, from.get().end());
            int end = to.map(Delimiter::start).orElse(whole.length());
            if (to.isPresent()) {
                parts.add(whole.substring(from.get().end(), Math.max(from.get().end(), end)));
            }
            from = to;
        }
        return parts;
    }

    private static Optional<Delimiter> contentEnd(String whole, String boundary, int from) {
        int blank = whole.indexOf("\r\n\r\n", from);
        return delimiter(whole, boundary, blank < 0 ? from : blank + 4);
    }

    /** The first delimiter at or after a place. */
    static Optional<Delimiter> delimiter(String body, String boundary, int from) {
        String text = "\r\n--" + boundary;
        for (int at = body.indexOf(text, from); at >= 0; at = body.indexOf(text, at + 1)) {
            int after = at + text.length();
            int padded = after;
            while (padded < body.length()
                    && padded < after + MOST_PADDING
                    && (body.charAt(padded) == ' ' || body.charAt(padded) == '\t')) {
                padded++;
            }
            if (body.startsWith("\r\n", padded)) {
                return Optional.of(new Delimiter(at, padded, false));
            }
            if (body.startsWith("--", padded)) {
                return Optional.of(new Delimiter(at, padded + 2, true));
            }
        }
        return Optional.empty();
    }
}
