package dev.otastub.wiremock;

import dev.otastub.multipart.FormField;
import dev.otastub.oss.PostObjectForm;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * What WireMock is shown of a form upload: the fields, written anew and always well formed, and a file without bytes.
 * Stub mappings match on it and the journal keeps it; WireMock's own parser, which fails on much that clients send, never
 * sees what the client sent.
 *
 * @param contentType the Content-Type that goes with the body
 * @param body the form
 */
record FormView(String contentType, byte[] body) {

    private static final String BOUNDARY = "ota-stub-view-of-a-form";

    /** Longer values are cut: nobody matches on them, and the journal has to hold them. */
    private static final int LONGEST_VALUE = 16 * 1024;

    private static final int LONGEST_NAME = 200;
    private static final int MOST_FIELDS = 100;

    static FormView of(PostObjectForm form) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Set<String> names = new HashSet<>();
        form.content().fields().stream().limit(MOST_FIELDS).forEach(field -> part(body, unique(field, names), field));
        form.content().file().ifPresent(file -> {
            String name = file.fileName().map(FormView::quotable).orElse("");
            String type = file.contentType().map(FormView::quotable).orElse("application/octet-stream");
            write(
                    body,
                    "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                            + "\"\r\nContent-Type: " + type + "\r\n\r\n\r\n");
        });
        if (body.size() == 0) {
            write(
                    body,
                    "--" + BOUNDARY
                            + "\r\nContent-Disposition: form-data; name=\"no-field-could-be-read\"\r\n\r\n\r\n");
        }
        write(body, "--" + BOUNDARY + "--\r\n");
        return new FormView("multipart/form-data; boundary=" + BOUNDARY, body.toByteArray());
    }

    private static void part(ByteArrayOutputStream body, String name, FormField field) {
        write(body, "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n");
        byte[] value = field.raw();
        body.write(value, 0, Math.min(value.length, LONGEST_VALUE));
        write(body, "\r\n");
    }

    /** A name that came before gets a number: WireMock fails on two parts of one name. */
    private static String unique(FormField field, Set<String> names) {
        String name = quotable(field.name());
        String candidate = name.equals("file") ? "file-1" : name;
        for (int number = 2; !names.add(candidate); number++) {
            candidate = name + "-" + number;
        }
        return candidate;
    }

    /** What may stand between quotes in a header. */
    private static String quotable(String text) {
        String safe = text.replaceAll("[\\p{Cntrl}\"\\\\]", "_");
        return safe.length() <= LONGEST_NAME ? safe : safe.substring(0, LONGEST_NAME);
    }

    private static void write(ByteArrayOutputStream body, String text) {
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
