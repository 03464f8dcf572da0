package dev.otastub.multipart;

/**
 * Why a body is not a form that OSS takes.
 *
 * @param kind what is wrong
 * @param explanation what came and what was expected, for the developer whose client sent it
 * @param proposed the size that came, where a limit was passed; else 0
 * @param allowed that limit; else 0
 */
public record FormProblem(Kind kind, String explanation, long proposed, long allowed) {

    /** What can be wrong with a form. */
    public enum Kind {
        /** A part's first header is another one, or it has none. */
        NOT_CONTENT_DISPOSITION_FIRST,
        /** The grammar is broken: no opening boundary, a line that is no header, a part without a name, a comma. */
        MALFORMED,
        /** A name passes 8 KiB, or seems to because {@code filename*=} stopped it from ending. */
        FIELD_NAME_TOO_LONG,
        /** A value passes 2 MiB. */
        FIELD_VALUE_TOO_LONG,
        /** The values before the file pass 8 MiB together. */
        FIELDS_TOO_LARGE,
        /** More parts before the file than anybody sends. */
        TOO_MANY_PARTS,
        /** After the file comes another part named {@code file}. */
        SECOND_FILE,
        /** The body ended before its closing boundary. */
        CUT_OFF
    }

    private static final int LONGEST_QUOTE = 80;

    static FormProblem of(Kind kind, String explanation) {
        return new FormProblem(kind, explanation, 0, 0);
    }

    static FormProblem malformed(String explanation) {
        return of(Kind.MALFORMED, explanation);
    }

    /** A piece of what came, cut to what a sentence bears. */
    static String quoted(String text) {
        String piece = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "..." : text;
        return "'" + piece.replace("\r", "\\r").replace("\n", "\\n").replaceAll("\\p{Cntrl}", ".") + "'";
    }
}
