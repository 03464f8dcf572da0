package dev.otastub.contracts;

import java.util.Map;
import java.util.TreeMap;

/** A provider state with its parameters. */
record State(ProviderState name, Map<String, Object> parameters) {

    State {
        parameters = new TreeMap<>(parameters);
        for (String parameter : parameters.keySet()) {
            if (!name.parameters().contains(parameter)) {
                throw new IllegalArgumentException("\"" + name.title() + "\" has no parameter " + parameter);
            }
        }
    }

    static State of(ProviderState name) {
        return new State(name, Map.of());
    }

    static State of(ProviderState name, String parameter, Object value) {
        return new State(name, Map.of(parameter, value));
    }
}
