package dev.otastub;

import dev.otastub.account.AccessKey;
import dev.otastub.account.RamUser;
import dev.otastub.account.SecurityToken;
import java.util.List;
import java.util.Set;

/**
 * An account for the stub to know.
 *
 * @param uid the account's id
 * @param keys its own access keys
 * @param ramUsers its RAM users, who share its quota
 * @param tokens its temporary credentials
 * @param instanceIds its IoT Platform instances; while there are none, any well-formed instance id is accepted
 * @param issuingKey the pair that signs its upload policies
 */
public record OtaStubAccount(
        String uid,
        List<AccessKey> keys,
        List<RamUser> ramUsers,
        List<SecurityToken> tokens,
        Set<String> instanceIds,
        AccessKey issuingKey) {

    /**
     * The account there is when nobody says otherwise. Its keys are those of the cloud documentation's own examples; its
     * issuing pair and RAM user are ours.
     */
    public static final OtaStubAccount DEFAULT = new OtaStubAccount(
            "1234567890123456",
            List.of(AccessKey.of("testid", "testsecret")),
            List.of(new RamUser("ram-user", AccessKey.of("ramtestid", "ramtestsecret"))),
            List.of(),
            Set.of(),
            AccessKey.of("LTAI5tOtaStubIssuingPair", "OtaStubIssuingPairSecret000000"));

    public OtaStubAccount {
        keys = List.copyOf(keys);
        ramUsers = List.copyOf(ramUsers);
        tokens = List.copyOf(tokens);
        instanceIds = Set.copyOf(instanceIds);
        for (AccessKey key : keys) {
            requireFilled(key);
        }
        ramUsers.forEach(user -> requireFilled(user.key()));
        tokens.forEach(token -> requireFilled(token.key()));
        requireFilled(issuingKey);
    }

    private static void requireFilled(AccessKey key) {
        if (key.id().isBlank() || key.secret().value().isEmpty()) {
            throw new IllegalArgumentException(
                    "An access key needs an id and a secret that are not empty; got the id '" + key.id() + "'.");
        }
    }

    /** This account with other keys of its own. */
    public OtaStubAccount withKeys(AccessKey... others) {
        return new OtaStubAccount(uid, List.of(others), ramUsers, tokens, instanceIds, issuingKey);
    }

    /** This account with another issuing pair. */
    public OtaStubAccount withIssuingKey(AccessKey other) {
        return new OtaStubAccount(uid, keys, ramUsers, tokens, instanceIds, other);
    }

    /** This account with temporary credentials. */
    public OtaStubAccount withTokens(SecurityToken... others) {
        return new OtaStubAccount(uid, keys, ramUsers, List.of(others), instanceIds, issuingKey);
    }

    /** This account with instances, of which a call must then name one. */
    public OtaStubAccount withInstanceIds(String... others) {
        return new OtaStubAccount(uid, keys, ramUsers, tokens, Set.of(others), issuingKey);
    }
}
