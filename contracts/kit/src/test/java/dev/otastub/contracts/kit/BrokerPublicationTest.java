package dev.otastub.contracts.kit;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okForContentType;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the documented command tells a Pact Broker, recorded by WireMock.
 *
 * @see <a href="https://docs.pact.io/pact_broker/api/publish_contracts">Publish contracts</a>
 */
class BrokerPublicationTest {

    /** Where npm has installed pact-cli and the contracts; a glob in quotes, or v4 alone, would not do. */
    static final String COMMAND = """
            cd node_modules/ota-stub-contracts/v4
            npx pact broker publish *.json scenarios/*/*.json \\
              --broker-base-url %s --consumer-app-version 1.2.3+abc1234 --branch main
            """;

    private final WireMockServer broker = new WireMockServer(options().dynamicPort());

    @BeforeEach
    void start() {
        broker.start();
        broker.stubFor(get("/").willReturn(okForContentType("application/hal+json", """
                        {"_links": {"self": {"href": "%1$s/"}, "pb:publish-contracts": {"href": "%1$s/contracts/publish"}}}
                        """.formatted(broker.baseUrl()))));
        broker.stubFor(post("/contracts/publish").willReturn(okForContentType("application/hal+json", """
                        {"logs": [], "notices": [{"type": "success", "text": "recorded"}],
                         "_embedded": {
                           "pacticipant": {"name": "ota-upload-client", "_links": {"self": %1$s}},
                           "version": {"number": "1.2.3+abc1234", "_links": {"self": %1$s}}},
                         "_links": {"pb:pacticipant": %1$s, "pb:pacticipant-version": %1$s,
                           "pb:pacticipant-version-tags": [], "pb:contracts": [%1$s]}}
                        """.formatted(
                        "{\"title\": \"\", \"name\": \"\", \"href\": \"" + broker.baseUrl() + "\"}"))));
    }

    @AfterEach
    void stop() {
        broker.stop();
    }

    @Test
    void all_interactions_of_a_provider_are_published_as_one_contract() throws IOException {
        PactCli cli = PactCli.installed();

        String output = PactCli.wellEnded(cli.shell(COMMAND.formatted(broker.baseUrl())));

        assertThat(output).contains("recorded").doesNotContain("Warning");
        List<JsonNode> published = new ArrayList<>();
        for (LoggedRequest request : broker.findAll(postRequestedFor(urlEqualTo("/contracts/publish")))) {
            published.add(PactJson.JSON.readTree(request.getBody()));
        }
        Map<String, Map<String, JsonNode>> ours = ours();
        assertThat(published).hasSameSizeAs(ours.keySet());
        for (JsonNode publication : published) {
            assertThat(publication.path("pacticipantName").asText()).isEqualTo("ota-upload-client");
            assertThat(publication.path("pacticipantVersionNumber").asText()).isEqualTo("1.2.3+abc1234");
            assertThat(publication.path("branch").asText()).isEqualTo("main");
            assertThat(publication.has("tags")).isFalse();
            assertThat(publication.path("contracts")).hasSize(1);
            JsonNode contract = publication.at("/contracts/0");
            assertThat(contract.path("consumerName").asText()).isEqualTo("ota-upload-client");
            assertThat(contract.path("specification").asText()).isEqualTo("pact");
            assertThat(contract.path("contentType").asText()).isEqualTo("application/json");
            // A version's contract is what that version has, whatever was published by its name before.
            assertThat(contract.path("onConflict").asText()).isEqualTo("overwrite");
            JsonNode pact = PactJson.JSON.readTree(
                    Base64.getDecoder().decode(contract.path("content").asText()));
            assertThat(pact.at("/metadata/pactSpecification/version").asText()).isEqualTo("4.0");
            String provider = contract.path("providerName").asText();
            assertThat(pact.at("/provider/name").asText()).isEqualTo(provider);
            assertThat(interactions(pact)).as(provider).isEqualTo(ours.remove(provider));
        }
        assertThat(ours).isEmpty();
    }

    /** By provider. */
    private static Map<String, Map<String, JsonNode>> ours() {
        Map<String, Map<String, JsonNode>> all = new TreeMap<>();
        PactJson.files("v4")
                .forEach(file -> all.computeIfAbsent(file.path("provider").asText(), provider -> new TreeMap<>())
                        .putAll(interactions(PactJson.parsed(file.path("path").asText()))));
        return all;
    }

    /** By description. */
    private static Map<String, JsonNode> interactions(JsonNode pact) {
        Map<String, JsonNode> all = new TreeMap<>();
        for (JsonNode interaction : pact.path("interactions")) {
            all.put(interaction.path("description").asText(), interaction);
            List.of("/request/body", "/response/body").forEach(body -> withoutSpaceInType(interaction.at(body)));
        }
        return all;
    }

    /** The command reads and writes the contracts, and leaves that space out. */
    private static void withoutSpaceInType(JsonNode body) {
        if (body.has("contentType")) {
            ((ObjectNode) body)
                    .put("contentType", body.path("contentType").asText().replace("; ", ";"));
        }
    }
}
