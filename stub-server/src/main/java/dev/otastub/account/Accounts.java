package dev.otastub.account;

import dev.otastub.core.StubClock;
import dev.otastub.signature.Digests;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All accounts, found by the access key ids that requests name. Safe for use by many threads. */
public final class Accounts {

    /** How many accounts {@code --any-access-key} may bring up, so that a client cannot fill the memory. */
    static final int MOST_ACCOUNTS = 10_000;

    private static final int LONGEST_MADE_UP_ID = 128;

    private final Map<String, Caller> byKeyId = new ConcurrentHashMap<>();
    private final Map<String, Account> byUid = new ConcurrentHashMap<>();
    private final StubClock clock;
    private final boolean anyAccessKey;

    /**
     * @param anyAccessKey whether an unknown access key id is an account of its own, made when it first calls
     * @param clock the time in which such accounts live
     * @throws IllegalArgumentException if two accounts share an access key id
     */
    public Accounts(Collection<Account> accounts, boolean anyAccessKey, StubClock clock) {
        this.anyAccessKey = anyAccessKey;
        this.clock = clock;
        accounts.forEach(this::add);
    }

    /** Whether every access key id is let in, and RPC signatures are not checked. */
    public boolean anyAccessKey() {
        return anyAccessKey;
    }

    /** Whose access key this is, for the RPC gateway: issuing pairs are the platform's and cannot call it. */
    public Optional<Caller> caller(String accessKeyId) {
        Caller known = byKeyId.get(accessKeyId);
        if (known == null && anyAccessKey && mayBeMadeUp(accessKeyId)) {
            known = madeUp(accessKeyId);
        }
        return Optional.ofNullable(known).filter(caller -> anyAccessKey || !callsOssOnly(caller));
    }

    /** Whose access key this is, for OSS: issuing pairs and all others. */
    public Optional<Caller> ossCaller(String accessKeyId) {
        return Optional.ofNullable(byKeyId.get(accessKeyId));
    }

    /** The temporary credential that a security token belongs to, whichever account was given it. */
    public Optional<SecurityToken> token(String token) {
        return byUid.values().stream()
                .flatMap(account -> account.tokens().stream())
                .filter(known -> known.token().equals(token))
                .findFirst();
    }

    private static boolean callsOssOnly(Caller caller) {
        return caller.isIssuer() && !caller.account().keys().contains(caller.key());
    }

    private boolean mayBeMadeUp(String accessKeyId) {
        return byUid.size() < MOST_ACCOUNTS && accessKeyId.length() <= LONGEST_MADE_UP_ID;
    }

    /** The account of an access key id that nobody configured; its issuing pair follows from the id alone. */
    private synchronized Caller madeUp(String accessKeyId) {
        Caller there = byKeyId.get(accessKeyId);
        if (there != null) {
            return there;
        }
        String hash = Digests.sha256Hex(("ota-stub " + accessKeyId).getBytes(StandardCharsets.UTF_8));
        String uid = "any-" + accessKeyId;
        AccessKey key = AccessKey.of(accessKeyId, hash.substring(48));
        Account account =
                new Account(uid, List.of(key), List.of(), List.of(), Set.of(), AccessKey.issuingPairOf(uid), clock);
        add(account);
        return new Caller(account, key, Optional.empty(), Optional.empty());
    }

    private synchronized void add(Account account) {
        if (byUid.putIfAbsent(account.uid(), account) != null) {
            throw new IllegalArgumentException(
                    "Two accounts have the id '" + account.uid() + "'; give each one of its own.");
        }
        account.keys().forEach(key -> claim(new Caller(account, key, Optional.empty(), Optional.empty())));
        account.ramUsers().forEach(user -> claim(new Caller(account, user.key(), Optional.of(user), Optional.empty())));
        account.tokens()
                .forEach(token -> claim(new Caller(account, token.key(), Optional.empty(), Optional.of(token))));
        if (!account.keys().contains(account.issuingKey())) {
            claim(new Caller(account, account.issuingKey(), Optional.empty(), Optional.empty()));
        }
    }

    private void claim(Caller caller) {
        if (byKeyId.putIfAbsent(caller.key().id(), caller) != null) {
            throw new IllegalArgumentException("Two keys have the access key id '"
                    + caller.key().id() + "'; give each account, RAM user and issuing pair one of its own.");
        }
    }
}
