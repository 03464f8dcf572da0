package dev.otastub.junit5;

/** Who shares an account. */
public enum AccountScope {
    /**
     * Each test method, and each invocation of a parameterized or repeated one, has an account of its own; the dynamic
     * tests of a {@code @TestFactory} share theirs. Tests may run in parallel.
     */
    PER_METHOD,
    /**
     * The tests of a top-level class, and of the classes nested in it, have one account, which is reset between tests, so
     * that the first of them finds what {@code @BeforeAll} made. They must run one after the other.
     */
    PER_CLASS,
    /**
     * All tests of the server have one account, whose keys are known beforehand: the server's default account, {@code
     * testid} and {@code testsecret}. It is reset before each class and between tests. They must run one after the other.
     */
    SHARED
}
