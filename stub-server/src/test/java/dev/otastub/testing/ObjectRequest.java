package dev.otastub.testing;

import dev.otastub.account.AccessKey;
import dev.otastub.core.Headers;
import dev.otastub.core.HttpRequest;
import dev.otastub.oss.OssAddress;
import dev.otastub.oss.object.PutObject;
import dev.otastub.signature.OssV1Signature;
import dev.otastub.signature.OssV4Request;
import dev.otastub.signature.OssV4Signature;
import dev.otastub.signature.Parameter;
import dev.otastub.signature.Parameters;
import dev.otastub.signature.PercentEncoding;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** A request about an object or a bucket, right in everything until a test changes something; it is signed when it is sent. */
public final class ObjectRequest {

    private enum Signing {
        HEADER,
        URL,
        HEADER_V4,
        URL_V4,
        NONE
    }

    private static final String V4_TIME = "20261122T115016Z";

    private final Signing signing;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, String> query = new LinkedHashMap<>();
    private String method = "GET";
    private String host = "127.0.0.1:8080";
    private String path = "/" + PostForm.KEY;
    private String bucket = "iotx-ota";
    private String key = PostForm.KEY;
    private AccessKey by = OssStub.ISSUING_KEY;
    private String expires = Long.toString(OssStub.NOW.getEpochSecond() + 60);

    private byte[] body = {};
    private OptionalLong contentLength = OptionalLong.empty();
    private boolean lengthKnown = true;
    private String scope = "20261122/cn-shanghai/oss/aliyun_v4_request";
    private String credentialId = "";
    private String additionalHeaders = "";

    private ObjectRequest(Signing signing) {
        this.signing = signing;
    }

    /** Signed in the Authorization header, at the time of the header Date. */
    public static ObjectRequest signed() {
        return new ObjectRequest(Signing.HEADER).header("Date", date(OssStub.NOW));
    }

    /** Signed in the query, good for a minute. */
    public static ObjectRequest presigned() {
        return new ObjectRequest(Signing.URL);
    }

    /** Signed by version 4 in the Authorization header, at the time of the header x-oss-date. */
    public static ObjectRequest signedV4() {
        return new ObjectRequest(Signing.HEADER_V4)
                .header("x-oss-date", V4_TIME)
                .header("x-oss-content-sha256", "UNSIGNED-PAYLOAD");
    }

    /** Signed by version 4 in the query, good for a minute. */
    public static ObjectRequest presignedV4() {
        return new ObjectRequest(Signing.URL_V4)
                .query("x-oss-signature-version", "OSS4-HMAC-SHA256")
                .query("x-oss-date", V4_TIME)
                .query("x-oss-expires", "60");
    }

    /** A PUT of some bytes, signed in its header by the customer, to an object of that name in the customer's bucket. */
    public static ObjectRequest put(String key, byte[] bytes) {
        return signed().own()
                .signedBy(OssStub.KEY)
                .method("PUT")
                .path("/" + PercentEncoding.encodePath(key))
                .object(OssStub.BUCKET, key)
                .body(bytes);
    }

    /** A list of the customer's bucket. */
    public static ObjectRequest list() {
        return signed().own().signedBy(OssStub.KEY).path("/").object(OssStub.BUCKET, "");
    }

    /** What a browser asks beforehand. */
    public static ObjectRequest preflight() {
        return anonymous()
                .method("OPTIONS")
                .header("Origin", "https://app.example.com")
                .header("Access-Control-Request-Method", "PUT");
    }

    public static ObjectRequest anonymous() {
        return new ObjectRequest(Signing.NONE);
    }

    public ObjectRequest method(String other) {
        method = other;
        return this;
    }

    public ObjectRequest host(String other) {
        host = other;
        return this;
    }

    /** The path as it is sent; what is signed stays. */
    public ObjectRequest path(String other) {
        path = other;
        return this;
    }

    /** The object as it is signed. */
    public ObjectRequest object(String itsBucket, String itsKey) {
        bucket = itsBucket;
        key = itsKey;
        return this;
    }

    /** The same object name in the customer's own bucket, by that bucket's host. */
    public ObjectRequest own() {
        return host(OssStub.BUCKET_HOST).object(OssStub.BUCKET, PostForm.KEY);
    }

    public ObjectRequest header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public ObjectRequest withoutHeader(String name) {
        headers.remove(name);
        return this;
    }

    public ObjectRequest query(String name, String value) {
        query.put(name, value);
        return this;
    }

    public ObjectRequest withoutQuery(String name) {
        query.remove(name);
        return this;
    }

    public ObjectRequest body(byte[] bytes) {
        body = bytes;
        contentLength = OptionalLong.of(bytes.length);
        return this;
    }

    /** The Content-Length that is announced, whatever the body has. */
    public ObjectRequest contentLength(long announced) {
        contentLength = OptionalLong.of(announced);
        return this;
    }

    /** With neither Content-Length nor chunks; or with chunks. */
    public ObjectRequest withoutContentLength(boolean chunked) {
        contentLength = OptionalLong.empty();
        lengthKnown = chunked;
        return this;
    }

    /** The scope of a credential of version 4: date, region, product and terminal. */
    public ObjectRequest scope(String other) {
        scope = other;
        return this;
    }

    /** The access key id that the credential names. */
    public ObjectRequest credentialId(String other) {
        credentialId = other;
        return this;
    }

    /** Headers that version 4 signs besides. */
    public ObjectRequest additionalHeaders(String names) {
        additionalHeaders = names;
        return this;
    }

    /** The body and its length, as the server hands them over. */
    public PutObject.Upload upload(HttpRequest request, OssAddress address) {
        return new PutObject.Upload(
                request, address, new ByteArrayInputStream(body), new PutObject.Length(contentLength, lengthKnown));
    }

    public boolean isPut() {
        return method.equals("PUT");
    }

    public ObjectRequest signedBy(AccessKey other) {
        by = other;
        return this;
    }

    public ObjectRequest secret(String other) {
        by = AccessKey.of(by.id(), other);
        return this;
    }

    /** The parameter Expires, which is also signed. */
    public ObjectRequest expires(String text) {
        expires = text;
        return this;
    }

    /** A time as HTTP writes it. */
    public static String date(Instant instant) {
        return DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(instant);
    }

    public HttpRequest arrivingAt(Instant arrived) {
        Headers sent = new Headers(List.copyOf(headers.entrySet()));
        Parameters parameters = parameters(query);
        if (signing == Signing.HEADER && sent.first("Authorization").isEmpty()) {
            sent = sent.and(
                    "Authorization", "OSS " + by.id() + ":" + signature(sent, OssV1Signature.date(sent), parameters));
        }
        if (signing == Signing.URL) {
            Map<String, String> more = new LinkedHashMap<>();
            more.put("OSSAccessKeyId", by.id());
            more.put("Expires", expires);
            more.put("Signature", signature(sent, expires, parameters));
            parameters = parameters.and(parameters(more));
        }
        if (signing == Signing.HEADER_V4 && sent.first("Authorization").isEmpty()) {
            sent = sent.and(
                    "Authorization",
                    "OSS4-HMAC-SHA256 Credential=" + credential()
                            + (additionalHeaders.isEmpty() ? "" : ",AdditionalHeaders=" + additionalHeaders)
                            + ",Signature="
                            + v4Signature(sent, sent.first("x-oss-date").orElse(V4_TIME), parameters));
        }
        if (signing == Signing.URL_V4) {
            Map<String, String> more = new LinkedHashMap<>();
            more.put("x-oss-credential", credential());
            if (!additionalHeaders.isEmpty()) {
                more.put("x-oss-additional-headers", additionalHeaders);
            }
            parameters = parameters.and(parameters(more));
            more.clear();
            more.put("x-oss-signature", v4Signature(sent, query.getOrDefault("x-oss-date", ""), parameters));
            parameters = parameters.and(parameters(more));
        }
        return new HttpRequest(
                method, "http", host, path, parameters.encoded(), sent.and("Host", host), new byte[0], arrived);
    }

    private String signature(Headers sent, String time, Parameters parameters) {
        String resource = OssV1Signature.canonicalizedResource(bucket, key, parameters);
        return OssV1Signature.sign(by.secret(), OssV1Signature.stringToSign(method, sent, time, resource));
    }

    private String credential() {
        return (credentialId.isEmpty() ? by.id() : credentialId) + "/" + scope;
    }

    private String v4Signature(Headers sent, String time, Parameters parameters) {
        String[] parts = (scope + "///").split("/", -1);
        OssV4Signature.Scope signed = new OssV4Signature.Scope(parts[0], parts[1]);
        List<String> additional = additionalHeaders.isEmpty() ? List.of() : List.of(additionalHeaders.split(";"));
        OssV4Request request = new OssV4Request(method, bucket, key, parameters, sent.and("Host", host), additional);
        return OssV4Signature.sign(by.secret(), signed, OssV4Signature.stringToSign(time, signed, request));
    }

    private static Parameters parameters(Map<String, String> map) {
        List<Parameter> all = new ArrayList<>();
        map.forEach((name, value) -> all.add(new Parameter(name, value)));
        return new Parameters(all);
    }
}
