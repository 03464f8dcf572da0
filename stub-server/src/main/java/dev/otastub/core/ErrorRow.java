package dev.otastub.core;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One cause of refusal: a row of one of the error tables. {@code code} and {@code message} may hold placeholders such as
 * {@code {Param}}, filled from the arguments of a {@link Refusal}.
 */
public interface ErrorRow {

    /** The cause, as a constant's name. */
    String name();

    /** The service whose requests are refused for this cause. */
    CloudService service();

    /** The cloud's error code. */
    String code();

    /** The HTTP status of the answer. */
    int status();

    /** The cloud's message. */
    String message();

    /** How well the row is known. */
    Evidence evidence();

    /** Whether a real request provokes it. */
    Provocation provocation();

    /** The names in the placeholders of code and message. */
    default Set<String> placeholders() {
        Set<String> names = new LinkedHashSet<>();
        // A brace alone, as a message about JSON has it, is no placeholder.
        Matcher placeholder = Pattern.compile("\\{(\\w+)}").matcher(code() + message());
        while (placeholder.find()) {
            names.add(placeholder.group(1));
        }
        return names;
    }

    /** The names of all arguments that an answer shows. */
    default Set<String> argumentNames() {
        return placeholders();
    }

    /**
     * Refuses for this cause.
     *
     * @param reason our own plain words: what was expected, what came, what helps
     */
    default Refusal because(String reason) {
        return because(reason, Map.of());
    }

    /**
     * Refuses for this cause.
     *
     * @param reason our own plain words: what was expected, what came, what helps
     * @param arguments values for the placeholders, and details of the answer's body, by name
     */
    default Refusal because(String reason, Map<String, String> arguments) {
        return new Refusal(this, arguments, reason);
    }
}
