package dev.otastub.contracts.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The recipe for clients in Node, src/test/node/contract-mock.js, with the vendor's SDKs as they come. */
class NodeRecipeTest {

    private static PactCli cli;

    @BeforeAll
    static void install() {
        cli = PactCli.installed();
    }

    @Test
    void the_vendors_sdks_keep_the_contract() throws IOException {
        assertThat(PactCli.wellEnded(cli.nodeTest("clients.test.js"))).contains("# pass 5\n", "# fail 0\n");
    }

    @Test
    void clients_that_break_the_contract_fail_and_say_why() throws IOException {
        PactCli.Ended ended = cli.nodeTest("broken-clients.test.js");

        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(1);
        assertThat(ended.output())
                .contains("# pass 0\n", "# fail 3\n")
                .contains("Unexpected query parameter 'RegionId' received")
                .contains("Expected query parameter 'DestVersion' but was missing")
                .contains("Expected request was not received - {\"body\":\"Action=CreateOTAFirmware");
    }
}
