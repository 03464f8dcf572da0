package dev.otastub.signature;

import dev.otastub.core.Headers;
import java.util.stream.Collectors;

/** The value of a header as strings to sign spell it. */
final class SignedHeader {

    private SignedHeader() {}

    /** All values of that name, trimmed, joined by commas; empty if there is none. */
    static String value(Headers headers, String name) {
        return headers.all(name).stream().map(String::trim).collect(Collectors.joining(","));
    }
}
