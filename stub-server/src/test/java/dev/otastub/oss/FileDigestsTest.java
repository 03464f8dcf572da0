package dev.otastub.oss;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FileDigestsTest {

    private static final int PIECE = 61_003;

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 2", "2097152, 2", "2097153, 2", "2228224, 2", "9000000, 0", "9000000, 1", "9000000, 2"})
    void digests_are_the_same_with_and_without_help(int size, int threads) throws Exception {
        byte[] file = file(size);
        try (FileDigests digests = new FileDigests(new DigestThreads(threads))) {
            pass(file, digests);

            assertThat(digests.end()).isEqualTo(expected(file));
        }
    }

    @Test
    void more_large_files_than_there_is_help_for_are_digested_all_the_same() throws Exception {
        DigestThreads threads = new DigestThreads(2);
        byte[] file = file(3_000_000);
        List<FileDigests> atOnce = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            atOnce.add(new FileDigests(threads));
        }
        for (int at = 0; at < file.length; at += PIECE) {
            for (FileDigests digests : atOnce) {
                digests.update(file, at, Math.min(PIECE, file.length - at));
            }
        }

        assertThat(threads.copies()).isEmpty();
        for (FileDigests digests : atOnce) {
            assertThat(digests.end()).isEqualTo(expected(file));
            digests.close();
        }
        assertThat(threads.copies()).isPresent();
    }

    @Test
    void what_a_broken_off_file_left_is_not_in_the_next_one() throws Exception {
        DigestThreads threads = new DigestThreads(1);
        try (FileDigests brokenOff = new FileDigests(threads)) {
            brokenOff.update(new byte[3_000_001], 0, 3_000_001);
        }
        byte[] file = file(5_000_000);
        try (FileDigests next = new FileDigests(threads)) {
            pass(file, next);

            assertThat(next.end()).isEqualTo(expected(file));
        }
    }

    /** From one buffer that changes as soon as it was passed, as that of a reader does. */
    private static void pass(byte[] file, FileDigests digests) {
        byte[] buffer = new byte[PIECE];
        for (int at = 0; at < file.length; at += PIECE) {
            int count = Math.min(PIECE, file.length - at);
            System.arraycopy(file, at, buffer, 0, count);
            digests.update(buffer, 0, count);
        }
    }

    private static byte[] file(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static StoredObject.Digested expected(byte[] file) throws Exception {
        Crc64 crc64 = new Crc64();
        crc64.update(file, 0, file.length);
        String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(file));
        return new StoredObject.Digested(file.length, md5, crc64.decimal());
    }
}
