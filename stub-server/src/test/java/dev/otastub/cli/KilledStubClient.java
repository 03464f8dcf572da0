package dev.otastub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otastub.OtaStubAccount;
import dev.otastub.account.AccessKey;
import dev.otastub.core.Headers;
import dev.otastub.rpc.RequestSigner;
import dev.otastub.signature.Digests;
import dev.otastub.signature.OssV1Signature;
import dev.otastub.signature.Parameters;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** Calls a stub that may be killed under it: an IOException says that no answer was seen. */
final class KilledStubClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AccessKey KEY = OtaStubAccount.DEFAULT.keys().get(0);
    private static final AccessKey OWNER = OtaStubAccount.DEFAULT.issuingKey();
    private static final String BOUNDARY = "kill";

    static {
        // A call that was cut off must not be made again: the first one may have been heard.
        System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
    }

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final String url;

    KilledStubClient(StubJar stub) {
        this.url = stub.url();
    }

    /** The bytes of an object, as they are told apart. */
    record Content(long size, String md5Hex) {
        static Content of(byte[] bytes) {
            return new Content(bytes.length, Digests.md5Hex(bytes));
        }
    }

    JsonNode ticket() throws IOException {
        JsonNode answer = call(Parameters.parse("Action=GenerateOTAUploadURL"));
        assertThat(answer.path("Success").asBoolean()).as(answer.toString()).isTrue();
        return answer.path("Data");
    }

    /** The FirmwareId of the package it makes of an object. */
    String create(String name, String key) throws IOException {
        JsonNode answer = call(Parameters.parse("Action=CreateOTAFirmware")
                .and("FirmwareName", name)
                .and("DestVersion", name)
                .and("FirmwareUrl", url + "/" + key));
        assertThat(answer.path("Success").asBoolean()).as(answer.toString()).isTrue();
        return answer.path("Data").path("FirmwareId").asText();
    }

    void deletePackage(String id) throws IOException {
        JsonNode answer = call(Parameters.parse("Action=DeleteOTAFirmware").and("FirmwareId", id));
        assertThat(answer.path("Success").asBoolean()).as(answer.toString()).isTrue();
    }

    JsonNode query(String id) throws IOException {
        return call(Parameters.parse("Action=QueryOTAFirmware").and("FirmwareId", id));
    }

    private JsonNode call(Parameters own) throws IOException {
        Parameters signed =
                RequestSigner.signed(KEY, own, Instant.now(), UUID.randomUUID().toString());
        return JSON.readTree(send(HttpRequest.newBuilder(URI.create(url + "/?" + signed.encoded())))
                .body());
    }

    /** @param nanos how long to wait after each 16 KiB */
    void upload(JsonNode ticket, byte[] file, long nanos) throws IOException {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        for (String name : new String[] {"Key", "Policy", "OSSAccessKeyId", "Signature"}) {
            form.writeBytes(part(name, "", ticket.path(name).asText() + "\r\n"));
        }
        form.writeBytes(part("file", "; filename=\"firmware.bin\"", ""));
        form.writeBytes(file);
        form.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(URI.create(url + "/"))
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(body(form.toByteArray(), nanos)));
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(204);
        assertThat(answer.headers().firstValue("ETag").orElse(""))
                .isEqualToIgnoringCase('"' + Digests.md5Hex(file) + '"');
    }

    private static byte[] part(String name, String more, String value) {
        return ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n\r\n"
                        + value)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static BodyPublisher body(byte[] bytes, long nanos) {
        InputStream slow = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                LockSupport.parkNanos(nanos);
                return super.read(buffer, offset, length);
            }
        };
        return nanos == 0
                ? BodyPublishers.ofByteArray(bytes)
                : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> slow), bytes.length);
    }

    void deleteObject(String key) throws IOException {
        HttpResponse<byte[]> answer =
                send(HttpRequest.newBuilder(signed("DELETE", key)).DELETE());
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(204);
    }

    byte[] download(String key) throws IOException {
        return get(signed("GET", key));
    }

    byte[] get(URI address) throws IOException {
        HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(address));
        assertThat(answer.statusCode()).as("%s", address).isEqualTo(200);
        return answer.body();
    }

    private URI signed(String method, String key) {
        String until = Long.toString(Instant.now().getEpochSecond() + 600);
        String resource = OssV1Signature.canonicalizedResource("iotx-ota", key, Parameters.NONE);
        Parameters query = Parameters.NONE
                .and("Expires", until)
                .and("OSSAccessKeyId", OWNER.id())
                .and(
                        "Signature",
                        OssV1Signature.sign(
                                OWNER.secret(), OssV1Signature.stringToSign(method, Headers.NONE, until, resource)));
        return URI.create(url + "/" + key + "?" + query.encoded());
    }

    /** All that a state route lists, by name. */
    Map<String, JsonNode> list(String what, String name) throws IOException {
        Map<String, JsonNode> all = new HashMap<>();
        String after = "";
        do {
            Parameters query = Parameters.NONE.and("limit", "1000").and("after", after);
            JsonNode page = JSON.readTree(get(URI.create(url + "/__admin/ota/" + what + "?" + query.encoded())));
            page.path("items")
                    .forEach(item ->
                            assertThat(all.put(item.path(name).asText(), item)).isNull());
            after = page.path("next").asText("");
        } while (!after.isEmpty());
        return all;
    }

    JsonNode state() throws IOException {
        return JSON.readTree(get(URI.create(url + "/__admin/ota/state")));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
