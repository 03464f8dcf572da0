package dev.otastub.testing;

import dev.otastub.account.AccessKey;
import dev.otastub.account.SecurityToken;
import dev.otastub.core.Headers;
import dev.otastub.core.HttpRequest;
import dev.otastub.core.Secret;
import dev.otastub.signature.PostPolicySignature;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A form upload that is right in everything, until a test changes something; it is signed when it is sent. Its file is
 * {@link #FILE}, its key {@link #KEY}.
 */
public final class PostForm {

    public static final String KEY = "ota/firmware.bin";
    public static final byte[] FILE = "123456789".getBytes(StandardCharsets.UTF_8);

    /** When the usual policy expires. */
    public static final Instant EXPIRATION = OssStub.NOW.plus(Duration.ofMinutes(1));

    private static final String BOUNDARY = "9431149156168";
    private static final String V4_DATE = "20261122T115016Z";
    private static final String V4_SCOPE = "/20261122/cn-shanghai/oss/aliyun_v4_request";
    private static final List<String> V4_IN_POLICY =
            List.of("x-oss-signature-version", "x-oss-credential", "x-oss-date");

    private final List<Field> fields = new ArrayList<>();
    private final List<Field> afterFile = new ArrayList<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private Secret secret = OssStub.ISSUING_KEY.secret();
    private Optional<String> policy = Optional.empty();
    private Optional<List<String>> conditions = Optional.empty();
    private String expiration = EXPIRATION.toString();
    private String fileHead = "Content-Disposition: form-data; name=\"file\"; filename=\"firmware.bin\"\r\n"
            + "Content-Type: application/octet-stream\r\n";
    private byte[] file = FILE;
    private boolean hasFile = true;
    private String host = "127.0.0.1:8080";
    private String path = "/";
    private Optional<byte[]> body = Optional.empty();
    private String before = "";
    private String ending = "\r\n--" + BOUNDARY + "--\r\n";
    private OptionalLong announced = OptionalLong.empty();
    private boolean chunked;
    private boolean lengthKnown = true;
    private boolean breaks;

    /** What a field is: bytes, or what the form makes of its policy and secret. */
    private record Field(String name, Kind kind, byte[] bytes) {
        enum Kind {
            BYTES,
            POLICY,
            SIGNATURE
        }

        static Field of(String name, String value) {
            return new Field(name, Kind.BYTES, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    private PostForm() {
        headers.put("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
    }

    /** To the platform's bucket, signed by the issuing pair as version 1. */
    public static PostForm v1() {
        PostForm form = new PostForm();
        form.fields.add(Field.of("key", KEY));
        form.fields.add(Field.of("OSSAccessKeyId", OssStub.ISSUING_KEY.id()));
        form.fields.add(new Field("policy", Field.Kind.POLICY, new byte[0]));
        form.fields.add(new Field("Signature", Field.Kind.SIGNATURE, new byte[0]));
        return form;
    }

    /** The same as version 4; the policy covers what it must. */
    public static PostForm v4() {
        PostForm form = new PostForm();
        form.fields.add(Field.of("key", KEY));
        form.fields.add(new Field("policy", Field.Kind.POLICY, new byte[0]));
        form.fields.add(Field.of("x-oss-signature-version", "OSS4-HMAC-SHA256"));
        form.fields.add(Field.of("x-oss-credential", OssStub.ISSUING_KEY.id() + V4_SCOPE));
        form.fields.add(Field.of("x-oss-date", V4_DATE));
        form.fields.add(new Field("x-oss-signature", Field.Kind.SIGNATURE, new byte[0]));
        return form;
    }

    /** To the customer's own bucket, signed by a temporary key as version 1. */
    public static PostForm sts(SecurityToken token) {
        return own(token.key()).with("x-oss-security-token", token.token());
    }

    /** To the customer's own bucket, signed by that key as version 1. */
    public static PostForm own(AccessKey key) {
        return v1().host(OssStub.BUCKET_HOST).signedBy(key);
    }

    /** Sets a field, in its place if it is there and else behind the others. */
    public PostForm with(String name, String value) {
        return with(name, value.getBytes(StandardCharsets.UTF_8));
    }

    public PostForm with(String name, byte[] value) {
        Field field = new Field(name, Field.Kind.BYTES, value);
        int at = indexOf(name);
        if (at < 0) {
            fields.add(field);
        } else {
            fields.set(at, field);
        }
        return this;
    }

    /** Adds a field, even if there is one of that name. */
    public PostForm and(String name, String value) {
        fields.add(Field.of(name, value));
        return this;
    }

    public PostForm without(String... names) {
        for (String name : names) {
            fields.remove(indexOf(name));
        }
        return this;
    }

    public PostForm rename(String from, String to) {
        int at = indexOf(from);
        fields.set(at, new Field(to, fields.get(at).kind(), fields.get(at).bytes()));
        return this;
    }

    public PostForm afterFile(String name, String value) {
        afterFile.add(Field.of(name, value));
        return this;
    }

    /** The policy's JSON as it is. */
    public PostForm policy(String json) {
        policy = Optional.of(base64(json.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** The field policy as it is; it is signed all the same. */
    public PostForm policyField(String text) {
        policy = Optional.of(text);
        return this;
    }

    /** The only conditions of the policy, each as JSON. */
    public PostForm conditions(String... json) {
        conditions = Optional.of(List.of(json));
        return this;
    }

    public PostForm expiration(String text) {
        expiration = text;
        return this;
    }

    public PostForm signedBy(AccessKey key) {
        secret = key.secret();
        return indexOf("x-oss-credential") >= 0
                ? with("x-oss-credential", key.id() + V4_SCOPE)
                : with("OSSAccessKeyId", key.id());
    }

    /** Signs by another secret than that of the key. */
    public PostForm secret(String other) {
        secret = new Secret(other);
        return this;
    }

    public PostForm header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public PostForm contentType(String value) {
        return header("Content-Type", value);
    }

    public PostForm withoutContentType() {
        headers.remove("Content-Type");
        return this;
    }

    public PostForm host(String other) {
        host = other;
        return this;
    }

    public PostForm path(String other) {
        path = other;
        return this;
    }

    public PostForm file(byte[] bytes) {
        file = bytes;
        return this;
    }

    public PostForm file(String text) {
        return file(text.getBytes(StandardCharsets.UTF_8));
    }

    /** So many bytes. */
    public PostForm fileOf(int size) {
        return file(new byte[size]);
    }

    /** The header lines of the file's part, without their line ends. */
    public PostForm fileHead(String... lines) {
        fileHead = String.join("\r\n", lines) + "\r\n";
        return this;
    }

    public PostForm fileName(String name) {
        return fileHead("Content-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"");
    }

    public PostForm fileType(String type) {
        return fileHead(
                "Content-Disposition: form-data; name=\"file\"; filename=\"firmware.bin\"", "Content-Type: " + type);
    }

    public PostForm withoutFile() {
        hasFile = false;
        return this;
    }

    /** The whole body as it is. */
    public PostForm body(byte[] bytes) {
        body = Optional.of(bytes);
        return this;
    }

    /** What comes before the first boundary. */
    public PostForm preamble(String text) {
        before = text;
        return this;
    }

    /** What comes in place of the closing boundary. */
    public PostForm ending(String text) {
        ending = text;
        return this;
    }

    /** A Content-Length that is not the body's. */
    public PostForm announcing(long length) {
        announced = OptionalLong.of(length);
        return this;
    }

    /** Chunks in place of a Content-Length. */
    public PostForm chunked() {
        chunked = true;
        return this;
    }

    /** Neither Content-Length nor chunks. */
    public PostForm withoutLength() {
        lengthKnown = false;
        return this;
    }

    /** The connection breaks where the closing boundary would begin. */
    public PostForm breaking() {
        breaks = true;
        return ending("");
    }

    /** The request without its body. */
    public HttpRequest request(Instant arrived) {
        Headers all = new Headers(List.copyOf(headers.entrySet())).and("Host", host);
        return new HttpRequest("POST", "http", host, path, "", all, new byte[0], arrived);
    }

    public OptionalLong contentLength() {
        if (announced.isPresent() || chunked || !lengthKnown) {
            return announced;
        }
        return OptionalLong.of(bytes().length);
    }

    public boolean isLengthKnown() {
        return lengthKnown;
    }

    /** The body as it comes in. */
    public InputStream stream() {
        InputStream whole = new ByteArrayInputStream(bytes());
        return breaks ? new SequenceInputStream(whole, new Broken()) : whole;
    }

    /** A connection that was reset. */
    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("Connection reset");
        }
    }

    /** The whole body. */
    public byte[] bytes() {
        if (body.isPresent()) {
            return body.get();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out, before);
        String delimiter = "--" + BOUNDARY + "\r\n";
        for (Field field : fields) {
            part(out, delimiter, field);
            delimiter = "\r\n--" + BOUNDARY + "\r\n";
        }
        if (hasFile) {
            write(out, delimiter + fileHead + "\r\n");
            out.writeBytes(file);
        }
        for (Field field : afterFile) {
            part(out, "\r\n--" + BOUNDARY + "\r\n", field);
        }
        write(out, ending);
        return out.toByteArray();
    }

    private void part(ByteArrayOutputStream out, String delimiter, Field field) {
        write(out, delimiter + "Content-Disposition: form-data; name=\"" + field.name() + "\"\r\n\r\n");
        out.writeBytes(value(field));
    }

    private byte[] value(Field field) {
        return switch (field.kind()) {
            case BYTES -> field.bytes();
            case POLICY -> policyField().getBytes(StandardCharsets.UTF_8);
            case SIGNATURE -> signature().getBytes(StandardCharsets.UTF_8);
        };
    }

    /** Signed is what is sent, and the empty text if nothing is. */
    private String signature() {
        int at = indexOf("policy");
        String signed = at < 0 ? "" : new String(value(fields.get(at)), StandardCharsets.UTF_8);
        if (indexOf("x-oss-signature") < 0) {
            return PostPolicySignature.v1(secret, signed);
        }
        String[] scope = (text("x-oss-credential").orElse("") + V4_SCOPE).split("/", -1);
        return PostPolicySignature.v4(secret, scope[1], scope[2], signed);
    }

    private String policyField() {
        if (policy.isPresent()) {
            return policy.get();
        }
        String all = String.join(",", conditions.orElseGet(this::usualConditions));
        String json = "{\"expiration\":\"" + expiration + "\",\"conditions\":[" + all + "]}";
        return base64(json.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> usualConditions() {
        List<String> all = new ArrayList<>();
        all.add("[\"content-length-range\",1,1000]");
        for (String name : V4_IN_POLICY) {
            text(name).ifPresent(value -> all.add("{\"" + name + "\":\"" + value + "\"}"));
        }
        return all;
    }

    private Optional<String> text(String name) {
        int at = indexOf(name);
        return at < 0 ? Optional.empty() : Optional.of(new String(fields.get(at).bytes(), StandardCharsets.UTF_8));
    }

    private int indexOf(String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    public static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
