package dev.otastub.assertj;

import dev.otastub.GeneratedFile;
import dev.otastub.TestAccount;
import dev.otastub.Upload;
import dev.otastub.control.RefusedCall;
import dev.otastub.core.ErrorRow;
import dev.otastub.iot.Firmware;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions about what an account did. */
public class TestAccountAssert extends AbstractAssert<TestAccountAssert, TestAccount> {

    /** To be had by {@link OtaStubAssertions}; public for AssertJ's soft assertions. */
    public TestAccountAssert(@Nullable TestAccount actual) {
        super(actual, TestAccountAssert.class);
    }

    /** One of its uploads has these bytes. */
    public TestAccountAssert hasUploaded(byte[] file) {
        return hasUploaded(ExpectedFile.of(file));
    }

    /** One of its uploads has the bytes of that file. */
    public TestAccountAssert hasUploaded(GeneratedFile file) {
        return hasUploaded(ExpectedFile.of(file));
    }

    /** One of its uploads has the bytes of that file. */
    public TestAccountAssert hasUploaded(Path file) {
        return hasUploaded(ExpectedFile.of(file));
    }

    private TestAccountAssert hasUploaded(ExpectedFile file) {
        List<Upload> uploads = account().uploads();
        if (uploads.stream().noneMatch(file::isThatOf)) {
            fail("to have uploaded " + file, Story.others(uploads, "upload") + file.nearest(uploads));
        }
        return this;
    }

    /** One of its uploads has this MD5, in hex digits. */
    public TestAccountAssert hasUploadedFileWithMd5(String md5) {
        List<Upload> uploads = account().uploads();
        if (uploads.stream().map(Upload::md5).noneMatch(md5::equalsIgnoreCase)) {
            fail("to have uploaded a file with the MD5 " + md5, Story.others(uploads, "upload"));
        }
        return this;
    }

    /** None of its uploads was accepted, or it tried none. */
    public TestAccountAssert hasUploadedNothing() {
        List<Upload> uploads = account().uploads();
        if (!uploads.isEmpty()) {
            fail("to have uploaded nothing", "it has " + Story.count(uploads, "upload") + ".");
        }
        return this;
    }

    /** So many of its uploads were accepted. */
    public TestAccountAssert hasUploads(int expected) {
        List<Upload> uploads = account().uploads();
        if (uploads.size() != expected) {
            failByValues(
                    uploads.size(),
                    expected,
                    "to have " + Story.count(expected, "upload"),
                    "it has " + uploads.size() + ".");
        }
        return this;
    }

    /** To its only upload. */
    public UploadAssert singleUpload() {
        hasUploads(1);
        return lastUpload();
    }

    /** To its newest upload. */
    public UploadAssert lastUpload() {
        List<Upload> uploads = account().uploads();
        if (uploads.isEmpty()) {
            fail("to have uploaded something", "it has not.");
        }
        return new UploadAssert(uploads.get(uploads.size() - 1)).as(info.description());
    }

    /** One of its requests was refused for this cause. */
    public TestAccountAssert wasRefused(ErrorRow cause) {
        List<RefusedCall> refusals = account().refusals();
        if (refusals.stream().map(RefusedCall::cause).noneMatch(cause::equals)) {
            fail("to have been refused for " + Story.name(cause), Story.others(refusals, "refusal"));
        }
        return this;
    }

    /** None of its requests was refused. */
    public TestAccountAssert wasNeverRefused() {
        List<RefusedCall> refusals = account().refusals();
        if (!refusals.isEmpty()) {
            fail("to have been refused nothing", "it has " + Story.count(refusals, "refusal") + ".");
        }
        return this;
    }

    /** So many of its requests were refused. */
    public TestAccountAssert hasRefusals(int expected) {
        List<RefusedCall> refusals = account().refusals();
        if (refusals.size() != expected) {
            failByValues(
                    refusals.size(),
                    expected,
                    "to have " + Story.count(expected, "refusal"),
                    "it has " + refusals.size() + ".");
        }
        return this;
    }

    /** To its only refusal. */
    public RefusedCallAssert singleRefusal() {
        hasRefusals(1);
        return lastRefusal();
    }

    /** To its newest refusal. */
    public RefusedCallAssert lastRefusal() {
        List<RefusedCall> refusals = account().refusals();
        if (refusals.isEmpty()) {
            fail("to have been refused something", "it has not.");
        }
        return new RefusedCallAssert(refusals.get(refusals.size() - 1), account()).as(info.description());
    }

    /** It has a firmware package of this name. */
    public TestAccountAssert hasFirmware(String name) {
        List<Firmware> packages = account().firmware();
        if (packages.stream().map(Firmware::name).noneMatch(name::equals)) {
            fail("to have a firmware package named '" + name + "'", Story.others(packages, "package"));
        }
        return this;
    }

    /** It has no firmware package. */
    public TestAccountAssert hasNoFirmware() {
        List<Firmware> packages = account().firmware();
        if (!packages.isEmpty()) {
            fail("to have no firmware package", "it has " + Story.count(packages, "package") + ".");
        }
        return this;
    }

    private TestAccount account() {
        isNotNull();
        return actual;
    }

    private void fail(String expectation, String but) {
        failWithMessage("%s", text(expectation, but));
    }

    private void failByValues(Object got, Object expected, String expectation, String but) {
        failWithActualExpectedAndMessage(got, expected, "%s", text(expectation, but));
    }

    private String text(String expectation, String but) {
        return Story.told("Expecting " + actual + "\n  " + Story.fit(expectation) + "\nbut " + but, actual);
    }
}
