package dev.otastub.contracts.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pact's other engine, of Rust, finds as Pact's own does that the stub keeps the contracts. */
class RustVerifierTest {

    private static final Pattern TEST_CASE = Pattern.compile("<testcase name=\"[^\"]* - ([^\"]*)\"");

    private static PactCli cli;
    private static OtaStub stub;
    private static StubStates states;

    @BeforeAll
    static void start() {
        cli = PactCli.installed();
        stub = OtaStub.start(OtaStubOptions.builder().log(line -> {}).build());
        states = new StubStates(
                URI.create(stub.url()),
                Optional.empty(),
                new PacedClient(HttpClient.newHttpClient(), 0),
                Machine.GIVEN);
    }

    @AfterAll
    static void stop() {
        if (stub != null) {
            states.close();
            stub.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v4", "v3"})
    void the_stub_keeps_all_interactions(String specification, @TempDir Path folder) throws IOException {
        List<JsonNode> files = PactJson.files(specification).toList();

        Verified verified = verified(folder, files, UnaryOperator.identity());

        assertThat(verified.ended().exitCode()).as(verified.ended().output()).isZero();
        assertThat(verified.report().path("result").asBoolean()).isTrue();
        assertThat(verified.report().path("errors")).isEmpty();
        assertThat(verified.testCases()).containsExactlyInAnyOrderElementsOf(descriptions(files));
    }

    @Test
    void a_stub_that_breaks_the_contract_is_told_why(@TempDir Path folder) throws IOException {
        List<JsonNode> files = PactJson.files("v4").limit(1).toList();

        Verified verified = verified(folder, files, RustVerifierTest::withSuccessAsText);

        assertThat(verified.ended().exitCode()).as(verified.ended().output()).isEqualTo(1);
        assertThat(verified.report().path("result").asBoolean()).isFalse();
        assertThat(verified.report().path("errors").size())
                .isPositive()
                .isLessThan(descriptions(files).size());
        assertThat(verified.ended().output())
                .contains("$.Success -> Expected 'true' (String) to be equal to true (Boolean)");
    }

    private static Answer withSuccessAsText(Answer answer) {
        String text = answer.text().replaceAll("(\"Success\"\\s*:\\s*)true", "$1\"true\"");
        return new Answer(answer.status(), answer.headers(), text.getBytes(StandardCharsets.UTF_8));
    }

    private record Verified(PactCli.Ended ended, JsonNode report, List<String> testCases) {}

    private static Verified verified(Path folder, List<JsonNode> files, UnaryOperator<Answer> answering)
            throws IOException {
        Path contracts = folder.resolve("contracts");
        PactJson.copyTo(contracts);
        Path report = folder.resolve("report.json");
        Path junit = folder.resolve("report.xml");
        try (SigningProxy proxy = SigningProxy.start(states, answering)) {
            List<String> command = new ArrayList<>(List.of("verifier", "--no-colour"));
            command.addAll(List.of("--hostname", "127.0.0.1", "--port", String.valueOf(proxy.port())));
            command.addAll(List.of("--state-change-url", proxy.stateChangeUrl(), "--request-timeout", "60000"));
            command.addAll(List.of("--json", report.toString(), "--junit", junit.toString()));
            files.forEach(file -> command.addAll(List.of(
                    "--file", contracts.resolve(file.path("path").asText()).toString())));
            PactCli.Ended ended = cli.pact(command.toArray(String[]::new));
            return new Verified(ended, PactJson.JSON.readTree(report.toFile()), testCases(Files.readString(junit)));
        }
    }

    private static List<String> testCases(String junit) {
        return TEST_CASE
                .matcher(junit)
                .results()
                .map(found -> found.group(1).replace("&apos;", "'"))
                .toList();
    }

    private static List<String> descriptions(List<JsonNode> files) {
        return files.stream()
                .flatMap(file -> PactJson.elements(file.path("interactions")))
                .map(interaction -> interaction.path("description").asText())
                .toList();
    }
}
