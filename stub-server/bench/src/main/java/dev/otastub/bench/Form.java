package dev.otastub.bench;

import dev.otastub.PostPolicySigner;
import dev.otastub.account.AccessKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A form upload as it goes over the wire, but for the bytes of the file.
 *
 * @param head the request's head, the fields, and the head of the file's part
 * @param content the file
 * @param tail what closes the form
 */
record Form(ByteBuffer head, Content content, ByteBuffer tail) {

    private static final String BOUNDARY = "ota-stub-bench-5c1d9c5fd1b04d4a";
    private static final String TAIL = "\r\n--" + BOUNDARY + "--\r\n";

    /** GenerateOTAUploadURL's, for the size of a file. */
    private static final long LARGEST = 1_048_576_000;

    /**
     * How a server wants it.
     *
     * @param path where the form goes
     * @param keyIdField the field that names the access key: OSS's and S3's signatures differ in nothing else
     */
    record Dialect(String path, String keyIdField, AccessKey key, String bucket) {

        Form form(String key, Content content) {
            String fields = fields(key);
            String head = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: " + contentType()
                    + "\r\nContent-Length: " + (fields.length() + content.size() + TAIL.length()) + "\r\n\r\n";
            return new Form(direct(head + fields), content, direct(TAIL));
        }

        /** The fields with their values, and the head of the file's part. */
        String fields(String objectKey) {
            Map<String, String> signed = PostPolicySigner.v1(
                            key.id(), key.secret().value())
                    .sign(PostPolicySigner.policy(Instant.now().plusSeconds(3600))
                            .bucket(bucket)
                            .eq("$key", objectKey)
                            .contentLengthRange(0, LARGEST));
            Map<String, String> all = new LinkedHashMap<>();
            all.put("key", objectKey);
            all.put("policy", signed.getOrDefault("policy", ""));
            all.put(keyIdField, key.id());
            all.put("signature", signed.getOrDefault("Signature", ""));
            return rendered(all);
        }
    }

    /** Fields with their values, and the head of the file's part. */
    static String rendered(Map<String, String> fields) {
        StringBuilder text = new StringBuilder();
        fields.forEach((name, value) -> text.append("--")
                .append(BOUNDARY)
                .append("\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n"));
        return text.append("--")
                .append(BOUNDARY)
                .append("\r\nContent-Disposition: form-data; name=\"file\"; filename=\"firmware.bin\"\r\n")
                .append("Content-Type: application/octet-stream\r\n\r\n")
                .toString();
    }

    static String contentType() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    static String closing() {
        return TAIL;
    }

    private static ByteBuffer direct(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().asReadOnlyBuffer();
    }
}
