package dev.otastub.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A file that follows from its length, with every byte value in it, so that a large one need not be kept.
 *
 * @param length how many bytes it has
 */
record GeneratedFile(int length) {

    InputStream open() {
        return new InputStream() {
            private int position;

            @Override
            public int read() {
                return position < length ? Byte.toUnsignedInt(byteAt(position++)) : -1;
            }

            @Override
            public int read(byte[] buffer, int offset, int count) {
                if (count > 0 && position >= length) {
                    return -1;
                }
                int taken = Math.min(count, length - position);
                for (int i = 0; i < taken; i++) {
                    buffer[offset + i] = byteAt(position++);
                }
                return taken;
            }
        };
    }

    byte[] bytes() {
        try (InputStream in = open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte byteAt(int position) {
        return (byte) (position * 31 + (position >>> 8));
    }
}
