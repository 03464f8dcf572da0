package dev.otastub.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** There is no certificate to serve with; the message is a sentence for the user. */
public final class CertificateProblem extends Exception {
    private static final long serialVersionUID = 1L;

    CertificateProblem(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

    /** What is wrong with a file that an option names. */
    static CertificateProblem in(Path file, String option, String what, String remedy, @Nullable Exception cause) {
        return new CertificateProblem("The file " + file + " (" + option + ") " + what + ": " + remedy + ".", cause);
    }
}
