package dev.otastub.contracts.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otastub.core.Headers;
import dev.otastub.signature.Parameter;
import dev.otastub.signature.Parameters;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A client of the operations, for what must be so before an interaction.
 *
 * @param client what sends
 * @param endpoint where the operations are
 * @param credentials whose calls they are
 * @param given the time that the calls carry, and their nonces
 * @param always parameters that every call has besides
 */
record CloudCalls(PacedClient client, URI endpoint, Credentials credentials, Given given, Map<String, String> always) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOUNDARY = "----ota-stub-verify";

    Ticket ticket() throws IOException, CannotPrepare {
        return Ticket.of(
                called("GenerateOTAUploadURL", Map.of("FileSuffix", "bin")).path("Data"));
    }

    /** Uploads a file; the URL is then its own. */
    Ticket uploaded(byte[] file) throws IOException, CannotPrepare {
        Ticket ticket = ticket();
        Answer answer = client.send(URI.create(ticket.host()), form(ticket, file));
        if (answer.status() / 100 != 2) {
            throw new CannotPrepare("PostObject answered " + Summary.of(answer));
        }
        return ticket;
    }

    private static Message form(Ticket ticket, byte[] file) {
        StringBuilder body = new StringBuilder();
        ticket.fields()
                .forEach((name, value) -> body.append("--" + BOUNDARY + "\r\n")
                        .append("Content-Disposition: form-data; name=\"" + name + "\"\r\n\r\n")
                        .append(value + "\r\n"));
        body.append("--" + BOUNDARY + "\r\n")
                .append("Content-Disposition: form-data; name=\"file\"; filename=\"firmware.bin\"\r\n\r\n")
                .append(new String(file, StandardCharsets.ISO_8859_1))
                .append("\r\n--" + BOUNDARY + "--\r\n");
        return new Message(
                "POST",
                "/",
                "",
                Headers.of("Content-Type", "multipart/form-data; boundary=" + BOUNDARY),
                body.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Makes a package, whose FirmwareId comes back. */
    String firmwarePackage(NewPackage made, String url) throws IOException, CannotPrepare {
        Map<String, String> own = new LinkedHashMap<>();
        own.put("FirmwareName", made.name());
        own.put("DestVersion", made.version());
        own.put("FirmwareUrl", url);
        String id =
                called("CreateOTAFirmware", own).path("Data").path("FirmwareId").asText("");
        if (id.isEmpty()) {
            throw new CannotPrepare("CreateOTAFirmware gave no Data.FirmwareId");
        }
        return id;
    }

    /** The FirmwareIds of the packages that have that name and version. */
    List<String> firmwarePackages(NewPackage asked) throws IOException, CannotPrepare {
        Map<String, String> own = new LinkedHashMap<>();
        own.put("CurrentPage", "1");
        own.put("PageSize", "100");
        own.put("DestVersion", asked.version());
        JsonNode listed = called("ListOTAFirmware", own).path("FirmwareInfo").path("SimpleFirmwareInfo");
        if (!listed.isArray()) {
            throw new CannotPrepare("ListOTAFirmware gave no FirmwareInfo.SimpleFirmwareInfo");
        }
        List<String> ids = new ArrayList<>();
        for (JsonNode one : listed) {
            if (one.path("FirmwareName").asText().equals(asked.name())
                    && one.path("DestVersion").asText().equals(asked.version())) {
                ids.add(one.path("FirmwareId").asText());
            }
        }
        return ids;
    }

    void deleteFirmwarePackage(String id) throws IOException, CannotPrepare {
        called("DeleteOTAFirmware", Map.of("FirmwareId", id));
    }

    /** Calls an operation for its answer, whatever that is. */
    Answer answer(String action, Map<String, String> own) throws IOException {
        List<Parameter> parameters = new ArrayList<>();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Action", action);
        all.put("Version", "2018-01-20");
        all.put("Format", "JSON");
        all.put("AccessKeyId", "");
        all.put("SignatureMethod", "HMAC-SHA1");
        all.put("SignatureVersion", "1.0");
        all.put("SignatureNonce", "");
        all.put("Timestamp", "");
        all.put("Signature", "");
        all.putAll(always);
        all.putAll(own);
        all.forEach((name, value) -> parameters.add(new Parameter(name, value)));
        Message request = new Message("GET", "/", new Parameters(parameters).encoded(), Headers.NONE, new byte[0]);
        Signing signing = new Signing(credentials, given.clock().instant(), given.word(), endpoint.getRawAuthority());
        return client.send(endpoint, signing.sign(request));
    }

    private JsonNode called(String action, Map<String, String> own) throws IOException, CannotPrepare {
        Answer answer = answer(action, own);
        try {
            JsonNode json = JSON.readTree(answer.body());
            if (answer.status() == 200 && json.path("Success").asBoolean()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            throw new CannotPrepare(action + " answered " + Summary.of(answer) + ", which is no JSON");
        }
        throw new CannotPrepare(action + " answered " + Summary.of(answer));
    }
}
