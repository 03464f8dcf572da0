package dev.otastub;

import dev.otastub.account.AccessKey;
import dev.otastub.account.Account;
import dev.otastub.account.Clocks;
import dev.otastub.account.RamUser;
import dev.otastub.account.SecurityToken;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * An account for the stub to know.
 *
 * @param uid the account's id
 * @param keys its own access keys
 * @param ramUsers its RAM users, who share its quota
 * @param tokens its temporary credentials
 * @param instanceIds its IoT Platform instances; while there are none, any well-formed instance id is accepted
 * @param products its product keys; while there are none, any well-formed product key is accepted
 * @param callsPerSecond its own quota for each operation, 0 for no limit, if it differs from everybody's
 * @param issuingKey the pair that signs its upload policies
 */
public record OtaStubAccount(
        String uid,
        List<AccessKey> keys,
        List<RamUser> ramUsers,
        List<SecurityToken> tokens,
        Set<String> instanceIds,
        Set<String> products,
        OptionalInt callsPerSecond,
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
        products = Set.copyOf(products);
        for (AccessKey key : keys) {
            requireFilled(key);
        }
        ramUsers.forEach(user -> requireFilled(user.key()));
        tokens.forEach(token -> requireFilled(token.key()));
        requireFilled(issuingKey);
        if (callsPerSecond.orElse(0) < 0) {
            throw new IllegalArgumentException(
                    "The quota must be 0 or more calls a second, not " + callsPerSecond.getAsInt() + ".");
        }
    }

    /** An account with any product, and everybody's quota. */
    public OtaStubAccount(
            String uid,
            List<AccessKey> keys,
            List<RamUser> ramUsers,
            List<SecurityToken> tokens,
            Set<String> instanceIds,
            AccessKey issuingKey) {
        this(uid, keys, ramUsers, tokens, instanceIds, Set.of(), OptionalInt.empty(), issuingKey);
    }

    private static void requireFilled(AccessKey key) {
        if (key.id().isBlank() || key.secret().value().isEmpty()) {
            throw new IllegalArgumentException(
                    "An access key needs an id and a secret that are not empty; got the id '" + key.id() + "'.");
        }
    }

    /** This account with other keys of its own. */
    public OtaStubAccount withKeys(AccessKey... others) {
        return toBuilder().keys(others).build();
    }

    /** This account with other RAM users. */
    public OtaStubAccount withRamUsers(RamUser... others) {
        return toBuilder().ramUsers(others).build();
    }

    /** This account with another issuing pair. */
    public OtaStubAccount withIssuingKey(AccessKey other) {
        return toBuilder().issuingKey(other).build();
    }

    /** This account with temporary credentials. */
    public OtaStubAccount withTokens(SecurityToken... others) {
        return toBuilder().tokens(others).build();
    }

    /** This account with instances, of which a call must then name one. */
    public OtaStubAccount withInstanceIds(String... others) {
        return toBuilder().instanceIds(others).build();
    }

    /** An account that has nothing but its id and the issuing pair that follows from it. */
    public static Builder builder(String uid) {
        return new Builder(
                new OtaStubAccount(uid, List.of(), List.of(), List.of(), Set.of(), AccessKey.issuingPairOf(uid)));
    }

    /** This account, for changing some of it. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The account as the core knows it, living in a time of its own. */
    Account in(Clocks clocks) {
        return new Account(
                uid, keys, ramUsers, tokens, instanceIds, products, callsPerSecond, issuingKey, clocks.of(uid));
    }

    /** Makes an account of the parts that differ from another one's. */
    public static final class Builder {
        private final String uid;
        private List<AccessKey> keys;
        private List<RamUser> ramUsers;
        private List<SecurityToken> tokens;
        private Set<String> instanceIds;
        private Set<String> products;
        private OptionalInt callsPerSecond;
        private AccessKey issuingKey;

        private Builder(OtaStubAccount account) {
            uid = account.uid();
            keys = account.keys();
            ramUsers = account.ramUsers();
            tokens = account.tokens();
            instanceIds = account.instanceIds();
            products = account.products();
            callsPerSecond = account.callsPerSecond();
            issuingKey = account.issuingKey();
        }

        /** Its own access keys. */
        public Builder keys(AccessKey... values) {
            keys = List.of(values);
            return this;
        }

        /** Its RAM users. */
        public Builder ramUsers(RamUser... values) {
            ramUsers = List.of(values);
            return this;
        }

        /** Its temporary credentials. */
        public Builder tokens(SecurityToken... values) {
            tokens = List.of(values);
            return this;
        }

        /** Its instances, of which a call must then name one. */
        public Builder instanceIds(String... values) {
            instanceIds = Set.of(values);
            return this;
        }

        /** Its product keys, which are then the only ones a call may name. */
        public Builder products(String... values) {
            products = Set.of(values);
            return this;
        }

        /** Its own quota for each operation, 0 for no limit; holds even while the clock is frozen. */
        public Builder callsPerSecond(int value) {
            callsPerSecond = OptionalInt.of(value);
            return this;
        }

        /** The pair that signs its upload policies. */
        public Builder issuingKey(AccessKey value) {
            issuingKey = value;
            return this;
        }

        public OtaStubAccount build() {
            return new OtaStubAccount(uid, keys, ramUsers, tokens, instanceIds, products, callsPerSecond, issuingKey);
        }
    }
}
