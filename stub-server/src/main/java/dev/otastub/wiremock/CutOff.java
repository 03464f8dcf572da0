package dev.otastub.wiremock;

import dev.otastub.core.HttpAnswer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The beginning of an answer that ends too soon: its head and half of its body, or half of its head if it has no body.
 *
 * @param answer the whole answer
 * @param hasBody whether it has a body as far as HTTP goes, which one to HEAD has not
 * @param extraHeaders whether it has headers of ours
 */
record CutOff(HttpAnswer answer, boolean hasBody, boolean extraHeaders) {

    static CutOff of(Exchange exchange, HttpAnswer answer, boolean extraHeaders) {
        boolean hasBody =
                answer.body().length() > 0 && !exchange.request().method().equals("HEAD");
        return new CutOff(answer, hasBody, extraHeaders);
    }

    /** Sends the head, which promises the whole body, and half of that. */
    void sendHalf(HttpServletResponse response) throws IOException {
        putHead(response);
        byte[] piece = new byte[64 * 1024];
        long left = answer.body().length() / 2;
        try (InputStream body = answer.body().open()) {
            int count = body.read(piece, 0, (int) Math.min(left, piece.length));
            while (count > 0) {
                response.getOutputStream().write(piece, 0, count);
                left -= count;
                count = body.read(piece, 0, (int) Math.min(left, piece.length));
            }
        }
        response.flushBuffer();
    }

    private void putHead(HttpServletResponse response) {
        response.setStatus(answer.status());
        AnswerHeaders.of(answer, extraHeaders)
                .fields()
                .forEach(field -> response.setHeader(field.getKey(), field.getValue()));
    }

    /** Half of the head, as it goes over a connection of HTTP/1.1. */
    byte[] halfOfHead(HttpServletResponse response, String phrase) {
        putHead(response);
        StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " " + phrase + "\r\n");
        for (String name : response.getHeaderNames()) {
            response.getHeaders(name)
                    .forEach(value ->
                            head.append(name).append(": ").append(value).append("\r\n"));
        }
        String half = head.substring(0, head.length() / 2);
        return half.getBytes(StandardCharsets.ISO_8859_1);
    }
}
