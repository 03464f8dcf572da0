package dev.otastub.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otastub.OtaStub;
import dev.otastub.OtaStubAccount;
import dev.otastub.OtaStubOptions;
import dev.otastub.account.AccessKey;
import dev.otastub.core.Headers;
import dev.otastub.core.HttpDate;
import dev.otastub.signature.OssV1Signature;
import dev.otastub.signature.Parameters;
import dev.otastub.testing.RawHttp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects by raw HTTP: bodies that stream, hosts that name buckets, answers to web pages. */
final class ObjectsOverHttpTest {

    private static final AccessKey KEY = OtaStubAccount.DEFAULT.keys().get(0);
    private static final String ORIGIN = "https://app.example.com";

    private final List<String> log = new CopyOnWriteArrayList<>();
    private OtaStub stub;

    @BeforeEach
    void begin() {
        stub = OtaStub.start(OtaStubOptions.builder()
                .bucket("my-bucket")
                .corsOrigin(ORIGIN)
                .log(log::add)
                .build());
    }

    @AfterEach
    void end() {
        stub.close();
    }

    /** The head of a request signed by version 1, in virtual host style, up to its last header. */
    private String signed(String method, String key) {
        String date = HttpDate.of(stub.clock().instant());
        String resource = OssV1Signature.canonicalizedResource("my-bucket", key, Parameters.NONE);
        String stringToSign = OssV1Signature.stringToSign(method, Headers.NONE, date, resource);
        return method + " /" + key + " HTTP/1.1\r\nHost: my-bucket.oss-cn-shanghai.aliyuncs.com\r\nDate: " + date
                + "\r\nAuthorization: OSS " + KEY.id() + ":" + OssV1Signature.sign(KEY.secret(), stringToSign)
                + "\r\nConnection: close\r\n";
    }

    private RawHttp.Answer send(String request) throws IOException {
        return RawHttp.send(stub.port(), request.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String text(String key) throws IOException {
        return send(signed("GET", key) + "\r\n").body();
    }

    @Test
    void a_body_comes_with_its_length_or_in_chunks() throws IOException {
        assertThat(send(signed("PUT", "a") + "Content-Length: 3\r\n\r\nabc").status())
                .isEqualTo(200);
        assertThat(send(signed("PUT", "b") + "Transfer-Encoding: chunked\r\n\r\n2\r\nde\r\n1\r\nf\r\n0\r\n\r\n")
                        .status())
                .isEqualTo(200);

        assertThat(text("a")).isEqualTo("abc");
        assertThat(text("b")).isEqualTo("def");
    }

    @Test
    void a_body_that_begins_like_gzip_is_stored_as_it_is() throws IOException {
        send(signed("PUT", "a") + "Content-Length: 3\r\n\r\n\u001F\u008B!");

        assertThat(send(signed("GET", "a") + "\r\n").text()).endsWith("\r\n\r\n\u001F\u008B!");
    }

    @Test
    void without_a_length_there_is_no_put() throws IOException {
        assertThat(send(signed("PUT", "a") + "\r\n").code()).isEqualTo("MissingContentLength");
    }

    @Test
    void a_large_body_that_is_refused_is_read_so_that_its_client_sees_why() throws IOException {
        String request =
                "PUT /my-bucket/a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 30000000\r\n"
                        + "\r\n" + "a".repeat(30_000_000);

        assertThat(send(request).code()).isEqualTo("AccessDenied");
        assertThat(stub.objects()).isEmpty();
    }

    @Test
    void a_client_that_asks_first_is_refused_without_sending_its_body() throws IOException {
        RawHttp.Answer refused = send("PUT /my-bucket/a HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                + "Content-Length: 30000000\r\n\r\n");

        assertThat(refused.text()).startsWith("HTTP/1.1 403 ");
        assertThat(refused.code()).isEqualTo("AccessDenied");
    }

    @Test
    void a_client_that_asks_first_is_told_to_go_on() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", stub.port())) {
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            socket.getOutputStream()
                    .write((signed("PUT", "a") + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            assertThat(answers.readLine()).isEqualTo("HTTP/1.1 100 Continue");
            assertThat(answers.readLine()).isEmpty();

            socket.getOutputStream().write("abc".getBytes(StandardCharsets.ISO_8859_1));
            assertThat(answers.readLine()).isEqualTo("HTTP/1.1 200 OK");
        }
        assertThat(text("a")).isEqualTo("abc");
    }

    @Test
    void a_client_that_vanishes_leaves_nothing() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", stub.port())) {
            socket.getOutputStream()
                    .write((signed("PUT", "a") + "Content-Length: 1000000\r\n\r\n" + "a".repeat(100_000))
                            .getBytes(StandardCharsets.ISO_8859_1));
        }

        await().untilAsserted(() -> assertThat(log).anyMatch(line -> line.contains("IncompleteBody")));
        assertThat(stub.objects()).isEmpty();
        assertThat(stub.uploadsUnderWay()).isZero();
    }

    @Test
    void a_range_is_part_of_an_answer_that_says_so() throws IOException {
        send(signed("PUT", "a") + "Content-Length: 9\r\n\r\n123456789");

        RawHttp.Answer answer = send(signed("GET", "a") + "Range: bytes=3-5\r\n\r\n");

        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo("456");
        assertThat(answer.header("Content-Length")).contains("3");
        assertThat(answer.header("Content-Range")).contains("bytes 3-5/9");
    }

    @Test
    void what_was_not_modified_and_what_was_deleted_have_no_body() throws IOException {
        send(signed("PUT", "a") + "Content-Length: 9\r\n\r\n123456789");

        RawHttp.Answer notModified = send(signed("GET", "a") + "If-None-Match: *\r\n\r\n");
        assertThat(notModified.status()).isEqualTo(304);
        assertThat(notModified.body()).isEmpty();

        RawHttp.Answer deleted = send(signed("DELETE", "a") + "\r\n");
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /my-bucket/a?uploads HTTP/1.1\r\nContent-Length: 0",
                "POST /my-bucket/?delete HTTP/1.1\r\nContent-Length: 3000000",
                "PUT /my-bucket/a?partNumber=1&uploadId=1 HTTP/1.1\r\nContent-Length: 3000000",
                "GET /my-bucket/?acl HTTP/1.1",
                "GET / HTTP/1.1\r\nAuthorization: OSS a:b",
            })
    void what_else_oss_can_do_is_not_emulated(String head) throws IOException {
        String body = head.endsWith("3000000") ? "a".repeat(3_000_000) : "";

        RawHttp.Answer answer = send(
                head.replaceFirst("HTTP/1.1", "HTTP/1.1\r\nHost: localhost\r\nConnection: close") + "\r\n\r\n" + body);

        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.code()).isEqualTo("NotImplemented");
    }

    @Test
    void a_page_may_ask_beforehand() throws IOException {
        RawHttp.Answer answer = send(
                "OPTIONS / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nOrigin: " + ORIGIN
                        + "\r\nAccess-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: x-requested-with\r\n\r\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Length")).contains("0");
        assertThat(answer.header("Access-Control-Allow-Origin")).contains(ORIGIN);
        assertThat(answer.header("Access-Control-Allow-Methods")).contains("POST");
        assertThat(answer.header("Access-Control-Allow-Headers")).contains("x-requested-with");
    }

    @Test
    void a_strange_page_is_told_no() throws IOException {
        RawHttp.Answer answer = send("OPTIONS /my-bucket/a HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                + "Origin: https://evil.example.org\r\nAccess-Control-Request-Method: PUT\r\n\r\n");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("AccessForbidden");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void a_page_can_read_every_answer() throws IOException {
        for (String request : List.of(
                signed("PUT", "a") + "Content-Length: 0\r\n",
                signed("GET", "a"),
                signed("GET", "nothing"),
                "GET /my-bucket/a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=x\r\n"
                        + "Content-Length: 0\r\n")) {
            RawHttp.Answer answer = send(request + "Origin: " + ORIGIN + "\r\n\r\n");

            assertThat(answer.header("Access-Control-Allow-Origin"))
                    .as(answer.text())
                    .contains(ORIGIN);
            assertThat(answer.header("Access-Control-Expose-Headers").orElse(""))
                    .contains("ETag", "x-oss-request-id");
            assertThat(answer.header("Vary")).contains("Origin");
        }
    }

    @Test
    void rpc_answers_keep_their_own_header() throws IOException {
        RawHttp.Answer answer = send(
                "GET /?Action=a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nOrigin: " + ORIGIN + "\r\n\r\n");

        assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
    }

    @Test
    void a_stub_mapping_of_the_users_is_readable_too_and_may_say_otherwise() throws IOException {
        stub.wireMock()
                .stubFor(put(urlPathEqualTo("/my-bucket/busy"))
                        .willReturn(aResponse().withStatus(503)));
        stub.wireMock()
                .stubFor(put(urlPathEqualTo("/my-bucket/own"))
                        .willReturn(
                                aResponse().withHeader("Access-Control-Allow-Origin", "https://other.example.com")));
        String tail = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 3\r\nOrigin: " + ORIGIN
                + "\r\n\r\nabc";

        RawHttp.Answer busy = send("PUT /my-bucket/busy" + tail);
        RawHttp.Answer own = send("PUT /my-bucket/own" + tail);

        assertThat(busy.status()).isEqualTo(503);
        assertThat(busy.header("Access-Control-Allow-Origin")).contains(ORIGIN);
        assertThat(own.text().split("Access-Control-Allow-Origin", -1)).hasSize(2);
        assertThat(own.header("Access-Control-Allow-Origin")).contains("https://other.example.com");
        stub.wireMock().verify(putRequestedFor(urlPathEqualTo("/my-bucket/busy")));
    }
}
