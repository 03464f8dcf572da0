package dev.otastub.signature;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otastub.core.Headers;
import dev.otastub.core.Secret;
import dev.otastub.fixtures.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.provider.Arguments;

/** The rows of a file in {@code signature/} of the fixtures. */
final class Vectors {

    private Vectors() {}

    static Stream<Arguments> rpcV1() {
        return rows("rpc-v1.json");
    }

    static Stream<Arguments> acs3() {
        return rows("acs3.json");
    }

    static Stream<Arguments> postPolicies() {
        return rows("post-policy.json");
    }

    static Stream<Arguments> ossV4() {
        return rows("oss-v4.json");
    }

    static Parameters parameters(JsonNode object) {
        List<Parameter> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            all.add(new Parameter(field.getKey(), field.getValue().asText()));
        }
        return new Parameters(all);
    }

    static Headers headers(JsonNode object) {
        Headers headers = Headers.NONE;
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            headers = headers.and(field.getKey(), field.getValue().asText());
        }
        return headers;
    }

    static Secret secret(JsonNode row) {
        return new Secret(row.path("secret").asText());
    }

    private static Stream<Arguments> rows(String file) {
        JsonNode rows = parsed(Fixtures.text("signature/" + file));
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> Arguments.of(row.path("id").asText(), row));
    }

    private static JsonNode parsed(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
