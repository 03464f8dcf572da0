package dev.otastub.bench;

/**
 * A figure to be reached, and whether it was.
 *
 * @param what the figure
 * @param limit what it should be, in words
 * @param measured what it is; empty if it was not measured
 */
record Goal(String what, String limit, String measured, Verdict verdict, String remark) {

    /** What became of a goal. */
    enum Verdict {
        REACHED,
        MISSED,
        NOT_MEASURED;

        String text() {
            return switch (this) {
                case REACHED -> "reached";
                case MISSED -> "**missed**";
                case NOT_MEASURED -> "not measured";
            };
        }
    }

    static Goal atMost(String what, double measured, double limit, String unit) {
        return of(what, "at most ", measured, limit, unit, measured <= limit);
    }

    static Goal atLeast(String what, double measured, double limit, String unit) {
        return of(what, "at least ", measured, limit, unit, measured >= limit);
    }

    private static Goal of(String what, String bound, double measured, double limit, String unit, boolean reached) {
        return new Goal(
                what,
                bound + Table.number(limit) + unit,
                Table.number(measured) + unit,
                reached ? Verdict.REACHED : Verdict.MISSED,
                "");
    }

    static Goal notMeasured(String what, String limit, String why) {
        return new Goal(what, limit, "", Verdict.NOT_MEASURED, why);
    }

    /** The same for something that is right or wrong. */
    static Goal that(String what, boolean holds) {
        return new Goal(what, "all", holds ? "all" : "not all", holds ? Verdict.REACHED : Verdict.MISSED, "");
    }

    String verdictText() {
        return remark.isEmpty() ? verdict.text() : verdict.text() + ": " + remark;
    }
}
