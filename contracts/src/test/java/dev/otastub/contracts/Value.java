package dev.otastub.contracts;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A value of the contract: an example and, where values vary, the form they have. Forms are written for both Pact's
 * engines: no {@code (?s)}, no {@code \Q}, and anchored, for a regex matches anywhere in some of them.
 */
record Value(String example, Optional<String> form) {

    Value {
        form.ifPresent(regex -> {
            if (!regex.startsWith("^") || !regex.endsWith("$")) {
                throw new IllegalArgumentException(regex + " is not anchored");
            }
            if (!Pattern.matches(regex, example)) {
                throw new IllegalArgumentException("\"" + example + "\" has not the form " + regex);
            }
        });
    }

    /** Always the same. */
    static Value constant(String text) {
        return new Value(text, Optional.empty());
    }

    static Value like(String regex, String example) {
        return new Value(example, Optional.of(regex));
    }
}
