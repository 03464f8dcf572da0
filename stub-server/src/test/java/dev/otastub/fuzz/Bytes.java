package dev.otastub.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An input, taken byte by byte; past its end there are zeros. */
final class Bytes {

    private final byte[] bytes;
    private int at;

    Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    int next() {
        return at < bytes.length ? bytes[at++] & 0xFF : 0;
    }

    /** Sizes from one to 65,025: the squares of as many bytes. */
    int[] sizes(int count) {
        int[] sizes = new int[count];
        for (int i = 0; i < count; i++) {
            int root = next();
            sizes[i] = Math.max(1, root * root);
        }
        return sizes;
    }

    byte[] rest() {
        return Arrays.copyOfRange(bytes, at, bytes.length);
    }

    static byte[] of(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
