package dev.otastub.oss;

import dev.otastub.core.HttpRequest;
import dev.otastub.signature.Parameters;
import java.util.Optional;

/**
 * How a request to read an object says who signed it, by version 1 of OSS's signatures.
 *
 */
sealed interface ReadAuthorization {

    /** Nothing was signed. */
    record Anonymous() implements ReadAuthorization {}

    /** An Authorization header that is none of version 1. */
    record Unreadable(String header) implements ReadAuthorization {}

    /** {@code Authorization: OSS id:signature}, bound to the time in x-oss-date or Date. */
    record Header(String accessKeyId, String signature) implements ReadAuthorization {}

    /** {@code ?OSSAccessKeyId=&Expires=&Signature=}, good until Expires. */
    record Url(String accessKeyId, String expires, String signature) implements ReadAuthorization {}

    static ReadAuthorization of(HttpRequest request) {
        Optional<String> header = request.headers().first("Authorization");
        if (header.isPresent()) {
            return fromHeader(header.get());
        }
        Parameters query = Parameters.parse(request.query());
        return query.first("OSSAccessKeyId").isPresent()
                ? new Url(
                        query.first("OSSAccessKeyId").get(),
                        query.first("Expires").orElse(""),
                        query.first("Signature").orElse(""))
                : new Anonymous();
    }

    private static ReadAuthorization fromHeader(String header) {
        int colon = header.lastIndexOf(':');
        return header.startsWith("OSS ") && colon > 4
                ? new Header(
                        header.substring(4, colon).strip(),
                        header.substring(colon + 1).strip())
                : new Unreadable(header);
    }
}
