package dev.otastub.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.GeneratedFile;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubAccount;
import dev.otastub.OtaStubOptions;
import dev.otastub.account.AccessKey;
import dev.otastub.fixtures.Fixtures;
import dev.otastub.oss.StoredObject;
import dev.otastub.testing.Capture;
import dev.otastub.testing.CapturedRequest;
import dev.otastub.testing.CapturedRequest.OmittedFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What real clients once sent, sent again to a real port, byte for byte. */
final class CaptureOverTheWireTest {

    /** The recorder signed its policies with the key of its callers. */
    private static final AccessKey KEY = AccessKey.of("testid", "testsecret");

    private final OtaStub stub = OtaStub.start(OtaStubOptions.builder()
            .accounts(OtaStubAccount.DEFAULT.withKeys(KEY).withIssuingKey(KEY))
            .strictCallerTime(true)
            .build());

    @AfterEach
    void stop() {
        stub.close();
    }

    @ParameterizedTest
    @MethodSource("dev.otastub.testing.Capture#rpcRequests")
    void a_call_is_answered(CapturedRequest request) throws IOException {
        stub.clock().freezeAt(request.signedAt().orElseThrow());

        String answer = send(request, new byte[0]);

        assertThat(answer).startsWith("HTTP/1.1 200 ");
        if (answer.contains("OSSAccessKeyId")) {
            assertThat(answer).contains("http://127.0.0.1:33587/ota/");
        } else {
            // Its file was uploaded to the recorder, not here.
            assertThat(answer).contains("iot.firmware.InvalidFirmwareUrl");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.otastub.testing.Capture#formUploads")
    void an_upload_is_accepted(CapturedRequest upload) throws IOException {
        stub.clock().freezeAt(askedAt(upload));
        byte[] file = GeneratedFile.of(upload.file().map(OmittedFile::length).orElseThrow())
                .bytes();

        String answer = send(upload, file);

        String status = upload.formField("success_action_status").orElse("204");
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(stub.objects()).singleElement().satisfies(object -> {
            assertThat(object.key()).isEqualTo(upload.formField("key").orElseThrow());
            assertThat(bytes(object)).isEqualTo(file);
        });
    }

    private static Instant askedAt(CapturedRequest upload) {
        return Capture.read(upload.capture()).requests().get(0).signedAt().orElseThrow();
    }

    private String send(CapturedRequest request, byte[] file) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), stub.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(wire(request, file));
            return answer(socket.getInputStream());
        }
    }

    private static byte[] wire(CapturedRequest request, byte[] file) {
        String head = head(request);
        assertThat(Fixtures.text("captures/" + request.capture() + ".txt")).contains(head);
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        wire.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        wire.writeBytes(request.bodyBytes(file));
        if (request.headers().first("Transfer-Encoding").isPresent()) {
            assertThat(request.body())
                    .as("the only chunked bodies recorded are empty")
                    .isEmpty();
            wire.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        return wire.toByteArray();
    }

    private static String head(CapturedRequest request) {
        StringBuilder head = new StringBuilder(request.method() + " " + request.target() + " HTTP/1.1\r\n");
        request.headers().fields().forEach(field -> head.append(field.getKey() + ": " + field.getValue() + "\r\n"));
        return head + "\r\n";
    }

    /** Head and body of the answer; the connection stays open, so its length says where it ends. */
    private static String answer(InputStream in) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertThat(next).as("the connection ended after: " + answer).isNotNegative();
            answer.append((char) next);
        }
        String length = answer.toString().replaceAll("(?si).*\r\nContent-Length: (\\d+)\r\n.*", "$1");
        assertThat(length).matches("\\d+");
        return answer + new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(StoredObject object) throws IOException {
        try (InputStream in = object.body().open()) {
            return in.readAllBytes();
        }
    }
}
