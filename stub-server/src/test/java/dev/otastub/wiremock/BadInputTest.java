package dev.otastub.wiremock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import dev.otastub.testing.RawHttp;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a client sends, it gets the cloud's own error in the cloud's own format. */
class BadInputTest {

    private static final String H = "Host: 127.0.0.1\r\nConnection: close\r\n";
    private static final String FORM = "POST / HTTP/1.1\r\n" + H + "Content-Type: multipart/form-data; boundary=x\r\n";
    private static final String RPC_FORM =
            "POST /?Version=2018-01-20 HTTP/1.1\r\n" + H + "Content-Type: application/x-www-form-urlencoded";

    private static final List<String> LOG = new CopyOnWriteArrayList<>();
    private static OtaStub stub;

    @BeforeAll
    static void start() {
        stub = OtaStub.start(OtaStubOptions.builder().log(LOG::add).build());
    }

    @AfterAll
    static void stop() {
        stub.close();
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                arguments("no HTTP at all", "\u0000\u0001garbage\r\n\r\n", 400, "BadRequest"),
                arguments("a TLS greeting", "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n", 400, "BadRequest"),
                arguments("a version nobody speaks", "GET / HTTP/9.9\r\n" + H + "\r\n", 400, "BadRequest"),
                arguments("HTTP/2 on the plain port", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "BadRequest"),
                arguments("no Host", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400, "BadRequest"),
                arguments("two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "BadRequest"),
                arguments("a Host that is none", "GET / HTTP/1.1\r\nHost: a b/c\r\n\r\n", 400, "BadRequest"),
                arguments(
                        "an odd Host",
                        "GET / HTTP/1.1\r\nHost: ..%00..\r\nConnection: close\r\n\r\n",
                        400,
                        "InvalidVersion"),
                arguments("HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", 400, "InvalidVersion"),
                arguments(
                        "one huge header",
                        "GET / HTTP/1.1\r\n" + H + "X: " + "a".repeat(70_000) + "\r\n\r\n",
                        400,
                        "BadRequest"),
                arguments("a flood of headers", "GET / HTTP/1.1\r\n" + H + flood() + "\r\n", 400, "BadRequest"),
                arguments("NUL in a header", "GET / HTTP/1.1\r\n" + H + "X: a\u0000b\r\n\r\n", 400, "BadRequest"),
                arguments("a folded header", "GET / HTTP/1.1\r\n" + H + "X: a\r\n b\r\n\r\n", 400, "BadRequest"),
                arguments(
                        "a query that is not encoded",
                        "GET /?a=%zz&b=%E0%A4&c HTTP/1.1\r\n" + H + "\r\n",
                        400,
                        "InvalidVersion"),
                arguments("a path that is not encoded", "GET /%zz/x HTTP/1.1\r\n" + H + "\r\n", 400, "BadRequest"),
                arguments("a path that climbs", "GET /../../etc/passwd HTTP/1.1\r\n" + H + "\r\n", 400, "BadRequest"),
                arguments(
                        "a path that climbs, encoded",
                        "GET /b/%2e%2e/%2e%2e/etc HTTP/1.1\r\n" + H + "\r\n",
                        400,
                        "BadRequest"),
                arguments("NUL in a path", "GET /iotx-ota/a%00b HTTP/1.1\r\n" + H + "\r\n", 400, "BadRequest"),
                arguments("a blank in a path", "GET /iotx-ota/a b HTTP/1.1\r\n" + H + "\r\n", 400, "BadRequest"),
                arguments("empty segments", "GET //a//b HTTP/1.1\r\n" + H + "\r\n", 404, "NoSuchBucket"),
                arguments(
                        "line ends in a path",
                        "GET /iotx-ota/a%0d%0aX-Evil:1 HTTP/1.1\r\n" + H + "\r\n",
                        403,
                        "AccessDenied"),
                arguments(
                        "delimiters in a path",
                        "GET /iotx-ota/a|b\"<>^`{};c HTTP/1.1\r\n" + H + "\r\n",
                        403,
                        "AccessDenied"),
                arguments(
                        "raw UTF-8 in a path",
                        "GET /iotx-ota/\u00e5\u009b\u00ba HTTP/1.1\r\n" + H + "\r\n",
                        403,
                        "AccessDenied"),
                arguments("OPTIONS *", "OPTIONS * HTTP/1.1\r\n" + H + "\r\n", 404, "NoSuchKey"),
                arguments("WireMock's own files", "GET /__files/x HTTP/1.1\r\n" + H + "\r\n", 404, "NoSuchKey"),
                arguments(
                        "CONNECT",
                        "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\nConnection: close\r\n\r\n",
                        501,
                        "NotImplemented"),
                arguments("TRACE", "TRACE / HTTP/1.1\r\n" + H + "\r\n", 400, "UnsupportedHTTPMethod"),
                arguments("a method of its own", "FROB / HTTP/1.1\r\n" + H + "\r\n", 400, "UnsupportedHTTPMethod"),
                arguments(
                        "an unknown charset",
                        RPC_FORM + "; charset=foo\r\nContent-Length: 8\r\n\r\nAction=x",
                        404,
                        "InvalidAction.NotFound"),
                arguments(
                        "an empty charset",
                        RPC_FORM + "; charset=\r\nContent-Length: 8\r\n\r\nAction=x",
                        404,
                        "InvalidAction.NotFound"),
                arguments(
                        "a form that is no UTF-8",
                        RPC_FORM + "\r\nContent-Length: 17\r\n\r\nAction=x&a=%E8CE0",
                        404,
                        "InvalidAction.NotFound"),
                arguments(
                        "gzip that is none",
                        RPC_FORM + "\r\nContent-Encoding: gzip\r\nContent-Length: 8\r\n\r\nAction=x",
                        404,
                        "InvalidAction.NotFound"),
                arguments(
                        "a body that begins like gzip",
                        RPC_FORM + "\r\nContent-Length: 4\r\n\r\n\u001f\u008b\u0008x",
                        400,
                        "MissingAction"),
                arguments(
                        "a form that is not encoded",
                        RPC_FORM + "\r\nContent-Length: 5\r\n\r\na=%zz",
                        400,
                        "MissingAction"),
                arguments(
                        "odd cookies",
                        "GET / HTTP/1.1\r\n" + H + "Cookie: a; =b; c=\"; d\r\n\r\n",
                        400,
                        "InvalidVersion"),
                arguments(
                        "another multipart",
                        FORM.replace("form-data", "mixed") + "Content-Length: 5\r\n\r\n--x--",
                        400,
                        "RequestIsNotMultiPartContent"),
                arguments(
                        "a form by PUT",
                        FORM.replace("POST /", "PUT /b/k") + "Content-Length: 5\r\n\r\n--x--",
                        404,
                        "NoSuchBucket"),
                arguments(
                        "a form without parts",
                        FORM + "Content-Length: 5\r\n\r\n--x--",
                        400,
                        "IncorrectNumberOfFilesInPOSTRequest"),
                arguments(
                        "a form without a boundary",
                        FORM.replace("; boundary=x", "") + "Content-Length: 5\r\n\r\n--x--",
                        400,
                        "RequestIsNotMultiPartContent"),
                arguments(
                        "a form that begins with rubbish",
                        FORM + "Content-Length: 3\r\n\r\nabc",
                        400,
                        "MalformedPOSTRequest"),
                arguments("a form of unknown length", FORM + "\r\n", 411, "MissingContentLength"),
                arguments(
                        "a POST to a bucket that is no form",
                        "POST /iotx-ota/ HTTP/1.1\r\n" + H + "Content-Length: 3\r\n\r\nabc",
                        405,
                        "MethodNotAllowed"),
                arguments("a length that is no number", FORM + "Content-Length: abc\r\n\r\n", 400, "BadRequest"),
                arguments("a negative length", FORM + "Content-Length: -5\r\n\r\n", 400, "BadRequest"),
                arguments(
                        "two lengths",
                        FORM + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
                        400,
                        "BadRequest"),
                arguments(
                        "length and chunks",
                        FORM + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        400,
                        "BadRequest"),
                arguments(
                        "a chunk that is none",
                        FORM + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc",
                        400,
                        "IncompleteBody"),
                arguments(
                        "Upgrade: h2c, which is ignored",
                        "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAAAAAMAAAAAAAQBAAAAAAUAAEAAAAYABgAA\r\n\r\n",
                        400,
                        "InvalidVersion"),
                arguments(
                        "a large body for RPC",
                        "POST / HTTP/1.1\r\n" + H + "Content-Length: 3000000\r\n\r\n" + "a".repeat(3_000_000),
                        413,
                        "RequestEntityTooLarge"),
                arguments(
                        "a large body for OSS",
                        "PATCH /b/k HTTP/1.1\r\n" + H + "Content-Length: 3000000\r\n\r\n" + "a".repeat(3_000_000),
                        400,
                        "EntityTooLarge"));
    }

    private static String flood() {
        StringBuilder headers = new StringBuilder();
        IntStream.range(0, 9000).forEach(i -> headers.append("X").append(i).append(": y\r\n"));
        return headers.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void a_bad_request_gets_an_error_of_the_cloud(String what, String request, int status, String code)
            throws Exception {
        RawHttp.Answer answer = RawHttp.send(stub.port(), request.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(answer.code()).as(answer.text()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).doesNotContainIgnoringCase("<html").doesNotContain("\tat ");
        assertThat(answer.header("Content-Type").orElseThrow()).matches("application/xml|text/xml;charset=utf-8");
        assertThat(answer.header("X-Ota-Stub-Refusal")).isPresent();
        assertThat(answer.header("X-Ota-Stub")).isPresent();
        assertThat(answer.header("Date")).isPresent();
        assertThat(LOG)
                .anyMatch(line -> line.contains(" " + status + " " + code + "  ("))
                .noneMatch(line -> line.startsWith("BUG"));
    }

    @Test
    void a_form_that_is_cut_off_is_told_so_if_its_client_still_listens() throws Exception {
        String cut = FORM + "Content-Length: 500\r\n\r\n--x\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nab";

        RawHttp.Answer answer = RawHttp.sendAndStop(stub.port(), cut.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(answer.code()).isEqualTo("IncompleteBody");
        assertThat(stub.objects()).isEmpty();
    }

    @Test
    void an_rpc_request_that_is_cut_off_is_told_so_by_the_gateway() throws Exception {
        String cut = RPC_FORM + "\r\nContent-Length: 500\r\n\r\nAction=";

        RawHttp.Answer answer = RawHttp.sendAndStop(stub.port(), cut.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(answer.code()).isEqualTo("IncompleteBody");
        assertThat(answer.header("x-acs-request-id")).isPresent();
    }
}
