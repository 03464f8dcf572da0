package dev.otastub.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * The documentation's sample of a firmware upload, reworked as a small client: no SDK, no class of the stub.
 *
 * @see <a href="https://www.alibabacloud.com/help/en/iot/developer-reference/api-9usv7z">GenerateOTAUploadURL</a>
 */
final class ReferenceClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERSION = "2018-01-20";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String endpoint;
    private final String keyId;
    private final String secret;
    private final InstantSource clock;

    /**
     * A client of one account.
     *
     * @param endpoint the RPC API's address with its scheme
     */
    ReferenceClient(String endpoint, String keyId, String secret, InstantSource clock) {
        this.endpoint = endpoint;
        this.keyId = keyId;
        this.secret = secret;
        this.clock = clock;
    }

    /**
     * What an operation, or OSS, answered.
     *
     * @param fields the texts in the body by name, those of {@code Data} by {@code Data.<name>}
     */
    record Result(int status, String contentType, String body, Map<String, String> fields) {

        boolean isSuccess() {
            return status == 200 && "true".equals(fields.get("Success"));
        }

        String code() {
            return fields.getOrDefault("Code", "");
        }

        String data(String name) {
            return fields.getOrDefault("Data." + name, "");
        }
    }

    /** Calls an operation. */
    Result call(Framing framing, String format, String action, Map<String, String> own) {
        return switch (framing) {
            case V1_QUERY ->
                send(HttpRequest.newBuilder(URI.create(endpoint + "/?" + encoded(signedV1("GET", format, action, own))))
                        .GET());
            case V1_FORM ->
                send(HttpRequest.newBuilder(URI.create(endpoint + "/"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(encoded(signedV1("POST", format, action, own)))));
            case ACS3 -> send(signedAcs3(action, own));
        };
    }

    /**
     * Uploads a file.
     *
     * @param fields the form's fields in their order; the file comes last
     * @param fileName null for a part without one
     * @param file null for no file
     */
    Result upload(String host, Map<String, String> fields, @Nullable String fileName, byte @Nullable [] file) {
        String boundary = UUID.randomUUID().toString();
        StringBuilder form = new StringBuilder();
        fields.forEach((name, value) -> part(form, boundary, "\"" + name + "\"", value));
        if (file != null) {
            String name = fileName == null ? "\"file\"" : "\"file\"; filename=\"" + fileName + "\"";
            part(form, boundary, name + "\r\nContent-Type: application/octet-stream", new String(file, UTF_8));
        }
        form.append("--").append(boundary).append("--\r\n");
        return send(HttpRequest.newBuilder(URI.create(host + "/"))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofString(form.toString())));
    }

    private static void part(StringBuilder form, String boundary, String name, String value) {
        form.append("--")
                .append(boundary)
                .append("\r\nContent-Disposition: form-data; name=")
                .append(name);
        form.append("\r\n\r\n").append(value).append("\r\n");
    }

    private Map<String, String> signedV1(String method, String format, String action, Map<String, String> own) {
        Map<String, String> all = new TreeMap<>(own);
        all.put("Action", action);
        all.put("Version", VERSION);
        all.put("Format", format);
        all.put("AccessKeyId", keyId);
        all.put("SignatureMethod", "HMAC-SHA1");
        all.put("SignatureVersion", "1.0");
        all.put("SignatureNonce", UUID.randomUUID().toString());
        all.put("Timestamp", now());
        String stringToSign = method + "&%2F&" + encoded(encoded(all));
        all.put("Signature", Base64.getEncoder().encodeToString(hmac("HmacSHA1", secret + "&", stringToSign)));
        return all;
    }

    private HttpRequest.Builder signedAcs3(String action, Map<String, String> own) {
        URI uri = URI.create(endpoint + (own.isEmpty() ? "/" : "/?" + encoded(new TreeMap<>(own))));
        Map<String, String> signed = new TreeMap<>();
        signed.put("x-acs-action", action);
        signed.put("x-acs-version", VERSION);
        signed.put("x-acs-date", now());
        signed.put("x-acs-signature-nonce", UUID.randomUUID().toString());
        signed.put("x-acs-content-sha256", sha256(""));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(BodyPublishers.noBody());
        signed.forEach(request::header);
        signed.put("host", uri.getAuthority());
        String names = String.join(";", signed.keySet());
        String canonical = "POST\n/\n" + encoded(new TreeMap<>(own)) + "\n"
                + signed.entrySet().stream()
                        .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                        .collect(Collectors.joining())
                + "\n" + names + "\n" + sha256("");
        String signature =
                HexFormat.of().formatHex(hmac("HmacSHA256", secret, "ACS3-HMAC-SHA256\n" + sha256(canonical)));
        return request.header(
                "Authorization",
                "ACS3-HMAC-SHA256 Credential=" + keyId + ",SignedHeaders=" + names + ",Signature=" + signature);
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private Result send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            String type = answer.headers().firstValue("Content-Type").orElse("");
            return new Result(answer.statusCode(), type, answer.body(), fields(type, answer.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static Map<String, String> fields(String type, String body) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (type.contains("json")) {
            read("", json(body), fields);
        } else if (type.contains("xml")) {
            read("", xml(body), fields);
        }
        return fields;
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(String prefix, JsonNode object, Map<String, String> fields) {
        object.properties().forEach(field -> {
            if (field.getValue().isObject()) {
                read(prefix + field.getKey() + ".", field.getValue(), fields);
            } else {
                fields.put(prefix + field.getKey(), field.getValue().asText());
            }
        });
    }

    private static void read(String prefix, Element element, Map<String, String> fields) {
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                String name = prefix + inner.getTagName();
                if (inner.getElementsByTagName("*").getLength() > 0) {
                    read(name + ".", inner, fields);
                } else {
                    fields.put(name, inner.getTextContent());
                }
            }
        }
    }

    private static Element xml(String body) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(body.getBytes(UTF_8)))
                    .getDocumentElement();
        } catch (SAXException | ParserConfigurationException e) {
            throw new IllegalStateException(body, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String encoded(Map<String, String> sorted) {
        return sorted.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static byte[] hmac(String algorithm, String key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), algorithm));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
