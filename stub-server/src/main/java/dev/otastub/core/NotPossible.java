package dev.otastub.core;

/** Something cannot be done as things are; the message says why in a sentence, and what helps. */
public final class NotPossible extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public NotPossible(String sentence) {
        super(sentence);
    }
}
