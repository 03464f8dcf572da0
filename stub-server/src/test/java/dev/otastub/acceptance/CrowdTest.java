package dev.otastub.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.GeneratedFile;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import dev.otastub.TestAccount;
import dev.otastub.testing.OssStub;
import dev.otastub.testing.RawHttp;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many clients that hold connections, and take their time, are in nobody's way. */
@Timeout(60)
final class CrowdTest {

    private static final GeneratedFile FILE = GeneratedFile.of(3000);

    /** Several times as many as the server has threads. */
    private static final int MANY = 500;

    private final List<Socket> clients = new ArrayList<>();
    private OtaStub stub;
    private TestAccount account;

    @BeforeEach
    void start() {
        stub = OtaStub.start(OtaStubOptions.builder()
                .frozenAt(OssStub.NOW)
                .bucket(OssStub.BUCKET)
                .build());
        account = stub.newAccount();
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        stub.close();
    }

    private void come(int number) throws IOException {
        for (int i = 0; i < number; i++) {
            Socket client = new Socket("127.0.0.1", stub.port());
            client.setSoTimeout(30_000);
            clients.add(client);
        }
    }

    private void all(String text) throws IOException {
        for (Socket client : clients) {
            client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void assertThatOthersAreServed() throws Exception {
        for (Traffic traffic : Traffic.values()) {
            byte[] request = Traffic.bytes(traffic.by(account, stub, FILE), "");
            assertThat(RawHttp.send(stub.port(), request).status())
                    .as(traffic.name())
                    .isEqualTo(200);
        }
    }

    private String answer(Socket client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    @Test
    void idle_connections_keep_nobody_out_and_are_served_when_they_ask() throws Exception {
        come(MANY);

        assertThatOthersAreServed();

        all("GET /__admin/health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        for (Socket client : clients) {
            assertThat(answer(client)).startsWith("HTTP/1.1 200 ");
        }
    }

    /** Such connections hold no thread: a request is nobody's work until its headers are there. */
    @Test
    void headers_that_come_a_byte_at_a_time_keep_nobody_out() throws Exception {
        come(MANY);
        all("GET /__admin/health HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX: ");

        for (int i = 0; i < 2; i++) {
            all("a");
            assertThatOthersAreServed();
        }

        all("\r\n\r\n");
        for (Socket client : clients) {
            assertThat(answer(client)).startsWith("HTTP/1.1 200 ");
        }
    }
}
