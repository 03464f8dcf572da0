package dev.otastub.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** The HTTP clients with which Java programs upload, each in the way in which it is used. */
enum UploadClient {
    /** As in the sample of GenerateOTAUploadURL: the file part has no filename. */
    DOCUMENTATION_SAMPLE(UploadClient::documentationSample),
    HTTP_CLIENT_5(UploadClient::httpClient5),
    OK_HTTP(UploadClient::okHttp),
    JDK(form -> BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(form::open), form.length()), false),
    JDK_CHUNKED(form -> BodyPublishers.ofInputStream(form::open), false),
    JDK_EXPECT_CONTINUE(
            form -> BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(form::open), form.length()), true),
    URL_CONNECTION((url, form) -> urlConnection(url, form, c -> c.setFixedLengthStreamingMode(form.length()))),
    URL_CONNECTION_CHUNKED((url, form) -> urlConnection(url, form, c -> c.setChunkedStreamingMode(4096)));

    /** Sends a form and waits for the answer. */
    interface Sending {
        UploadReply send(String url, UploadForm form) throws IOException, InterruptedException;
    }

    interface Publishing {
        BodyPublisher publisher(UploadForm form);
    }

    interface Framing {
        void set(HttpURLConnection connection);
    }

    private final Sending sending;

    UploadClient(Sending sending) {
        this.sending = sending;
    }

    UploadClient(Publishing publishing, boolean expectContinue) {
        this((url, form) -> jdk(url, publishing.publisher(form), expectContinue));
    }

    UploadReply send(String url, UploadForm form) throws IOException, InterruptedException {
        return sending.send(url, form);
    }

    private static UploadReply documentationSample(String url, UploadForm form) throws IOException {
        var post = new org.apache.http.client.methods.HttpPost(url);
        var builder = org.apache.http.entity.mime.MultipartEntityBuilder.create();
        form.fields().forEach(builder::addTextBody);
        builder.addBinaryBody("file", form.file().bytes());
        post.setEntity(builder.build());
        try (var client = org.apache.http.impl.client.HttpClients.createDefault();
                var response = client.execute(post)) {
            var entity = response.getEntity();
            return new UploadReply(
                    response.getStatusLine().getStatusCode(),
                    entity == null || entity.getContentType() == null
                            ? null
                            : entity.getContentType().getValue(),
                    entity == null ? "" : org.apache.http.util.EntityUtils.toString(entity));
        }
    }

    private static UploadReply httpClient5(String url, UploadForm form) throws IOException {
        var post = new org.apache.hc.client5.http.classic.methods.HttpPost(url);
        var builder = org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder.create();
        form.fields().forEach(builder::addTextBody);
        builder.addBinaryBody(
                "file",
                form.file().bytes(),
                org.apache.hc.core5.http.ContentType.APPLICATION_OCTET_STREAM,
                form.fileName());
        post.setEntity(builder.build());
        try (var client = org.apache.hc.client5.http.impl.classic.HttpClients.createDefault()) {
            return client.execute(post, response -> {
                var entity = response.getEntity();
                return new UploadReply(
                        response.getCode(),
                        entity == null ? null : entity.getContentType(),
                        entity == null ? "" : EntityUtils.toString(entity));
            });
        }
    }

    private static UploadReply okHttp(String url, UploadForm form) throws IOException {
        var body = new MultipartBody.Builder().setType(MultipartBody.FORM);
        form.fields().forEach(body::addFormDataPart);
        body.addFormDataPart(
                "file",
                form.fileName(),
                RequestBody.create(
                        MediaType.parse("application/octet-stream"), form.file().bytes()));
        var request = new okhttp3.Request.Builder().url(url).post(body.build()).build();
        try (var response = new OkHttpClient().newCall(request).execute()) {
            var answered = response.body();
            return new UploadReply(
                    response.code(), response.header("Content-Type"), answered == null ? "" : answered.string());
        }
    }

    /** Speaks HTTP/1.1, and offers HTTP/2 by the headers of h2c each time. */
    private static UploadReply jdk(String url, BodyPublisher body, boolean expectContinue)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", UploadForm.contentType())
                .expectContinue(expectContinue)
                .POST(body)
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        return new UploadReply(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(null),
                response.body());
    }

    private static UploadReply urlConnection(String url, UploadForm form, Framing framing) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", UploadForm.contentType());
        framing.set(connection);
        try (InputStream in = form.open();
                var out = connection.getOutputStream()) {
            in.transferTo(out);
        }
        int status = connection.getResponseCode();
        try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            String text = body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
            return new UploadReply(status, connection.getContentType(), text);
        }
    }
}
