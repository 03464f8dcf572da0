package dev.otastub.core;

/** How well a fact about the cloud is known. Nothing is called observed, for we observed nothing ourselves. */
public enum Evidence {
    /** An official page or official metadata says so. */
    DOCUMENTED,
    /** The source of an official SDK, or its integration tests, say so. */
    SDK_SOURCE,
    /** Somebody published an answer of the real service. */
    REPORTED,
    /** We concluded it; the real service may differ. */
    INFERRED
}
