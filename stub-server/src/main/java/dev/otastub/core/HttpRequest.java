package dev.otastub.core;

import java.time.Instant;

/**
 * A request as it came, before anybody made sense of it. An uploaded file is never part of it.
 *
 * @param method the method, as sent
 * @param scheme {@code http} or {@code https}
 * @param host the Host header as sent, with its port if it names one; empty if there was none
 * @param path the path as sent, still percent-encoded
 * @param query the query as sent, still percent-encoded, without its question mark; empty if there was none
 * @param headers the header fields
 * @param body the body of a request that is no form upload; empty if there was none
 * @param arrived when it arrived, by the stub's clock, or by that of the account whose it turned out to be
 */
public record HttpRequest(
        String method,
        String scheme,
        String host,
        String path,
        String query,
        Headers headers,
        byte[] body,
        Instant arrived) {

    /** Scheme and authority of the caller's own request: the endpoint as this caller reaches it. */
    public String endpoint() {
        return scheme + "://" + host;
    }

    /** The same request by the clock of the account whose it turned out to be. */
    public HttpRequest by(StubClock accounts) {
        return accounts.isMovedItself()
                ? new HttpRequest(method, scheme, host, path, query, headers, body, accounts.instant())
                : this;
    }

    /** The Host header without its port. */
    public String hostName() {
        if (host.startsWith("[")) {
            int end = host.indexOf(']');
            return end < 0 ? host : host.substring(0, end + 1);
        }
        int colon = host.indexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }
}
