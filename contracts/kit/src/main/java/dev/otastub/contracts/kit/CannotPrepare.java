package dev.otastub.contracts.kit;

/** A state could not be reached, although the provider should let any client into it; the message says what went wrong. */
final class CannotPrepare extends Exception {

    private static final long serialVersionUID = 1L;

    CannotPrepare(String what) {
        super(what);
    }

    String what() {
        return String.valueOf(getMessage());
    }
}
