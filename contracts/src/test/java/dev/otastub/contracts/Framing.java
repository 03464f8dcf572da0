package dev.otastub.contracts;

/** Where an RPC request has its parameters and its signature. */
enum Framing {
    /** All in the query, signature V1. */
    V1_QUERY,
    /** All in a form body, signature V1. */
    V1_FORM,
    /** The operation's own parameters in the query, the rest in headers, signature ACS3. */
    ACS3
}
