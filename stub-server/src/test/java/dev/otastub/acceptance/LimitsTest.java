package dev.otastub.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otastub.GeneratedFile;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import dev.otastub.TestAccount;
import dev.otastub.control.Fault;
import dev.otastub.core.CloudOperation;
import dev.otastub.core.HttpRequest;
import dev.otastub.testing.OssStub;
import dev.otastub.testing.RawHttp;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What passes a limit is refused in the cloud's form, with the option that raises it, and costs others nothing. */
@Timeout(60)
final class LimitsTest {

    private static final GeneratedFile FILE = GeneratedFile.of(3000);

    private OtaStub stub;
    private TestAccount account;

    private void start(UnaryOperator<OtaStubOptions.Builder> limits) {
        stub = OtaStub.start(
                limits.apply(OtaStubOptions.builder().frozenAt(OssStub.NOW).bucket(OssStub.BUCKET))
                        .build());
        account = stub.newAccount();
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private byte[] bytes(Traffic traffic) throws Exception {
        return Traffic.bytes(traffic.by(account, stub, FILE), "");
    }

    private RawHttp.Answer send(Traffic traffic) throws Exception {
        return RawHttp.send(stub.port(), bytes(traffic));
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", stub.port());
        socket.setSoTimeout(20);
        return socket;
    }

    private static void assertRefused(RawHttp.Answer answer, int status, String code, String option) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.header("X-Ota-Stub-Refusal").orElseThrow()).contains(option);
    }

    @ParameterizedTest
    @EnumSource(value = Traffic.class, names = "P.*_OBJECT", mode = EnumSource.Mode.MATCH_ALL)
    void one_upload_too_many_is_told_so_and_the_next_is_not(Traffic traffic) throws Exception {
        start(options -> options.maxUploads(1));
        byte[] request = bytes(traffic);
        try (Socket first = connect()) {
            first.getOutputStream().write(request, 0, request.length - 1000);
            await().until(() -> stub.uploadsUnderWay() == 1);

            assertRefused(send(Traffic.POST_OBJECT), 503, "ServiceUnavailable", "--max-uploads");
            assertRefused(send(Traffic.PUT_OBJECT), 503, "ServiceUnavailable", "--max-uploads");
            assertThat(send(Traffic.RPC).status()).isEqualTo(200);

            first.getOutputStream().write(request, request.length - 1000, 1000);
            assertThat(answer(first)).startsWith("HTTP/1.1 200");
        }
        await().untilAsserted(() -> assertThat(send(traffic).status()).isEqualTo(200));
    }

    @ParameterizedTest
    @EnumSource(value = Traffic.class, names = "P.*_OBJECT", mode = EnumSource.Mode.MATCH_ALL)
    void what_would_not_find_room_is_not_stored_and_what_is_deleted_makes_room(Traffic traffic) throws Exception {
        start(options -> options.maxStored(5000));
        TestAccount other = stub.newAccount();
        assertThat(RawHttp.send(stub.port(), Traffic.bytes(traffic.by(other, stub, FILE), ""))
                        .status())
                .isEqualTo(200);

        for (int i = 0; i < 3; i++) {
            assertRefused(send(traffic), 503, "ServiceUnavailable", "--max-stored");
        }
        assertThat(stub.objects())
                .singleElement()
                .satisfies(object -> assertThat(object.body().open()).hasSameContentAs(FILE.open()));
        assertThat(stub.uploadsUnderWay()).isZero();

        other.reset();
        assertThat(send(traffic).status()).isEqualTo(200);
    }

    /** The client sends a byte now and then, so that the connection is never silent for long. */
    private RawHttp.Answer trickle(byte[] begin) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(begin);
            for (int i = 0; i < 1000; i++) {
                socket.getOutputStream().write('a');
                try {
                    int first = socket.getInputStream().read();
                    return new RawHttp.Answer((char) first + answer(socket));
                } catch (SocketTimeoutException e) {
                    // So long it was silent.
                }
            }
            throw new AssertionError("The upload was never ended.");
        }
    }

    private static String answer(Socket socket) throws IOException {
        socket.setSoTimeout(30_000);
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("</Error>") < 0 && head.indexOf("Content-Length: 0\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return head.toString();
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @ParameterizedTest
    @CsvSource({"POST_OBJECT, 200, in the fields", "POST_OBJECT, 2500, in the file", "PUT_OBJECT, 2500, in the body"})
    void an_upload_that_takes_too_long_is_ended_and_makes_way(Traffic traffic, int left, String where)
            throws Exception {
        start(options -> options.maxUploads(1).maxUploadTime(Duration.ofMillis(500)));
        byte[] whole = bytes(traffic);
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        int sent = where.equals("in the fields") ? text.indexOf("name=\"policy\"") + left : whole.length - left;

        RawHttp.Answer answer = trickle(Arrays.copyOf(whole, sent));

        assertRefused(answer, 400, "RequestTimeout", "--max-upload-time");
        assertThat(answer.header("X-Ota-Stub-Refusal").orElseThrow()).contains("longer than 0.5s");
        assertThat(stub.objects()).isEmpty();
        await().untilAsserted(() -> assertThat(send(traffic).status()).isEqualTo(200));
    }

    @Test
    void the_time_of_a_fault_that_was_ordered_is_not_the_clients() throws Exception {
        start(options -> options.maxUploadTime(Duration.ofMillis(1500)));
        account.next(CloudOperation.PUT_OBJECT).meets(Fault.slowReading(1400));

        assertThat(send(Traffic.PUT_OBJECT).status()).isEqualTo(200);
    }

    @Test
    void headers_that_are_too_large_name_the_option() throws Exception {
        start(options -> options.maxHeader(8192));
        HttpRequest call = Traffic.RPC.by(account, stub, FILE);

        assertThat(send(call, "X: " + "a".repeat(6000) + "\r\n").status()).isEqualTo(200);
        assertRefused(send(call, "X: " + "a".repeat(9000) + "\r\n"), 400, "BadRequest", "--max-header");
        assertRefused(send(call, "X: " + "a\r\nX: ".repeat(2000) + "\r\n"), 400, "BadRequest", "--max-header");
        byte[] longPath = ("GET /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        assertRefused(RawHttp.send(stub.port(), longPath), 400, "BadRequest", "--max-header");
    }

    private RawHttp.Answer send(HttpRequest request, String moreHeaders) throws IOException {
        return RawHttp.send(stub.port(), Traffic.bytes(request, moreHeaders));
    }
}
