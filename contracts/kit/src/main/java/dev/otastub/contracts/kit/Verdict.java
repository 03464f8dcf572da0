package dev.otastub.contracts.kit;

/** What a verification says of one interaction. */
public enum Verdict {
    /** The answer is the one that was promised. */
    KEPT,
    /** It is not. */
    BROKEN,
    /** Nobody asked, for the provider cannot be brought into its states. */
    SKIPPED
}
