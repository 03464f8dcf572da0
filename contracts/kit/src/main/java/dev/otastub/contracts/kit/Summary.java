package dev.otastub.contracts.kit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer in a few words: its status, its Code and its form. */
final class Summary {

    private static final int LONGEST = 80;
    private static final Pattern CODE = Pattern.compile("\"Code\"\\s*:\\s*\"([^\"<]*)\"|<Code>([^<]*)</Code>");
    private static final Pattern SUCCESS =
            Pattern.compile("\"Success\"\\s*:\\s*(true|false|\"[a-z]*\")|<Success>([^<]*)</Success>");

    private Summary() {}

    static String of(Answer answer) {
        return of(
                answer.status(),
                answer.text(),
                answer.headers().first("Content-Type").orElse(""));
    }

    static String of(int status, String body, String contentType) {
        StringBuilder text = new StringBuilder().append(status);
        code(body).ifPresent(code -> text.append(' ').append(code));
        first(SUCCESS, body).ifPresent(success -> text.append(" Success=").append(success));
        if (!contentType.isEmpty()) {
            String type = contentType.split(";", 2)[0].strip();
            text.append(' ').append(type.substring(type.indexOf('/') + 1));
        }
        String line = Printable.withoutControls(text.toString()).replaceAll("\\s", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }

    /** The Code of a refusal. */
    static Optional<String> code(String body) {
        return first(CODE, body).filter(code -> !code.isEmpty());
    }

    private static Optional<String> first(Pattern pattern, String body) {
        Matcher found = pattern.matcher(body);
        return found.find() ? Optional.of(found.group(1) != null ? found.group(1) : found.group(2)) : Optional.empty();
    }
}
