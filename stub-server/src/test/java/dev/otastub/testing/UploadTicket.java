package dev.otastub.testing;

import static io.restassured.RestAssured.given;

import dev.otastub.OtaStub;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What GenerateOTAUploadURL returned, and the upload it allows. */
public record UploadTicket(Map<String, String> data) {

    /** Asks the stub for an upload, signed by the sign route. */
    public static UploadTicket from(OtaStub stub) {
        JsonPath answer = given().baseUri(stub.url())
                .queryParam("Action", "GenerateOTAUploadURL")
                .get("/__admin/ota/sign")
                .jsonPath();
        return new UploadTicket(answer.getMap("Data"));
    }

    public String key() {
        return data.get("Key");
    }

    public String host() {
        return data.get("Host");
    }

    public String firmwareUrl() {
        return data.get("FirmwareUrl");
    }

    /** A form with all fields but the file. */
    public RequestSpecification form() {
        return given().multiPart("key", key())
                .multiPart("policy", data.get("Policy"))
                .multiPart("OSSAccessKeyId", data.get("OSSAccessKeyId"))
                .multiPart("Signature", data.get("Signature"))
                .multiPart("success_action_status", "200");
    }

    /** As {@link #form}, for an object that anybody may read. */
    public RequestSpecification publicForm() {
        return form().multiPart("x-oss-object-acl", "public-read");
    }

    public Response upload(byte[] file) {
        return form().multiPart("file", "firmware.bin", file).post(host());
    }

    /** The bytes of a form up to the first byte of its file, for the boundary {@code x}. */
    public String formUpToFile() {
        StringBuilder form = new StringBuilder();
        field(form, "key", key());
        field(form, "policy", data.get("Policy"));
        field(form, "OSSAccessKeyId", data.get("OSSAccessKeyId"));
        field(form, "Signature", data.get("Signature"));
        return form.append("--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n")
                .toString();
    }

    private static void field(StringBuilder form, String name, String value) {
        form.append("--x\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n");
    }

    /** A whole request that announces so many bytes of file, up to the first of them. */
    public byte[] requestUpToFile(long fileSize) {
        String form = formUpToFile();
        long length = form.length() + fileSize + "\r\n--x--\r\n".length();
        String head = "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                + "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: " + length + "\r\n\r\n";
        return (head + form).getBytes(StandardCharsets.ISO_8859_1);
    }
}
