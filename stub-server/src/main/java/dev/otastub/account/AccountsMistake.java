package dev.otastub.account;

/** Accounts that a stub cannot have; the message is a sentence for whoever wrote them, and holds no secret. */
public final class AccountsMistake extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    AccountsMistake(String sentence) {
        super(sentence);
    }
}
