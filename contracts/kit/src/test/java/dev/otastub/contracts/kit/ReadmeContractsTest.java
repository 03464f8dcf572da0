package dev.otastub.contracts.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README tells of the contracts by commands and in JavaScript. */
class ReadmeContractsTest {

    private static final Path README = Path.of("../../README.md");

    @Test
    void the_piece_of_javascript_runs() throws IOException {
        PactCli cli = PactCli.installed();

        assertThat(block("contract-node", "js")).isEqualTo(Files.readString(PactCli.SCRIPTS.resolve("readme.test.js")));
        assertThat(PactCli.wellEnded(cli.nodeTest("readme.test.js"))).contains("# pass 1\n", "# fail 0\n");
    }

    @Test
    void the_lines_for_plain_http_run() throws IOException {
        PactCli cli = PactCli.installed();
        String lines = block("contract-http", "sh");
        String withoutInstalling = lines.replaceAll("(?m)^npm install .*\n", "");
        assertThat(withoutInstalling).isNotEqualTo(lines);

        int port = freePort();
        PactCli.Ended ended = cli.shell(withoutInstalling.replace("9000", String.valueOf(port)));

        assertThat(PactCli.wellEnded(ended))
                .contains("Invalid according to Policy: Policy expired.")
                .containsPattern("(?s)403\n.*403\n.*exit code 0\n");
        // Killing npx would leave the server behind.
        await().untilAsserted(() -> assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(ConnectException.class));
    }

    @Test
    void the_command_for_a_broker_is_the_one_that_is_tested() throws IOException {
        assertThat(block("broker", "sh"))
                .isEqualTo(BrokerPublicationTest.COMMAND.formatted("https://broker.example.com"));
    }

    @Test
    void the_number_of_promises_is_right() throws IOException {
        assertThat(Files.readString(README)).contains("each of " + ClientPromise.values().length + " promises");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String block(String mark, String language) throws IOException {
        Matcher block = Pattern.compile("<!-- " + mark + " -->\n```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(README).replace("\r\n", "\n"));
        assertThat(block.find()).as(mark).isTrue();
        return block.group(1);
    }
}
