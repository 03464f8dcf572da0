package dev.otastub.behaviour;

import dev.otastub.OtaStub;
import dev.otastub.TestAccount;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

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

    /** What GenerateOTAUploadURL answers to the default account. */
    Map<String, String> ticket() throws IOException, InterruptedException {
        return ticket(get("/__admin/ota/sign?Action=GenerateOTAUploadURL"));
    }

    /** What GenerateOTAUploadURL answers to an account. */
    Map<String, String> ticketOf(TestAccount account) throws IOException, InterruptedException {
        return ticket(generateOtaUploadUrl(account));
    }

    /** Signed by version 1, as old SDKs do. */
    HttpResponse<String> generateOtaUploadUrl(TestAccount account) throws IOException, InterruptedException {
        Map<String, String> parameters = new TreeMap<>(Map.of(
                "Action", "GenerateOTAUploadURL",
                "Version", "2018-01-20",
                "Format", "JSON",
                "AccessKeyId", account.accessKeyId(),
                "SignatureMethod", "HMAC-SHA1",
                "SignatureVersion", "1.0",
                "SignatureNonce", UUID.randomUUID().toString(),
                "Timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()));
        String query = parameters.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return get("/?" + query + "&Signature="
                + encoded(hmacSha1(account.accessKeySecret() + "&", "GET&%2F&" + encoded(query))));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String hmacSha1(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> ticket(HttpResponse<String> answer) {
        Map<String, String> ticket = new TreeMap<>();
        Matcher fields = FIELD.matcher(answer.body());
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
