package dev.otastub.account;

import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Makes accounts that nobody has used, with ids and keys in the form that the cloud gives them. */
public final class FreshAccounts {

    private static final String DIGITS = "0123456789";
    private static final String LETTERS_AND_DIGITS = DIGITS + "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final RandomGenerator chance;
    private final Clocks clocks;

    /** @param chance a source that many threads may use at once */
    public FreshAccounts(RandomGenerator chance, Clocks clocks) {
        this.chance = chance;
        this.clocks = clocks;
    }

    /** An account with an access key, an issuing pair and a clock of its own. */
    public Account next() {
        String uid = "1" + random(DIGITS, 15);
        AccessKey key = AccessKey.of("LTAI5t" + random(LETTERS_AND_DIGITS, 18), random(LETTERS_AND_DIGITS, 30));
        return new Account(
                uid, List.of(key), List.of(), List.of(), Set.of(), AccessKey.issuingPairOf(uid), clocks.of(uid));
    }

    private String random(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(chance.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
