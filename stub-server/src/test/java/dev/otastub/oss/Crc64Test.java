package dev.otastub.oss;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The check value of CRC-64/XZ is a standard one; the others were calculated bit by bit. */
final class Crc64Test {

    @ParameterizedTest
    @CsvSource({"'', 0", "123456789, 995dc9bbdf1939fa", "a, 330284772e652b05"})
    void known_bytes_have_their_known_value(String text, String hex) {
        assertThat(crc(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(Long.parseUnsignedLong(hex, 16));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 15, 16, 17, 1000, 4095, 4096, 4097, 8192, 12_300})
    void four_stretches_at_once_give_what_bit_by_bit_gives(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);

        assertThat(crc(bytes)).isEqualTo(bitByBit(bytes));
    }

    @Test
    void it_does_not_matter_how_the_bytes_are_cut() {
        byte[] bytes = new byte[20_000];
        new Random(1).nextBytes(bytes);
        Crc64 pieces = new Crc64();
        int at = 0;
        for (int length = 0; at + length <= bytes.length; length += 7) {
            pieces.update(bytes, at, length);
            at += length;
        }
        pieces.update(bytes, at, bytes.length - at);

        assertThat(Long.parseUnsignedLong(pieces.decimal())).isEqualTo(bitByBit(bytes));
    }

    private static long crc(byte[] bytes) {
        Crc64 crc = new Crc64();
        crc.update(bytes, 0, bytes.length);
        return Long.parseUnsignedLong(crc.decimal());
    }

    private static long bitByBit(byte[] bytes) {
        long crc = ~0L;
        for (byte b : bytes) {
            crc ^= b & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ 0xC96C5795D7870F42L;
            }
        }
        return ~crc;
    }
}
