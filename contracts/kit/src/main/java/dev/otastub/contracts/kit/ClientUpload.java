package dev.otastub.contracts.kit;

import dev.otastub.multipart.FilePart;
import dev.otastub.multipart.FormField;
import dev.otastub.multipart.FormProblem;
import dev.otastub.multipart.FormReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A form upload, as OSS reads one: what comes after the file is not there for it. The file's bytes are counted, not kept.
 *
 * @param method the method
 * @param path the path
 * @param fields the fields before the file, in their order
 * @param file the file, if there is one
 * @param size how many bytes it has
 * @param afterFile the names of the fields after it
 * @param problem why OSS would not take the form at all
 */
record ClientUpload(
        String method,
        String path,
        List<FormField> fields,
        Optional<FilePart> file,
        long size,
        List<String> afterFile,
        Optional<String> problem)
        implements ClientRequest {

    ClientUpload {
        fields = List.copyOf(fields);
        afterFile = List.copyOf(afterFile);
    }

    static ClientUpload of(String method, String path, String boundary, InputStream in) throws IOException {
        FormReader reader = new FormReader(in, boundary);
        FormReader.Fields before = reader.readFields();
        if (before.file().isEmpty() || before.problem().isPresent()) {
            return new ClientUpload(
                    method, path, before.fields(), before.file(), 0, List.of(), explained(before.problem()));
        }
        FormReader.FileEnd end = reader.copyFile((buffer, offset, length) -> true);
        return new ClientUpload(
                method, path, before.fields(), before.file(), end.size(), end.namesAfter(), explained(end.problem()));
    }

    private static Optional<String> explained(Optional<FormProblem> problem) {
        return problem.map(FormProblem::explanation);
    }

    /** A field before the file; names are compared without case, and of a doubled one the first counts. */
    Optional<FormField> field(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .findFirst();
    }

    @Override
    public String summary() {
        String parts = Stream.of(
                        fields.stream().map(FormField::name), file.stream().map(there -> "file"), afterFile.stream())
                .flatMap(names -> names)
                .collect(Collectors.joining(", "));
        return "PostObject by " + method + " " + path + ", fields " + (parts.isEmpty() ? "none" : parts);
    }
}
