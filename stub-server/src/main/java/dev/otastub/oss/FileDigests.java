package dev.otastub.oss;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The digests of one file as it passes. MD5 takes longest of all that is done with a file's bytes, so that of a large file is
 * taken beside the rest, from a copy of what passed.
 */
final class FileDigests implements AutoCloseable {

    /** A smaller file is through before help would pay. */
    static final long LARGE = 2L << 20;

    private final DigestThreads threads;
    private final MessageDigest md5 = md5();
    private final Crc64 crc64 = new Crc64();
    private long size;
    private DigestThreads.@Nullable Copies copies;
    private boolean alone;
    private CompletableFuture<Void> digested = CompletableFuture.completedFuture(null);

    FileDigests(DigestThreads threads) {
        this.threads = threads;
    }

    /** Takes the next bytes in; they may change as soon as it returns. */
    void update(byte[] buffer, int offset, int length) {
        size += length;
        crc64.update(buffer, offset, length);
        if (copies == null && !alone && size > LARGE) {
            copies = threads.copies().orElse(null);
            alone = copies == null;
        }
        if (copies == null) {
            md5.update(buffer, offset, length);
        } else {
            copy(copies, buffer, offset, length);
        }
    }

    private void copy(DigestThreads.Copies into, byte[] buffer, int offset, int length) {
        int at = offset;
        while (at < offset + length) {
            at += into.take(buffer, at, offset + length - at);
            if (into.isFull()) {
                handOver(into);
            }
        }
    }

    /** One copy after another, as the digest wants them. */
    private void handOver(DigestThreads.Copies from) {
        digested = from.handOver(digested, copy -> md5.update(copy.flip()));
    }

    /** The digests of all that was taken in. Call it once. */
    StoredObject.Digested end() {
        if (copies != null) {
            handOver(copies);
            digested.join();
        }
        return new StoredObject.Digested(size, HexFormat.of().formatHex(md5.digest()), crc64.decimal());
    }

    /** Waits for what is still being read, so that others can have the copies. */
    @Override
    public void close() {
        if (copies != null) {
            digested.exceptionally(failure -> null).join();
            threads.giveBack(copies);
            copies = null;
        }
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }
}
