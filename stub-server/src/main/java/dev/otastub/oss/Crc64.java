package dev.otastub.oss;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * CRC-64 as OSS gives it in x-oss-hash-crc64ecma (ECMA-182, reflected; also known as CRC-64/XZ), eight bytes a step.
 *
 * <p>A step has to wait for the one before it. So four stretches of the bytes are taken in at once, each as if it began the
 * file, and then joined: a CRC is linear, and what a stretch adds to the one after it is found in a table of its own.
 */
public final class Crc64 {

    private static final long POLYNOMIAL = 0xC96C5795D7870F42L;
    private static final int STEP = 8;

    /** Short enough that little is left over of a usual buffer, long enough that joining costs nothing. */
    static final int STRETCH = 1024;

    private static final int STRETCHES = 4;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    // One flat array each: 256 values for each of the eight bytes of a state, the last of the eight first.
    private static final long[] OVER_STEP = over(STEP, singleBytes());
    private static final long[] OVER_STRETCH = over(STRETCH, singleBytes());
    private static final int SINGLE_BYTES = (STEP - 1) * 256;

    private long crc = ~0L;

    /** Takes more bytes in. */
    public void update(byte[] bytes, int offset, int length) {
        long state = crc;
        int at = offset;
        int end = offset + length;
        while (end - at >= STRETCHES * STRETCH) {
            state = fourStretches(state, bytes, at);
            at += STRETCHES * STRETCH;
        }
        while (end - at >= STEP) {
            state = moved(OVER_STEP, state ^ (long) LONGS.get(bytes, at));
            at += STEP;
        }
        while (at < end) {
            state = OVER_STEP[SINGLE_BYTES + ((int) (state ^ bytes[at++]) & 0xFF)] ^ state >>> 8;
        }
        crc = state;
    }

    /** The value so far, in the unsigned decimal digits that OSS writes. */
    public String decimal() {
        return Long.toUnsignedString(~crc);
    }

    private static long fourStretches(long state, byte[] bytes, int from) {
        long first = state;
        long second = 0;
        long third = 0;
        long fourth = 0;
        for (int at = from; at < from + STRETCH; at += STEP) {
            first = moved(OVER_STEP, first ^ (long) LONGS.get(bytes, at));
            second = moved(OVER_STEP, second ^ (long) LONGS.get(bytes, at + STRETCH));
            third = moved(OVER_STEP, third ^ (long) LONGS.get(bytes, at + 2 * STRETCH));
            fourth = moved(OVER_STEP, fourth ^ (long) LONGS.get(bytes, at + 3 * STRETCH));
        }
        long joined = moved(OVER_STRETCH, first) ^ second;
        joined = moved(OVER_STRETCH, joined) ^ third;
        return moved(OVER_STRETCH, joined) ^ fourth;
    }

    /** What becomes of a state over as many bytes of zero as the table is for. */
    private static long moved(long[] table, long state) {
        return table[(int) state & 0xFF]
                ^ table[256 + ((int) (state >>> 8) & 0xFF)]
                ^ table[512 + ((int) (state >>> 16) & 0xFF)]
                ^ table[768 + ((int) (state >>> 24) & 0xFF)]
                ^ table[1024 + ((int) (state >>> 32) & 0xFF)]
                ^ table[1280 + ((int) (state >>> 40) & 0xFF)]
                ^ table[1536 + ((int) (state >>> 48) & 0xFF)]
                ^ table[1792 + (int) (state >>> 56)];
    }

    private static long[] singleBytes() {
        long[] table = new long[256];
        for (int i = 0; i < 256; i++) {
            long value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) == 0 ? value >>> 1 : value >>> 1 ^ POLYNOMIAL;
            }
            table[i] = value;
        }
        return table;
    }

    /** For each byte of a state alone, what becomes of it over so many bytes of zero. */
    private static long[] over(int zeros, long[] singleBytes) {
        long[] bits = new long[64];
        for (int bit = 0; bit < 64; bit++) {
            long state = 1L << bit;
            for (int i = 0; i < zeros; i++) {
                state = singleBytes[(int) state & 0xFF] ^ state >>> 8;
            }
            bits[bit] = state;
        }
        long[] table = new long[8 * 256];
        for (int i = 0; i < table.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                table[i] ^= (i >>> bit & 1) == 0 ? 0 : bits[(i >>> 8) * 8 + bit];
            }
        }
        return table;
    }
}
