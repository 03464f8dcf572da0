package dev.otastub.bench;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A file of the soak: no two begin alike, so that one in place of another shows.
 *
 * @param bytes what is in it
 * @param md5 in upper case, as an ETag has it
 */
record SoakFile(byte[] bytes, String md5) {

    /**
     * A file.
     *
     * @param start where in the benchmark's block of random bytes it begins
     */
    static SoakFile of(int start, int size) {
        byte[] block = Content.bytes();
        byte[] bytes = new byte[size];
        for (int at = 0; at < size; ) {
            int from = (start + at) % block.length;
            int count = Math.min(size - at, block.length - from);
            System.arraycopy(block, from, bytes, at, count);
            at += count;
        }
        return new SoakFile(
                bytes,
                HexFormat.of().withUpperCase().formatHex(Content.md5Digest().digest(bytes)));
    }

    boolean isThatOf(byte[] others) {
        return Arrays.equals(bytes, others);
    }
}
