package dev.otastub.contracts;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables in the module's README and in the main one. */
final class ContractsReadme {

    private ContractsReadme() {}

    /** The text with its tables as the set has them. */
    static String withTables(String text, List<Promise> promises) {
        String withInteractions = replaced(text, "interactions", interactions(promises));
        return replaced(withInteractions, "states", states());
    }

    /** The short table of the main README, by evidence. */
    static String withSummary(String text, List<Promise> promises) {
        Map<String, Set<String>> rows = new LinkedHashMap<>();
        for (Promise promise : promises) {
            String row = "%s | %s".formatted(told(promise.provider()), evidence(promise));
            rows.computeIfAbsent(row, none -> new LinkedHashSet<>()).add(answer(promise));
        }
        StringBuilder table = new StringBuilder("| of | known by | answers |\n|---|---|---|\n");
        rows.forEach((row, answers) -> table.append("| %s | %s |\n".formatted(row, String.join("; ", answers))));
        return replaced(text, "interactions", table.toString());
    }

    private static String told(Promise.Provider provider) {
        return switch (provider) {
            case RPC -> RpcPromises.TICKET + ", " + RpcPromises.PACKAGE;
            case POST_OBJECT -> "PostObject, with and without a file name";
            case FLOW -> "the three steps, one after the other";
        };
    }

    private static String answer(Promise promise) {
        String description = promise.description();
        int colon = description.indexOf(": ");
        boolean success = colon < 0 || promise.provider() == Promise.Provider.FLOW;
        return success ? "success" : description.substring(colon + 2);
    }

    private static String evidence(Promise promise) {
        return promise.evidence().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String replaced(String text, String name, String table) {
        Matcher between = Pattern.compile("(<!-- " + name + " -->\n)[\\s\\S]*?(<!-- end -->)")
                .matcher(text);
        return between.replaceAll("$1" + Matcher.quoteReplacement(table) + "$2");
    }

    private static String interactions(List<Promise> promises) {
        return promises.stream()
                .map(promise -> "| %s | %d | %s | %s |\n"
                        .formatted(
                                promise.description(),
                                promise.answer().status(),
                                promise.scenario(),
                                promise.evidence()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', ' ')))
                .collect(joining("", "| interaction | status | scenario | evidence |\n|---|---|---|---|\n", ""));
    }

    private static String states() {
        return List.of(ProviderState.values()).stream()
                .map(state -> "| %s | %s | %s | %s |\n"
                        .formatted(state.title(), state.meaning(), state.onTheStub(), state.onTheCloud()))
                .collect(joining("", "| state | meaning | the stub, by | the cloud, by |\n|---|---|---|---|\n", ""));
    }
}
