package dev.otastub.junit5;

/** Who shares a server. */
public enum ServerScope {
    /** All tests of the test run: the server of {@link dev.otastub.OtaStub#shared()}. */
    SHARED,
    /**
     * The tests of a top-level class and of the classes nested in it, which may then change what all accounts have in
     * common: WireMock's stub mappings, the stub's clock. Both are reset between tests, so these must run one after the
     * other.
     */
    PER_CLASS
}
