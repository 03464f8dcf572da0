package dev.otastub.contracts.kit;

/** A request that a client made, read as what it means. */
sealed interface ClientRequest permits ClientCall, ClientUpload {

    /** What it is, for a person. */
    String summary();
}
