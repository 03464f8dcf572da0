package dev.otastub.contracts.kit;

import dev.otastub.contracts.kit.ClientCheck.Verdict;
import java.util.List;

/** What the record says of a promise. */
record Judgement(Verdict verdict, String detail) {

    private static final int MOST = 3;

    /**
     * Broken if anything broke it, else kept if anything shows that.
     *
     * @param shown whether there was an occasion to break it
     * @param kept what shows that it was kept
     */
    static Judgement of(List<String> broken, boolean shown, String kept) {
        if (!broken.isEmpty()) {
            String more = broken.size() <= MOST ? "" : "; and " + (broken.size() - MOST) + " more";
            return new Judgement(
                    Verdict.BROKEN, String.join("; ", broken.subList(0, Math.min(MOST, broken.size()))) + more);
        }
        return shown ? new Judgement(Verdict.KEPT, kept) : new Judgement(Verdict.NOT_USED, "");
    }

    /** Something that nobody knows to be right or wrong. */
    static Judgement told(String detail) {
        return detail.isEmpty() ? new Judgement(Verdict.NOT_USED, "") : new Judgement(Verdict.TOLD, detail);
    }
}
