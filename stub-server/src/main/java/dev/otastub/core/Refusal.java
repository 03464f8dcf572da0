package dev.otastub.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request that the cloud refuses, and why.
 *
 * @param row the cause
 * @param arguments values for the placeholders of code and message, and details of the answer's body, in order
 * @param reason our own plain words, which the cloud does not say: what was expected, what came, what helps
 */
public record Refusal(ErrorRow row, Map<String, String> arguments, String reason) {

    public Refusal {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    /** The cloud's code, placeholders filled. */
    public String code() {
        return filled(row.code());
    }

    /** The cloud's message, placeholders filled. */
    public String message() {
        return filled(row.message());
    }

    /** An argument by name. */
    public Optional<String> argument(String name) {
        return Optional.ofNullable(arguments.get(name));
    }

    private String filled(String template) {
        if (template.indexOf('{') < 0) {
            return template;
        }
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            int open = template.indexOf('{', at);
            int close = open < 0 ? -1 : template.indexOf('}', open);
            String value = close < 0 ? null : arguments.get(template.substring(open + 1, close));
            if (open < 0 || close < 0) {
                return text.append(template, at, template.length()).toString();
            }
            text.append(template, at, open).append(value == null ? template.substring(open, close + 1) : value);
            at = close + 1;
        }
        return text.toString();
    }
}
