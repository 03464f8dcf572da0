package dev.otastub.acceptance;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer of HTTP status 200 as an SDK hands it to its caller.
 *
 * @param success the field Success
 * @param code the field Code, which a success lacks
 * @param errorMessage the field ErrorMessage, which a success lacks
 * @param requestId the field RequestId
 * @param data the field Data; empty for a failure
 */
record IotAnswer(
        boolean success,
        @Nullable String code,
        @Nullable String errorMessage,
        String requestId,
        Map<String, String> data) {

    /** What an SDK lacks it gives as null; a map of data leaves it out. */
    static Map<String, String> data(@Nullable String... namesAndValues) {
        Map<String, String> data = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String name = namesAndValues[i];
            String value = namesAndValues[i + 1];
            if (name != null && value != null) {
                data.put(name, value);
            }
        }
        return data;
    }

    /** As {@link #data}, of values of any kind. */
    static Map<String, String> texts(@Nullable Object... namesAndValues) {
        @Nullable String[] texts = new @Nullable String[namesAndValues.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = namesAndValues[i] == null ? null : String.valueOf(namesAndValues[i]);
        }
        return data(texts);
    }

    String data(String name) {
        String value = data.get(name);
        if (value == null) {
            throw new AssertionError("The answer has no " + name + ": " + this);
        }
        return value;
    }
}
