package dev.otastub.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import dev.otastub.core.Limits;
import dev.otastub.oss.StoredObject;
import dev.otastub.testing.RawHttp;
import dev.otastub.testing.UploadTicket;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What the shell around the cloud's rules has to keep. */
class ShellTest {

    private final List<String> log = new CopyOnWriteArrayList<>();

    private OtaStub start() {
        return start(OtaStubOptions.builder());
    }

    private OtaStub start(OtaStubOptions.Builder options) {
        return OtaStub.start(options.log(log::add).build());
    }

    private static byte[] stored(OtaStub stub) throws IOException {
        StoredObject object = stub.objects().iterator().next();
        try (InputStream in = object.body().open()) {
            return in.readAllBytes();
        }
    }

    @Test
    void firmware_that_begins_like_gzip_is_stored_as_it_is() throws Exception {
        byte[] file = {0x1F, (byte) 0x8B, 8, 0, 1, 2, 3};
        try (OtaStub stub = start()) {
            assertThat(UploadTicket.from(stub).upload(file).statusCode()).isEqualTo(200);

            assertThat(stored(stub)).isEqualTo(file);
        }
    }

    @Test
    void a_client_that_vanishes_in_mid_file_leaves_nothing() throws Exception {
        try (OtaStub stub = start()) {
            byte[] request = UploadTicket.from(stub).requestUpToFile(1_000_000);
            try (Socket socket = new Socket("127.0.0.1", stub.port())) {
                socket.getOutputStream().write(request);
                socket.getOutputStream().write(new byte[100_000]);
            }

            await().untilAsserted(() -> assertThat(log).anyMatch(line -> line.contains("IncompleteBody")));
            assertThat(stub.objects()).isEmpty();
        }
    }

    @Test
    void two_uploads_to_one_key_never_mix() throws Exception {
        byte[] ones = new byte[2_000_000];
        byte[] twos = new byte[2_000_000];
        Arrays.fill(ones, (byte) 1);
        Arrays.fill(twos, (byte) 2);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (OtaStub stub = start()) {
            UploadTicket ticket = UploadTicket.from(stub);
            List<Future<Response>> uploads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                byte[] file = i % 2 == 0 ? ones : twos;
                uploads.add(threads.submit(() -> ticket.upload(file)));
            }
            for (Future<Response> upload : uploads) {
                assertThat(upload.get().statusCode()).isEqualTo(200);
            }

            assertThat(stored(stub)).isIn(ones, twos);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void an_upload_begun_in_time_may_finish_late() throws Exception {
        try (OtaStub stub = start(OtaStubOptions.builder().frozenAt(Instant.now()));
                Socket socket = new Socket("127.0.0.1", stub.port())) {
            socket.getOutputStream().write(UploadTicket.from(stub).requestUpToFile(4));
            // The clock moves only once the upload has passed its checks.
            await().until(() -> stub.uploadsUnderWay() == 1);
            stub.clock().advance(Duration.ofHours(1));
            socket.getOutputStream().write("data\r\n--x--\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 204");
        }
    }

    @Test
    void stuck_uploads_starve_nobody_and_one_too_many_is_told_so() throws Exception {
        List<Socket> stuck = new ArrayList<>();
        try (OtaStub stub = start(OtaStubOptions.builder().callsPerSecond(0))) {
            byte[] request = UploadTicket.from(stub).requestUpToFile(1_000_000);
            for (int i = 0; i < Limits.DEFAULT.uploads(); i++) {
                Socket socket = new Socket("127.0.0.1", stub.port());
                socket.getOutputStream().write(request);
                stuck.add(socket);
            }
            await().until(() -> stub.uploadsUnderWay() == Limits.DEFAULT.uploads());

            UploadTicket ticket = UploadTicket.from(stub);
            assertThat(ticket.key()).startsWith("ota/");
            assertThat(ticket.upload(new byte[1]).statusCode()).isEqualTo(503);
        } finally {
            for (Socket socket : stuck) {
                socket.close();
            }
        }
    }

    @Test
    void a_seed_and_a_frozen_clock_give_the_same_answers_byte_for_byte() throws Exception {
        OtaStubOptions.Builder options = OtaStubOptions.builder()
                .seed(42)
                .frozenAt(Instant.parse("2026-11-22T11:50:32Z"))
                .publicUrl("http://stub");
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        for (List<String> answers : List.of(first, second)) {
            try (OtaStub stub = start(options)) {
                UploadTicket ticket = UploadTicket.from(stub);
                answers.add(ticket.data().toString());
                byte[] form = ticket.requestUpToFile(1);
                byte[] whole = Arrays.copyOf(form, form.length + 10);
                System.arraycopy("a\r\n--x--\r\n".getBytes(StandardCharsets.US_ASCII), 0, whole, form.length, 10);
                answers.add(RawHttp.send(stub.port(), whole).text());
                answers.add(RawHttp.send(
                                stub.port(),
                                "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                                        .getBytes(StandardCharsets.US_ASCII))
                        .text());
            }
        }

        assertThat(first).isEqualTo(second);
        assertThat(first.get(1)).startsWith("HTTP/1.1 204").contains("Date: Sun, 22 Nov 2026 11:50:32 GMT");
    }

    @Test
    void every_answer_says_that_it_is_a_stubs_unless_that_is_switched_off() {
        try (OtaStub stub = start()) {
            for (String path : List.of("/", "/__admin/health", "/iotx-ota/x")) {
                given().baseUri(stub.url()).get(path).then().header("X-Ota-Stub", OtaStub.version());
            }
            given().baseUri(stub.url())
                    .get("/iotx-ota/x")
                    .then()
                    .header("X-Ota-Stub-Refusal", startsWith("The request is not signed"));
        }
        try (OtaStub stub = start(OtaStubOptions.builder().extraHeaders(false))) {
            for (String path : List.of("/", "/__admin/health", "/iotx-ota/x")) {
                given().baseUri(stub.url())
                        .get(path)
                        .then()
                        .header("X-Ota-Stub", nullValue())
                        .header("X-Ota-Stub-Refusal", nullValue());
            }
        }
    }

    @Test
    void a_refusal_is_one_line_of_the_log_that_says_why() {
        try (OtaStub stub = start()) {
            UploadTicket ticket = UploadTicket.from(stub);
            ticket.form().multiPart("file", "f", new byte[1]).post(stub.url() + "/nobody/");

            assertThat(log)
                    .last()
                    .asString()
                    .contains("PostObject nobody/" + ticket.key(), "404 NoSuchBucket", "There is no bucket 'nobody'");
        }
    }

    @Test
    void a_lenient_stub_says_so_in_every_line_and_stays_strict_for_uploads() {
        try (OtaStub stub = start(OtaStubOptions.builder().anyAccessKey(true))) {
            Response answer = given().baseUri(stub.url())
                    .queryParam("Action", "GenerateOTAUploadURL")
                    .queryParam("Version", "2018-01-20")
                    .queryParam("Format", "JSON")
                    .queryParam("AccessKeyId", "anybody")
                    .queryParam("SignatureMethod", "HMAC-SHA1")
                    .queryParam("SignatureVersion", "1.0")
                    .queryParam("SignatureNonce", "n1")
                    .queryParam(
                            "Timestamp",
                            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                    .queryParam("Signature", "not-checked")
                    .get("/");
            answer.then().statusCode(200);
            UploadTicket ticket = new UploadTicket(answer.jsonPath().getMap("Data"));
            assertThat(ticket.upload(new byte[1]).statusCode()).isEqualTo(200);
            given().multiPart("key", ticket.key())
                    .multiPart("policy", ticket.data().get("Policy"))
                    .multiPart("OSSAccessKeyId", ticket.data().get("OSSAccessKeyId"))
                    .multiPart("Signature", "wrong")
                    .multiPart("file", "f", new byte[1])
                    .post(ticket.host())
                    .then()
                    .statusCode(403);

            assertThat(log).isNotEmpty().allMatch(line -> line.startsWith("LENIENT "));
        }
    }

    @Test
    void a_caller_is_told_the_address_it_called() {
        try (OtaStub stub = start()) {
            assertThat(UploadTicket.from(stub).host()).isEqualTo(stub.url());
        }
        try (OtaStub stub = start(OtaStubOptions.builder().publicUrl("https://ota.example:8443/"))) {
            UploadTicket ticket = UploadTicket.from(stub);
            assertThat(ticket.host()).isEqualTo("https://ota.example:8443");
            assertThat(ticket.firmwareUrl()).isEqualTo("https://ota.example:8443/" + ticket.key());
        }
    }

    @Test
    void an_object_that_is_replaced_while_it_is_read_is_read_to_its_end() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (OtaStub stub = start(OtaStubOptions.builder().callsPerSecond(0))) {
            UploadTicket ticket = UploadTicket.from(stub);
            byte[] file = new byte[100_000];
            ticket.publicForm().multiPart("file", "f", file).post(ticket.host());
            Future<?> replacing = threads.submit(() -> {
                for (int i = 0; i < 50; i++) {
                    ticket.publicForm().multiPart("file", "f", file).post(ticket.host());
                }
            });
            while (!replacing.isDone()) {
                byte[] read = given().get(ticket.firmwareUrl())
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray();
                assertThat(read).isEqualTo(file);
            }
            replacing.get();

            assertThat(log).noneMatch(line -> line.startsWith("BUG"));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_stub_mapping_of_the_users_sees_the_body_of_a_post_that_is_no_form() {
        try (OtaStub stub = start()) {
            stub.wireMock()
                    .stubFor(post("/api/callback")
                            .withRequestBody(equalToJson("{\"a\":1}"))
                            .willReturn(aResponse().withStatus(202)));

            given().baseUri(stub.url())
                    .body("{\"a\":1}")
                    .post("/api/callback")
                    .then()
                    .statusCode(202);
            given().baseUri(stub.url())
                    .body("{\"a\":2}")
                    .post("/api/callback")
                    .then()
                    .statusCode(404);
        }
    }

    @Test
    void what_the_sign_route_signs_repeats_with_a_seed_too() {
        OtaStubOptions.Builder options =
                OtaStubOptions.builder().seed(1).frozenAt(Instant.parse("2026-11-22T11:50:32Z"));
        List<String> signed = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            try (OtaStub stub = start(options)) {
                signed.add(given().baseUri(stub.url())
                        .redirects()
                        .follow(false)
                        .get("/__admin/ota/sign?Action=A")
                        .header("Location"));
            }
        }

        assertThat(signed.get(0)).contains("SignatureNonce=").isEqualTo(signed.get(1));
    }

    @Test
    void health_is_told() {
        try (OtaStub stub = start()) {
            given().baseUri(stub.url())
                    .get("/__admin/health")
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("healthy"));
        }
    }
}
