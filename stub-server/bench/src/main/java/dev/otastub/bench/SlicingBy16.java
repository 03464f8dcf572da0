package dev.otastub.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * CRC-64 of the floor: sixteen bytes a step, as the goal says, whatever way the server has found meanwhile.
 */
final class SlicingBy16 {

    private static final long POLYNOMIAL = 0xC96C5795D7870F42L;
    private static final int STEP = 16;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long[][] TABLES = tables();

    private long crc = ~0L;

    /** Takes more bytes in. */
    void update(byte[] bytes, int offset, int length) {
        long state = crc;
        int at = offset;
        int end = offset + length;
        while (end - at >= STEP) {
            state = step(state ^ (long) LONGS.get(bytes, at), (long) LONGS.get(bytes, at + 8));
            at += STEP;
        }
        while (at < end) {
            state = TABLES[0][(int) (state ^ bytes[at++]) & 0xFF] ^ state >>> 8;
        }
        crc = state;
    }

    /** The value so far, in the unsigned decimal digits that OSS writes. */
    String decimal() {
        return Long.toUnsignedString(~crc);
    }

    private static long step(long low, long high) {
        return TABLES[15][(int) low & 0xFF]
                ^ TABLES[14][(int) (low >>> 8) & 0xFF]
                ^ TABLES[13][(int) (low >>> 16) & 0xFF]
                ^ TABLES[12][(int) (low >>> 24) & 0xFF]
                ^ TABLES[11][(int) (low >>> 32) & 0xFF]
                ^ TABLES[10][(int) (low >>> 40) & 0xFF]
                ^ TABLES[9][(int) (low >>> 48) & 0xFF]
                ^ TABLES[8][(int) (low >>> 56)]
                ^ TABLES[7][(int) high & 0xFF]
                ^ TABLES[6][(int) (high >>> 8) & 0xFF]
                ^ TABLES[5][(int) (high >>> 16) & 0xFF]
                ^ TABLES[4][(int) (high >>> 24) & 0xFF]
                ^ TABLES[3][(int) (high >>> 32) & 0xFF]
                ^ TABLES[2][(int) (high >>> 40) & 0xFF]
                ^ TABLES[1][(int) (high >>> 48) & 0xFF]
                ^ TABLES[0][(int) (high >>> 56)];
    }

    private static long[][] tables() {
        long[][] tables = new long[STEP][256];
        for (int i = 0; i < 256; i++) {
            long value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) == 0 ? value >>> 1 : value >>> 1 ^ POLYNOMIAL;
            }
            tables[0][i] = value;
        }
        for (int table = 1; table < STEP; table++) {
            for (int i = 0; i < 256; i++) {
                long before = tables[table - 1][i];
                tables[table][i] = before >>> 8 ^ tables[0][(int) before & 0xFF];
            }
        }
        return tables;
    }
}
