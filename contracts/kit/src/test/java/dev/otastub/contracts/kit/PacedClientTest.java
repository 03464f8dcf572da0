package dev.otastub.contracts.kit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otastub.core.Headers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What sends to a provider, of which nothing is known. */
class PacedClientTest {

    private static PacedClient client(Duration longestWait) {
        return new PacedClient(HttpClient.newHttpClient(), 0, url -> Headers.NONE, longestWait);
    }

    private static Message get(Headers headers) {
        return new Message("GET", "/", "", headers, new byte[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{"})
    @Timeout(60)
    void a_server_that_stops_anywhere_is_not_waited_for_forever(String written) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Socket> stopped = CompletableFuture.supplyAsync(() -> answered(server, written));
            URI target = URI.create("http://127.0.0.1:" + server.getLocalPort());

            assertThatThrownBy(() -> client(Duration.ofSeconds(2)).send(target, get(Headers.NONE)))
                    .isInstanceOf(HttpTimeoutException.class)
                    .hasMessage("no whole answer within 2 seconds");

            stopped.join().close();
        }
    }

    private static Socket answered(ServerSocket server, String written) {
        try {
            Socket socket = server.accept();
            socket.getOutputStream().write(written.getBytes(StandardCharsets.US_ASCII));
            return socket;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_value_that_no_header_can_have_is_not_told() {
        Headers headers = Headers.of("x-acs-security-token", "secret\nof two lines");

        assertThatThrownBy(() -> client(Duration.ofSeconds(2)).send(URI.create("http://127.0.0.1:1"), get(headers)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("x-acs-security-token")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }
}
