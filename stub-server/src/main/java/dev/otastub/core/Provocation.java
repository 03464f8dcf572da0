package dev.otastub.core;

/**
 * How a row of an error table comes about: by a real request, or only when somebody asks for it.
 *
 * @param natural whether a real request provokes this row, and only it
 * @param reason why it is on demand only; empty for natural rows
 */
public record Provocation(boolean natural, String reason) {

    /** A real request provokes the row. */
    public static final Provocation NATURAL = new Provocation(true, "");

    public Provocation {
        if (natural != reason.isEmpty()) {
            throw new IllegalArgumentException("A row on demand, and only such a row, needs a reason: " + reason);
        }
    }

    /** The row can be rendered and injected only. */
    public static Provocation onDemand(String reason) {
        return new Provocation(false, reason);
    }
}
