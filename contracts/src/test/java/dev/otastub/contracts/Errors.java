package dev.otastub.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otastub.core.ErrorRow;
import dev.otastub.iot.IotError;
import dev.otastub.oss.OssErrorRow;
import dev.otastub.rpc.GatewayError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Answers of refusals, made from the stub's error tables. Promised are the status, the Code, the form of the RequestId
 * and that there is a message. Its words are promised where clients read them, up to what varies: the Java SDK looks for
 * the string to sign, and only the words tell one AccessDenied of OSS from another.
 */
final class Errors {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RPC_ID = "01A20317-BBD5-5BA4-837F-A2BDABB9EEF8";
    private static final String OSS_ID = "6B02D6F8BA419D350DFE8AF7";
    private static final Set<ErrorRow> READ_BY_CLIENTS = Set.of(GatewayError.V1_SIGNATURE_MISMATCH);

    private Errors() {}

    /** The row's Code with the arguments in it. */
    static String code(ErrorRow row, Map<String, String> arguments) {
        return filled(row.code(), arguments);
    }

    static Answer rpc(ErrorRow row, Map<String, String> arguments, String format, String action) {
        boolean business = row instanceof IotError;
        String message = business ? "ErrorMessage" : "Message";
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("RequestId", RPC_ID);
        if (business) {
            fields.put("Success", false);
        }
        fields.put("Code", code(row, arguments));
        fields.put(message, filled(row.message(), arguments));
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("RequestId", Forms.REQUEST_ID);
        forms.put(message, messageForm(row));
        if (format.equals("JSON")) {
            return new Answer(
                    row.status(),
                    Map.of(),
                    Value.like(Forms.JSON_TYPE, "application/json;charset=utf-8"),
                    json(fields),
                    paths("$.", forms, ""));
        }
        String root = business ? action + "Response" : "Error";
        return new Answer(
                row.status(),
                Map.of(),
                Value.like(Forms.XML_TYPE, "text/xml;charset=utf-8"),
                xml("<?xml version='1.0' encoding='UTF-8'?>", root, fields, "", ""),
                paths("$." + root + ".", forms, ".#text"));
    }

    static Answer oss(OssErrorRow row, Map<String, String> arguments) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("Code", code(row, arguments));
        fields.put("Message", filled(row.message(), arguments));
        fields.put("RequestId", OSS_ID);
        fields.put("HostId", "iotx-ota.oss-cn-shanghai.aliyuncs.com");
        Map<String, String> forms =
                Map.of("Message", messageForm(row), "RequestId", Forms.OSS_REQUEST_ID, "HostId", Forms.WORD);
        return new Answer(
                row.status(),
                Map.of("x-oss-request-id", Value.like(Forms.OSS_REQUEST_ID, OSS_ID)),
                Value.like(Forms.XML_TYPE, "application/xml"),
                xml("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", "Error", fields, "\n  ", "\n"),
                paths("$.Error.", forms, ".#text"));
    }

    private static String messageForm(ErrorRow row) {
        if (!READ_BY_CLIENTS.contains(row) && !row.code().equals("AccessDenied")) {
            return Forms.TEXT;
        }
        int placeholder = row.message().indexOf('{');
        return Forms.prefix(placeholder < 0 ? row.message() : row.message().substring(0, placeholder));
    }

    private static Map<String, String> paths(String before, Map<String, String> forms, String after) {
        Map<String, String> paths = new LinkedHashMap<>();
        forms.forEach((name, form) -> paths.put(before + name + after, form));
        return paths;
    }

    private static String xml(String head, String root, Map<String, Object> fields, String indent, String last) {
        StringBuilder xml = new StringBuilder(head).append('<').append(root).append('>');
        fields.forEach((name, value) -> xml.append(indent)
                .append('<')
                .append(name)
                .append('>')
                .append(escaped(value.toString()))
                .append("</")
                .append(name)
                .append('>'));
        return xml.append(last).append("</").append(root).append('>').toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String json(Map<String, Object> fields) {
        try {
            return new String(JSON.writeValueAsBytes(fields), UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String filled(String text, Map<String, String> arguments) {
        String filled = text;
        for (Map.Entry<String, String> argument : arguments.entrySet()) {
            filled = filled.replace("{" + argument.getKey() + "}", argument.getValue());
        }
        return filled;
    }
}
