package dev.otastub.contracts;

import dev.otastub.fixtures.Fixtures;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Answers of success: the golden answers of the stub, and the forms of what varies in them. */
final class Successes {

    private static final Map<String, String> TICKET = ticket("bin");
    private static final Map<String, String> PACKAGE =
            Map.of("RequestId", Forms.REQUEST_ID, "Data.FirmwareId", Forms.WORD, "Data.UtcCreate", Forms.INSTANT);
    private static final Value ETAG = Value.like(Forms.ETAG, "\"25F9E794323B453885F5181F1B624D0B\"");
    private static final Value OSS_ID = Value.like(Forms.OSS_REQUEST_ID, "6B02D6F8BA419D350DFE8AF7");

    private Successes() {}

    /**
     * GenerateOTAUploadURL.
     *
     * @param suffix what the file's name in OSS ends in
     */
    static Answer ticket(String format, String suffix) {
        String golden = Fixtures.text("rpc/GenerateOTAUploadURL/success." + format.toLowerCase(Locale.ROOT) + ".http");
        String body = golden.substring(golden.indexOf("\n\n") + 2);
        return rpc(format, body.replace(".bin", "." + suffix), ticketForms(suffix), "GenerateOTAUploadURLResponse");
    }

    static Answer firmwarePackage(String format) {
        String golden = Fixtures.text("rpc/CreateOTAFirmware/success." + format.toLowerCase(Locale.ROOT));
        return rpc(format, golden, PACKAGE, "CreateOTAFirmwareResponse");
    }

    /** PostObject, where nothing or 200 was asked for. */
    static Answer uploaded(int status) {
        return Answer.empty(status, Map.of("ETag", ETAG, "x-oss-request-id", OSS_ID));
    }

    /** PostObject, where 201 was asked for. */
    static Answer created() {
        return new Answer(
                201,
                Map.of("ETag", ETAG, "x-oss-request-id", OSS_ID),
                Value.like(Forms.XML_TYPE, "application/xml"),
                createdBody(),
                Map.of(
                        "$.PostResponse.Bucket.#text", Forms.WORD,
                        "$.PostResponse.Location.#text", Forms.URL,
                        "$.PostResponse.Key.#text", Forms.TEXT,
                        "$.PostResponse.ETag.#text", Forms.ETAG));
    }

    /** With a plain key: what Pact writes of other characters depends on the machine's charset. */
    private static String createdBody() {
        String key = PostObjectPromises.fields("201").get("key").example();
        return Fixtures.text("oss/post-object/created.xml")
                .trim()
                .replaceAll("<Key>.*</Key>", "<Key>" + key + "</Key>")
                .replaceAll("(<Location>https?://[^/]*/).*</Location>", "$1" + key + "</Location>");
    }

    private static Map<String, String> ticketForms(String suffix) {
        return suffix.equals("bin") ? TICKET : ticket(suffix);
    }

    private static Map<String, String> ticket(String suffix) {
        return Map.of(
                "RequestId", Forms.REQUEST_ID,
                "Data.Key", "^\\S+\\." + suffix + "$",
                "Data.Host", Forms.HOST,
                "Data.Policy", Forms.BASE64,
                "Data.OSSAccessKeyId", Forms.WORD,
                "Data.Signature", Forms.HMAC_SHA1,
                "Data.FirmwareUrl", "^https?://\\S+\\." + suffix + "$",
                "Data.UtcCreate", Forms.INSTANT);
    }

    private static Answer rpc(String format, String body, Map<String, String> forms, String root) {
        boolean json = format.equals("JSON");
        Map<String, String> paths = new LinkedHashMap<>();
        forms.forEach((name, form) -> paths.put(json ? "$." + name : "$." + root + "." + name + ".#text", form));
        return new Answer(
                200,
                Map.of(),
                json
                        ? Value.like(Forms.JSON_TYPE, "application/json;charset=utf-8")
                        : Value.like(Forms.XML_TYPE, "text/xml;charset=utf-8"),
                body,
                paths);
    }
}
