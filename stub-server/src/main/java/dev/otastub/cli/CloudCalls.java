package dev.otastub.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otastub.signature.Parameters;
import dev.otastub.tls.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/** Calls the cloud, or a stub of it, as a client does; files are streamed. */
final class CloudCalls {

    private static final int CONNECT_TIMEOUT = 10_000;
    private static final int ANSWER_TIMEOUT = 60_000;

    /** More than any answer of these calls has. */
    private static final int LONGEST_ANSWER = 1 << 20;

    private final String endpoint;
    private final Optional<SSLSocketFactory> sockets;

    /** @param trust whom to trust in place of those whom Java trusts */
    CloudCalls(String endpoint, Optional<Trust> trust) {
        this.endpoint = endpoint;
        this.sockets = trust.map(Trust::context).map(SSLContext::getSocketFactory);
    }

    /** The cloud refused; the message is for the user. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String call, int status, String code, String message, Optional<String> why) {
            super(call + " was refused: " + status + " " + code + ": " + message
                    + why.map(text -> " (" + text + ")").orElse(""));
        }
    }

    /** Calls an operation with signed parameters. */
    JsonNode operation(Parameters signed) throws IOException {
        HttpURLConnection connection = open(endpoint + "/?" + signed.encoded());
        String name = signed.first("Action").orElse("");
        int status = connection.getResponseCode();
        String text = body(connection);
        JsonNode answer = json(text).orElseThrow(() -> refused(name, connection, status, "no JSON", text));
        if (status != 200 || !answer.path("Success").asBoolean()) {
            throw refused(
                    name,
                    connection,
                    status,
                    answer.path("Code").asText(),
                    answer.path("ErrorMessage").asText(answer.path("Message").asText()));
        }
        return answer;
    }

    /**
     * Uploads a file as the ticket of GenerateOTAUploadURL says.
     *
     * @return the answer in words
     */
    String post(JsonNode ticket, Path file, Progress progress) throws IOException {
        String boundary = "ota-stub-" + UUID.randomUUID();
        byte[] head = head(ticket, file, boundary).getBytes(StandardCharsets.UTF_8);
        byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
        long size = Files.size(file);
        HttpURLConnection connection = open(ticket.path("Host").asText() + "/");
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "multipart/form-data; boundary=" + boundary);
        connection.setFixedLengthStreamingMode(head.length + size + tail.length);
        try (OutputStream out = connection.getOutputStream();
                InputStream in = Files.newInputStream(file)) {
            out.write(head);
            copy(in, out, size, progress);
            out.write(tail);
        }
        int status = connection.getResponseCode();
        String text = body(connection);
        if (status != 200) {
            throw refused("PostObject", connection, status, element(text, "Code"), element(text, "Message"));
        }
        return "200, " + size + " bytes, ETag " + connection.getHeaderField("ETag");
    }

    private static String head(JsonNode ticket, Path file, String boundary) {
        String fileName = String.valueOf(file.getFileName()).replaceAll("[\"\\\\\\p{Cntrl}]", "_");
        return field(boundary, "key", ticket.path("Key").asText())
                + field(boundary, "policy", ticket.path("Policy").asText())
                + field(
                        boundary,
                        "OSSAccessKeyId",
                        ticket.path("OSSAccessKeyId").asText())
                + field(boundary, "signature", ticket.path("Signature").asText())
                + field(boundary, "success_action_status", "200")
                + "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
    }

    private static String field(String boundary, String name, String value) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static void copy(InputStream in, OutputStream out, long size, Progress progress) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long done = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            out.write(buffer, 0, count);
            done += count;
            progress.at(done, size);
        }
        progress.end(done, size);
    }

    private HttpURLConnection open(String url) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        if (connection instanceof HttpsURLConnection https) {
            sockets.ifPresent(https::setSSLSocketFactory);
        }
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(CONNECT_TIMEOUT);
        connection.setReadTimeout(ANSWER_TIMEOUT);
        return connection;
    }

    private static String body(HttpURLConnection connection) throws IOException {
        try (InputStream in = connection.getResponseCode() < 400
                ? connection.getInputStream()
                : Optional.ofNullable(connection.getErrorStream()).orElseGet(InputStream::nullInputStream)) {
            return new String(in.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
        }
    }

    private static Optional<JsonNode> json(String text) {
        try {
            return Optional.of(new ObjectMapper().readTree(text)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String element(String xml, String name) {
        Matcher matcher = Pattern.compile("<" + name + ">(.*?)</" + name + ">", Pattern.DOTALL)
                .matcher(xml);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static Refused refused(String call, HttpURLConnection connection, int status, String code, String message) {
        return new Refused(
                call, status, code, message, Optional.ofNullable(connection.getHeaderField("X-Ota-Stub-Refusal")));
    }
}
