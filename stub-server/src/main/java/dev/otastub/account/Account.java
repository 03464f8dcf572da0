package dev.otastub.account;

import dev.otastub.core.StubClock;
import dev.otastub.signature.Digests;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * An Alibaba Cloud account as the stub knows it.
 *
 * @param uid the account's id
 * @param keys the access keys of the account itself
 * @param ramUsers its RAM users
 * @param tokens its temporary credentials
 * @param instanceIds its IoT Platform instances; while there are none, any well-formed instance id is accepted
 * @param products its product keys; while there are none, any well-formed product key is accepted
 * @param callsPerSecond its own quota for each operation, 0 for no limit, if it differs from everybody's
 * @param issuingKey the pair with which IoT Platform signs upload policies for this account. In the cloud one pair of the
 *     platform serves all accounts; here each account has its own, so that an upload tells whose it is.
 * @param clock the time this account lives in
 */
public record Account(
        String uid,
        List<AccessKey> keys,
        List<RamUser> ramUsers,
        List<SecurityToken> tokens,
        Set<String> instanceIds,
        Set<String> products,
        OptionalInt callsPerSecond,
        AccessKey issuingKey,
        StubClock clock) {

    public Account {
        keys = List.copyOf(keys);
        ramUsers = List.copyOf(ramUsers);
        tokens = List.copyOf(tokens);
        instanceIds = Set.copyOf(instanceIds);
        products = Set.copyOf(products);
    }

    /** An account with any product, and everybody's quota. */
    public Account(
            String uid,
            List<AccessKey> keys,
            List<RamUser> ramUsers,
            List<SecurityToken> tokens,
            Set<String> instanceIds,
            AccessKey issuingKey,
            StubClock clock) {
        this(uid, keys, ramUsers, tokens, instanceIds, Set.of(), OptionalInt.empty(), issuingKey, clock);
    }

    /**
     * The folder of this account's firmware files, without slashes: 32 hex digits, one and the same for an account
     * (documented by samples). That it is the MD5 of the account's id is inferred.
     */
    public String folder() {
        return folderOf(uid);
    }

    /** The {@link #folder} of the account of that id. */
    public static String folderOf(String uid) {
        return Digests.md5Hex(uid.getBytes(StandardCharsets.UTF_8));
    }

    /** The key with which requests are signed for this account when nobody names one: the first that works. */
    public AccessKey signingKey() {
        return keys.stream().filter(AccessKey::active).findFirst().orElseGet(() -> keys.get(0));
    }
}
