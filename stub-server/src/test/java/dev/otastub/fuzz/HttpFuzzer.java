package dev.otastub.fuzz;

import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import dev.otastub.core.HttpRequest;
import dev.otastub.testing.Capture;
import dev.otastub.testing.CapturedRequest;
import dev.otastub.testing.ObjectRequest;
import dev.otastub.testing.OssStub;
import dev.otastub.testing.PostForm;
import dev.otastub.testing.RpcCall;
import dev.otastub.testing.RpcStub;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Any bytes at all, sent to the port of a stub: what comes back is HTTP and the cloud's, and the stub lives on.
 *
 * <p>An input's first byte says after how many sixteens of bytes the client pauses for a moment, so that the server sees
 * it in two pieces.
 */
public final class HttpFuzzer {

    private static final int LONGEST_MILLIS = 10_000;
    private static final Pattern HEAD = Pattern.compile(
            "HTTP/1\\.1 ([1-5][0-9]{2})[^\r\n]*\r\n((?:[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\r\n]*\r\n)*)\r\n");
    private static final Pattern LENGTH = Pattern.compile("(?im)^Content-Length: *([0-9]+) *\r?$");
    private static final byte[] HEALTH =
            Bytes.of("GET /__admin/health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

    private HttpFuzzer() {}

    /** Started when the first input comes: who only asks for the seeds needs none. */
    private static final class Running {
        static final OtaStub STUB = OtaStub.start(OtaStubOptions.builder()
                .adminToken("only-for-its-owner-0123456789")
                .log(line -> {})
                .build());
    }

    public static void fuzzerTestOneInput(byte[] input) {
        Bytes bytes = new Bytes(input);
        int pause = bytes.next() * 16;
        byte[] request = bytes.rest();
        String answers = exchange(request, pause);
        isHttp(answers, request);
        Check.that(exchange(HEALTH, 0).startsWith("HTTP/1.1 200 "), () -> "unwell after " + Check.latin1(request));
    }

    private static void isHttp(String answers, byte[] request) {
        int at = 0;
        while (at < answers.length()) {
            Matcher head = HEAD.matcher(answers).region(at, answers.length());
            Check.that(head.lookingAt(), () -> "no HTTP: " + answers + "\n for " + Check.latin1(request));
            Check.that(!head.group(1).equals("500"), () -> answers + "\n for " + Check.latin1(request));
            String headers = head.group(2).toLowerCase(Locale.ROOT);
            // A header of ours may quote a client that speaks of text/html.
            Check.that(
                    headers.lines().noneMatch(line -> line.startsWith("content-type:") && line.contains("html")),
                    () -> "a page: " + answers);
            at = end(head, headers, answers, Check.latin1(request));
        }
    }

    /** Where an answer's body ends. */
    private static int end(Matcher head, String headers, String answers, String request) {
        int status = Integer.parseInt(head.group(1));
        Matcher length = LENGTH.matcher(headers);
        if (status < 200 || status == 204 || status == 304) {
            return head.end();
        }
        if (length.find()) {
            // An answer to HEAD has a length and no body: then another answer follows at once, or nothing.
            int end = head.end() + Integer.parseInt(length.group(1));
            boolean bodyless = head.end() == answers.length() || answers.startsWith("HTTP/1.1 ", head.end());
            Check.that(bodyless || end <= answers.length(), () -> "cut short: " + answers);
            return bodyless ? head.end() : end;
        }
        Check.that(
                headers.contains("transfer-encoding: chunked")
                        || headers.contains("connection: close")
                        || request.contains("HTTP/1.0"),
                () -> "no end: " + answers + "\n for " + request);
        return answers.length();
    }

    private static String exchange(byte[] request, int pause) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Running.STUB.port())) {
            socket.setSoTimeout(LONGEST_MILLIS);
            socket.setTcpNoDelay(true);
            ByteArrayOutputStream answers = new ByteArrayOutputStream();
            try {
                int first = Math.min(pause, request.length);
                socket.getOutputStream().write(request, 0, first);
                socket.getOutputStream().flush();
                Thread.yield();
                socket.getOutputStream().write(request, first, request.length - first);
                socket.shutdownOutput();
                read(socket.getInputStream(), answers);
            } catch (SocketTimeoutException e) {
                throw new AssertionError("no end in " + LONGEST_MILLIS + " ms for " + Check.latin1(request), e);
            } catch (SocketException reset) {
                // What came before the server was rid of the rest counts.
                return whole(Check.latin1(answers.toByteArray()));
            }
            return Check.latin1(answers.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** After a reset the last answer may lack its end. */
    private static String whole(String answers) {
        return answers.endsWith("\n") || answers.endsWith(">") || answers.endsWith("}") ? answers : "";
    }

    private static void read(InputStream in, ByteArrayOutputStream answers) throws IOException {
        byte[] buffer = new byte[8192];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            answers.write(buffer, 0, count);
            if (answers.size() > 1 << 20) {
                throw new AssertionError("more than a megabyte of answers");
            }
        }
    }

    static Stream<byte[]> seeds() {
        Stream<byte[]> made = Stream.concat(
                Stream.of(
                        RequestText.http(RpcCall.generate()
                                .common("SignatureNonce", "fuzz")
                                .arrivingAt(RpcStub.NOW)),
                        RequestText.http(RpcCall.generate(RpcCall.Dialect.V1_FORM)
                                .common("SignatureNonce", "fuzz")
                                .arrivingAt(RpcStub.NOW)),
                        RequestText.http(RpcCall.generate(RpcCall.Dialect.ACS3)
                                .common("SignatureNonce", "fuzz")
                                .arrivingAt(RpcStub.NOW)),
                        RequestText.http(ObjectRequest.signed().arrivingAt(OssStub.NOW)),
                        RequestText.http(ObjectRequest.presignedV4().arrivingAt(OssStub.NOW)),
                        posted(PostForm.v1()),
                        posted(PostForm.v4().header("Expect", "100-continue"))),
                Stream.of(
                                "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /iotx-ota/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
                                        + "Content-Type: application/x-www-form-urlencoded\r\n\r\n5\r\na=b&c\r\n0\r\n\r\n",
                                "OPTIONS * HTTP/1.1\r\nHost: a\r\nOrigin: http://b\r\n\r\n",
                                "HEAD /__admin/health HTTP/1.0\r\n\r\n",
                                "\u0016\u0003\u0001")
                        .map(Bytes::of));
        Stream<byte[]> recorded =
                Capture.all().flatMap(capture -> capture.requests().stream()).map(HttpFuzzer::recorded);
        return Stream.concat(made, recorded).map(request -> Bytes.of(new byte[] {2}, request));
    }

    private static byte[] posted(PostForm form) {
        HttpRequest request = form.request(OssStub.NOW);
        return RequestText.http(new HttpRequest(
                request.method(),
                request.scheme(),
                request.host(),
                request.path(),
                request.query(),
                request.headers(),
                form.bytes(),
                request.arrived()));
    }

    private static byte[] recorded(CapturedRequest request) {
        StringBuilder text = new StringBuilder(request.method() + " " + request.target() + " HTTP/1.1\r\n");
        request.headers().fields().stream()
                .filter(field -> !field.getKey().equalsIgnoreCase("Content-Length")
                        && !field.getKey().equalsIgnoreCase("Transfer-Encoding"))
                .forEach(field -> text.append(field.getKey() + ": " + field.getValue() + "\r\n"));
        byte[] body = request.bodyBytes(Bytes.of("firmware"));
        text.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        return Bytes.of(Bytes.of(text.toString()), body);
    }

    static List<String> words() {
        return List.of(
                "GET / HTTP/1.1\r\n",
                "POST / HTTP/1.1\r\n",
                "PUT /iotx-ota/x HTTP/1.1\r\n",
                "HEAD / HTTP/1.1\r\n",
                "OPTIONS * HTTP/1.1\r\n",
                "HTTP/1.0\r\n",
                "Host: iotx-ota.oss-cn-shanghai.aliyuncs.com\r\n",
                "Host: 127.0.0.1\r\n",
                "Content-Length: ",
                "Transfer-Encoding: chunked\r\n",
                "Expect: 100-continue\r\n",
                "Connection: close\r\n",
                "Connection: keep-alive\r\n",
                "Content-Encoding: gzip\r\n",
                "Upgrade: h2c\r\n",
                "Content-Type: multipart/form-data; boundary=B\r\n",
                "Content-Type: application/x-www-form-urlencoded\r\n",
                "Content-Type: application/json\r\n",
                "Authorization: OSS testid:",
                "Range: bytes=0-\r\n",
                "Cookie: a=b\r\n",
                "Accept-Encoding: gzip\r\n",
                "\r\n\r\n",
                "0\r\n\r\n",
                "--B\r\n",
                "\r\n--B--",
                "?Action=GenerateOTAUploadURL",
                "/__admin/",
                "/__admin/ota/",
                "/__admin/mappings",
                "/__files/",
                "%2e%2e/",
                "%00",
                "//",
                ";a=b");
    }
}
