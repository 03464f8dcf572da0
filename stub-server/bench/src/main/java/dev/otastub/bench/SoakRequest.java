package dev.otastub.bench;

import dev.otastub.account.AccessKey;
import dev.otastub.core.Headers;
import dev.otastub.rpc.RequestSigner;
import dev.otastub.signature.OssV1Signature;
import dev.otastub.signature.Parameters;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A request of the soak as it goes over the wire.
 *
 * @param what its method and where it goes, for people to read
 */
record SoakRequest(String what, byte[] head, byte[] body) {

    private static final int SHOWN = 300;
    private static final int CHUNK = 7000;

    static SoakRequest of(String method, String path, byte[] body) {
        return of(method, path, "", body);
    }

    private static SoakRequest of(String method, String path, String headers, byte[] body) {
        String framed = method.equals("GET") || headers.contains("Transfer-Encoding:")
                ? headers
                : headers + "Content-Length: " + body.length + "\r\n";
        String head = method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + framed + "\r\n";
        String what = method + " " + path;
        return new SoakRequest(what.substring(0, Math.min(SHOWN, what.length())), ascii(head), body);
    }

    static SoakRequest get(String path) {
        return of("GET", path, new byte[0]);
    }

    static SoakRequest admin(String method, String path, String json) {
        return of(method, "/__admin/ota/" + path, ascii(json));
    }

    /** A call of the RPC API, by V1 in the query. */
    static SoakRequest call(AccessKey key, String... parameters) {
        return call(key, Instant.now(), parameters);
    }

    static SoakRequest call(AccessKey key, Instant now, String... parameters) {
        Parameters own = Parameters.NONE;
        for (int i = 0; i < parameters.length; i += 2) {
            own = own.and(parameters[i], parameters[i + 1]);
        }
        return get("/?"
                + RequestSigner.signed(key, own, now, UUID.randomUUID().toString())
                        .encoded());
    }

    /** A request of an object by a URL that is good for an hour. */
    static SoakRequest object(String method, AccessKey key, String bucket, String object, byte[] body) {
        return of(method, presigned(method, key, bucket, object), body);
    }

    private static String presigned(String method, AccessKey key, String bucket, String object) {
        String until = Long.toString(Instant.now().getEpochSecond() + 3600);
        String stringToSign = OssV1Signature.stringToSign(
                method, Headers.NONE, until, OssV1Signature.canonicalizedResource(bucket, object, Parameters.NONE));
        return "/" + bucket + "/" + object + "?"
                + Parameters.NONE
                        .and("Expires", until)
                        .and("OSSAccessKeyId", key.id())
                        .and("Signature", OssV1Signature.sign(key.secret(), stringToSign))
                        .encoded();
    }

    static SoakRequest form(Map<String, String> fields, SoakFile file) {
        return of("POST", "/", "Content-Type: " + Form.contentType() + "\r\n", body(fields, file, Form.closing()))
                .about(fields, file, "");
    }

    static SoakRequest chunkedForm(Map<String, String> fields, SoakFile file) {
        return of(
                        "POST",
                        "/",
                        "Content-Type: " + Form.contentType() + "\r\nTransfer-Encoding: chunked\r\n",
                        chunked(body(fields, file, Form.closing())))
                .about(fields, file, " chunked");
    }

    /** One that ends before the form does. */
    static SoakRequest formWithoutEnd(Map<String, String> fields, SoakFile file) {
        return of("POST", "/", "Content-Type: " + Form.contentType() + "\r\n", body(fields, file, ""))
                .about(fields, file, " without an end");
    }

    private SoakRequest about(Map<String, String> fields, SoakFile file, String how) {
        return new SoakRequest(
                "PostObject" + how + " of " + file.bytes().length + " bytes to " + fields.getOrDefault("key", "no key"),
                head,
                body);
    }

    /** The form's fields, the file, and what closes it. */
    static byte[] body(Map<String, String> fields, SoakFile file, String closing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.bytes().length + 2048);
        out.writeBytes(ascii(Form.rendered(fields)));
        out.writeBytes(file.bytes());
        out.writeBytes(ascii(closing));
        return out.toByteArray();
    }

    private static byte[] chunked(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + body.length / 500 + 100);
        for (int at = 0; at < body.length; at += CHUNK) {
            int count = Math.min(CHUNK, body.length - at);
            out.writeBytes(ascii(Integer.toHexString(count) + "\r\n"));
            out.write(body, at, count);
            out.writeBytes(ascii("\r\n"));
        }
        out.writeBytes(ascii("0\r\n\r\n"));
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
