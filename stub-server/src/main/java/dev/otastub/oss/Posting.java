package dev.otastub.oss;

import dev.otastub.account.Accounts;
import dev.otastub.account.Caller;
import dev.otastub.core.CallerTime;
import dev.otastub.core.Outcome;
import dev.otastub.core.Refusal;
import dev.otastub.oss.policy.PolicyFields;
import dev.otastub.oss.policy.PostPolicy;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * All that the checks before the file look at. The policy is read once, and what is wrong with it is a value that the
 * check at its place brings up: reading never decides the order.
 *
 * @param caller whose access key id the form names, proven or not
 * @param policy the policy; refused if it cannot be read, or was not sent
 * @param there the object that has the key already
 * @param accounts where security tokens are looked up
 * @param callerTime by the clock of the account, if that is known
 */
record Posting(
        PostObjectForm form,
        PostAuthorization authorization,
        Optional<Caller> caller,
        Outcome<PostPolicy> policy,
        Optional<StoredObject> there,
        Addressing addressing,
        Accounts accounts,
        CallerTime callerTime)
        implements PolicyFields {

    static Posting of(
            PostObjectForm form, Accounts accounts, Addressing addressing, ObjectStore store, CallerTime callerTime) {
        PostAuthorization authorization = PostAuthorization.of(form);
        Optional<Caller> caller = authorization.accessKeyId().flatMap(accounts::ossCaller);
        CallerTime accountsTime =
                caller.map(known -> callerTime.by(known.account().clock())).orElse(callerTime);
        return new Posting(
                form.by(accountsTime.clock()),
                authorization,
                caller,
                PostPolicy.parse(authorization.policy().orElse("")),
                store.find(form.address().bucket(), form.expandedKey()),
                addressing,
                accounts,
                accountsTime);
    }

    /** The time, by the account's clock. */
    Instant now() {
        return callerTime.clock().instant();
    }

    @Override
    public Optional<String> value(String lowerCaseName) {
        return switch (lowerCaseName) {
            case "bucket" -> Optional.of(form.address().bucket());
            case "content-type" -> form.declaredContentType();
            default -> form.field(lowerCaseName);
        };
    }

    /** What a condition of the policy refuses, if the policy could be read. */
    Optional<Refusal> policyRefusal(Function<PostPolicy, Optional<Refusal>> rule) {
        return policy.toOptional().flatMap(rule);
    }
}
