package dev.otastub.behaviour;

import dev.otastub.OtaStub;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client made of the JDK alone, so that the class path under test stays what it is. */
final class Client {

    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\":\"([^\"]*)\"");

    private final HttpClient http;
    private final String url;

    private Client(HttpClient http, String url) {
        this.http = http;
        this.url = url;
    }

    static Client of(OtaStub stub) {
        return new Client(following().build(), stub.url());
    }

    static Client overHttps(OtaStub stub) {
        return new Client(following().sslContext(stub.sslContext()).build(), stub.httpsUrl());
    }

    private static HttpClient.Builder following() {
        return HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL);
    }

    /** What GenerateOTAUploadURL answers. */
    Map<String, String> ticket() throws IOException, InterruptedException {
        Map<String, String> ticket = new TreeMap<>();
        Matcher fields = FIELD.matcher(
                get("/__admin/ota/sign?Action=GenerateOTAUploadURL").body());
        while (fields.find()) {
            ticket.put(fields.group(1), fields.group(2));
        }
        return ticket;
    }

    HttpResponse<String> upload(Map<String, String> ticket, String file) throws IOException, InterruptedException {
        StringBuilder form = new StringBuilder();
        for (String name : new String[] {"Key", "Policy", "OSSAccessKeyId", "Signature"}) {
            form.append("--x\r\nContent-Disposition: form-data; name=\"")
                    .append(name.equals("Key") || name.equals("Policy") ? name.toLowerCase() : name)
                    .append("\"\r\n\r\n")
                    .append(ticket.get(name))
                    .append("\r\n");
        }
        form.append("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"firmware.bin\"\r\n\r\n")
                .append(file)
                .append("\r\n--x--\r\n");
        return post(ticket.get("Host") + "/", "multipart/form-data; boundary=x", form.toString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String pathOrUrl, String type, String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(pathOrUrl.startsWith("/") ? url + pathOrUrl : pathOrUrl))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
