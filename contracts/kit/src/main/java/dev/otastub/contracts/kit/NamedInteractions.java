package dev.otastub.contracts.kit;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The published interactions by their descriptions, each of which is one interaction's in all files. */
final class NamedInteractions {

    private final Map<String, Expectation> byName = new LinkedHashMap<>();

    private static final class OnClassPath {
        static final NamedInteractions ALL = read();
    }

    static NamedInteractions onClassPath() {
        return OnClassPath.ALL;
    }

    private static NamedInteractions read() {
        NamedInteractions all = new NamedInteractions();
        for (ContractFile file : PublishedContracts.onClassPath().files()) {
            for (PublishedInteraction one : file.interactions()) {
                all.byName.put(one.description(), new Expectation(file.pact(), one.http()));
            }
        }
        return all;
    }

    /**
     * The interaction of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    Expectation named(String name) {
        return Optional.ofNullable(byName.get(name))
                .orElseThrow(() -> new IllegalArgumentException(
                        "No published interaction is called \"" + name + "\". Those that come nearest: " + near(name)));
    }

    private String near(String name) {
        return byName.keySet().stream()
                .sorted(Comparator.comparingLong((String candidate) -> common(name, candidate))
                        .reversed()
                        .thenComparingInt(String::length)
                        .thenComparing(candidate -> candidate))
                .limit(3)
                .map(candidate -> "\"" + candidate + "\"")
                .collect(Collectors.joining(", "));
    }

    private static long common(String name, String candidate) {
        Set<String> words = words(candidate);
        return words(name).stream().filter(words::contains).count();
    }

    private static Set<String> words(String text) {
        return new HashSet<>(List.of(text.toLowerCase(Locale.ROOT).split("\\W+")));
    }

    /** The names of all. */
    List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** Those of some names, in that order. */
    List<Expectation> named(String... names) {
        return Arrays.stream(names).map(this::named).toList();
    }
}
