package dev.otastub.contracts.kit;

import dev.otastub.contracts.kit.ClientCheck.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the record says of a promise.
 *
 * @param refused the numbers of the requests whose refusal this accounts for
 */
record Judgement(Verdict verdict, String detail, Set<Integer> refused) {

    private static final int MOST = 3;

    Judgement {
        refused = Set.copyOf(refused);
    }

    /**
     * Something that breaks a promise.
     *
     * @param request the number of the request that was refused for it, if one was
     * @param text what it is
     */
    record Breach(Optional<Integer> request, String text) {

        /** One for which nothing is refused. */
        static Breach unpunished(String text) {
            return new Breach(Optional.empty(), text);
        }
    }

    /**
     * Broken if anything broke it, else kept if anything shows that.
     *
     * @param shown whether there was an occasion to break it
     * @param kept what shows that it was kept
     */
    static Judgement of(List<Breach> broken, boolean shown, String kept) {
        if (!broken.isEmpty()) {
            return new Judgement(Verdict.BROKEN, listed(broken), refused(broken));
        }
        return shown ? new Judgement(Verdict.KEPT, kept, Set.of()) : new Judgement(Verdict.NOT_USED, "", Set.of());
    }

    static String listed(List<Breach> all) {
        String more = all.size() <= MOST ? "" : "; and " + (all.size() - MOST) + " more";
        return all.stream().limit(MOST).map(Breach::text).collect(Collectors.joining("; ")) + more;
    }

    private static Set<Integer> refused(List<Breach> broken) {
        return broken.stream().flatMap(one -> one.request().stream()).collect(Collectors.toSet());
    }

    /** Something that nobody knows to be right or wrong. */
    static Judgement told(String detail) {
        return detail.isEmpty()
                ? new Judgement(Verdict.NOT_USED, "", Set.of())
                : new Judgement(Verdict.TOLD, detail, Set.of());
    }
}
