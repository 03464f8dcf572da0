package dev.otastub.acceptance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otastub.GeneratedFile;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import dev.otastub.testing.UploadTicket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A clock that is set back while everything goes on stops nothing and forgets nothing. */
final class ClockSetBackTest {

    private static final Duration BACK = Duration.ofHours(-2);
    private static final GeneratedFile FILE = GeneratedFile.of(3000);

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final OtaStub stub =
            OtaStub.start(OtaStubOptions.builder().log(log::add).build());

    @AfterEach
    void stop() {
        stub.close();
        assertThat(log).noneMatch(line -> line.contains("BUG in ota-stub") || line.contains("Cleaning up failed"));
    }

    @Test
    void an_upload_under_way_ends_well_and_a_ticket_that_was_issued_before_is_good() throws Exception {
        UploadTicket before = UploadTicket.from(stub);
        Instant begun = stub.clock().instant();
        try (Socket socket = new Socket("127.0.0.1", stub.port())) {
            socket.getOutputStream().write(UploadTicket.from(stub).requestUpToFile(4));
            await().until(() -> stub.uploadsUnderWay() == 1);
            stub.clock().advance(BACK);
            socket.getOutputStream().write("data\r\n--x--\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 204");
        }
        assertThat(stub.objects())
                .singleElement()
                .satisfies(object -> assertThat(object.uploadedAt())
                        .isBetween(begun.plus(BACK), begun.plus(BACK).plusSeconds(60)));

        assertThat(before.upload(FILE.bytes()).statusCode()).isEqualTo(200);
        assertThat(UploadTicket.from(stub).upload(FILE.bytes()).statusCode()).isEqualTo(200);
        assertThat(stub.objects()).hasSize(3);

        stub.clock().advance(BACK.negated());
        stub.clock().advance(Duration.ofSeconds(61));
        assertThat(before.upload(FILE.bytes()).statusCode()).isEqualTo(403);
    }

    @Test
    void a_nonce_stays_used_and_no_quota_is_spent_for_the_hours_that_come_again() {
        String call = given().baseUri(stub.url())
                .redirects()
                .follow(false)
                .get("/__admin/ota/sign?Action=GenerateOTAUploadURL")
                .header("Location");
        assertThat(status(call)).isEqualTo(200);
        IntStream.range(0, 12).forEach(i -> UploadTicket.from(stub));

        stub.clock().advance(BACK);

        assertThat(status(call)).isEqualTo(400);
        assertThat(log).last().asString().contains("SignatureNonceUsed");
        assertThat(UploadTicket.from(stub).key()).startsWith("ota/");
    }

    private int status(String call) {
        return given().baseUri(stub.url()).urlEncodingEnabled(false).get(call).statusCode();
    }
}
