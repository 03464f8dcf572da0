package dev.otastub.contracts;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the cloud answers.
 *
 * @param headers all but Content-Type
 * @param contentType that header; of an answer without a body, nothing is promised
 * @param bodyForms the forms of values in the body that vary, by Pact's path
 */
record Answer(int status, Map<String, Value> headers, Value contentType, String body, Map<String, String> bodyForms) {

    Answer {
        headers = new TreeMap<>(headers);
        bodyForms = new TreeMap<>(bodyForms);
    }

    static Answer empty(int status, Map<String, Value> headers) {
        return new Answer(status, headers, Value.constant(""), "", Map.of());
    }
}
