package dev.otastub.contracts.kit;

import dev.otastub.account.AccessKey;
import dev.otastub.rpc.RequestSigner;
import dev.otastub.signature.Parameter;
import dev.otastub.signature.Parameters;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that does all right, unless a test has it do something else. */
final class ScriptedClient {

    static final String FILE = "firmware of today";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ClientCheck check;
    private final AccessKey key;
    private String ticket = "";

    ScriptedClient(ClientCheck check) {
        this(check, check.accessKeySecret());
    }

    ScriptedClient(ClientCheck check, String secret) {
        this.check = check;
        this.key = AccessKey.of(check.accessKeyId(), secret);
    }

    static Parameters of(String... namesAndValues) {
        List<Parameter> all = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            all.add(new Parameter(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new Parameters(all);
    }

    String call(Instant now, String nonce, Parameters parameters) throws IOException, InterruptedException {
        String query = RequestSigner.signed(key, parameters, now, nonce).encoded();
        return http.send(
                        HttpRequest.newBuilder(URI.create(check.url() + "/?" + query))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    String call(String... namesAndValues) throws IOException, InterruptedException {
        return call(Instant.now(), UUID.randomUUID().toString(), of(namesAndValues));
    }

    ScriptedClient askForUrl(String... more) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("Action", "GenerateOTAUploadURL", "Format", "JSON"));
        all.addAll(List.of(more));
        ticket = call(all.toArray(String[]::new));
        return this;
    }

    /** A value of the upload URL that was asked for last. */
    String issued(String name) {
        Matcher value = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(ticket);
        return value.find() ? value.group(1) : "";
    }

    /** The parts of an upload in the order of the documentation's sample, to be changed. */
    List<Map.Entry<String, String>> parts() {
        return new ArrayList<>(List.of(
                Map.entry("key", issued("Key")),
                Map.entry("policy", issued("Policy")),
                Map.entry("OSSAccessKeyId", issued("OSSAccessKeyId")),
                Map.entry("signature", issued("Signature")),
                Map.entry("file", FILE)));
    }

    ScriptedClient upload(List<Map.Entry<String, String>> parts) throws IOException, InterruptedException {
        Uploader.sendParts(check.url(), parts);
        return this;
    }

    ScriptedClient upload() throws IOException, InterruptedException {
        return upload(parts());
    }

    ScriptedClient create(String url, String... more) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("Action", "CreateOTAFirmware", "Format", "JSON"));
        all.addAll(List.of("FirmwareName", "pump", "DestVersion", "1.0.0", "FirmwareUrl", url));
        all.addAll(List.of(more));
        call(all.toArray(String[]::new));
        return this;
    }

    ScriptedClient create() throws IOException, InterruptedException {
        return create(issued("FirmwareUrl"));
    }
}
