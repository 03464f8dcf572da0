package dev.otastub;

import dev.otastub.oss.Crc64;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file of any length that is nowhere kept: its bytes follow from its length, its seed and their place, so that one which
 * lost, doubled or swapped some of them has other digests.
 *
 * <pre>{@code
 * GeneratedFile file = GeneratedFile.of(1_048_576_000);
 * BodyPublishers.ofInputStream(file::open);
 * request.setFirmwareSign(file.md5Hex());
 * }</pre>
 */
public final class GeneratedFile {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int WORD = Long.BYTES;
    private static final int PIECE = 64 * 1024;

    /** The step of SplitMix64, whose n-th number can be had without those before. */
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private final long length;
    private final long seed;
    private final Object computing = new Object();
    private @Nullable Sums sums;

    private record Sums(byte[] md5, byte[] sha256, String crc64) {}

    private GeneratedFile(long length, long seed) {
        if (length < 0) {
            throw new IllegalArgumentException("A file cannot have " + length + " bytes.");
        }
        this.length = length;
        this.seed = seed;
    }

    /** A file of so many bytes; two of one length are the same. */
    public static GeneratedFile of(long length) {
        return new GeneratedFile(length, 0);
    }

    /** A file of the same length with other bytes, for each seed. */
    public GeneratedFile withSeed(long other) {
        return new GeneratedFile(length, other);
    }

    /** How many bytes it has. */
    public long length() {
        return length;
    }

    /** What sets it apart from others of its length; 0 unless said. */
    public long seed() {
        return seed;
    }

    /** Opens it at its first byte, as often as wanted; to be used by one thread at a time. */
    public InputStream open() {
        return new Stream();
    }

    /**
     * All of its bytes, for clients that want an array.
     *
     * @throws IllegalStateException if it has more than an array can hold
     */
    public byte[] bytes() {
        if (length > Integer.MAX_VALUE - WORD) {
            throw new IllegalStateException(
                    "A file of " + length + " bytes does not fit into an array; read it by open().");
        }
        byte[] bytes = new byte[(int) length];
        fill(0, bytes, 0, bytes.length);
        return bytes;
    }

    /** Its MD5 in lower-case hex, as FirmwareSign wants it. */
    public String md5Hex() {
        return HexFormat.of().formatHex(sums().md5());
    }

    /** Its MD5 in Base64, as Content-MD5 has it. */
    public String md5Base64() {
        return Base64.getEncoder().encodeToString(sums().md5());
    }

    /** Its SHA-256 in lower-case hex, as FirmwareSign wants it with SignMethod SHA256. */
    public String sha256Hex() {
        return HexFormat.of().formatHex(sums().sha256());
    }

    /** Its CRC-64 in decimal digits, as OSS gives it in x-oss-hash-crc64ecma. */
    public String crc64() {
        return sums().crc64();
    }

    /** All in one go, when the first is asked for. */
    private Sums sums() {
        synchronized (computing) {
            Sums known = Optional.ofNullable(sums).orElseGet(this::computed);
            sums = known;
            return known;
        }
    }

    private Sums computed() {
        MessageDigest md5 = digest("MD5");
        MessageDigest sha256 = digest("SHA-256");
        Crc64 crc64 = new Crc64();
        byte[] piece = new byte[PIECE];
        try (InputStream in = open()) {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                md5.update(piece, 0, read);
                sha256.update(piece, 0, read);
                crc64.update(piece, 0, read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Sums(md5.digest(), sha256.digest(), crc64.decimal());
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java lacks " + algorithm, e);
        }
    }

    /** Whole words at a time, but for what stands out at either end. */
    private void fill(long position, byte[] target, int offset, int count) {
        int at = offset;
        int end = offset + count;
        long place = position;
        while (at < end && place % WORD != 0) {
            target[at++] = byteAt(place++);
        }
        long number = place / WORD;
        for (; at <= end - WORD; at += WORD) {
            LONGS.set(target, at, word(number++));
        }
        for (place = number * WORD; at < end; at++) {
            target[at] = byteAt(place++);
        }
    }

    private byte byteAt(long place) {
        return (byte) (word(place / WORD) >>> (place % WORD * Byte.SIZE));
    }

    private long word(long number) {
        return mixed(mixed(seed) + (number + 1) * STEP);
    }

    /** How SplitMix64 makes a number of each state. */
    private static long mixed(long state) {
        long z = (state ^ state >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof GeneratedFile file && file.length == length && file.seed == seed;
    }

    @Override
    public int hashCode() {
        return Objects.hash(length, seed);
    }

    @Override
    public String toString() {
        return "GeneratedFile of " + length + " bytes" + (seed == 0 ? "" : ", seed " + seed);
    }

    private final class Stream extends InputStream {
        private long position;

        @Override
        public int read() {
            return position < length ? Byte.toUnsignedInt(byteAt(position++)) : -1;
        }

        @Override
        public int read(byte[] target, int offset, int count) {
            Objects.checkFromIndexSize(offset, count, target.length);
            if (count > 0 && position >= length) {
                return -1;
            }
            int taken = (int) Math.min(count, length - position);
            fill(position, target, offset, taken);
            position += taken;
            return taken;
        }

        @Override
        public long skip(long count) {
            long skipped = Math.max(0, Math.min(count, length - position));
            position += skipped;
            return skipped;
        }

        @Override
        public int available() {
            return (int) Math.min(Integer.MAX_VALUE, length - position);
        }
    }
}
