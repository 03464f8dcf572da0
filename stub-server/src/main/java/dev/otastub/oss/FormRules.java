package dev.otastub.oss;

import static dev.otastub.oss.RequestRules.refuseIf;

import dev.otastub.core.Refusal;
import dev.otastub.multipart.FormProblem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Rules on the form as a form. */
final class FormRules {

    static final String FOREIGN_KMS_KEY = "x-amz-server-side-encryption-aws-kms-key-id";

    private FormRules() {}

    static Optional<Refusal> formIsWellFormed(Posting posting) {
        return posting.form().problem().map(FormRules::refusal);
    }

    /** The row that says what was wrong with a form. */
    static Refusal refusal(FormProblem problem) {
        PostObjectError row = switch (problem.kind()) {
            case NOT_CONTENT_DISPOSITION_FIRST -> PostObjectError.PART_STARTS_WITHOUT_CONTENT_DISPOSITION;
            case FIELD_NAME_TOO_LONG -> PostObjectError.FIELD_NAME_TOO_LONG;
            case FIELD_VALUE_TOO_LONG -> PostObjectError.FIELD_VALUE_TOO_LONG;
            case FIELDS_TOO_LARGE -> PostObjectError.FIELDS_TOO_LONG;
            case SECOND_FILE -> PostObjectError.FILE_REPEATED;
            case MALFORMED, TOO_MANY_PARTS, CUT_OFF -> PostObjectError.FORM_MALFORMED;
        };
        Map<String, String> sizes = new LinkedHashMap<>();
        sizes.put("MaxSizeAllowed", Long.toString(problem.allowed()));
        sizes.put("ProposedSize", Long.toString(problem.proposed()));
        return row.because(problem.explanation(), sizes);
    }

    static Optional<Refusal> noForeignKmsKeyIsSent(Posting posting) {
        return posting.form()
                .field(FOREIGN_KMS_KEY)
                .map(value -> PostObjectError.AMZ_KMS_KEY_ID_SENT.because(
                        "The form has a field of S3 that OSS refuses: " + FOREIGN_KMS_KEY + ".",
                        OssErrorRow.argument(FOREIGN_KMS_KEY, value)));
    }

    static Optional<Refusal> fileIsSent(Posting posting) {
        return refuseIf(
                posting.form().content().file().isEmpty(),
                PostObjectError.FILE_MISSING.because(
                        "The form has no part named 'file'. It must be the last part, and be named exactly so."
                                + notes(posting)));
    }

    static Optional<Refusal> keyIsSent(Posting posting) {
        return refuseIf(
                posting.form().field("key").isEmpty(),
                PostObjectError.KEY_MISSING.because(
                        "No field 'key' came before the file; fields after the file are not read. Got: "
                                + String.join(", ", posting.form().names()) + "." + notes(posting),
                        OssErrorRow.argument("key", "")));
    }

    /** What became of parts that gave no field. */
    private static String notes(Posting posting) {
        return posting.form().content().notes().stream().map(note -> " " + note).collect(Collectors.joining());
    }
}
