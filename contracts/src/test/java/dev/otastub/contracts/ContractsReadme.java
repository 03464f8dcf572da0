package dev.otastub.contracts;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables in the module's README. */
final class ContractsReadme {

    private ContractsReadme() {}

    /** The text with its tables as the set has them. */
    static String withTables(String text, List<Promise> promises) {
        String withInteractions = replaced(text, "interactions", interactions(promises));
        return replaced(withInteractions, "states", states());
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
