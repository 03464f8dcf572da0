package dev.otastub.core;

import java.util.Optional;

/**
 * An answer, ready to be sent.
 *
 * @param status the HTTP status
 * @param headers the header fields, without Content-Length and Date
 * @param body the body
 * @param story what happened, for the log
 */
public record HttpAnswer(int status, Headers headers, Body body, Story story) {

    /**
     * What happened, for a person who reads the log.
     *
     * @param what the operation, and what it was about
     * @param who the caller, as far as known
     * @param refusal why it was refused, if it was
     */
    public record Story(String what, String who, Optional<Refusal> refusal) {}
}
