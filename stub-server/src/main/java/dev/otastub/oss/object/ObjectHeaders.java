package dev.otastub.oss.object;

import dev.otastub.core.Headers;
import dev.otastub.core.HttpDate;
import dev.otastub.oss.StoredObject;
import dev.otastub.signature.OssV1Signature;
import dev.otastub.signature.Parameter;
import dev.otastub.signature.Parameters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The headers that come with an object. */
final class ObjectHeaders {

    private static final String OVERRIDE = "response-";

    private ObjectHeaders() {}

    /** As the page of HeadObject lists them; that an object of PostObject has the type Normal is inferred. */
    static Headers of(StoredObject object, Parameters query) {
        Headers headers = Headers.of(
                        "Content-Type", object.contentType(),
                        "ETag", object.eTag(),
                        "Last-Modified", HttpDate.of(object.uploadedAt()),
                        "Accept-Ranges", "bytes",
                        "x-oss-object-type", "Normal",
                        "x-oss-hash-crc64ecma", object.digests().crc64(),
                        "Content-MD5", object.digests().md5Base64())
                .and(object.metadata());
        return overridden(
                headers.first("x-oss-storage-class").isPresent()
                        ? headers
                        : headers.and("x-oss-storage-class", "Standard"),
                query);
    }

    /** What identifies an object, without its metadata. */
    static Headers ofUnchanged(StoredObject object) {
        return Headers.of(
                "ETag", object.eTag(),
                "Last-Modified", HttpDate.of(object.uploadedAt()),
                "x-oss-hash-crc64ecma", object.digests().crc64());
    }

    /** OSS echoes how it encrypted an object. */
    static Headers encryption(StoredObject object) {
        return new Headers(object.metadata().fields().stream()
                .filter(field -> field.getKey().startsWith("x-oss-server-side-"))
                .toList());
    }

    /** A parameter such as response-content-type takes the place of its header. */
    private static Headers overridden(Headers headers, Parameters query) {
        List<Map.Entry<String, String>> overrides = query.all().stream()
                .filter(parameter -> OssV1Signature.isResponseOverride(parameter.name())
                        && !parameter.value().isEmpty())
                .map(ObjectHeaders::header)
                .toList();
        Headers asked = new Headers(overrides);
        return new Headers(Stream.concat(
                        headers.fields().stream()
                                .filter(field -> asked.first(field.getKey()).isEmpty()),
                        overrides.stream())
                .toList());
    }

    /** In the spelling that the header would have without it. */
    private static Map.Entry<String, String> header(Parameter override) {
        String name = override.name().substring(OVERRIDE.length());
        return Map.entry(
                name.toLowerCase(Locale.ROOT).equals("content-type") ? "Content-Type" : name, override.value());
    }
}
