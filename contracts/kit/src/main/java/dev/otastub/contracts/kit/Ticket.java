package dev.otastub.contracts.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Leave to upload a file, as GenerateOTAUploadURL gives it.
 *
 * @param host scheme and authority of the bucket
 * @param firmwareUrl where the file will be
 * @param fields key, policy, OSSAccessKeyId and signature of the form
 */
record Ticket(String host, String firmwareUrl, Map<String, String> fields) {

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
        return new Ticket(data.path("Host").asText(), data.path("FirmwareUrl").asText(), fields);
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
        return new Ticket(host, firmwareUrl, all);
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
