package dev.otastub.oss;

import dev.otastub.core.HttpRequest;
import dev.otastub.core.StubClock;
import dev.otastub.multipart.FilePart;
import dev.otastub.multipart.FormField;
import dev.otastub.multipart.FormProblem;
import dev.otastub.multipart.FormReader;
import dev.otastub.multipart.MultipartType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A form upload up to the first byte of its file: all that PostObject decides on before it takes the file in.
 *
 * @param request the request without its body
 * @param address the bucket that is meant
 * @param contentLength the length of the whole body, where the client says it
 * @param lengthKnown whether the body's end can be found: by Content-Length, or by its framing
 * @param type what the Content-Type header says
 * @param content the fields before the file, the file's own headers, and what was wrong with the form if anything was
 */
public record PostObjectForm(
        HttpRequest request,
        OssAddress address,
        OptionalLong contentLength,
        boolean lengthKnown,
        MultipartType type,
        FormReader.Fields content) {

    /** The same form, by the clock of the account whose it turned out to be. */
    PostObjectForm by(StubClock accounts) {
        return new PostObjectForm(request.by(accounts), address, contentLength, lengthKnown, type, content);
    }

    /** The value of a field; names are compared without case, and of a doubled field the first counts. */
    public Optional<String> field(String name) {
        return formField(name).map(FormField::value);
    }

    Optional<FormField> formField(String name) {
        return content.fields().stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** The names of all fields, in lower case. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        content.fields().forEach(field -> names.add(field.name().toLowerCase(Locale.ROOT)));
        return names;
    }

    List<FormField> fieldsWithPrefix(String lowerCasePrefix) {
        return content.fields().stream()
                .filter(field -> field.name().toLowerCase(Locale.ROOT).startsWith(lowerCasePrefix))
                .toList();
    }

    Optional<FormProblem> problem() {
        return content.problem();
    }

    /** The file part's own Content-Type. */
    Optional<String> fileContentType() {
        return content.file().flatMap(FilePart::contentType);
    }

    /**
     * What a condition on {@code content-type} sees: the form field, or else the file part's own header (an integration
     * test of the vendor's SDK relies on that).
     */
    Optional<String> declaredContentType() {
        return field("content-type").or(this::fileContentType);
    }

    /** The content type to store: x-oss-content-type, then the file part's own, then the form field. */
    String storedContentType() {
        return Stream.of(field("x-oss-content-type"), fileContentType(), field("content-type"))
                .flatMap(Optional::stream)
                .filter(type -> !type.isBlank())
                .findFirst()
                .orElse("application/octet-stream");
    }

    /** The key as OSS stores it: after the policy was checked, {@code ${filename}} becomes the file's name. */
    String expandedKey() {
        String fileName = content.file()
                .flatMap(FilePart::fileName)
                .map(name -> name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1))
                .orElse("");
        return field("key").orElse("").replace("${filename}", fileName);
    }
}
