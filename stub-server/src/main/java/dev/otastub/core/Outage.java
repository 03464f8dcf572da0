package dev.otastub.core;

/** What the stub stands on has failed, such as a disk that is full: no bug, and it may pass. The message is a sentence. */
public abstract class Outage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    protected Outage(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
