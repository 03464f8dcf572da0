package dev.otastub.oss;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/** The whole body of a form as it passes, digested only if the client announced its digest. */
public final class DigestedBody extends FilterInputStream {

    private final Optional<String> announced;
    private final MessageDigest md5;

    DigestedBody(InputStream in, Optional<String> announced) {
        super(in);
        this.announced = announced;
        this.md5 = md5();
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        if (value >= 0 && announced.isPresent()) {
            md5.update((byte) value);
        }
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        if (count > 0 && announced.isPresent()) {
            md5.update(buffer, offset, count);
        }
        return count;
    }

    /** What follows the form counts for the digest too. */
    void readToEnd() throws IOException {
        if (announced.isPresent()) {
            transferTo(OutputStream.nullOutputStream());
        }
    }

    /** The actual digest in Base64, if another one was announced. */
    Optional<String> md5Mismatch() {
        if (announced.isEmpty()) {
            return Optional.empty();
        }
        String actual = Base64.getEncoder().encodeToString(md5.digest());
        return Optional.of(actual)
                .filter(digest -> !digest.equals(announced.get().strip()));
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }
}
