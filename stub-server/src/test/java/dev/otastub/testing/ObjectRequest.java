package dev.otastub.testing;

import dev.otastub.account.AccessKey;
import dev.otastub.core.Headers;
import dev.otastub.core.HttpRequest;
import dev.otastub.signature.OssV1Signature;
import dev.otastub.signature.Parameter;
import dev.otastub.signature.Parameters;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A request to read an object, right in everything until a test changes something; it is signed when it is sent. */
public final class ObjectRequest {

    private enum Signing {
        HEADER,
        URL,
        NONE
    }

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
        return new HttpRequest(
                method, "http", host, path, parameters.encoded(), sent.and("Host", host), new byte[0], arrived);
    }

    private String signature(Headers sent, String time, Parameters parameters) {
        String resource = OssV1Signature.canonicalizedResource(bucket, key, parameters);
        return OssV1Signature.sign(by.secret(), OssV1Signature.stringToSign(method, sent, time, resource));
    }

    private static Parameters parameters(Map<String, String> map) {
        List<Parameter> all = new ArrayList<>();
        map.forEach((name, value) -> all.add(new Parameter(name, value)));
        return new Parameters(all);
    }
}
