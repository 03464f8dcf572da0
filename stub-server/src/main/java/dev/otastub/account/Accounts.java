package dev.otastub.account;

import dev.otastub.signature.Digests;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All accounts, found by the access key ids that requests name: those that somebody configured, who may be replaced all
 * at once, and those made at run time, who stay. Safe for use by many threads.
 */
public final class Accounts {

    /** How many accounts {@code --any-access-key} may bring up, so that a client cannot fill the memory. */
    static final int MOST_ACCOUNTS = 10_000;

    private static final int LONGEST_MADE_UP_ID = 128;

    /** How the ids of accounts begin that were made at run time; no configured one may. */
    private static final String MADE_UP = "any-";

    static final String NOT_TO_BE_CONFIGURED =
            "and " + MADE_UP + " is how those of accounts made at run time begin; choose another one.";

    private static final String CHOOSE_ANOTHER = "remove that account first, or choose another id.";

    private volatile KnownAccounts configured;
    private final ConcurrentMap<String, Caller> madeByKeyId = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Account> madeByUid = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Account> madeByFolder = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, SecurityToken> madeByToken = new ConcurrentHashMap<>();
    private final Clocks clocks;
    private final boolean anyAccessKey;
    private final Consumer<Account> made;

    /**
     * @param anyAccessKey whether an unknown access key id is an account of its own, made when it first calls
     * @param clocks gives such accounts their clocks
     * @param made told of each such account before it is answered
     * @throws AccountsMistake if there is no account, or two share an id or an access key id
     */
    public Accounts(Collection<Account> configured, boolean anyAccessKey, Clocks clocks, Consumer<Account> made) {
        this.anyAccessKey = anyAccessKey;
        this.clocks = clocks;
        this.made = made;
        this.configured = known(configured);
    }

    /** Accounts of which nobody keeps those made at run time. */
    public Accounts(Collection<Account> configured, boolean anyAccessKey, Clocks clocks) {
        this(configured, anyAccessKey, clocks, account -> {});
    }

    /** Whether every access key id is let in, and RPC signatures are not checked. */
    public boolean anyAccessKey() {
        return anyAccessKey;
    }

    /** The account that is meant when nobody names one: the first that was configured. */
    public Account defaultAccount() {
        return configured.all().get(0);
    }

    /** All of them: the configured ones in their order, then those made at run time. */
    public List<Account> all() {
        List<Account> all = new ArrayList<>(configured.all());
        madeByUid.values().stream()
                .sorted((one, other) -> one.uid().compareTo(other.uid()))
                .forEach(all::add);
        return List.copyOf(all);
    }

    /** Whose access key this is, for the RPC gateway: issuing pairs are the platform's and cannot call it. */
    public Optional<Caller> caller(String accessKeyId) {
        Optional<Caller> known = ossCaller(accessKeyId);
        if (known.isEmpty() && anyAccessKey) {
            known = madeUp(accessKeyId);
        }
        return known.filter(caller -> anyAccessKey || !callsOssOnly(caller));
    }

    /** Whose access key this is, for OSS: issuing pairs and all others. */
    public Optional<Caller> ossCaller(String accessKeyId) {
        return configured.caller(accessKeyId).or(() -> Optional.ofNullable(madeByKeyId.get(accessKeyId)));
    }

    /** The temporary credential that a security token belongs to, whichever account was given it. */
    public Optional<SecurityToken> token(String token) {
        return configured.token(token).or(() -> Optional.ofNullable(madeByToken.get(token)));
    }

    /** The account whose files lie in that folder of IoT Platform's bucket. */
    public Optional<Account> ofFolder(String folder) {
        return configured.ofFolder(folder).or(() -> Optional.ofNullable(madeByFolder.get(folder)));
    }

    /**
     * Takes others for the configured accounts, from one request to the next. Accounts made at run time stay, and
     * whatever belongs to an account's id: files, packages, used nonces, counted calls.
     *
     * @throws AccountsMistake if there is no account, or two share an id or an access key id, or one has that of an
     *     account that was added at run time; then nothing changes
     */
    public synchronized Changes replace(Collection<Account> others) {
        KnownAccounts before = configured;
        KnownAccounts after = known(others);
        requireApartFromAdded(after);
        configured = after;
        return Changes.between(before, after);
    }

    /**
     * Reads the file again and takes its accounts for the configured ones. One at a time, so that what was read last is
     * what counts.
     *
     * @throws AccountsMistake if something is wrong in it; then nothing changes
     */
    public synchronized Changes reload(AccountsFile file) {
        return replace(file.read());
    }

    /**
     * Adds an account at run time, which stays until it is removed.
     *
     * @throws AccountsMistake if its id, one of its keys or tokens is in use, or there are too many accounts
     */
    public synchronized void add(Account account) {
        if (madeByUid.size() >= MOST_ACCOUNTS) {
            throw new AccountsMistake("There are " + MOST_ACCOUNTS
                    + " accounts that were made at run time, and there can be no more; remove some.");
        }
        known(List.of(account));
        if (find(account.uid()).isPresent()) {
            throw new AccountsMistake(
                    "There is an account '" + account.uid() + "' already; give each an id of its own.");
        }
        requireUnused(
                KnownAccounts.keyIds(account).filter(id -> ossCaller(id).isPresent()),
                id -> "The access key id '" + id + "' is another account's; give each one of its own.");
        requireUnused(
                account.tokens().stream().filter(token -> token(token.token()).isPresent()), KnownAccounts::sameToken);
        keep(account);
    }

    private static <T> void requireUnused(Stream<T> used, Function<T, String> sentence) {
        used.findFirst().map(sentence).ifPresent(mistake -> {
            throw new AccountsMistake(mistake);
        });
    }

    /** Configured accounts go before those made up for any access key, but are not to hide one that somebody added. */
    private void requireApartFromAdded(KnownAccounts others) {
        List<Account> added = madeByUid.values().stream()
                .filter(account -> !isMadeUp(account.uid()))
                .toList();
        requireUnused(
                added.stream().filter(account -> others.find(account.uid()).isPresent()),
                account -> "The account '" + account.uid() + "' was added at run time; " + CHOOSE_ANOTHER);
        requireUnused(
                added.stream()
                        .flatMap(KnownAccounts::keyIds)
                        .filter(id -> others.caller(id).isPresent()),
                id -> "The access key id '" + id + "' is that of an account that was added at run time; "
                        + CHOOSE_ANOTHER);
        requireUnused(
                added.stream()
                        .flatMap(account -> account.tokens().stream())
                        .flatMap(token -> others.token(token.token()).stream()),
                KnownAccounts::sameToken);
    }

    /** Removes an account that was made at run time; says whether there was one. What it has stays. */
    public synchronized boolean remove(String uid) {
        Account account = madeByUid.remove(uid);
        if (account == null) {
            return false;
        }
        madeByFolder.remove(account.folder(), account);
        account.tokens().forEach(token -> madeByToken.remove(token.token(), token));
        KnownAccounts.callers(account)
                .forEach(caller -> madeByKeyId.remove(caller.key().id(), caller));
        return true;
    }

    /** The account of that id. */
    public Optional<Account> find(String uid) {
        return configured.find(uid).or(() -> Optional.ofNullable(madeByUid.get(uid)));
    }

    /** Takes back accounts that were made at run time by a stub before this one. Those that are here stay. */
    public synchronized void restore(Collection<Account> earlier) {
        earlier.forEach(this::keep);
    }

    /**
     * Which configured accounts there were not before, are not any more, or are different, by their ids.
     *
     * @param added the new ones
     * @param removed those that have gone
     * @param changed those of which anything differs
     */
    public record Changes(List<String> added, List<String> removed, List<String> changed) {

        public Changes {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
            changed = List.copyOf(changed);
        }

        private static Changes between(KnownAccounts before, KnownAccounts after) {
            return new Changes(
                    uids(after, account -> before.find(account.uid()).isEmpty()),
                    uids(before, account -> after.find(account.uid()).isEmpty()),
                    uids(
                            after,
                            account -> before.find(account.uid())
                                    .filter(earlier -> !earlier.equals(account))
                                    .isPresent()));
        }

        private static List<String> uids(KnownAccounts of, Predicate<Account> which) {
            return of.all().stream().filter(which).map(Account::uid).toList();
        }
    }

    private static boolean callsOssOnly(Caller caller) {
        return caller.isIssuer() && !caller.account().keys().contains(caller.key());
    }

    private static KnownAccounts known(Collection<Account> accounts) {
        accounts.stream()
                .map(Account::uid)
                .filter(Accounts::isMadeUp)
                .findFirst()
                .ifPresent(uid -> {
                    throw new AccountsMistake("An account's id is '" + uid + "', " + NOT_TO_BE_CONFIGURED);
                });
        return KnownAccounts.of(accounts);
    }

    static boolean isMadeUp(String uid) {
        return uid.startsWith(MADE_UP);
    }

    /** The account of an access key id that nobody configured; all of it follows from the id alone. */
    private synchronized Optional<Caller> madeUp(String accessKeyId) {
        Optional<Caller> there = ossCaller(accessKeyId);
        boolean mayBeMade = madeByUid.size() < MOST_ACCOUNTS
                && accessKeyId.length() <= LONGEST_MADE_UP_ID
                && !accessKeyId.isBlank();
        if (there.isPresent() || !mayBeMade) {
            return there;
        }
        String uid = MADE_UP + accessKeyId;
        String hash = Digests.sha256Hex(("ota-stub " + accessKeyId).getBytes(StandardCharsets.UTF_8));
        AccessKey key = AccessKey.of(accessKeyId, hash.substring(48));
        Account account = new Account(
                uid, List.of(key), List.of(), List.of(), Set.of(), AccessKey.issuingPairOf(uid), clocks.of(uid));
        made.accept(account);
        keep(account);
        return ossCaller(accessKeyId);
    }

    private void keep(Account account) {
        if (madeByUid.putIfAbsent(account.uid(), account) == null) {
            madeByFolder.put(account.folder(), account);
            account.tokens().forEach(token -> madeByToken.putIfAbsent(token.token(), token));
            KnownAccounts.callers(account)
                    .forEach(caller -> madeByKeyId.putIfAbsent(caller.key().id(), caller));
        }
    }
}
