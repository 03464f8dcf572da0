package dev.otastub.contracts.kit;

import au.com.dius.pact.core.model.BasePact;
import au.com.dius.pact.core.model.DefaultPactReader;
import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.core.model.UnknownPactSource;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import au.com.dius.pact.core.support.json.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The contracts of ota-stub-contracts, as they lie on the class path, read from its index. */
public final class PublishedContracts {

    private static final String FOLDER = "META-INF/pacts/";
    private static final String INDEX = "contracts.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        // Whatever of Pact comes after: this reads the contracts for all of it.
        UsageTracking.off();
    }

    private final List<ContractFile> files;

    private PublishedContracts(List<ContractFile> files) {
        this.files = List.copyOf(files);
    }

    /**
     * Those on the class path of this class, in their V4 form.
     *
     * @throws IllegalStateException if there are none
     */
    public static PublishedContracts onClassPath() {
        return onClassPath(PublishedContracts.class.getClassLoader());
    }

    /** The same by another class loader. */
    public static PublishedContracts onClassPath(ClassLoader loader) {
        List<ContractFile> files = new ArrayList<>();
        for (JsonNode file : json(text(loader, INDEX)).path("files")) {
            if (file.path("specification").asText().startsWith("4")) {
                files.add(file(file, text(loader, file.path("path").asText())));
            }
        }
        return new PublishedContracts(files);
    }

    private static ContractFile file(JsonNode indexed, String text) {
        // Of a text, never of a stream: Pact would read that by the platform's charset. Nor as a source of its own
        // kind,
        // for Pact prints all of that wherever it says what it read.
        BasePact pact = (BasePact) DefaultPactReader.INSTANCE.pactFromJson(
                Objects.requireNonNull(JsonParser.parseString(text).asObject()), UnknownPactSource.INSTANCE);
        Map<String, SynchronousHttp> byDescription = new HashMap<>();
        for (Interaction interaction : pact.getInteractions()) {
            byDescription.put(interaction.getDescription(), (SynchronousHttp) interaction);
        }
        List<PublishedInteraction> interactions = new ArrayList<>();
        for (JsonNode row : indexed.path("interactions")) {
            String description = row.path("description").asText();
            interactions.add(new PublishedInteraction(
                    row.path("key").asText(),
                    description,
                    row.path("evidence").asText(),
                    Objects.requireNonNull(byDescription.get(description), description)));
        }
        return new ContractFile(
                indexed.path("path").asText(),
                pact.getProvider().getName(),
                Optional.ofNullable(indexed.path("scenario").textValue()).filter(name -> !name.isEmpty()),
                pact,
                interactions);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(ClassLoader loader, String path) {
        try (InputStream bytes = loader.getResourceAsStream(FOLDER + path)) {
            if (bytes == null) {
                throw new IllegalStateException(
                        "There is no " + FOLDER + path + " on the class path: add ota-stub-contracts to it.");
            }
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files, in the order of the index. */
    public List<ContractFile> files() {
        return files;
    }

    /** All interactions of all files. */
    public List<PublishedInteraction> interactions() {
        return files.stream().flatMap(file -> file.interactions().stream()).toList();
    }

    /** The interaction of that description. */
    public Optional<PublishedInteraction> interaction(String description) {
        return interactions().stream()
                .filter(interaction -> interaction.description().equals(description))
                .findFirst();
    }
}
