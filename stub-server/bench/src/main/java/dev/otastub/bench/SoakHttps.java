package dev.otastub.bench;

import dev.otastub.bench.SoakConnection.Answer;
import dev.otastub.bench.SoakLine.Stopped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** Uploads over HTTPS, by Java's own client, one for each version of HTTP and shared by all clients of the soak. */
final class SoakHttps {

    private static final Duration LONGEST = Duration.ofSeconds(90);

    private final URI uri;
    private final HttpClient first;
    private final HttpClient second;

    private SoakHttps(URI uri, HttpClient first, HttpClient second) {
        this.uri = uri;
        this.first = first;
        this.second = second;
    }

    static SoakHttps to(Running stub, int port) throws IOException {
        SSLContext trust = TlsUploads.trusting(stub);
        return new SoakHttps(
                URI.create("https://localhost:" + port + "/"),
                client(HttpClient.Version.HTTP_1_1, trust),
                client(HttpClient.Version.HTTP_2, trust));
    }

    private static HttpClient client(HttpClient.Version version, SSLContext trust) {
        return HttpClient.newBuilder()
                .version(version)
                .sslContext(trust)
                .connectTimeout(LONGEST)
                .build();
    }

    void upload(SoakLine line, Map<String, String> fields, SoakFile file, boolean newer) throws Stopped {
        SoakRequest form = SoakRequest.form(fields, file);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(LONGEST)
                .header("Content-Type", Form.contentType())
                .POST(BodyPublishers.ofByteArray(form.body()))
                .build();
        line.ask(
                "PostObject over HTTPS, HTTP/" + (newer ? "2" : "1.1"),
                form.what(),
                SoakExpected.stored(file),
                unused -> answer(newer ? second : first, request));
    }

    private static Answer answer(HttpClient client, HttpRequest request) throws IOException {
        try {
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            return new Answer(
                    response.statusCode(),
                    Map.of(
                            "etag", response.headers().firstValue("ETag").orElse(""),
                            "x-ota-stub-refusal",
                                    response.headers()
                                            .firstValue("X-Ota-Stub-Refusal")
                                            .orElse("")),
                    response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
