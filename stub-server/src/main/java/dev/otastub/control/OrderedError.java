package dev.otastub.control;

import dev.otastub.core.ErrorRow;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A refusal that somebody ordered.
 *
 * @param row the cause
 * @param arguments values for placeholders and details of the answer, by name; what is not given comes from the request
 */
public record OrderedError(ErrorRow row, Map<String, String> arguments) {

    public OrderedError {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }
}
