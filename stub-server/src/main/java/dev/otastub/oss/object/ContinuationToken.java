package dev.otastub.oss.object;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a list goes on. The page's samples, such as {@code CgJiYw--}, are the name in a protocol buffer's first field, in
 * Base64 that needs no escaping in a URL; which characters stand for {@code +} and {@code /} is inferred.
 */
final class ContinuationToken {

    private static final int FIRST_FIELD = 0x0A;

    private ContinuationToken() {}

    static String of(String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(FIRST_FIELD);
        int length = text.length;
        while (length > 0x7F) {
            bytes.write(length & 0x7F | 0x80);
            length >>>= 7;
        }
        bytes.write(length);
        bytes.writeBytes(text);
        return Base64.getEncoder()
                .encodeToString(bytes.toByteArray())
                .replace('=', '-')
                .replace('+', '.')
                .replace('/', '_');
    }

    /** The name that a token was made of; empty if none was. */
    static Optional<String> name(String token) {
        try {
            byte[] bytes = Base64.getDecoder()
                    .decode(token.replace('-', '=').replace('.', '+').replace('_', '/'));
            int at = 1;
            while (at < bytes.length && bytes[at] < 0) {
                at++;
            }
            byte[] text = Arrays.copyOfRange(bytes, Math.min(at + 1, bytes.length), bytes.length);
            String name = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
            return Optional.of(name).filter(read -> of(read).equals(token));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
