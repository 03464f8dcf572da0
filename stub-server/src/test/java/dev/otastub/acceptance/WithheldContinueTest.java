package dev.otastub.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.GeneratedFile;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import dev.otastub.TestAccount;
import dev.otastub.core.HttpRequest;
import dev.otastub.oss.StoredObject;
import dev.otastub.testing.OssStub;
import dev.otastub.testing.RawHttp;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that ask whether to send their body, and are not told. */
final class WithheldContinueTest {

    private static final String EXPECT = "Expect: 100-continue\r\n";
    private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";
    private static final GeneratedFile FILE = GeneratedFile.of(100_000);

    private static final OtaStub STUB = OtaStub.start(OtaStubOptions.builder()
            .frozenAt(OssStub.NOW)
            .bucket(OssStub.BUCKET)
            .httpsPort(0)
            .build());
    private TestAccount account;

    @AfterAll
    static void stop() {
        STUB.close();
    }

    @BeforeEach
    void begin() {
        account = STUB.newAccount();
    }

    @AfterEach
    void end() {
        STUB.grantContinue();
        account.close();
    }

    private List<StoredObject> own() {
        return STUB.objects().stream()
                .filter(object -> object.ownerUid().equals(account.uid()))
                .toList();
    }

    private static Socket connect(boolean tls) throws IOException {
        Socket socket = tls
                ? STUB.sslContext().getSocketFactory().createSocket("127.0.0.1", STUB.httpsPort())
                : new Socket("127.0.0.1", STUB.port());
        if (socket instanceof SSLSocket secure) {
            secure.startHandshake();
        }
        return socket;
    }

    /** What comes while the client waits: nothing, or as much as 100 Continue has. */
    private static String whileWaiting(Socket socket) throws IOException {
        socket.setSoTimeout(300);
        try {
            return new String(socket.getInputStream().readNBytes(CONTINUE.length()), StandardCharsets.ISO_8859_1);
        } catch (SocketTimeoutException e) {
            return "";
        } finally {
            socket.setSoTimeout(20_000);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Traffic.class, names = "P.*_OBJECT", mode = EnumSource.Mode.MATCH_ALL)
    void a_client_that_asks_is_told_to_go_on_unless_it_is_withheld(Traffic traffic) throws Exception {
        HttpRequest request = traffic.by(account, STUB, FILE);
        for (boolean withheld : new boolean[] {true, false}) {
            if (withheld) {
                STUB.withholdContinue();
            } else {
                STUB.grantContinue();
            }
            try (Socket client = connect(false)) {
                client.getOutputStream().write(Traffic.head(request, EXPECT).getBytes(StandardCharsets.ISO_8859_1));
                assertThat(whileWaiting(client)).isEqualTo(withheld ? "" : CONTINUE);

                client.getOutputStream().write(request.body());
                assertThat(head(client.getInputStream())).startsWith("HTTP/1.1 200 OK\r\n");
            }
        }
        assertThat(own())
                .singleElement()
                .satisfies(object -> assertThat(object.body().open()).hasSameContentAs(FILE.open()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_connection_on_which_the_client_went_on_by_itself_serves_more_requests(boolean tls) throws Exception {
        STUB.withholdContinue();
        HttpRequest request = Traffic.PUT_OBJECT.by(account, STUB, FILE);
        String head = Traffic.head(request, EXPECT).replace("Connection: close\r\n", "");
        try (Socket client = connect(tls)) {
            for (int i = 0; i < 2; i++) {
                client.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
                assertThat(whileWaiting(client)).isEmpty();
                client.getOutputStream().write(request.body());
                assertThat(head(client.getInputStream()))
                        .startsWith("HTTP/1.1 200 OK\r\n")
                        .doesNotContain("100 Continue");
            }
        }
    }

    /** Up to its end; the answer to a PUT has no body. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        return head.toString();
    }

    @Test
    void only_the_paths_that_were_named_are_left_waiting() throws Exception {
        STUB.withholdContinue("/" + OssStub.BUCKET + "/*");
        for (Traffic traffic : new Traffic[] {Traffic.POST_OBJECT, Traffic.PUT_OBJECT}) {
            HttpRequest request = traffic.by(account, STUB, FILE);
            try (Socket client = connect(false)) {
                client.getOutputStream().write(Traffic.head(request, EXPECT).getBytes(StandardCharsets.ISO_8859_1));

                assertThat(whileWaiting(client)).isEqualTo(traffic == Traffic.POST_OBJECT ? CONTINUE : "");
            }
        }
    }

    @Test
    void a_client_that_is_refused_learns_it_at_once() throws Exception {
        STUB.withholdContinue();
        String head = "PUT /" + OssStub.BUCKET + "/a HTTP/1.1\r\nHost: localhost\r\n" + EXPECT
                + "Content-Length: 30000000\r\n\r\n";

        RawHttp.Answer answer = RawHttp.send(STUB.port(), head.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void a_client_that_does_not_ask_notices_nothing() throws Exception {
        STUB.withholdContinue();
        HttpRequest request = Traffic.PUT_OBJECT.by(account, STUB, FILE);

        assertThat(RawHttp.send(STUB.port(), Traffic.bytes(request, "")).status())
                .isEqualTo(200);
    }

    @Test
    void admin_requests_are_told_to_go_on_all_the_same() throws Exception {
        STUB.withholdContinue();
        try (Socket client = connect(false)) {
            client.getOutputStream()
                    .write(("POST /__admin/mappings/find-by-metadata HTTP/1.1\r\nHost: 127.0.0.1:" + STUB.port()
                                    + "\r\nContent-Length: 2\r\n" + EXPECT + "\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));

            assertThat(whileWaiting(client)).isEqualTo(CONTINUE);
        }
    }

    /** By default it waits for 3 seconds. */
    @Test
    void http_client_5_goes_on_by_itself() throws Exception {
        STUB.withholdContinue();
        HttpRequest request = Traffic.PUT_OBJECT.by(account, STUB, FILE);
        HttpPut put = new HttpPut(STUB.url() + request.path());
        request.headers().fields().stream()
                .filter(field -> !field.getKey().equals("Host"))
                .forEach(field -> put.setHeader(field.getKey(), field.getValue()));
        put.setEntity(new ByteArrayEntity(
                request.body(),
                ContentType.parse(request.headers().first("Content-Type").orElse(null))));
        put.setConfig(RequestConfig.custom().setExpectContinueEnabled(true).build());
        HttpRequestExecutor impatient = new HttpRequestExecutor(
                Http1Config.custom()
                        .setWaitForContinueTimeout(Timeout.ofMilliseconds(300))
                        .build(),
                null,
                null);
        try (var client = HttpClients.custom().setRequestExecutor(impatient).build()) {
            long begun = System.nanoTime();
            assertThat(client.<Integer>execute(put, response -> response.getCode()))
                    .isEqualTo(200);
            assertThat(System.nanoTime() - begun).isGreaterThan(299_000_000);
        }
        assertThat(own()).hasSize(1);
    }
}
