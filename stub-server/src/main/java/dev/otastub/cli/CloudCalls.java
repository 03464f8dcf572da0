package dev.otastub.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otastub.signature.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** Calls the cloud, or a stub of it, as a client does; files are streamed. */
final class CloudCalls {

    private final String endpoint;
    private final Connections connections;

    CloudCalls(String endpoint, Connections connections) {
        this.endpoint = endpoint;
        this.connections = connections;
    }

    /** Calls an operation with signed parameters. */
    JsonNode operation(Parameters signed) throws IOException {
        HttpURLConnection connection = connections.open(endpoint + "/?" + signed.encoded());
        String name = signed.first("Action").orElse("");
        int status = connection.getResponseCode();
        String text = Connections.body(connection);
        Optional<JsonNode> parsed = json(text);
        if (parsed.isEmpty()) {
            throw Refused.by(name, connection, "no JSON", text);
        }
        JsonNode answer = parsed.get();
        if (status != 200 || !answer.path("Success").asBoolean()) {
            throw Refused.by(
                    name,
                    connection,
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
        HttpURLConnection connection = connections.open(ticket.path("Host").asText() + "/");
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
        String text = Connections.body(connection);
        if (status != 200) {
            throw Refused.byOss("PostObject", connection, text);
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

    private static Optional<JsonNode> json(String text) {
        try {
            return Optional.of(new ObjectMapper().readTree(text)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
