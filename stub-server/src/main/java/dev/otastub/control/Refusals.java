package dev.otastub.control;

import dev.otastub.core.HttpAnswer;
import java.util.List;
import java.util.Optional;

/** The requests that were refused, by account; those that name no known access key are nobody's. */
public final class Refusals {

    private static final int MOST = 10_000;
    private static final long MOST_BYTES = 8L << 20;

    private final Records<RefusedCall> records = new Records<>(MOST, MOST_BYTES, RefusedCall::size);

    /** Notes what happened, if it was a refusal. */
    public void note(HttpAnswer.Story story) {
        story.refusal().ifPresent(why -> records.add(story.subject().accountUid(), RefusedCall.of(story, why)));
    }

    /** Those of an account, oldest first; those of nobody if empty. */
    public List<RefusedCall> of(Optional<String> accountUid) {
        return records.of(accountUid);
    }

    /** Forgets those of an account; those of nobody if empty. */
    public void forget(Optional<String> accountUid) {
        records.forget(accountUid);
    }

    /** Forgets all. */
    public void forget() {
        records.forget();
    }
}
