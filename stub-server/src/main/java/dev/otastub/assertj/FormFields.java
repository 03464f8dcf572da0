package dev.otastub.assertj;

import dev.otastub.Upload;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The form fields of an upload for a person, without what would let others upload. */
final class FormFields {

    private static final Set<String> NOT_SHOWN = Set.of("signature", "x-oss-signature", "x-oss-security-token");
    private static final int LONGEST = 200;

    private FormFields() {}

    static String of(Upload upload) {
        if (upload.fields().isEmpty()) {
            return "It has none at all.";
        }
        return upload.fields().entrySet().stream()
                .map(field -> shown(field.getKey(), field.getValue()))
                .collect(Collectors.joining(", ", "Its fields are ", "."));
    }

    static String shown(String name, String value) {
        return Story.cut(name, LONGEST)
                + (isShown(name) ? "='" + Story.cut(value, LONGEST) + "'" : " (its value is not shown)");
    }

    private static boolean isShown(String name) {
        return !NOT_SHOWN.contains(name.toLowerCase(Locale.ROOT));
    }
}
