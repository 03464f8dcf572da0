package dev.otastub.contracts.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otastub.core.Headers;
import dev.otastub.signature.Parameter;
import dev.otastub.signature.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The published files as plain JSON, of V4 and of V3, for engines that are not of this JVM. */
final class PactJson {

    static final ObjectMapper JSON = new ObjectMapper();

    private PactJson() {}

    /** What the index says of the files of a specification's folder, {@code v4} or {@code v3}. */
    static Stream<JsonNode> files(String folder) {
        return elements(parsed("contracts.json").path("files"))
                .filter(file -> file.path("path").asText().startsWith(folder + "/"));
    }

    static JsonNode parsed(String path) {
        try {
            return JSON.readTree(bytes(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** All files, as they lie in the jar. */
    static void copyTo(Path folder) throws IOException {
        List<String> paths = new ArrayList<>(List.of("contracts.json"));
        Stream.concat(files("v4"), files("v3"))
                .forEach(file -> paths.add(file.path("path").asText()));
        for (String path : paths) {
            Files.createDirectories(folder.resolve(path).getParent());
            Files.write(folder.resolve(path), bytes(path));
        }
    }

    private static byte[] bytes(String path) {
        try (InputStream file = PactJson.class.getResourceAsStream("/META-INF/pacts/" + path)) {
            return Objects.requireNonNull(file, path).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The example request of an interaction. */
    static Message request(JsonNode interaction) {
        JsonNode request = interaction.path("request");
        List<Parameter> query = new ArrayList<>();
        request.path("query")
                .properties()
                .forEach(parameter -> parameter
                        .getValue()
                        .forEach(value -> query.add(new Parameter(parameter.getKey(), value.asText()))));
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        request.path("headers")
                .properties()
                .forEach(field -> headers.add(Map.entry(
                        field.getKey(),
                        field.getValue().isArray()
                                ? field.getValue().path(0).asText()
                                : field.getValue().asText())));
        Headers fields = new Headers(headers);
        return new Message(
                request.path("method").asText(),
                request.path("path").asText(),
                new Parameters(query).encoded(),
                fields,
                body(request.path("body"), fields));
    }

    /** V4 says how a body is encoded; in V3 it is known by its type. */
    private static byte[] body(JsonNode body, Headers headers) {
        boolean v4 = body.has("content");
        String text = v4 ? body.path("content").asText() : body.asText();
        boolean base64 = v4
                ? body.path("encoded").asText().equals("base64")
                : headers.first("Content-Type").orElse("").startsWith("multipart/");
        return base64 ? Base64.getDecoder().decode(text) : text.getBytes(StandardCharsets.UTF_8);
    }

    /** The body of the promised answer: JSON as it is, all else as text; missing if there is none. */
    static JsonNode answer(JsonNode interaction) {
        JsonNode body = interaction.path("response").path("body");
        return body.has("content") ? body.path("content") : body;
    }
}
