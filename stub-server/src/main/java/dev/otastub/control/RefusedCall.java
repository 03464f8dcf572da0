package dev.otastub.control;

import dev.otastub.core.CloudOperation;
import dev.otastub.core.ErrorRow;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.Refusal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request that the cloud refused, and why.
 *
 * @param operation what it called, if that is known
 * @param what the operation and what it was about, as the log has it
 * @param who the access key id it named, and the RAM user
 * @param at when it was refused, by the account's clock
 * @param requestId the id that the answer carries
 * @param cause the row of the error tables
 * @param status the HTTP status of the answer
 * @param code the answer's code
 * @param message the answer's message
 * @param reason our own plain words, which the cloud does not say: what was expected, what came, what helps
 * @param details what else the refusal says, by name: {@code Condition}, {@code Expected}, {@code Got}, {@code
 *     StringToSign} and so on; long values are cut
 */
public record RefusedCall(
        Optional<CloudOperation> operation,
        String what,
        String who,
        Instant at,
        String requestId,
        ErrorRow cause,
        int status,
        String code,
        String message,
        String reason,
        Map<String, String> details) {

    /** A client chooses how long its fields are. */
    private static final int LONGEST = 8 * 1024;

    /** What an object or an entry costs besides its text. */
    private static final int OVERHEAD = 64;

    public RefusedCall {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    static RefusedCall of(HttpAnswer.Story story, Refusal why) {
        Map<String, String> details = new LinkedHashMap<>();
        why.arguments().forEach((name, value) -> details.put(name, shortened(value)));
        return new RefusedCall(
                story.subject().operation(),
                shortened(story.what()),
                shortened(story.who()),
                story.at(),
                story.requestId(),
                why.row(),
                why.row().status(),
                shortened(why.code()),
                shortened(why.message()),
                shortened(why.reason()),
                details);
    }

    /** The condition of the post policy that was not met, as OSS writes it. */
    public Optional<String> condition() {
        return detail("Condition");
    }

    /** What was expected: by a condition, as the policy's end, or as the limit of a size. */
    public Optional<String> expected() {
        return detail("Expected")
                .or(() -> detail("Expiration"))
                .or(() -> detail("MaxSizeAllowed"))
                .or(() -> detail("MinSizeAllowed"));
    }

    /** What came in its place. */
    public Optional<String> got() {
        return detail("Got").or(() -> detail("Arrived")).or(() -> detail("ProposedSize"));
    }

    /** The string that the stub signed, and the client should have signed. */
    public Optional<String> stringToSign() {
        return detail("StringToSign");
    }

    private Optional<String> detail(String name) {
        return Optional.ofNullable(details.get(name));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    /** About how many bytes of memory it takes. */
    long size() {
        long details = 0;
        for (Map.Entry<String, String> detail : this.details.entrySet()) {
            details += detail.getKey().length() + detail.getValue().length() + 3 * OVERHEAD;
        }
        return 8L * OVERHEAD + what.length() + who.length() + message.length() + reason.length() + details;
    }

    /** All of it, for a person. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(what)
                .append(" by ")
                .append(who)
                .append(" at ")
                .append(at)
                .append(": ")
                .append(status)
                .append(' ')
                .append(code)
                .append(": ")
                .append(message)
                .append(" (")
                .append(cause.name())
                .append(") - ")
                .append(reason);
        condition().ifPresent(value -> text.append("\n  condition: ").append(value));
        expected().ifPresent(value -> text.append("\n  expected: ").append(value));
        got().ifPresent(value -> text.append("\n  got: ").append(value));
        stringToSign().ifPresent(value -> text.append("\n  string to sign: ").append(value));
        return text.toString();
    }
}
