package dev.otastub.contracts.kit;

import au.com.dius.pact.core.model.DefaultPactReader;
import au.com.dius.pact.core.model.Pact;
import au.com.dius.pact.core.model.StringSource;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

    private static final String FOLDER = "META-INF/pacts/";

    private final Map<String, Expectation> byName = new LinkedHashMap<>();

    private static final class OnClassPath {
        static final NamedInteractions ALL = read();
    }

    static NamedInteractions onClassPath() {
        return OnClassPath.ALL;
    }

    private static NamedInteractions read() {
        UsageTracking.off();
        NamedInteractions all = new NamedInteractions();
        try {
            for (JsonNode file :
                    new ObjectMapper().readTree(text("contracts.json")).get("files")) {
                if (file.get("path").asText().startsWith("v4/")) {
                    all.add(DefaultPactReader.INSTANCE.loadPact(
                            new StringSource(text(file.get("path").asText()))));
                }
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Pact itself would read it in the platform's charset. */
    private static String text(String path) throws IOException {
        try (InputStream in = NamedInteractions.class.getClassLoader().getResourceAsStream(FOLDER + path)) {
            if (in == null) {
                throw new IllegalStateException(
                        "There is no " + FOLDER + path + " on the class path: put ota-stub-contracts there.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void add(Pact pact) {
        pact.getInteractions().stream()
                .map(SynchronousHttp.class::cast)
                .forEach(one -> byName.put(one.getDescription(), new Expectation(pact, one)));
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
                        .thenComparing(String::length)
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
