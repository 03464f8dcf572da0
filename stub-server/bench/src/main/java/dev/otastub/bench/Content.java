package dev.otastub.bench;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/** The bytes of a file that is nowhere: a block of random ones, repeated. */
final class Content {

    private static final int BLOCK = 1 << 20;
    private static final byte[] BYTES = block();

    private final long size;
    private final String md5;

    private Content(long size, String md5) {
        this.size = size;
        this.md5 = md5;
    }

    static Content of(long size) {
        MessageDigest digest = md5Digest();
        for (long left = size; left > 0; left -= BLOCK) {
            digest.update(BYTES, 0, (int) Math.min(left, BLOCK));
        }
        return new Content(size, HexFormat.of().withUpperCase().formatHex(digest.digest()));
    }

    private static byte[] block() {
        byte[] block = new byte[BLOCK];
        new Random(1).nextBytes(block);
        return block;
    }

    static MessageDigest md5Digest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A block, outside of the heap, so that the client copies nothing; of its own position and limit. */
    static ByteBuffer directBlock() {
        return DIRECT.duplicate();
    }

    private static final ByteBuffer DIRECT = direct();

    private static ByteBuffer direct() {
        ByteBuffer direct = ByteBuffer.allocateDirect(BLOCK).put(BYTES).flip();
        return direct.asReadOnlyBuffer();
    }

    static byte[] bytes() {
        return BYTES;
    }

    long size() {
        return size;
    }

    String md5() {
        return md5;
    }
}
