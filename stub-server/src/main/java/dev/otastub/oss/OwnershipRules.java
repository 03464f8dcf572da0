package dev.otastub.oss;

import dev.otastub.account.Account;
import dev.otastub.account.Accounts;
import dev.otastub.account.Caller;
import dev.otastub.core.Refusal;
import java.util.Optional;

/**
 * Rules on whose an object is. In the cloud one pair of the platform signs for everybody's folders, and no customer has
 * it; here each account has its own, which must not reach further than that account.
 */
final class OwnershipRules {

    private OwnershipRules() {}

    static Optional<Refusal> objectIsNotAnothers(Posting posting) {
        OssAddress address = posting.form().address();
        return posting.caller()
                .flatMap(caller -> anothers(
                        caller, address.bucket(), posting.form().expandedKey(), posting.there(), posting.accounts()));
    }

    /** Refuses to write what is another account's, or lies in its folder. */
    private static Optional<Refusal> anothers(
            Caller caller, String bucket, String key, Optional<StoredObject> there, Accounts accounts) {
        Optional<String> owner = there.map(StoredObject::ownerUid)
                .or(() -> folderOwner(bucket, key, accounts).map(Account::uid));
        return owner.filter(uid -> !uid.equals(caller.account().uid()))
                .map(uid -> PostObjectError.ANONYMOUS_DENIED.because("The key "
                        + caller.key().id() + " is of account "
                        + caller.account().uid() + ", and '" + key + "' is of another one, which alone may write it."));
    }

    private static Optional<Account> folderOwner(String bucket, String key, Accounts accounts) {
        String[] segments = key.split("/", 3);
        boolean inFolder = bucket.equals(Addressing.PLATFORM_BUCKET)
                && segments.length == 3
                && Addressing.PLATFORM_PREFIX.equals(segments[0] + "/");
        return inFolder ? accounts.ofFolder(segments[1]) : Optional.empty();
    }
}
