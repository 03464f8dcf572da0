package dev.otastub.contracts.kit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** The HTTP clients with which Java programs upload, each in the way in which it is used. */
enum Uploader {
    /** The sample of GenerateOTAUploadURL: the file part has no file name. */
    HTTP_CLIENT_4(Uploader::httpClient4),
    HTTP_CLIENT_5(Uploader::httpClient5),
    OK_HTTP(Uploader::okHttp),
    JDK((url, fields, file) -> jdk(url, BodyPublishers.ofByteArray(byHand(fields, file)), false)),
    JDK_CHUNKED((url, fields, file) ->
            jdk(url, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(byHand(fields, file))), true));

    private static final String BOUNDARY = "----WebKitFormBoundary18watf3yh";

    /** What the client sees. */
    record Seen(int status, String body) {}

    private interface Sending {
        Seen send(String url, List<Map.Entry<String, String>> fields, byte[] file)
                throws IOException, InterruptedException;
    }

    private final Sending sending;

    Uploader(Sending sending) {
        this.sending = sending;
    }

    /** Sends fields and then the file. */
    Seen send(String url, Map<String, String> fields, byte[] file) throws IOException, InterruptedException {
        return sending.send(url, List.copyOf(fields.entrySet()), file);
    }

    private static Seen httpClient4(String url, List<Map.Entry<String, String>> fields, byte[] file)
            throws IOException {
        var post = new org.apache.http.client.methods.HttpPost(url);
        var form = org.apache.http.entity.mime.MultipartEntityBuilder.create();
        fields.forEach(field -> form.addTextBody(field.getKey(), field.getValue()));
        post.setEntity(form.addBinaryBody("file", file).build());
        try (var client = org.apache.http.impl.client.HttpClients.createDefault();
                var response = client.execute(post)) {
            var entity = response.getEntity();
            return new Seen(
                    response.getStatusLine().getStatusCode(),
                    entity == null ? "" : org.apache.http.util.EntityUtils.toString(entity));
        }
    }

    private static Seen httpClient5(String url, List<Map.Entry<String, String>> fields, byte[] file)
            throws IOException {
        var post = new org.apache.hc.client5.http.classic.methods.HttpPost(url);
        var form = org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder.create();
        fields.forEach(field -> form.addTextBody(field.getKey(), field.getValue()));
        form.addBinaryBody("file", file, org.apache.hc.core5.http.ContentType.APPLICATION_OCTET_STREAM, "pump (2).bin");
        post.setEntity(form.build());
        try (var client = org.apache.hc.client5.http.impl.classic.HttpClients.createDefault()) {
            return client.execute(
                    post,
                    response -> new Seen(
                            response.getCode(),
                            response.getEntity() == null ? "" : EntityUtils.toString(response.getEntity())));
        }
    }

    private static Seen okHttp(String url, List<Map.Entry<String, String>> fields, byte[] file) throws IOException {
        var form = new MultipartBody.Builder().setType(MultipartBody.FORM);
        fields.forEach(field -> form.addFormDataPart(field.getKey(), field.getValue()));
        form.addFormDataPart("file", "固件.bin", RequestBody.create(MediaType.parse("application/zip"), file));
        var request = new okhttp3.Request.Builder().url(url).post(form.build()).build();
        try (var response = new OkHttpClient().newCall(request).execute()) {
            var body = response.body();
            return new Seen(response.code(), body == null ? "" : body.string());
        }
    }

    private static Seen jdk(String url, HttpRequest.BodyPublisher body, boolean expectContinue)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "multipart/form-data; boundary=\"" + BOUNDARY + "\"")
                .expectContinue(expectContinue)
                .POST(body)
                .build();
        var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        return new Seen(response.statusCode(), response.body());
    }

    /** A form of parts in any order, sent by the JDK's client; the part {@code file} has a file name. */
    static Seen sendParts(String url, List<Map.Entry<String, String>> parts) throws IOException, InterruptedException {
        StringBuilder form = new StringBuilder();
        parts.forEach(part -> form.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"")
                .append(part.getKey())
                .append(part.getKey().equals("file") ? "\"; filename=\"pump.bin\"" : "\"")
                .append("\r\n\r\n")
                .append(part.getValue())
                .append("\r\n"));
        form.append("--" + BOUNDARY + "--\r\n");
        return jdk(url, BodyPublishers.ofString(form.toString()), false);
    }

    private static byte[] byHand(List<Map.Entry<String, String>> fields, byte[] file) {
        StringBuilder head = new StringBuilder();
        fields.forEach(field -> head.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"")
                .append(field.getKey())
                .append("\"\r\n\r\n")
                .append(field.getValue())
                .append("\r\n"));
        head.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"pump.bin\"\r\n"
                + "Content-Type: text/plain\r\n\r\n");
        byte[] before = head.toString().getBytes(StandardCharsets.UTF_8);
        byte[] after = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[before.length + file.length + after.length];
        System.arraycopy(before, 0, all, 0, before.length);
        System.arraycopy(file, 0, all, before.length, file.length);
        System.arraycopy(after, 0, all, before.length + file.length, after.length);
        return all;
    }
}
