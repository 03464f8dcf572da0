package dev.otastub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otastub.oss.Crc64;
import dev.otastub.signature.Digests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GeneratedFileTest {

    private static final long SAMPLE_UPLOAD = 1_048_576_000;

    /** Around the words of which it is made, and the pieces in which it is read. */
    private static int[] lengths() {
        return new int[] {0, 1, 7, 8, 9, 15, 16, 17, 1000, 8191, 8192, 8193, 65_535, 65_536, 65_537, 131_073};
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void it_has_as_many_bytes_as_it_says(int length) throws IOException {
        GeneratedFile file = GeneratedFile.of(length);

        assertThat(file.length()).isEqualTo(length);
        assertThat(file.bytes()).hasSize(length);
        assertThat(file.open().readAllBytes()).isEqualTo(file.bytes());
        assertThat(file.open().available()).isEqualTo(length);
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void its_bytes_are_the_same_however_they_are_read(int length) throws IOException {
        GeneratedFile file = GeneratedFile.of(length).withSeed(42);
        Random chance = new Random(length);

        for (int round = 0; round < 20; round++) {
            assertThat(readInPieces(file, chance)).isEqualTo(file.bytes());
        }
    }

    /** By single bytes, into parts of an array, and with some skipped that are then read from another stream. */
    private static byte[] readInPieces(GeneratedFile file, Random chance) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (InputStream in = file.open()) {
            while (read.size() < file.length()) {
                int most = 1 + chance.nextInt((int) file.length());
                switch (chance.nextInt(3)) {
                    case 0 -> read.write(in.read());
                    case 1 -> read.write(skipped(file, in, read.size(), most));
                    default -> {
                        byte[] buffer = new byte[most + 10];
                        int count = in.read(buffer, 5, most);
                        assertThat(buffer).startsWith(0, 0, 0, 0, 0).endsWith(0, 0, 0, 0, 0);
                        read.write(buffer, 5, count);
                    }
                }
            }
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read(new byte[10])).isEqualTo(-1);
            assertThat(in.skip(10)).isZero();
            assertThat(in.available()).isZero();
        }
        return read.toByteArray();
    }

    private static byte[] skipped(GeneratedFile file, InputStream in, int from, int most) throws IOException {
        int count = (int) in.skip(most);
        try (InputStream again = file.open()) {
            again.skipNBytes(from);
            return again.readNBytes(count);
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void its_digests_are_those_of_its_bytes(int length) throws Exception {
        GeneratedFile file = GeneratedFile.of(length);
        byte[] md5 = MessageDigest.getInstance("MD5").digest(file.bytes());
        Crc64 crc64 = new Crc64();
        crc64.update(file.bytes(), 0, length);

        assertThat(file.md5Hex()).isEqualTo(HexFormat.of().formatHex(md5));
        assertThat(file.md5Base64()).isEqualTo(Base64.getEncoder().encodeToString(md5));
        assertThat(file.sha256Hex())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(file.bytes())));
        assertThat(file.crc64()).isEqualTo(crc64.decimal());
    }

    /** Calculated outside of Java, from the description of SplitMix64: no release may change the bytes. */
    @ParameterizedTest
    @CsvSource({"0, 16, afcd1d7b39a820e2f465b9a16a9e786e", "1, 16, 72d7c2dd3080efbf47aaf282e42c555f"})
    void its_bytes_are_the_same_in_every_release(long seed, int length, String hex) {
        assertThat(HexFormat.of()
                        .formatHex(GeneratedFile.of(length).withSeed(seed).bytes()))
                .isEqualTo(hex);
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 4096, 8192, 65_536})
    void a_block_that_is_lost_doubled_or_swapped_changes_its_digests(int block) {
        GeneratedFile file = GeneratedFile.of(3L * block);
        byte[] whole = file.bytes();

        assertThat(Digests.md5Hex(concat(whole, block, 0, 1, 2))).isEqualTo(file.md5Hex());
        assertThat(Digests.md5Hex(concat(whole, block, 0, 1))).isNotEqualTo(file.md5Hex());
        assertThat(Digests.md5Hex(concat(whole, block, 0, 1, 1))).isNotEqualTo(file.md5Hex());
        assertThat(Digests.md5Hex(concat(whole, block, 0, 2, 1))).isNotEqualTo(file.md5Hex());
    }

    private static byte[] concat(byte[] whole, int block, int... numbers) {
        byte[] chosen = new byte[numbers.length * block];
        for (int i = 0; i < numbers.length; i++) {
            System.arraycopy(whole, numbers[i] * block, chosen, i * block, block);
        }
        return chosen;
    }

    @Test
    void another_seed_gives_other_bytes_and_the_same_one_the_same() {
        GeneratedFile file = GeneratedFile.of(1000);
        Set<String> digests = new LinkedHashSet<>();
        for (long seed = -2; seed <= 2; seed++) {
            digests.add(file.withSeed(seed).md5Hex());
        }

        assertThat(digests).hasSize(5).contains(file.md5Hex());
        assertThat(file.withSeed(0)).isEqualTo(file).hasSameHashCodeAs(file);
        assertThat(file.withSeed(1)).isNotEqualTo(file);
        assertThat(GeneratedFile.of(1001)).isNotEqualTo(file);
        assertThat(file.withSeed(1)).hasToString("GeneratedFile of 1000 bytes, seed 1");
    }

    @Test
    void a_longer_file_begins_like_a_shorter_one() {
        assertThat(GeneratedFile.of(1000).bytes())
                .startsWith(GeneratedFile.of(999).bytes());
    }

    @Test
    void the_end_of_a_file_larger_than_any_array_is_reached_by_skipping() throws IOException {
        GeneratedFile file = GeneratedFile.of(50L << 30);
        try (InputStream in = file.open()) {
            assertThat(in.available()).isEqualTo(Integer.MAX_VALUE);

            in.skipNBytes(file.length() - 10);

            assertThat(in.available()).isEqualTo(10);
            assertThat(in.readAllBytes()).hasSize(10);
            assertThat(in.skip(-1)).isZero();
        }
    }

    @Test
    void each_stream_begins_at_the_first_byte() throws IOException {
        GeneratedFile file = GeneratedFile.of(SAMPLE_UPLOAD);
        try (InputStream one = file.open();
                InputStream other = file.open()) {
            byte[] read = one.readNBytes(100_000);

            assertThat(other.readNBytes(100_000)).isEqualTo(read);
        }
    }

    @Test
    void it_says_what_it_cannot_do() {
        assertThatThrownBy(() -> GeneratedFile.of(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A file cannot have -1 bytes.");
        assertThatThrownBy(() -> GeneratedFile.of(SAMPLE_UPLOAD * 3).bytes())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("A file of 3145728000 bytes does not fit into an array; read it by open().");
    }
}
