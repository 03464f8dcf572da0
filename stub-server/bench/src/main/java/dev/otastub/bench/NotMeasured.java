package dev.otastub.bench;

/** Why something is not measured, as a clause; it becomes a row of the table. */
final class NotMeasured extends Exception {

    private static final long serialVersionUID = 1L;

    NotMeasured(String why) {
        super(why);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
