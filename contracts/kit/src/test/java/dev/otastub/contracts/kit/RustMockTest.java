package dev.otastub.contracts.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.otastub.core.Headers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pact's other engine, of Rust, as the mock server of a client in any language. */
class RustMockTest {

    private static final PacedClient HTTP = new PacedClient(HttpClient.newHttpClient(), 0);
    private static PactCli.Running master;
    private static URI masterUrl = URI.create("");

    @BeforeAll
    static void start() throws IOException {
        master = PactCli.installed()
                .start(Pattern.compile("started on port (\\d+)"), "mock", "start", "--port", "0", "--no-file-log");
        masterUrl = local(master.line().group(1));
    }

    @AfterAll
    static void stop() {
        if (master != null) {
            master.close();
        }
    }

    private static URI local(String port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    static Stream<String> files() {
        return Stream.of("v4", "v3")
                .flatMap(PactJson::files)
                .map(file -> file.path("path").asText());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void each_example_request_gets_its_own_answer(String path) throws IOException {
        JsonNode pact = PactJson.parsed(path);
        URI mock = mock(pact);

        for (JsonNode interaction : pact.path("interactions")) {
            String description = interaction.path("description").asText();
            Answer answer = HTTP.send(mock, PactJson.request(interaction));
            assertThat(answer.status())
                    .as("%s: %s", description, answer.text())
                    .isEqualTo(interaction.path("response").path("status").asInt());
            assertThat(body(answer)).as(description).isEqualTo(promised(interaction, mock));
        }
        // It counts a request after it has answered.
        await().untilAsserted(() -> assertThat(status(mock)).isEqualTo("ok"));
    }

    /** Whether the mock server got each of its requests, and no other; "verify" would write files besides. */
    private static String status(URI mock) throws IOException {
        Answer all = HTTP.send(masterUrl, new Message("GET", "/", "", Headers.NONE, new byte[0]));
        return PactJson.elements(PactJson.JSON.readTree(all.body()).path("mockServers"))
                .filter(server -> server.path("port").asInt() == mock.getPort())
                .map(server -> server.path("status").asText())
                .findFirst()
                .orElse("gone");
    }

    private static URI mock(JsonNode pact) throws IOException {
        Headers json = Headers.of("Content-Type", "application/json");
        Answer made = HTTP.send(masterUrl, new Message("POST", "/", "", json, PactJson.JSON.writeValueAsBytes(pact)));
        return local(PactJson.JSON.readTree(made.body()).at("/mockServer/port").asText());
    }

    private static JsonNode body(Answer answer) throws IOException {
        return answer.text().startsWith("{") ? PactJson.JSON.readTree(answer.body()) : TextNode.valueOf(answer.text());
    }

    /** The example, whose Host is the mock server where it says so. */
    private static JsonNode promised(JsonNode interaction, URI mock) {
        JsonNode body = PactJson.answer(interaction).deepCopy();
        if (interaction.at("/response/generators/body").has("$.Data.Host")) {
            ((ObjectNode) body.path("Data")).put("Host", mock.toString());
        }
        return body.isMissingNode() || body.isNull() ? TextNode.valueOf("") : body;
    }
}
