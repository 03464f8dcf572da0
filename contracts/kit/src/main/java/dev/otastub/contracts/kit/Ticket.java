package dev.otastub.contracts.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Leave to upload a file, as GenerateOTAUploadURL gives it.
 *
 * @param host scheme and authority of the bucket
 * @param firmwareUrl where the file will be
 * @param fields key, policy, OSSAccessKeyId and signature of the form
 */
record Ticket(String host, String firmwareUrl, Map<String, String> fields) {

    static Ticket of(JsonNode data) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("key", data.path("Key").asText());
        fields.put("policy", data.path("Policy").asText());
        fields.put("OSSAccessKeyId", data.path("OSSAccessKeyId").asText());
        fields.put("signature", data.path("Signature").asText());
        return new Ticket(data.path("Host").asText(), data.path("FirmwareUrl").asText(), fields);
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
    Ticket altered(String field) {
        return switch (field) {
            case "signature" -> with(Map.of("signature", otherSignature()));
            case "policy" -> with(Map.of("policy", otherPolicy()));
            default -> with(Map.of("key", "elsewhere/" + field("key")));
        };
    }

    private String otherSignature() {
        byte[] bytes = Base64.getDecoder().decode(field("signature"));
        bytes[0] ^= 1;
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The same policy to whoever reads it as JSON, but not to who signs it. */
    private String otherPolicy() {
        byte[] json = (" " + new String(Base64.getDecoder().decode(field("policy")), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(json);
    }
}
