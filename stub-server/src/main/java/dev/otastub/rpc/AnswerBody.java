package dev.otastub.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otastub.core.XmlText;
import java.util.HashMap;
import java.util.Map;

/**
 * The body of an answer.
 *
 * @param root the name of the root element in XML
 * @param values what it holds, in the documentation's order
 */
record AnswerBody(String root, Struct values) {

    private static final ObjectMapper JSON = new ObjectMapper();

    String in(ResponseFormat format) {
        return switch (format) {
            case JSON -> json();
            case XML -> xml();
        };
    }

    /** Compact and in raw UTF-8: the legacy SDK knows no Unicode escapes. */
    private String json() {
        try {
            return JSON.writeValueAsString(hashMap(values));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A map of strings, numbers, maps and lists is JSON", e);
        }
    }

    /**
     * The cloud's answers come in the iteration order of a {@link HashMap} that was filled in the documentation's order
     * (reported: every published body of the last years fits). So this is one, of default capacity.
     */
    private static Map<String, Object> hashMap(Struct struct) {
        Map<String, Object> map = new HashMap<>();
        for (Struct.Field field : struct.fields()) {
            map.put(field.name(), json(field.value()));
        }
        return map;
    }

    private static Object json(Object value) {
        if (value instanceof Struct struct) {
            return hashMap(struct);
        }
        return value instanceof Struct.Items several
                ? several.items().stream().map(AnswerBody::hashMap).toList()
                : value;
    }

    /** Without any whitespace, after a prolog in single quotes (reported). */
    private String xml() {
        StringBuilder xml = new StringBuilder("<?xml version='1.0' encoding='UTF-8'?>");
        appendElement(xml, root, values);
        return xml.toString();
    }

    private static void appendElement(StringBuilder xml, String name, Object value) {
        if (value instanceof Struct.Items several && several.itemName().isEmpty()) {
            several.items().forEach(item -> appendElement(xml, name, item));
            return;
        }
        xml.append('<').append(name).append('>');
        if (value instanceof Struct struct) {
            struct.fields().forEach(field -> appendElement(xml, field.name(), field.value()));
        } else if (value instanceof Struct.Items several) {
            String itemName = several.itemName().orElseThrow();
            several.items().forEach(item -> appendElement(xml, itemName, item));
        } else if (value instanceof Struct.Verbatim verbatim) {
            xml.append("<![CDATA[").append(verbatim.text()).append("]]>");
        } else {
            xml.append(XmlText.escaped(value.toString()));
        }
        xml.append("</").append(name).append('>');
    }
}
