package dev.otastub.signature;

import dev.otastub.core.Headers;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What version 4 of OSS's signatures signs, in the Authorization header and in presigned URLs.
 *
 * @param method the method, as sent
 * @param bucket empty for a request to the service itself
 * @param key decoded; empty for a request to the bucket itself
 * @param query the parameters of the query, decoded
 * @param headers all headers of the request
 * @param additionalHeaders names of headers that the caller signs besides those that are always signed
 * @see <a href="https://help.aliyun.com/zh/oss/developer-reference/signature-version-4-recommend">Signature version 4</a>
 */
public record OssV4Request(
        String method, String bucket, String key, Parameters query, Headers headers, List<String> additionalHeaders) {

    /** What stands for the digest of a body that is not signed, which is all that OSS takes. */
    public static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";

    public OssV4Request {
        additionalHeaders = List.copyOf(new TreeSet<>(additionalHeaders.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList()));
    }

    /** The canonical request itself. */
    public String canonical() {
        return String.join(
                "\n",
                method,
                PercentEncoding.encodePath(bucket.isEmpty() ? "/" : "/" + bucket + "/" + key),
                canonicalQuery(),
                canonicalHeaders(),
                String.join(";", additionalHeaders),
                headers.first("x-oss-content-sha256").orElse(UNSIGNED_PAYLOAD));
    }

    private String canonicalQuery() {
        return query.only(parameter -> !parameter.name().equals("x-oss-signature")).all().stream()
                .map(parameter -> new Parameter(
                        PercentEncoding.encode(parameter.name()), PercentEncoding.encode(parameter.value())))
                .sorted(Comparator.comparing(Parameter::name))
                .map(parameter ->
                        parameter.value().isEmpty() ? parameter.name() : parameter.name() + "=" + parameter.value())
                .collect(Collectors.joining("&"));
    }

    private String canonicalHeaders() {
        return Stream.concat(
                        headers.namesWithPrefix("").stream().filter(OssV4Request::isAlwaysSigned),
                        additionalHeaders.stream()
                                .filter(name -> headers.first(name).isPresent()))
                .distinct()
                .sorted()
                .map(name -> name + ":" + SignedHeader.value(headers, name) + "\n")
                .collect(Collectors.joining());
    }

    private static boolean isAlwaysSigned(String name) {
        return name.startsWith("x-oss-") || name.equals("content-type") || name.equals("content-md5");
    }
}
