package dev.otastub.multipart;

import dev.otastub.multipart.ContentDisposition.Shape;
import dev.otastub.multipart.FormInput.Ending;
import dev.otastub.multipart.FormProblem.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a form upload as a stream: first the fields, then the bytes of the file. It follows what is known of OSS's own
 * parser, which is literal: Content-Disposition comes first in a part, {@code "; "} has its space, {@code filename*=}
 * breaks the form; other part headers are let pass.
 *
 * <p>The file is never held; the fields are, within OSS's limits. The stream may have been read somewhat further than
 * what was understood, so whoever wants the rest of a broken body gone reads on from the stream itself.
 *
 * @see <a href="https://www.alibabacloud.com/help/en/oss/developer-reference/postobject">PostObject</a>
 */
public final class FormReader {

    /** Takes the bytes of the file. */
    @FunctionalInterface
    public interface Sink {
        /** Takes a piece, which is valid during the call only; false means that no more is wanted. */
        boolean write(byte[] buffer, int offset, int length) throws IOException;
    }

    /**
     * What precedes the bytes of the file.
     *
     * @param fields the fields, in order
     * @param file the part named {@code file}; empty if the form ended, or broke, before one came
     * @param problem why the form cannot be taken; the fields before it are still there
     * @param notes what a developer should know about parts that came to nothing, as sentences
     * @param bytesRead how many bytes of the body this was
     */
    public record Fields(
            List<FormField> fields,
            Optional<FilePart> file,
            Optional<FormProblem> problem,
            List<String> notes,
            long bytesRead) {
        public Fields {
            fields = List.copyOf(fields);
            notes = List.copyOf(notes);
        }
    }

    /**
     * How the file ended.
     *
     * @param size how many of its bytes the sink was given
     * @param problem why the form cannot be taken after all
     * @param stopped whether the sink wanted no more
     * @param namesAfter the names of the fields that follow the file, the first ones, and long ones cut
     */
    public record FileEnd(long size, Optional<FormProblem> problem, boolean stopped, List<String> namesAfter) {
        public FileEnd {
            namesAfter = List.copyOf(namesAfter);
        }
    }

    /** OSS's limit for the name of a field. */
    public static final int MAX_NAME = 8 * 1024;

    /** OSS's limit for the value of a field. */
    public static final int MAX_VALUE = 2 * 1024 * 1024;

    /** OSS's limit for all values before the file. */
    public static final int MAX_FIELDS = 8 * 1024 * 1024;

    /** Our own limit for parts before the file: inferred, no page names one. */
    public static final int MAX_PARTS = 1000;

    // Ours as well; OSS's are unknown. The last one ends the counting of an endless value: OSS takes no larger body.
    private static final int MAX_PART_HEADERS = 32 * 1024;
    private static final int MAX_AFTER_FILE = 8 * 1024 * 1024;
    private static final long MAX_COUNTED = 5L * 1024 * 1024 * 1024;

    private static final int GLANCE = 100;

    /** Nobody reads these fields; their names are for developers. */
    private static final int MOST_NAMES_AFTER = 20;

    private static final int LONGEST_NAME_AFTER = 100;

    private final FormInput input;
    private final String boundary;
    private final List<FormField> fields = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> namesAfter = new ArrayList<>();
    private long fieldBytes;
    private int part;
    private boolean atFile;

    /** Reads a body with the boundary that its {@link MultipartType} names. */
    public FormReader(InputStream in, String boundary) {
        if (boundary.isEmpty()) {
            throw new IllegalArgumentException("A form needs a boundary.");
        }
        this.input = new FormInput(in, new Delimiter(boundary));
        this.boundary = boundary;
    }

    /** Reads up to the bytes of the file, or to the end of a form without one. To be called once. */
    public Fields readFields() throws IOException {
        Ending ending = input.open();
        if (ending == Ending.NOT_YET) {
            return broken(noOpening());
        }
        while (ending == Ending.NEXT_PART) {
            part++;
            if (part > MAX_PARTS) {
                return broken(new FormProblem(
                        Kind.TOO_MANY_PARTS, "the form has more than " + MAX_PARTS + " parts", part, MAX_PARTS));
            }
            PartHead head = readHead();
            if (head.problem().isPresent()) {
                return broken(head.problem().get());
            }
            if (head.isFile()) {
                atFile = true;
                return found(Optional.of(head.file()));
            }
            Content content = new Content();
            ending = input.copyContent(content);
            Optional<FormProblem> problem = take(head, content, ending);
            if (problem.isPresent()) {
                return broken(problem.get());
            }
        }
        return ending == Ending.CUT_OFF ? broken(cutOff()) : found(Optional.empty());
    }

    /** Streams the bytes of the file, then reads what follows it up to the closing boundary. To be called once. */
    public FileEnd copyFile(Sink sink) throws IOException {
        if (!atFile) {
            throw new IllegalStateException("readFields() has not found a file.");
        }
        atFile = false;
        long[] size = {0};
        Ending ending = input.copyContent((buffer, offset, length) -> {
            size[0] += length;
            return sink.write(buffer, offset, length);
        });
        if (ending == Ending.STOPPED) {
            return new FileEnd(size[0], Optional.empty(), true, List.of());
        }
        Optional<FormProblem> problem = readAfterFile(ending);
        return new FileEnd(size[0], problem, false, namesAfter);
    }

    // OSS ignores fields after the file, however they look; only another file is refused.
    private Optional<FormProblem> readAfterFile(Ending fileEnding) throws IOException {
        long from = input.position();
        Ending ending = fileEnding;
        while (ending == Ending.NEXT_PART) {
            part++;
            PartHead head = readHead();
            if (head.isFile()) {
                String what = part() + " is a second part named 'file'; OSS wants exactly one";
                return Optional.of(FormProblem.of(Kind.SECOND_FILE, what));
            }
            noteAfterFile(head.disposition().name());
            ending = isNear(from) ? input.copyContent((buffer, offset, length) -> isNear(from)) : Ending.STOPPED;
        }
        if (ending == Ending.STOPPED) {
            return Optional.of(
                    FormProblem.malformed("more than " + MAX_AFTER_FILE + " bytes of parts follow the file"));
        }
        return ending == Ending.CUT_OFF ? Optional.of(cutOff()) : Optional.empty();
    }

    private void noteAfterFile(String name) {
        if (namesAfter.size() < MOST_NAMES_AFTER && !name.isEmpty()) {
            namesAfter.add(name.substring(0, Math.min(name.length(), LONGEST_NAME_AFTER)));
        }
    }

    private boolean isNear(long from) {
        return input.position() - from <= MAX_AFTER_FILE;
    }

    /** Reads header lines up to the empty one, or to where the part turns out to be broken. */
    private PartHead readHead() throws IOException {
        List<String> lines = new ArrayList<>();
        int left = MAX_PART_HEADERS;
        int length = input.lineLength(left);
        while (length > 0 && !input.isAtDelimiter()) {
            lines.add(input.line(length));
            input.skipLine(length);
            left -= length;
            length = input.lineLength(left);
        }
        if (length == FormInput.TOO_LONG) {
            lines.add(input.line(left));
        }
        if (length == 0) {
            input.skipBlankLine();
            return PartHead.of(part, lines);
        }
        FormProblem unfinished = unfinished(length);
        return lines.isEmpty()
                ? PartHead.broken(unfinished)
                : PartHead.of(part, lines).or(unfinished);
    }

    private FormProblem unfinished(int length) throws IOException {
        if (input.isAtDelimiter()) {
            return FormProblem.malformed(part() + " ends before the empty line that must follow its headers");
        }
        return length == FormInput.CUT_OFF
                ? cutOff()
                : FormProblem.malformed("the headers of " + part() + " pass " + MAX_PART_HEADERS + " bytes");
    }

    private Optional<FormProblem> take(PartHead head, Content content, Ending ending) {
        ContentDisposition disposition = head.disposition();
        String named = part() + " (" + FormProblem.quoted(disposition.name()) + ")";
        if (disposition.shape() == Shape.EXTENDED_FILE_NAME) {
            return Optional.of(extendedFileName(content.size()));
        }
        if (disposition.shape() == Shape.UNRECOGNISED) {
            notes.add(part() + " came to nothing: its Content-Disposition " + disposition.remark());
        } else if (content.size() > MAX_VALUE) {
            String what = "the value of " + named + " has " + content.size() + " bytes; OSS takes at most " + MAX_VALUE;
            String hint = disposition.fileName().isPresent() ? "; a file belongs in the part named 'file'" : "";
            return Optional.of(new FormProblem(Kind.FIELD_VALUE_TOO_LONG, what + hint, content.size(), MAX_VALUE));
        } else if (ending != Ending.CUT_OFF) {
            return add(head, content);
        }
        return Optional.empty();
    }

    private Optional<FormProblem> add(PartHead head, Content content) {
        ContentDisposition disposition = head.disposition();
        fieldBytes += content.size();
        if (fieldBytes > MAX_FIELDS) {
            String what =
                    "the values before the file have " + fieldBytes + " bytes by " + part() + "; OSS takes at most ";
            return Optional.of(new FormProblem(Kind.FIELDS_TOO_LARGE, what + MAX_FIELDS, fieldBytes, MAX_FIELDS));
        }
        if (disposition.fileName().isPresent()) {
            notes.add(part() + " has a file name, but its name is " + FormProblem.quoted(disposition.name())
                    + "; OSS takes the file from the part named 'file'");
        }
        fields.add(FormField.of(disposition.name(), content.bytes()));
        return Optional.empty();
    }

    // Reported: OSS read on through a file of 522,742 bytes and called it a field name of about that length.
    private FormProblem extendedFileName(long size) {
        String what = "the Content-Disposition of " + part()
                + " has 'filename*=', which OSS cannot read: it takes what follows for a name; send 'filename=' alone";
        return size > MAX_NAME
                ? new FormProblem(Kind.FIELD_NAME_TOO_LONG, what, size, MAX_NAME)
                : FormProblem.malformed(what);
    }

    private FormProblem noOpening() throws IOException {
        String glance = input.glance(GLANCE);
        String came = glance.isEmpty() ? "is empty" : "begins with " + FormProblem.quoted(glance);
        return FormProblem.malformed("the body " + came + "; " + FormProblem.quoted("--" + boundary)
                + " and CRLF should begin it, as its Content-Type says");
    }

    private FormProblem cutOff() {
        String where = part == 0 ? "in its opening boundary" : "inside " + part();
        return FormProblem.of(
                Kind.CUT_OFF,
                "the body ends " + where + "; the closing " + FormProblem.quoted("--" + boundary + "--")
                        + " never came");
    }

    private Fields broken(FormProblem problem) {
        return new Fields(fields, Optional.empty(), Optional.of(problem), notes, input.position());
    }

    private Fields found(Optional<FilePart> file) {
        return new Fields(fields, file, Optional.empty(), notes, input.position());
    }

    private String part() {
        return "part " + part;
    }

    /** The value of a part, as far as OSS would take it, and its whole size. */
    private static final class Content implements Sink {

        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private long size;

        @Override
        public boolean write(byte[] buffer, int offset, int length) {
            size += length;
            if (size <= MAX_VALUE) {
                kept.write(buffer, offset, length);
            }
            return size <= MAX_COUNTED;
        }

        long size() {
            return Math.min(size, MAX_COUNTED);
        }

        byte[] bytes() {
            return kept.toByteArray();
        }
    }
}
