package dev.otastub.assertj;

import dev.otastub.TestAccount;
import dev.otastub.control.RefusedCall;
import dev.otastub.core.CloudOperation;
import dev.otastub.core.ErrorRow;
import java.util.Locale;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions about a request that was refused. */
public class RefusedCallAssert extends AbstractAssert<RefusedCallAssert, RefusedCall> {

    private final @Nullable TestAccount account;

    /** To be had by {@link OtaStubAssertions}; public for AssertJ's soft assertions. */
    public RefusedCallAssert(@Nullable RefusedCall actual) {
        this(actual, null);
    }

    RefusedCallAssert(@Nullable RefusedCall actual, @Nullable TestAccount account) {
        super(actual, RefusedCallAssert.class);
        this.account = account;
    }

    /** It was refused for this cause. */
    public RefusedCallAssert hasCause(ErrorRow expected) {
        if (!refusal().cause().equals(expected)) {
            fail(
                    Story.name(actual.cause()),
                    Story.name(expected),
                    "to be for " + Story.name(expected),
                    "it is for " + Story.name(actual.cause()) + ".");
        }
        return this;
    }

    /** This operation was called. */
    public RefusedCallAssert hasOperation(CloudOperation expected) {
        return has("operation", refusal().operation().map(CloudOperation::title), expected.title());
    }

    /** This code was answered. */
    public RefusedCallAssert hasCode(String expected) {
        return has("code", Optional.of(refusal().code()), expected);
    }

    /** This condition of the post policy was not met, as OSS writes it: {@code ["eq", "$key", "firmware.bin"]}. */
    public RefusedCallAssert failedCondition(String expected) {
        return has("condition", refusal().condition(), expected);
    }

    /** A condition of the post policy on this form field was not met, whatever it wants. */
    public RefusedCallAssert failedConditionOn(String field) {
        String name = "\"$" + field.toLowerCase(Locale.ROOT) + "\"";
        Optional<String> got = refusal().condition();
        if (!got.filter(condition -> condition.toLowerCase(Locale.ROOT).contains(name))
                .isPresent()) {
            fail(
                    got.orElse(null),
                    name,
                    "to be for a condition on the field " + field,
                    got.map(other -> "it is for " + other + ".").orElse("it is for none."));
        }
        return this;
    }

    /** This was expected: by the condition, as the policy's end, or as the limit of a size. */
    public RefusedCallAssert expected(String expected) {
        return has("expectation", refusal().expected(), expected);
    }

    /** This came in place of what was expected. */
    public RefusedCallAssert got(String expected) {
        return has("value that came", refusal().got(), expected);
    }

    /** The stub signed this string, which the client should have signed. */
    public RefusedCallAssert hasStringToSign(String expected) {
        return has("string to sign", refusal().stringToSign(), expected);
    }

    private RefusedCallAssert has(String what, Optional<String> got, String expected) {
        if (!got.filter(expected::equals).isPresent()) {
            fail(
                    got.orElse(null),
                    expected,
                    "to have the " + what + " " + expected,
                    got.map(other -> "it has " + other).orElse("it has none."));
        }
        return this;
    }

    private RefusedCall refusal() {
        isNotNull();
        return actual;
    }

    private void fail(@Nullable String got, String expected, String expectation, String but) {
        String failure = "Expecting the refusal\n  " + Story.indented(actual.toString(), "  ") + "\n"
                + Story.fit(expectation) + "\nbut " + Story.fit(but);
        failWithActualExpectedAndMessage(
                got, expected, "%s", account == null ? Story.told(failure) : Story.told(failure, account));
    }
}
