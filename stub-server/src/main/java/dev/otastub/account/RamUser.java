package dev.otastub.account;

/**
 * A RAM user: acts within its account, shares the account's quota, and has an access key of its own.
 *
 * @param name the user's name within the account
 * @param key the user's access key
 * @param permissions which operations it may call
 */
public record RamUser(String name, AccessKey key, Permissions permissions) {

    /** A RAM user who may call whatever its account may. */
    public RamUser(String name, AccessKey key) {
        this(name, key, Permissions.ALL);
    }
}
