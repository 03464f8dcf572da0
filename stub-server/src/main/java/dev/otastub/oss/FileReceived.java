package dev.otastub.oss;

import dev.otastub.core.Refusal;
import dev.otastub.multipart.FormReader;
import dev.otastub.oss.policy.LongRange;
import dev.otastub.oss.policy.PostPolicy;
import java.util.Optional;

/**
 * What the checks after the file look at.
 *
 * @param form what came before the file
 * @param end how the file, and the form behind it, ended
 * @param range the sizes that the policy allows
 * @param md5Mismatch the MD5 of the body in Base64, if the client announced another one
 */
record FileReceived(PostObjectForm form, FormReader.FileEnd end, LongRange range, Optional<String> md5Mismatch) {

    /**
     * The file's size. Of a file that was not read to its end, the size is what Content-Length leaves for it (inferred),
     * or, without one, what came until then.
     */
    long proposedSize() {
        return end.stopped() ? Math.max(end.size(), announcedSize(form)) : end.size();
    }

    /** What Content-Length leaves for the file; 0 without one. */
    static long announcedSize(PostObjectForm form) {
        int closing = "\r\n--".length() + form.type().boundary().length() + "--\r\n".length();
        return Math.max(0, form.contentLength().orElse(0) - form.content().bytesRead() - closing);
    }

    Optional<Refusal> tooLarge() {
        if (end.stopped() && range.max() > RequestRules.FIVE_GB) {
            return Optional.of(PostObjectError.BODY_TOO_LARGE.because("The file goes on after " + end.size()
                    + " bytes; a form must be smaller than " + RequestRules.FIVE_GB + " bytes."));
        }
        return end.stopped() || end.size() > range.max()
                ? Optional.of(PostPolicy.tooLarge(range.max(), Math.max(range.max() + 1, proposedSize())))
                : Optional.empty();
    }

    Optional<Refusal> tooSmall() {
        return end.size() < range.min() ? Optional.of(PostPolicy.tooSmall(range.min(), end.size())) : Optional.empty();
    }
}
