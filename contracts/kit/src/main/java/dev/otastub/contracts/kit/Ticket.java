package dev.otastub.contracts.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Leave to upload a file, as GenerateOTAUploadURL gives it.
 *
 * @param host scheme and authority of the bucket
 * @param firmwareUrl where the file will be
 * @param fields key, policy, OSSAccessKeyId and signature of the form
 * @param created when it was given, by the clock of who gave it; empty if it does not say so
 */
record Ticket(String host, String firmwareUrl, Map<String, String> fields, Optional<Instant> created) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Ticket of(JsonNode data) throws CannotPrepare {
        for (String field : List.of("Host", "Key", "Policy", "OSSAccessKeyId", "Signature", "FirmwareUrl")) {
            if (data.path(field).asText("").isEmpty() || !data.path(field).isTextual()) {
                throw new CannotPrepare("GenerateOTAUploadURL gave no Data." + field);
            }
        }
        if (!isAddress(data.path("Host").asText())) {
            throw new CannotPrepare("GenerateOTAUploadURL gave a Data.Host that nothing can be sent to");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("key", data.path("Key").asText());
        fields.put("policy", data.path("Policy").asText());
        fields.put("OSSAccessKeyId", data.path("OSSAccessKeyId").asText());
        fields.put("signature", data.path("Signature").asText());
        return new Ticket(
                data.path("Host").asText(),
                data.path("FirmwareUrl").asText(),
                fields,
                instant(data.path("UtcCreate").asText()));
    }

    private static boolean isAddress(String host) {
        try {
            URI uri = new URI(host);
            return uri.getHost() != null && List.of("http", "https").contains(String.valueOf(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    Ticket with(Map<String, String> others) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.putAll(others);
        return new Ticket(host, firmwareUrl, all, created);
    }

    /** When the policy says that it ends. */
    Instant expiration() throws CannotPrepare {
        try {
            return instant(JSON.readTree(decoded("policy")).path("expiration").asText())
                    .orElseThrow(() -> new CannotPrepare(
                            "the policy that GenerateOTAUploadURL gave has no expiration that is a time"));
        } catch (IOException e) {
            throw new CannotPrepare("the policy that GenerateOTAUploadURL gave is no JSON");
        }
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private String field(String name) {
        return String.valueOf(fields.get(name));
    }

    /** The folder in the bucket, with its slash. */
    String folder() {
        String key = field("key");
        return key.substring(0, key.lastIndexOf('/') + 1);
    }

    /** The same with a field that is not as it was given, but as well-formed as before. */
    Ticket altered(String field) throws CannotPrepare {
        return switch (field) {
            case "signature" -> with(Map.of("signature", otherSignature()));
            case "policy" -> with(Map.of("policy", otherPolicy()));
            default -> with(Map.of("key", "elsewhere/" + field("key")));
        };
    }

    private String otherSignature() throws CannotPrepare {
        byte[] bytes = decoded("signature");
        bytes[0] ^= 1;
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The same policy to whoever reads it as JSON, but not to who signs it. */
    private String otherPolicy() throws CannotPrepare {
        byte[] json = (" " + new String(decoded("policy"), StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(json);
    }

    private byte[] decoded(String name) throws CannotPrepare {
        try {
            return Base64.getDecoder().decode(field(name));
        } catch (IllegalArgumentException e) {
            throw new CannotPrepare("the " + name + " that GenerateOTAUploadURL gave is no Base64");
        }
    }
}
