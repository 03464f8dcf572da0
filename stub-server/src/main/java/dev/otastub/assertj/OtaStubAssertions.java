package dev.otastub.assertj;

import dev.otastub.TestAccount;
import dev.otastub.Upload;
import dev.otastub.control.RefusedCall;
import org.jspecify.annotations.Nullable;

/**
 * AssertJ's assertions for what an account did. Where one fails, its message tells all that the account uploaded, was
 * refused and created. To be imported statically beside AssertJ's own.
 *
 * <pre>{@code
 * assertThat(account).hasUploaded(file).wasNeverRefused();
 * assertThat(account).wasRefused(PostObjectError.POLICY_EXPIRED).hasUploadedNothing();
 * assertThat(account).singleUpload().hasContentType("application/zip").isClaimed();
 * }</pre>
 */
public final class OtaStubAssertions {

    private OtaStubAssertions() {}

    /** About an account: its uploads, its refusals and its packages. */
    public static TestAccountAssert assertThat(@Nullable TestAccount actual) {
        return new TestAccountAssert(actual);
    }

    /** About one upload. */
    public static UploadAssert assertThat(@Nullable Upload actual) {
        return new UploadAssert(actual);
    }

    /** About one refusal. It does not know its account: a refusal that {@code assertThat(account)} leads to tells more. */
    public static RefusedCallAssert assertThat(@Nullable RefusedCall actual) {
        return new RefusedCallAssert(actual);
    }
}
