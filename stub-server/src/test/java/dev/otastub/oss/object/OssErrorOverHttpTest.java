package dev.otastub.oss.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import dev.otastub.oss.OssError;
import dev.otastub.testing.UploadTicket;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows of OSS that the server refuses by before OSS's own checks are asked. */
final class OssErrorOverHttpTest {

    /** The rows that have their case here. */
    static final Set<OssError> ROWS =
            Set.of(OssError.BAD_REQUEST, OssError.BODY_TOO_LARGE, OssError.TOO_MANY_UPLOADS, OssError.STORE_FULL);

    private static final String FORM_HEAD = "POST / HTTP/1.1\r\nHost: iotx-ota.localhost\r\n"
            + "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: ";

    private OtaStub stub;
    private final List<Socket> clients = new ArrayList<>();

    @BeforeEach
    void begin() {
        stub = OtaStub.start(OtaStubOptions.builder().log(line -> {}).build());
    }

    @AfterEach
    void end() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        stub.close();
    }

    private Socket connect(String request) throws IOException {
        Socket client = new Socket("127.0.0.1", stub.port());
        clients.add(client);
        client.setSoTimeout(30_000);
        OutputStream out = client.getOutputStream();
        out.write(request.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return client;
    }

    private String answer(String request) throws IOException {
        return new String(connect(request).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void assertRefused(OssError row, String answer) {
        assertThat(answer)
                .startsWith("HTTP/1.1 " + row.status() + " ")
                .contains("<Code>" + row.code() + "</Code>\n  <Message>" + row.message() + "</Message>");
    }

    /** That an order makes the same answer of a request of somebody's, but for its own id and time, and our reason. */
    private void assertCanBeOrdered(OssError row, String natural) throws IOException {
        stub.next().fails(row);
        String url = "/iotx-ota/a?OSSAccessKeyId=" + stub.account().issuingKeyId() + "&Expires=1&Signature=a";
        String host =
                natural.substring(natural.indexOf("<HostId>") + "<HostId>".length(), natural.indexOf("</HostId>"));

        String ordered = answer("GET " + url + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

        assertThat(ordered).contains("fails(" + row + ")");
        assertThat(withoutItsOwn(ordered)).isEqualTo(withoutItsOwn(natural));
    }

    private static String withoutItsOwn(String answer) {
        return answer.replaceAll("[0-9A-F]{24}", "id").replaceAll("\r\n(Date|X-Ota-Stub-Refusal): .*", "");
    }

    @Test
    void a_header_that_cannot_be_read_is_a_bad_request() throws IOException {
        String answer = answer("GET / HTTP/1.1\r\nHost: localhost\r\nno header\r\n\r\n");

        assertRefused(OssError.BAD_REQUEST, answer);
        // The host was not read either.
        assertThat(answer).contains("Content-Length: 221\r\n", "<HostId></HostId>");
        assertCanBeOrdered(
                OssError.BAD_REQUEST,
                answer.replace("Content-Length: 221\r\n", "Content-Length: 230\r\n")
                        .replace("<HostId></HostId>", "<HostId>localhost</HostId>"));
    }

    @Test
    void a_large_body_that_is_no_form_is_too_large() throws IOException {
        int size = 64 * 1024 * 1024;
        Socket client = connect("PATCH /iotx-ota/a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                + size + "\r\n\r\n");
        byte[] piece = new byte[64 * 1024];
        for (int sent = 0; sent < size; sent += piece.length) {
            client.getOutputStream().write(piece);
        }

        String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertRefused(OssError.BODY_TOO_LARGE, answer);
        assertCanBeOrdered(OssError.BODY_TOO_LARGE, answer);
    }

    @Test
    void an_object_that_does_not_find_room_is_told_that_oss_cannot_serve() throws IOException {
        stub.close();
        stub = OtaStub.start(OtaStubOptions.builder().maxStored(3).build());
        UploadTicket ticket = UploadTicket.from(stub);

        String answer =
                answer(new String(ticket.requestUpToFile(4), StandardCharsets.ISO_8859_1) + "four\r\n--x--\r\n");

        assertRefused(OssError.STORE_FULL, answer);
        assertCanBeOrdered(OssError.STORE_FULL, answer);
    }

    @Test
    void more_uploads_at_once_than_there_is_room_for_are_too_many() throws IOException {
        for (int i = 0; i < 128; i++) {
            stall();
        }

        // The question whether the room is full takes a place for a moment, and may cost an upload its own.
        await().atMost(Duration.ofSeconds(25)).untilAsserted(() -> {
            stall();
            String answer = answer(FORM_HEAD + "3\r\nConnection: close\r\n\r\n--x");
            assertRefused(OssError.TOO_MANY_UPLOADS, answer);
            assertCanBeOrdered(OssError.TOO_MANY_UPLOADS, answer);
        });
        assertThat(answer("GET /?Action=a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .as("an RPC request meanwhile")
                .startsWith("HTTP/1.1 400 ");
    }

    /** Begins an upload that does not go on. */
    private void stall() throws IOException {
        connect(FORM_HEAD + "1000\r\n\r\n--x\r\n");
    }
}
