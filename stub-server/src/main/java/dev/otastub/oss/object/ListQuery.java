package dev.otastub.oss.object;

import dev.otastub.signature.Parameters;
import java.util.Optional;

/**
 * What a list is asked for; its parameters are known to be right.
 *
 * @param second whether by ListObjectsV2
 */
record ListQuery(boolean second, Parameters query) {

    private static final int DEFAULT_KEYS = 100;

    String value(String parameter) {
        return query.first(parameter).orElse("");
    }

    private Optional<String> filled(String parameter) {
        return query.first(parameter).filter(value -> !value.isEmpty());
    }

    String prefix() {
        return value("prefix");
    }

    String delimiter() {
        return value("delimiter");
    }

    int maxKeys() {
        return filled("max-keys").map(Integer::parseInt).orElse(DEFAULT_KEYS);
    }

    boolean isEncoded() {
        return filled("encoding-type").isPresent();
    }

    boolean fetchesOwner() {
        return !second || value("fetch-owner").equals("true");
    }

    /** The name behind which the list begins. */
    String after() {
        return second
                ? filled("continuation-token").flatMap(ContinuationToken::name).orElseGet(() -> value("start-after"))
                : value("marker");
    }

    /** The names below a common prefix go by that, up to the delimiter; empty for a name that stands for itself. */
    Optional<String> commonPrefix(String key) {
        int at = delimiter().isEmpty() || !key.startsWith(prefix()) ? -1 : key.indexOf(delimiter(), prefix().length());
        return at < 0
                ? Optional.empty()
                : Optional.of(key.substring(0, at + delimiter().length()));
    }
}
