package dev.otastub.account;

import java.util.Optional;

/**
 * Who a request comes from: the owner of the access key id it names. Nothing is proven until the signature matches.
 *
 * @param account the account that is called and billed
 * @param key the key the request was signed with
 * @param ramUser the RAM user whose key it is, if it is not the account's own
 * @param token the temporary credential whose key it is, if it is one
 */
public record Caller(Account account, AccessKey key, Optional<RamUser> ramUser, Optional<SecurityToken> token) {

    /** For the log: access key id and, where there is one, the RAM user. */
    public String who() {
        return key.id() + ramUser.map(user -> " (RAM user " + user.name() + ")").orElse("");
    }

    /** Which operations it may call: an account's own key all of them. */
    public Permissions permissions() {
        return ramUser.map(RamUser::permissions)
                .or(() -> token.map(SecurityToken::permissions))
                .orElse(Permissions.ALL);
    }

    /** Whether this is the pair that signs upload policies. */
    public boolean isIssuer() {
        return key.equals(account.issuingKey());
    }
}
