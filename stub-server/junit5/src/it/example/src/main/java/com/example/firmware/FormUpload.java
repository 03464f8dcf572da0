package com.example.firmware;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Posts a file to OSS as a form, streaming it. */
final class FormUpload {

    private static final Pattern CODE = Pattern.compile("<Code>(.*?)</Code>");
    private static final Pattern MESSAGE = Pattern.compile("<Message>(.*?)</Message>");

    private final HttpClient http = HttpClient.newHttpClient();

    /** @throws ReleaseFailed if OSS refuses */
    void send(UploadTicket ticket, FirmwareFile file) throws IOException, InterruptedException {
        String boundary = UUID.randomUUID().toString();
        HttpRequest request = HttpRequest.newBuilder(URI.create(ticket.host() + "/"))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(form(ticket, file, boundary))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new ReleaseFailed(in(answer.body(), CODE), in(answer.body(), MESSAGE));
        }
    }

    private static BodyPublisher form(UploadTicket ticket, FirmwareFile file, String boundary) {
        StringBuilder head = new StringBuilder();
        ticket.fields()
                .forEach((name, value) -> head.append("--" + boundary + "\r\nContent-Disposition: form-data; name=\"")
                        .append(name)
                        .append("\"\r\n\r\n")
                        .append(value)
                        .append("\r\n"));
        head.append("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"")
                .append(file.name())
                .append("\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        byte[] before = head.toString().getBytes(StandardCharsets.UTF_8);
        byte[] after = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
        BodyPublisher whole =
                BodyPublishers.ofInputStream(() -> new SequenceInputStream(Collections.enumeration(List.<InputStream>of(
                        new ByteArrayInputStream(before), file.bytes().get(), new ByteArrayInputStream(after)))));
        return BodyPublishers.fromPublisher(whole, before.length + file.size() + after.length);
    }

    private static String in(String xml, Pattern element) {
        Matcher found = element.matcher(xml);
        return found.find() ? found.group(1) : "";
    }
}
