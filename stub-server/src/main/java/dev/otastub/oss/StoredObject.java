package dev.otastub.oss;

import dev.otastub.core.Body;
import dev.otastub.core.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/**
 * An object that was uploaded whole.
 *
 * @param bucket its bucket
 * @param key its key, which is a name and never a path of ours
 * @param digests size and digests of its bytes
 * @param uploadedAt when it became visible, by its owner's clock
 * @param contentType its content type
 * @param metadata the headers stored with it and given back: Cache-Control, x-oss-meta-* and so on
 * @param publicRead whether its ACL lets anybody read it
 * @param ownerUid the id of the account whose credentials uploaded it
 * @param host the Host at which it was uploaded, as sent
 * @param file where its bytes are
 */
public record StoredObject(
        String bucket,
        String key,
        Digested digests,
        Instant uploadedAt,
        String contentType,
        Headers metadata,
        boolean publicRead,
        String ownerUid,
        String host,
        Path file) {

    /**
     * What is known of the bytes of a file.
     *
     * @param size how many there are
     * @param md5Hex their MD5 in lower-case hex digits
     * @param crc64 their CRC-64, in decimal digits
     */
    public record Digested(long size, String md5Hex, String crc64) {

        /** The MD5 in Base64, as Content-MD5 has it. */
        public String md5Base64() {
            return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(md5Hex));
        }
    }

    /**
     * The ETag, in quotes. The page says it is a UUID for objects of PostObject, and no published answer settles it; we
     * give the MD5 in upper case, as for any other object.
     */
    public String eTag() {
        return '"' + digests.md5Hex().toUpperCase(Locale.ROOT) + '"';
    }

    /** Whether its file is there, with all its bytes. */
    public boolean isWhole() {
        try {
            return Files.size(file) == digests.size();
        } catch (IOException e) {
            return false;
        }
    }

    /** Its bytes, streamed. */
    public Body body() {
        return new Body() {
            @Override
            public long length() {
                return digests.size();
            }

            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }
        };
    }
}
