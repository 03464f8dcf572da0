package dev.otastub.multipart;

import dev.otastub.core.Headers;
import dev.otastub.multipart.ContentDisposition.Shape;
import dev.otastub.multipart.FormProblem.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The header lines of a part and what OSS makes of them: Content-Disposition comes first, all others are let pass.
 *
 * @param headers all of them; none if there is a problem
 * @param disposition the first, read
 * @param problem why the part cannot be taken
 */
record PartHead(Headers headers, ContentDisposition disposition, Optional<FormProblem> problem) {

    private static final String DISPOSITION = "Content-Disposition:";

    /** Reads header lines, one char of which is a byte. */
    static PartHead of(int part, List<String> lines) {
        String first = lines.isEmpty() ? "" : lines.get(0);
        boolean inOrder = first.regionMatches(true, 0, DISPOSITION, 0, DISPOSITION.length());
        ContentDisposition disposition = ContentDisposition.of(inOrder ? first.substring(DISPOSITION.length()) : "");
        Optional<FormProblem> problem = inOrder
                ? lines.stream().flatMap(line -> problemOf(part, line).stream()).findFirst()
                : Optional.of(notDispositionFirst(part, first));
        problem = problem.or(() -> problemOf(part, disposition));
        return new PartHead(problem.isEmpty() ? headers(lines) : Headers.NONE, disposition, problem);
    }

    /** A part that has no line to read. */
    static PartHead broken(FormProblem problem) {
        return new PartHead(Headers.NONE, ContentDisposition.of(""), Optional.of(problem));
    }

    /** This head, or a broken one if its lines themselves show no problem. */
    PartHead or(FormProblem other) {
        return problem.isPresent() ? this : broken(other);
    }

    boolean isFile() {
        return problem.isEmpty() && disposition.isFile();
    }

    FilePart file() {
        return new FilePart(disposition.fileName(), headers.first("Content-Type"), headers);
    }

    private static Headers headers(List<String> lines) {
        return new Headers(lines.stream()
                .map(line -> Map.entry(
                        nameIn(line),
                        ContentDisposition.utf8(line.substring(nameIn(line).length() + 1))
                                .strip()))
                .toList());
    }

    private static String nameIn(String line) {
        int colon = line.indexOf(':');
        return colon < 0 ? line : line.substring(0, colon);
    }

    private static FormProblem notDispositionFirst(int part, String first) {
        String came = first.isEmpty() ? "there are none" : "they begin with " + FormProblem.quoted(nameIn(first));
        return FormProblem.of(
                Kind.NOT_CONTENT_DISPOSITION_FIRST,
                "the headers of part " + part + " must begin with 'Content-Disposition', but " + came);
    }

    private static Optional<FormProblem> problemOf(int part, String line) {
        if (line.indexOf('\n') >= 0) {
            return Optional.of(FormProblem.malformed("a header of part " + part + " ends with LF; OSS wants CRLF"));
        }
        if (line.indexOf(':') < 1 || line.startsWith(" ") || line.startsWith("\t")) {
            return Optional.of(FormProblem.malformed("among the headers of part " + part + " is "
                    + FormProblem.quoted(line) + ", which is no 'Name: value'"));
        }
        return Optional.empty();
    }

    private static Optional<FormProblem> problemOf(int part, ContentDisposition disposition) {
        int length = disposition.nameLength();
        if (length > FormReader.MAX_NAME) {
            String what = "the name of part " + part + " has at least " + length + " bytes; OSS takes at most ";
            return Optional.of(
                    new FormProblem(Kind.FIELD_NAME_TOO_LONG, what + FormReader.MAX_NAME, length, FormReader.MAX_NAME));
        }
        return disposition.shape() == Shape.BROKEN
                ? Optional.of(
                        FormProblem.malformed("the Content-Disposition of part " + part + " " + disposition.remark()))
                : Optional.empty();
    }
}
