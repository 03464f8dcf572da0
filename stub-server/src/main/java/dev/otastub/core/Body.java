package dev.otastub.core;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The body of an answer, which may be larger than memory; it can be opened more than once. */
public interface Body {

    /** No bytes. */
    Body EMPTY = of(new byte[0]);

    /** Its length in bytes. */
    long length();

    /** Opens it at its first byte. */
    InputStream open() throws IOException;

    /** Nobody will open it again. */
    default void release() {}

    static Body of(byte[] bytes) {
        return new Body() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }

    /** A text in UTF-8. */
    static Body of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }
}
