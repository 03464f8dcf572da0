package dev.otastub.multipart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A body seen as lines and as contents between delimiters. However the network cut it, it reads the same.
 *
 * <p>A delimiter ends a content only if {@code --}, or a CRLF, follows it (after white space that some mailers add);
 * anything else makes it bytes of that content. A line's own CRLF is the one <em>before</em> it, as in a delimiter.
 */
final class FormInput {

    /** How a content ended. */
    enum Ending {
        NEXT_PART,
        CLOSED,
        CUT_OFF,
        STOPPED,
        NOT_YET
    }

    static final int BUFFER = 64 * 1024;

    /** The answer of {@link #lineLength} where the body ended inside the line. */
    static final int CUT_OFF = -1;

    /** The answer of {@link #lineLength} where the line is longer than asked for. */
    static final int TOO_LONG = -2;

    private static final int MOST_PADDING = 64;

    private final InputStream in;
    private final Delimiter delimiter;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private long dropped;

    FormInput(InputStream in, Delimiter delimiter) {
        this.in = in;
        this.delimiter = delimiter;
        // A CRLF that nobody sent, so that the opening boundary is a delimiter like the others.
        buffer[limit++] = '\r';
        buffer[limit++] = '\n';
        dropped = -limit;
    }

    /** How many bytes of the body have been understood. */
    long position() {
        return Math.max(0, dropped + position);
    }

    /** Reads the opening boundary; NOT_YET means that the body begins with something else. */
    Ending open() throws IOException {
        if (isCrLf(2)) {
            position += 2;
        }
        if (isAtDelimiter()) {
            return endingHere();
        }
        int came = Math.min(limit - position, delimiter.length());
        boolean cut = came > 2 && delimiter.isAt(buffer, position, came);
        return cut ? Ending.CUT_OFF : Ending.NOT_YET;
    }

    /** The first bytes that are not understood yet, for an explanation. */
    String glance(int most) throws IOException {
        int count = 2;
        while (count < most + 2 && has(count + 1)) {
            count++;
        }
        return new String(buffer, position + 2, count - 2, StandardCharsets.UTF_8);
    }

    /** The length of the line at hand. */
    int lineLength(int most) throws IOException {
        for (int length = 0; length <= most; length++) {
            if (!has(length + 4)) {
                return CUT_OFF;
            }
            if (isCrLf(length + 2)) {
                return length;
            }
        }
        return TOO_LONG;
    }

    /** The first bytes of the line at hand, one char for each. */
    String line(int length) {
        return new String(buffer, position + 2, length, StandardCharsets.ISO_8859_1);
    }

    /** Whether the line at hand begins with the boundary. */
    boolean isAtDelimiter() throws IOException {
        return has(delimiter.length()) && delimiter.isAt(buffer, position, delimiter.length());
    }

    void skipLine(int length) {
        position += 2 + length;
    }

    void skipBlankLine() {
        position += 4;
    }

    /** Hands on everything up to the next delimiter, straight from the buffer, and steps over it. */
    Ending copyContent(FormReader.Sink sink) throws IOException {
        Ending ending = Ending.NOT_YET;
        while (ending == Ending.NOT_YET) {
            int found = delimiter.indexIn(buffer, position, limit);
            ending = found < 0 ? copyAndReadOn(sink) : copyAndJudge(sink, found);
        }
        return ending;
    }

    // The last bytes may be the beginning of a delimiter.
    private Ending copyAndReadOn(FormReader.Sink sink) throws IOException {
        if (!handOn(sink, limit - delimiter.length() + 1)) {
            return Ending.STOPPED;
        }
        if (fill()) {
            return Ending.NOT_YET;
        }
        return handOn(sink, limit) ? Ending.CUT_OFF : Ending.STOPPED;
    }

    // No delimiter begins inside another, for its CR is its first byte alone: one that ends nothing is handed on whole.
    private Ending copyAndJudge(FormReader.Sink sink, int found) throws IOException {
        if (!handOn(sink, found)) {
            return Ending.STOPPED;
        }
        Ending ending = endingHere();
        if (ending == Ending.NEXT_PART || ending == Ending.CLOSED) {
            return ending;
        }
        return handOn(sink, position + delimiter.length()) ? Ending.NOT_YET : Ending.STOPPED;
    }

    /** What the bytes after the delimiter at hand make of it; steps over it if it is one. */
    private Ending endingHere() throws IOException {
        int after = delimiter.length();
        while (after < delimiter.length() + MOST_PADDING && has(after + 1) && isBlank(buffer[position + after])) {
            after++;
        }
        if (!has(after + 2)) {
            return Ending.CUT_OFF;
        }
        if (isCrLf(after)) {
            position += after;
            return Ending.NEXT_PART;
        }
        if (buffer[position + after] == '-' && buffer[position + after + 1] == '-') {
            position += after + 2;
            return Ending.CLOSED;
        }
        return Ending.NOT_YET;
    }

    private boolean handOn(FormReader.Sink sink, int end) throws IOException {
        int from = position;
        if (end <= from) {
            return true;
        }
        position = end;
        return sink.write(buffer, from, end - from);
    }

    private boolean isCrLf(int offset) throws IOException {
        return has(offset + 2) && buffer[position + offset] == '\r' && buffer[position + offset + 1] == '\n';
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    /** Whether so many bytes are at hand, after reading on as needed. */
    private boolean has(int count) throws IOException {
        while (limit - position < count) {
            if (!fill()) {
                return false;
            }
        }
        return true;
    }

    private boolean fill() throws IOException {
        if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            dropped += position;
            limit -= position;
            position = 0;
        }
        int count = in.read(buffer, limit, buffer.length - limit);
        limit += Math.max(0, count);
        return count > 0;
    }
}
