package dev.otastub.contracts.kit;

import dev.otastub.core.Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/** What can be wrong with a server, each as a change of the answers of a right one. */
public final class BrokenServers {

    private static final String TICKET = "{\"RequestId\":\"74C2BB8D-1D6F-41F5-AE68-6B2310883F63\",\"Data\":{"
            + "\"Policy\":\"eyJleHBpcmF0aW9uIjoiIn0=\",\"OSSAccessKeyId\":\"id\",\"UtcCreate\":\"2026-11-22T11:50:16.789Z\","
            + "\"Signature\":\"krRMp1hSNFCMIm+3haCljuXIqag=\",\"FirmwareUrl\":\"http://127.0.0.1/ota/a/b.bin\","
            + "\"ObjectStorage\":\"OSS\",\"Host\":\"http://127.0.0.1\",\"Key\":\"ota/a/b.bin\"},\"Success\":true}";
    private static final String PACKAGE = "{\"RequestId\":\"74C2BB8D-1D6F-41F5-AE68-6B2310883F63\",\"Data\":{"
            + "\"UtcCreate\":\"2026-11-22T11:50:16.789Z\",\"FirmwareId\":\"s8SSHiKjpBfrM3BSN0z803\"},\"Success\":true}";

    private BrokenServers() {}

    /** A refusal of that cause is forgotten: the server does what it was asked to. */
    static AlteringProxy.Change lacksTheCheckFor(String saying) {
        return (request, answer) -> answer.text().contains(saying) ? success(request) : answer;
    }

    /** How the server would have answered a request that it did not refuse. */
    static Answer success(Message request) {
        boolean xml =
                (request.query() + "&" + new String(request.body(), StandardCharsets.UTF_8)).contains("Format=XML");
        return success(request, xml);
    }

    /** The same in that format, whatever the request asks for. */
    static Answer success(Message request, boolean xml) {
        if (request.isMultipart()) {
            return new Answer(
                    200,
                    Headers.of(
                            "ETag",
                            "\"25F9E794323B453885F5181F1B624D0B\"",
                            "x-oss-request-id",
                            "6B02D6F8BA419D350DFE8AF7",
                            "x-oss-hash-crc64ecma",
                            "1",
                            "Content-MD5",
                            "JfnnlDI7RTiF9RgfG2JNCw=="),
                    new byte[0]);
        }
        String all = request.query() + "&" + new String(request.body(), StandardCharsets.UTF_8)
                + request.headers().first("x-acs-action").orElse("");
        String json = all.contains("CreateOTAFirmware") ? PACKAGE : TICKET;
        String root = (json.equals(PACKAGE) ? "CreateOTAFirmware" : "GenerateOTAUploadURL") + "Response";
        return new Answer(
                200,
                Headers.of("Content-Type", xml ? "text/xml;charset=utf-8" : "application/json;charset=utf-8"),
                bytes(xml ? "<?xml version='1.0' encoding='UTF-8'?>" + asXml(root, json) : json));
    }

    private static String asXml(String root, String json) {
        String inner = json.replaceAll("\"(\\w+)\":\"([^\"]*)\",?", "<$1>$2</$1>")
                .replaceAll("\"(\\w+)\":true,?", "<$1>true</$1>")
                .replace("\"Data\":{", "<Data>")
                .replaceFirst("\\},?<Success>", "</Data><Success>");
        return "<" + root + ">" + inner.substring(1, inner.length() - 1) + "</" + root + ">";
    }

    static AlteringProxy.Change when(BiPredicate<Message, Answer> condition, UnaryOperator<Answer> change) {
        return (request, answer) -> condition.test(request, answer) ? change.apply(answer) : answer;
    }

    static boolean isUpload(Message request) {
        return request.isMultipart();
    }

    static boolean isCall(Message request) {
        return !request.isMultipart();
    }

    static boolean isJson(Answer answer) {
        return answer.headers().first("Content-Type").orElse("").contains("json");
    }

    static boolean isXml(Answer answer) {
        return answer.headers().first("Content-Type").orElse("").contains("xml");
    }

    static Answer withStatus(Answer answer, int status) {
        return new Answer(status, answer.headers(), answer.body());
    }

    public static Answer withText(Answer answer, UnaryOperator<String> change) {
        return new Answer(answer.status(), answer.headers(), bytes(change.apply(answer.text())));
    }

    static Answer withHeader(Answer answer, String name, UnaryOperator<String> change) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (Map.Entry<String, String> field : answer.headers().fields()) {
            String value = field.getValue();
            fields.add(field.getKey().equalsIgnoreCase(name) ? Map.entry(field.getKey(), change.apply(value)) : field);
        }
        return new Answer(answer.status(), new Headers(fields), answer.body());
    }

    static Answer without(Answer answer, String header) {
        return new Answer(
                answer.status(),
                new Headers(answer.headers().fields().stream()
                        .filter(field ->
                                !field.getKey().toLowerCase(Locale.ROOT).equals(header.toLowerCase(Locale.ROOT)))
                        .toList()),
                answer.body());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
