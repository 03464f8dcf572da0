package dev.otastub.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;

import au.com.dius.pact.core.model.BasePact;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Pact;
import au.com.dius.pact.core.support.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The published files: what Pact writes, without what differs from build to build, and with the keys of objects in
 * alphabetical order. The interactions stay in the order of the promises.
 */
record PactFile(String path, List<Promise> promises, V4Pact pact) {

    static final String CONSUMER = "ota-upload-client";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    private static final DefaultPrettyPrinter PRINTER = printer();

    static PactFile of(String path, List<Promise> promises) {
        return new PactFile(
                path, promises, Interactions.pact(promises.get(0).provider().title(), promises));
    }

    byte[] v4() {
        ObjectNode file = canonical(pact, PactSpecVersion.V4, "4.0");
        for (int i = 0; i < promises.size(); i++) {
            ObjectNode interaction = (ObjectNode) file.get("interactions").get(i);
            // Pact overwrites a key of one's own when it merges, by a hash.
            interaction.put("key", promises.get(i).key());
            ((ObjectNode) interaction.get("comments")).remove("testname");
        }
        return bytes(file);
    }

    byte[] v3() {
        BasePact v3 = pact.asRequestResponsePact().get();
        ObjectNode file = canonical(v3, PactSpecVersion.V3, "3.0.0");
        file.get("interactions").forEach(PactFile::withoutHeadersOfSeveralParts);
        return bytes(file);
    }

    /** A header is a text in V3, and pact-jvm takes a comma in it for the end of one value: Authorization matches no more. */
    private static void withoutHeadersOfSeveralParts(JsonNode interaction) {
        JsonNode request = interaction.get("request");
        if (request.path("headers").path("Authorization").asText().contains(",")) {
            ((ObjectNode) request.get("headers")).remove("Authorization");
            ((ObjectNode) request.get("matchingRules").get("header")).remove("Authorization");
        }
    }

    private static ObjectNode canonical(BasePact pact, PactSpecVersion version, String name) {
        ObjectNode file = parsed(Json.toJson(pact.toMap(version)).serialise());
        file.putObject("metadata").putObject("pactSpecification").put("version", name);
        return file;
    }

    private static ObjectNode parsed(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] bytes(JsonNode json) {
        try {
            // As maps, for only their entries are sorted.
            String text = JSON.writer(PRINTER).writeValueAsString(JSON.convertValue(json, Object.class));
            return (text + "\n").getBytes(UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DefaultPrettyPrinter printer() {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
    }
}
