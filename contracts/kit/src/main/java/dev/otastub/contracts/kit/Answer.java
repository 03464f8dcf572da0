package dev.otastub.contracts.kit;

import dev.otastub.core.Headers;
import java.nio.charset.StandardCharsets;

/**
 * One HTTP answer.
 *
 * @param status the status
 * @param headers the header fields
 * @param body the body; empty if there is none
 */
public record Answer(int status, Headers headers, byte[] body) {

    /** The body as text, which is UTF-8 in all of the contracts. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
