package dev.otastub.contracts.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Our own verification of our own stub, in all its states. */
class VerificationTest {

    private static final PublishedContracts CONTRACTS = PublishedContracts.onClassPath();

    private static OtaStub stub;
    private static StubStates states;

    @BeforeAll
    static void start() {
        stub = OtaStub.start(OtaStubOptions.defaults());
        states = new StubStates(
                URI.create(stub.url()),
                Optional.empty(),
                new PacedClient(HttpClient.newHttpClient(), 0),
                Machine.GIVEN);
    }

    @AfterAll
    static void stop() {
        states.close();
        stub.close();
    }

    @TestFactory
    Stream<DynamicTest> the_stub_keeps() {
        Verification verification = new Verification(states);
        return CONTRACTS.files().stream()
                .flatMap(file -> file.interactions().stream()
                        .map(interaction -> dynamicTest(interaction.description(), () -> {
                            Row row = verification.verify(file, interaction);
                            assertThat(row.reasons()).isEmpty();
                            assertThat(row.verdict()).isEqualTo(Verdict.KEPT);
                            assertThat(row.got()).isEqualTo(row.promised());
                        })));
    }

    @Test
    void what_an_interaction_needed_is_removed_again() throws Exception {
        ContractFile file = CONTRACTS.files().get(0);
        int before = stub.accounts().size();

        Row row = new Verification(states).verify(file, file.interactions().get(0));

        assertThat(row.verdict()).isEqualTo(Verdict.KEPT);
        assertThat(stub.accounts()).hasSize(before);
    }
}
