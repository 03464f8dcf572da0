package dev.otastub.acceptance;

import dev.otastub.GeneratedFile;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubAccount;
import dev.otastub.acceptance.IotClient.Connection;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A form upload: its fields in the order in which to send them, and its file, which comes last.
 *
 * @param fields names and values
 * @param file the file
 * @param fileName its name, which not every client sends
 */
record UploadForm(Map<String, String> fields, GeneratedFile file, String fileName) {

    private static final String BOUNDARY = "----WebKitFormBoundary18watf3yh";

    UploadForm(Map<String, String> fields, GeneratedFile file) {
        this(fields, file, "firmware;v1 (2).bin");
    }

    UploadForm {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** An upload that the stub was asked for, by the default account. */
    static UploadForm askedOf(OtaStub stub, GeneratedFile file) throws Exception {
        Connection connection =
                new Connection(stub.hostPort(), OtaStubAccount.DEFAULT.keys().get(0));
        return of(
                new LegacySdk(LegacySdk.Settings.USUAL, connection, Optional.empty())
                        .generateOtaUploadUrl(Optional.of("bin")),
                file);
    }

    /** What the documentation's sample makes of an answer of GenerateOTAUploadURL. */
    static UploadForm of(IotAnswer ticket, GeneratedFile file) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("key", ticket.data("Key"));
        fields.put("policy", ticket.data("Policy"));
        fields.put("OSSAccessKeyId", ticket.data("OSSAccessKeyId"));
        fields.put("signature", ticket.data("Signature"));
        fields.put("success_action_status", "200");
        return new UploadForm(fields, file);
    }

    /** This form with a field of another value, or with one more field. */
    UploadForm with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        changed.put(name, value);
        return new UploadForm(changed, file, fileName);
    }

    UploadForm withFileName(String other) {
        return new UploadForm(fields, file, other);
    }

    String key() {
        return fields.getOrDefault("key", "");
    }

    /** The Content-Type that goes with the form written by hand. */
    static String contentType() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    long length() {
        return head().length + file.length() + tail().length;
    }

    /** The form written by hand, as those do whose HTTP client has no forms. */
    InputStream open() {
        return new SequenceInputStream(Collections.enumeration(
                List.of(new ByteArrayInputStream(head()), file.open(), new ByteArrayInputStream(tail()))));
    }

    private byte[] head() {
        StringBuilder head = new StringBuilder();
        fields.forEach((name, value) -> head.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\""
                + name + "\"\r\n\r\n" + value + "\r\n"));
        head.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        return head.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] tail() {
        return ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
