package dev.otastub.multipart;

import dev.otastub.multipart.FormReader.Fields;
import dev.otastub.multipart.FormReader.FileEnd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A body read to where its reader stops. */
record Reading(Fields fields, Optional<FileEnd> end, String file) {

    static Reading of(byte[] body) {
        return of(new ByteArrayInputStream(body));
    }

    static Reading of(String bodyWithLineFeeds) {
        return of(bytes(bodyWithLineFeeds));
    }

    /** Reads a form whose boundary is {@code B}. */
    static Reading of(InputStream body) {
        try {
            FormReader reader = new FormReader(body, "B");
            Fields fields = reader.readFields();
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            Optional<FileEnd> end = Optional.empty();
            if (fields.file().isPresent()) {
                end = Optional.of(reader.copyFile((buffer, offset, length) -> {
                    file.write(buffer, offset, length);
                    return true;
                }));
            }
            return new Reading(fields, end, file.toString(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of a body in which each line feed stands for CRLF. */
    static byte[] bytes(String bodyWithLineFeeds) {
        return bodyWithLineFeeds.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    Optional<FormProblem> problem() {
        return fields.problem().or(() -> end.flatMap(FileEnd::problem));
    }
}
