package dev.otastub.core;

/**
 * A text that must not be printed by accident.
 *
 * @param value the text itself
 */
public record Secret(String value) {

    @Override
    public String toString() {
        return "***";
    }
}
