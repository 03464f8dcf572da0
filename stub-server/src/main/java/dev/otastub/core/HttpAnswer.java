package dev.otastub.core;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * An answer, ready to be sent.
 *
 * @param status the HTTP status
 * @param headers the header fields, without Content-Length and Date
 * @param body the body
 * @param story what happened, for the log
 * @param delivery how it comes to its client, if a fault was ordered
 */
public record HttpAnswer(int status, Headers headers, Body body, Story story, Optional<Delivery> delivery) {

    /** An answer that comes as it should. */
    public HttpAnswer(int status, Headers headers, Body body, Story story) {
        this(status, headers, body, story, Optional.empty());
    }

    /** The same answer, as a fault has it come. */
    public HttpAnswer by(Optional<Delivery> fault) {
        return fault.isEmpty() ? this : new HttpAnswer(status, headers, body, story, fault);
    }

    /**
     * What a request was about, as far as it is known.
     *
     * @param what the operation and its object, for a person
     * @param who the caller, for a person
     * @param accountUid whose access key id the request names
     * @param operation what it calls
     */
    public record Subject(String what, String who, Optional<String> accountUid, Optional<CloudOperation> operation) {

        /** A request of which nobody knows whose it is, or what it calls. */
        public static Subject unknown(String what) {
            return new Subject(what, "-", Optional.empty(), Optional.empty());
        }

        /** The same, with what came of it. */
        public Subject with(String outcome) {
            return new Subject(what + outcome, who, accountUid, operation);
        }

        /** The same, but nobody's if the account is not any more what it was when the request came. */
        public Subject unlessGone(Predicate<String> gone) {
            return new Subject(what, who, accountUid.filter(gone.negate()), operation);
        }
    }

    /**
     * What happened, for the log and for those who look at what was refused.
     *
     * @param subject what the request was about
     * @param at when it was answered, by the account's clock
     * @param requestId the id that the answer carries
     * @param refusal why it was refused, if it was
     */
    public record Story(Subject subject, Instant at, String requestId, Optional<Refusal> refusal) {

        /** The operation, and what it was about. */
        public String what() {
            return subject.what();
        }

        /** The caller, as far as known. */
        public String who() {
            return subject.who();
        }
    }
}
