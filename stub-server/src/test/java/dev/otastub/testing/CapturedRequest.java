package dev.otastub.testing;

import dev.otastub.core.Headers;
import dev.otastub.core.HttpRequest;
import dev.otastub.signature.Parameters;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One request as a real client sent it.
 *
 * @param capture the name of its capture
 * @param number its number in the recording
 * @param method the method
 * @param target path and query, as sent
 * @param headers the header fields, as sent
 * @param body the body without any chunking, one char per byte, with a mark where a file was
 */
public record CapturedRequest(String capture, int number, String method, String target, Headers headers, String body) {

    private static final Pattern FILE = Pattern.compile("<<(\\d+) bytes of file, md5 ([0-9a-f]{32})>>");

    /**
     * The file that the recording left out.
     *
     * @param length its length in bytes
     * @param md5 its MD5 in lower-case hex
     */
    public record OmittedFile(int length, String md5) {}

    public String path() {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    /** As sent, without its question mark. */
    public String query() {
        int question = target.indexOf('?');
        return question < 0 ? "" : target.substring(question + 1);
    }

    public boolean isFormUpload() {
        return contentType().startsWith("multipart/form-data");
    }

    public boolean isAcs3() {
        return headers.first("Authorization").orElse("").startsWith("ACS3-");
    }

    /** Those of the query and of a form body. */
    public Parameters parameters() {
        Parameters query = Parameters.parse(query());
        return contentType().startsWith("application/x-www-form-urlencoded")
                ? query.and(Parameters.parse(body))
                : query;
    }

    /** When its client signed it; an upload does not say. */
    public Optional<Instant> signedAt() {
        return headers.first("x-acs-date")
                .or(() -> parameters().first("Timestamp"))
                .map(Instant::parse);
    }

    public Optional<OmittedFile> file() {
        return FILE.matcher(body)
                .results()
                .map(found -> new OmittedFile(Integer.parseInt(found.group(1)), found.group(2)))
                .findFirst();
    }

    /** The value of a text part of a form upload, by its name without case. */
    public Optional<String> formField(String name) {
        Matcher part = Pattern.compile(
                        "form-data; name=\"" + Pattern.quote(name) + "\"\r\n(?:[^\r\n]+\r\n)*\r\n([^\r\n]*)\r\n--",
                        Pattern.CASE_INSENSITIVE)
                .matcher(body);
        return part.find() ? Optional.of(part.group(1)) : Optional.empty();
    }

    public byte[] bodyBytes() {
        return body.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The body with these bytes as the file; Content-Length still fits if they are as many as were sent. */
    public byte[] bodyBytes(byte[] file) {
        String bytes = new String(file, StandardCharsets.ISO_8859_1);
        return FILE.matcher(body).replaceFirst(Matcher.quoteReplacement(bytes)).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The same request as our server would see it. */
    public HttpRequest arrivedAt(Instant arrived) {
        String host = headers.first("Host").orElse("");
        return new HttpRequest(method, "http", host, path(), query(), headers, bodyBytes(), arrived);
    }

    @Override
    public String toString() {
        return capture + " #" + number;
    }

    private String contentType() {
        return headers.first("Content-Type").orElse("");
    }
}
