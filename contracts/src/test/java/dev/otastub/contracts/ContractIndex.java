package dev.otastub.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.otastub.signature.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code contracts.json}: the files with their content's digest, the interactions with evidence and kind of change, and
 * the provider states. Changes are counted from {@code released.json}, the digests of the last released interactions; it
 * is empty until there is a release.
 */
final class ContractIndex {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<PactFile> files;
    private final Map<String, String> released;
    private final Map<String, String> digests;

    ContractIndex(List<PactFile> files, Map<String, String> released) {
        this.files = files;
        this.released = released;
        this.digests = digests(files);
    }

    /** The digests of the last release, by key. */
    @SuppressWarnings("unchecked")
    static Map<String, String> released() {
        try (InputStream file = ContractIndex.class.getResourceAsStream("/released.json")) {
            return JSON.readValue(file, Map.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes() {
        ObjectNode index = JSON.createObjectNode();
        index.put("consumer", PactFile.CONSUMER);
        index.put("change", Change.of(released, digests).name());
        ArrayNode list = index.putArray("files");
        files.forEach(file -> list.add(described(file, "v4/", "4.0", file.v4())));
        files.forEach(file -> list.add(described(file, "v3/", "3.0.0", file.v3())));
        ArrayNode states = index.putArray("states");
        for (ProviderState state : ProviderState.values()) {
            states.add(described(state));
        }
        return PactFile.bytes(index);
    }

    /** What the interactions say, by key: as {@code released.json} has it at a release. */
    Map<String, String> digests() {
        return digests;
    }

    private static Map<String, String> digests(List<PactFile> files) {
        Map<String, String> digests = new TreeMap<>();
        for (PactFile file : files) {
            for (JsonNode interaction : parsed(file.v4()).get("interactions")) {
                digests.put(interaction.get("key").asText(), digest(interaction));
            }
        }
        return digests;
    }

    private ObjectNode described(PactFile file, String folder, String specification, byte[] content) {
        ObjectNode node = JSON.createObjectNode();
        node.put("path", folder + file.path());
        node.put("specification", specification);
        node.put("provider", file.promises().get(0).provider().title());
        node.put("scenario", file.promises().get(0).scenario());
        node.put("sha256", Digests.sha256Hex(content));
        ArrayNode interactions = node.putArray("interactions");
        for (Promise promise : file.promises()) {
            interactions
                    .addObject()
                    .put("key", promise.key())
                    .put("description", promise.description())
                    .put("evidence", promise.evidence().name())
                    .put("digest", digests.get(promise.key()))
                    .put("change", change(promise).name());
        }
        return node;
    }

    private Change change(Promise promise) {
        return Change.ofInteraction(released, promise.key(), digests.get(promise.key()));
    }

    private static ObjectNode described(ProviderState state) {
        ObjectNode node = JSON.createObjectNode();
        node.put("name", state.title());
        state.parameters().forEach(node.putArray("parameters")::add);
        return node.put("meaning", state.meaning())
                .put("onTheStub", state.onTheStub())
                .put("onTheCloud", state.onTheCloud());
    }

    /** Of all that binds; not of comments and evidence. */
    private static String digest(JsonNode interaction) {
        ObjectNode binding = interaction.deepCopy();
        binding.remove(List.of("comments", "key"));
        return Digests.sha256Hex(PactFile.bytes(binding));
    }

    private static JsonNode parsed(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
