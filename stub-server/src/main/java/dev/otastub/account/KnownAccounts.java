package dev.otastub.account;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Accounts that were configured together, and what finds them; it never changes. */
final class KnownAccounts {

    private final Map<String, Account> byUid = new LinkedHashMap<>();
    private final Map<String, Caller> byKeyId = new HashMap<>();
    private final Map<String, SecurityToken> byToken = new HashMap<>();
    private final Map<String, Account> byFolder = new HashMap<>();

    private KnownAccounts() {}

    static KnownAccounts of(Collection<Account> accounts) {
        if (accounts.isEmpty()) {
            throw new AccountsMistake("There must be one account at least.");
        }
        KnownAccounts known = new KnownAccounts();
        accounts.forEach(known::add);
        return known;
    }

    /** Everybody who may act for the account, its issuing pair last. */
    static List<Caller> callers(Account account) {
        List<Caller> callers = new ArrayList<>();
        account.keys().forEach(key -> callers.add(new Caller(account, key, Optional.empty(), Optional.empty())));
        account.ramUsers()
                .forEach(user -> callers.add(new Caller(account, user.key(), Optional.of(user), Optional.empty())));
        account.tokens()
                .forEach(token -> callers.add(new Caller(account, token.key(), Optional.empty(), Optional.of(token))));
        if (!account.keys().contains(account.issuingKey())) {
            callers.add(new Caller(account, account.issuingKey(), Optional.empty(), Optional.empty()));
        }
        return callers;
    }

    /** Their access key ids. */
    static Stream<String> keyIds(Account account) {
        return callers(account).stream().map(caller -> caller.key().id());
    }

    List<Account> all() {
        return List.copyOf(byUid.values());
    }

    Optional<Account> find(String uid) {
        return Optional.ofNullable(byUid.get(uid));
    }

    Optional<Caller> caller(String accessKeyId) {
        return Optional.ofNullable(byKeyId.get(accessKeyId));
    }

    Optional<SecurityToken> token(String token) {
        return Optional.ofNullable(byToken.get(token));
    }

    Optional<Account> ofFolder(String folder) {
        return Optional.ofNullable(byFolder.get(folder));
    }

    private void add(Account account) {
        if (byUid.putIfAbsent(account.uid(), account) != null) {
            throw new AccountsMistake("Two accounts have the id '" + account.uid() + "'; give each one of its own.");
        }
        callers(account).forEach(this::claim);
        account.tokens().forEach(this::claim);
        byFolder.put(account.folder(), account);
    }

    private void claim(Caller caller) {
        if (byKeyId.putIfAbsent(caller.key().id(), caller) != null) {
            throw new AccountsMistake("Two keys have the access key id '"
                    + caller.key().id() + "'; give each account, RAM user and issuing pair one of its own.");
        }
    }

    private void claim(SecurityToken token) {
        if (byToken.putIfAbsent(token.token(), token) != null) {
            throw new AccountsMistake(sameToken(token));
        }
    }

    /** Does not repeat the token, which is as good as a secret. */
    static String sameToken(SecurityToken token) {
        return "The key " + token.key().id()
                + " has the same security token as another one; give each temporary key one of its own.";
    }
}
