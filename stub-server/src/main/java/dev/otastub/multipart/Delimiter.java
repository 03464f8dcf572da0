package dev.otastub.multipart;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes that end a part: CRLF, two dashes and the boundary. Finds them by Horspool's rule. */
final class Delimiter {

    private final byte[] bytes;
    private final int[] shifts = new int[256];

    Delimiter(String boundary) {
        bytes = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        Arrays.fill(shifts, bytes.length);
        for (int i = 0; i < bytes.length - 1; i++) {
            shifts[bytes[i] & 0xFF] = bytes.length - 1 - i;
        }
    }

    int length() {
        return bytes.length;
    }

    /** Where it begins between {@code from} and {@code to}, or -1. */
    int indexIn(byte[] buffer, int from, int to) {
        int[] skip = shifts;
        int last = bytes.length - 1;
        byte lastByte = bytes[last];
        for (int end = from + last; end < to; end += skip[buffer[end] & 0xFF]) {
            // The CR is looked at first: it occurs once in the delimiter, so no content makes this quadratic.
            if (buffer[end] == lastByte && buffer[end - last] == '\r' && isAt(buffer, end - last, bytes.length)) {
                return end - last;
            }
        }
        return -1;
    }

    /** Whether its first bytes stand at an index. */
    boolean isAt(byte[] buffer, int index, int count) {
        return Arrays.equals(buffer, index, index + count, bytes, 0, count);
    }
}
