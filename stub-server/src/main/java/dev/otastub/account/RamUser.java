package dev.otastub.account;

/**
 * A RAM user: acts within its account, shares the account's quota, and has an access key of its own.
 *
 * @param name the user's name within the account
 * @param key the user's access key
 */
public record RamUser(String name, AccessKey key) {}
