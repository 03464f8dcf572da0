package dev.otastub.oss.object;

import dev.otastub.core.HttpRequest;
import dev.otastub.oss.V4Credential;
import dev.otastub.signature.OssV4Signature;
import dev.otastub.signature.Parameters;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a request says who signed it: by version 1 or 4 of OSS's signatures, in a header or in its URL. */
sealed interface ObjectAuthorization {

    /** The access key id that it names, if it names one. */
    default Optional<String> accessKeyId() {
        return Optional.empty();
    }

    default String signature() {
        return "";
    }

    /** Whether it is part of the URL, so that anybody who has that can use it. */
    default boolean isInUrl() {
        return false;
    }

    /** Nothing was signed. */
    record Anonymous() implements ObjectAuthorization {}

    /** An Authorization header that is of no version. */
    record Unreadable(String header) implements ObjectAuthorization {}

    /** An Authorization header that means to be version 4, and has not its form. */
    record UnreadableV4(String header) implements ObjectAuthorization {}

    /** A URL signed by a version that is not emulated. */
    record UnknownVersion(String version) implements ObjectAuthorization {}

    /** {@code Authorization: OSS id:signature}, bound to the time in x-oss-date or Date. */
    record HeaderV1(String id, String signature) implements ObjectAuthorization {
        @Override
        public Optional<String> accessKeyId() {
            return Optional.of(id);
        }
    }

    /** {@code ?OSSAccessKeyId=&Expires=&Signature=}, good until Expires. */
    record UrlV1(String id, String expires, String signature) implements ObjectAuthorization {
        @Override
        public Optional<String> accessKeyId() {
            return Optional.of(id);
        }

        @Override
        public boolean isInUrl() {
            return true;
        }
    }

    /** Version 4, wherever it stands. */
    sealed interface V4 extends ObjectAuthorization {

        /** The credential as it was sent; empty if it was not. */
        String credentialText();

        /** The header or parameter that the credential was in. */
        String source();

        /** Names of headers that are signed besides those that always are. */
        List<String> additionalHeaders();

        default Optional<V4Credential> credential() {
            return V4Credential.of(credentialText());
        }

        @Override
        default Optional<String> accessKeyId() {
            return credential().map(V4Credential::accessKeyId);
        }
    }

    /**
     * {@code Authorization: OSS4-HMAC-SHA256 Credential=,AdditionalHeaders=,Signature=}, bound to the time in x-oss-date
     * or Date.
     *
     * @param source the whole header
     */
    record HeaderV4(String source, String credentialText, List<String> additionalHeaders, String signature)
            implements V4 {}

    /**
     * {@code ?x-oss-signature-version=&x-oss-credential=&x-oss-date=&x-oss-expires=&x-oss-signature=}.
     *
     * @param query all parameters of the URL
     */
    record UrlV4(Parameters query) implements V4 {
        @Override
        public String credentialText() {
            return query.first("x-oss-credential").orElse("");
        }

        @Override
        public String source() {
            return credentialText();
        }

        @Override
        public List<String> additionalHeaders() {
            return names(query.first("x-oss-additional-headers").orElse(""));
        }

        @Override
        public String signature() {
            return query.first("x-oss-signature").orElse("");
        }

        @Override
        public boolean isInUrl() {
            return true;
        }
    }

    static ObjectAuthorization of(HttpRequest request) {
        if (request.method().equals("OPTIONS")) {
            return new Anonymous();
        }
        return request.headers()
                .first("Authorization")
                .map(ObjectAuthorization::fromHeader)
                .orElseGet(() -> fromUrl(Parameters.parse(request.query())));
    }

    private static ObjectAuthorization fromUrl(Parameters query) {
        Optional<String> version = query.first("x-oss-signature-version");
        if (version.isPresent()) {
            return version.get().equals(OssV4Signature.VERSION) ? new UrlV4(query) : new UnknownVersion(version.get());
        }
        return query.first("OSSAccessKeyId")
                .<ObjectAuthorization>map(id -> new UrlV1(
                        id,
                        query.first("Expires").orElse(""),
                        query.first("Signature").orElse("")))
                .orElseGet(Anonymous::new);
    }

    private static ObjectAuthorization fromHeader(String header) {
        if (header.startsWith(OssV4Signature.VERSION)) {
            return fromV4Header(header);
        }
        int colon = header.lastIndexOf(':');
        return header.startsWith("OSS ") && colon > 4
                ? new HeaderV1(
                        header.substring(4, colon).strip(),
                        header.substring(colon + 1).strip())
                : new Unreadable(header);
    }

    private static ObjectAuthorization fromV4Header(String header) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String piece : header.substring(OssV4Signature.VERSION.length()).split(",", -1)) {
            int equals = piece.indexOf('=');
            values.put(
                    piece.substring(0, Math.max(0, equals)).strip(),
                    piece.substring(equals + 1).strip());
        }
        String credential = values.get("Credential");
        String signature = values.get("Signature");
        return credential == null || signature == null
                ? new UnreadableV4(header)
                : new HeaderV4(header, credential, names(values.getOrDefault("AdditionalHeaders", "")), signature);
    }

    private static List<String> names(String joined) {
        return Arrays.stream(joined.split(";", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
