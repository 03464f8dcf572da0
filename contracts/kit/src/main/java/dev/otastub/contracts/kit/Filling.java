package dev.otastub.contracts.kit;

import dev.otastub.core.Headers;
import dev.otastub.signature.Parameter;
import dev.otastub.signature.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts other values into a request, whose shape stays as it is: what there is not, is not added but by {@link #withMore}. */
final class Filling {

    private static final Pattern BOUNDARY =
            Pattern.compile("boundary=(?:\"([^\"]+)\"|([^;\\s]+))", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("[;\\s]name=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);
    private static final Pattern FILE_NAME = Pattern.compile("[;\\s]filename\\*?=", Pattern.CASE_INSENSITIVE);

    private Filling() {}

    /** Other values of parameters in the query, and of fields in the body, of either kind. */
    static Message withValues(Message request, Map<String, String> values) {
        return request.isMultipart() ? withFields(request, values) : withParameters(request, values);
    }

    static Message withParameters(Message request, Map<String, String> values) {
        Message filled = request.withQuery(
                replaced(Parameters.parse(request.query()), values).encoded());
        if (!request.isForm()) {
            return filled;
        }
        Parameters body = Parameters.parse(new String(request.body(), StandardCharsets.UTF_8));
        return filled.withBody(replaced(body, values).encoded().getBytes(StandardCharsets.UTF_8));
    }

    /** Parameters besides, where the request has its own; what is there already stays as it is. */
    static Message withMore(Message request, Map<String, String> more) {
        Parameters query = Parameters.parse(request.query());
        Parameters body = Parameters.parse(request.isForm() ? new String(request.body(), StandardCharsets.UTF_8) : "");
        List<Parameter> absent = more.entrySet().stream()
                .filter(one -> query.and(body).first(one.getKey()).isEmpty())
                .map(one -> new Parameter(one.getKey(), one.getValue()))
                .toList();
        if (absent.isEmpty()) {
            return request;
        }
        return request.isForm()
                ? request.withBody(body.and(new Parameters(absent)).encoded().getBytes(StandardCharsets.UTF_8))
                : request.withQuery(query.and(new Parameters(absent)).encoded());
    }

    private static Parameters replaced(Parameters parameters, Map<String, String> values) {
        List<Parameter> all = new ArrayList<>();
        for (Parameter parameter : parameters.all()) {
            all.add(new Parameter(parameter.name(), values.getOrDefault(parameter.name(), parameter.value())));
        }
        return new Parameters(all);
    }

    static Headers withHeaders(Headers headers, Map<String, String> values) {
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(values);
        return new Headers(headers.fields().stream()
                .map(field -> Map.entry(field.getKey(), byName.getOrDefault(field.getKey(), field.getValue())))
                .toList());
    }

    /** Other values of a form's fields; the file, the order and the parts' headers stay byte for byte. */
    private static Message withFields(Message request, Map<String, String> values) {
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(values);
        // One character for each byte, so that no byte is lost.
        String body = new String(request.body(), StandardCharsets.ISO_8859_1);
        String delimiter = "\r\n--" + boundary(request);
        StringBuilder filled = new StringBuilder();
        int at = body.startsWith(delimiter.substring(2)) ? delimiter.length() - 2 : body.length();
        filled.append(body, 0, at);
        while (true) {
            int head = body.indexOf("\r\n\r\n", at);
            int end = head < 0 ? -1 : body.indexOf(delimiter, head + 2);
            if (end < 0) {
                return request.withBody(
                        filled.append(body.substring(at)).toString().getBytes(StandardCharsets.ISO_8859_1));
            }
            String headers = body.substring(at, head + 4);
            String value = body.substring(Math.min(head + 4, end), end);
            filled.append(headers).append(fieldValue(headers, value, byName)).append(delimiter);
            at = end + delimiter.length();
        }
    }

    private static String fieldValue(String headers, String value, Map<String, String> values) {
        Matcher name = NAME.matcher(headers);
        if (FILE_NAME.matcher(headers).find() || !name.find()) {
            return value;
        }
        String other = values.get(name.group(1));
        return other == null ? value : new String(other.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String boundary(Message request) {
        Matcher boundary =
                BOUNDARY.matcher(request.headers().first("Content-Type").orElse(""));
        if (!boundary.find()) {
            throw new IllegalArgumentException("The form's Content-Type names no boundary.");
        }
        return boundary.group(1) != null ? boundary.group(1) : boundary.group(2);
    }
}
