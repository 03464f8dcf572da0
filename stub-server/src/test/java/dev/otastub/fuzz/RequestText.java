package dev.otastub.fuzz;

import dev.otastub.core.Headers;
import dev.otastub.core.HttpRequest;
import dev.otastub.testing.OssStub;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A request as text that a fuzzer can change: method, path and query, a header a line, an empty line, the body. */
final class RequestText {

    private RequestText() {}

    static HttpRequest read(byte[] bytes) {
        String text = Check.latin1(bytes);
        int end = text.indexOf("\n\n");
        String[] lines = (end < 0 ? text : text.substring(0, end)).split("\n", -1);
        byte[] body = end < 0 ? new byte[0] : Arrays.copyOfRange(bytes, end + 2, bytes.length);
        int space = lines[0].indexOf(' ');
        String method = space < 0 ? "GET" : lines[0].substring(0, space);
        String target = lines[0].substring(space + 1);
        int question = target.indexOf('?');
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.add(Map.entry(
                        lines[i].substring(0, colon),
                        lines[i].substring(colon + 1).trim()));
            }
        }
        Headers all = new Headers(headers);
        return new HttpRequest(
                method,
                "http",
                all.first("Host").orElse(""),
                question < 0 ? target : target.substring(0, question),
                question < 0 ? "" : target.substring(question + 1),
                all,
                body,
                OssStub.NOW);
    }

    static byte[] of(HttpRequest request) {
        return bytes(request, "\n", request.path());
    }

    /** As it goes over the wire. */
    static byte[] http(HttpRequest request) {
        String query = request.query().isEmpty() ? "" : "?" + request.query();
        HttpRequest ended = new HttpRequest(
                request.method(),
                request.scheme(),
                request.host(),
                request.path() + query + " HTTP/1.1",
                "",
                request.headers().and("Connection", "close").and("Content-Length", "" + request.body().length),
                request.body(),
                request.arrived());
        return bytes(ended, "\r\n", ended.path());
    }

    private static byte[] bytes(HttpRequest request, String lineEnd, String path) {
        StringBuilder head = new StringBuilder(request.method()).append(' ').append(path);
        if (!request.query().isEmpty()) {
            head.append('?').append(request.query());
        }
        head.append(lineEnd);
        request.headers()
                .fields()
                .forEach(field -> head.append(field.getKey())
                        .append(": ")
                        .append(field.getValue())
                        .append(lineEnd));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Bytes.of(head.append(lineEnd).toString()));
        out.writeBytes(request.body());
        return out.toByteArray();
    }
}
