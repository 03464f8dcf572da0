package dev.otastub.oss;

import dev.otastub.core.Refusal;
import java.util.Optional;
import java.util.function.Function;

/**
 * What OSS checks once the file came in, in order (inferred): it stops reading a file that is too large, so that comes
 * first.
 */
public enum FileCheck {
    FILE_IS_NOT_TOO_LARGE(FileReceived::tooLarge),
    FORM_ENDS_WELL(received -> received.end().problem().map(FormRules::refusal)),
    FILE_IS_NOT_TOO_SMALL(FileReceived::tooSmall),
    CONTENT_MD5_MATCHES(received -> received.md5Mismatch()
            .map(actual -> PostObjectError.CONTENT_MD5_MISMATCH.because("The Content-MD5 header is not that of the"
                    + " whole body (all of the form, not the file alone), which is " + actual + ".")));

    private final Function<FileReceived, Optional<Refusal>> rule;

    FileCheck(Function<FileReceived, Optional<Refusal>> rule) {
        this.rule = rule;
    }

    Optional<Refusal> refusal(FileReceived received) {
        return rule.apply(received);
    }
}
