package dev.otastub.wiremock;

import dev.otastub.core.Headers;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.HttpDate;
import dev.otastub.core.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The header fields of an answer as they can go over the wire; the Date is the time of the account, if that is known. */
final class AnswerHeaders {

    /** Says in plain words why a request was refused. */
    static final String REFUSAL = "X-Ota-Stub-Refusal";

    static final String DATE = "Date";

    private static final int LONGEST_REFUSAL = 2048;

    private AnswerHeaders() {}

    static Headers of(HttpAnswer answer, boolean extraHeaders) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        answer.headers().fields().forEach(field -> fields.add(Map.entry(field.getKey(), onTheWire(field.getValue()))));
        fields.add(Map.entry(DATE, HttpDate.of(answer.story().at())));
        fields.add(Map.entry("Content-Length", Long.toString(answer.body().length())));
        if (extraHeaders) {
            answer.story().refusal().ifPresent(why -> fields.add(Map.entry(REFUSAL, refusal(why))));
        }
        return new Headers(fields);
    }

    /**
     * A client's own text may come back in a header: as the UTF-8 bytes it came in, and without what would end the line.
     */
    private static String onTheWire(String value) {
        if (value.chars().allMatch(character -> character >= ' ' && character < 0x7F)) {
            return value;
        }
        return new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
                .replaceAll("[\\x00-\\x08\\x0A-\\x1F\\x7F]", " ");
    }

    /** In ASCII, so that every client can print it: a line end is written \\n, all else is percent-encoded. */
    private static String refusal(Refusal why) {
        StringBuilder text = new StringBuilder();
        for (byte b : why.reason().getBytes(StandardCharsets.UTF_8)) {
            if (b == '\n') {
                text.append("\\n");
            } else if (b >= ' ' && b < 0x7F) {
                text.append((char) b);
            } else {
                text.append(String.format("%%%02X", b));
            }
        }
        return text.length() <= LONGEST_REFUSAL ? text.toString() : text.substring(0, LONGEST_REFUSAL - 3) + "...";
    }
}
