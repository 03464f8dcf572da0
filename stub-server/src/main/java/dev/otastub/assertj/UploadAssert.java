package dev.otastub.assertj;

import dev.otastub.GeneratedFile;
import dev.otastub.Upload;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions about an upload that was accepted. */
public class UploadAssert extends AbstractAssert<UploadAssert, Upload> {

    /** To be had by {@link OtaStubAssertions}; public for AssertJ's soft assertions. */
    public UploadAssert(@Nullable Upload actual) {
        super(actual, UploadAssert.class);
    }

    /** The file has these bytes. */
    public UploadAssert hasBytes(byte[] file) {
        return hasBytes(ExpectedFile.of(file));
    }

    /** The file has the bytes of that one. */
    public UploadAssert hasBytes(GeneratedFile file) {
        return hasBytes(ExpectedFile.of(file));
    }

    /** The file has the bytes of that one. */
    public UploadAssert hasBytes(Path file) {
        return hasBytes(ExpectedFile.of(file));
    }

    private UploadAssert hasBytes(ExpectedFile file) {
        Upload upload = upload();
        if (!file.isThatOf(upload)) {
            failWithMessage("%s", text("to be " + file, "it is not. " + file.differenceFrom(upload)));
        }
        return this;
    }

    /** The file has so many bytes. */
    public UploadAssert hasSize(long expected) {
        return has("size", upload().size(), expected);
    }

    /** The file has this MD5, in hex digits. */
    public UploadAssert hasMd5(String expected) {
        return upload().md5().equalsIgnoreCase(expected) ? this : has("MD5", actual.md5(), expected);
    }

    /** The file has this CRC-64, in decimal digits. */
    public UploadAssert hasCrc64(String expected) {
        return has("CRC-64", upload().crc64(), expected);
    }

    /** It was stored at this key. */
    public UploadAssert hasKey(String expected) {
        return has("key", upload().key(), expected);
    }

    /** It was stored with this content type. */
    public UploadAssert hasContentType(String expected) {
        return has("content type", upload().contentType(), expected);
    }

    private UploadAssert has(String what, Object got, Object expected) {
        if (!got.equals(expected)) {
            failWithActualExpectedAndMessage(
                    got, expected, "%s", text("to have the " + what + " " + expected, "it has " + got + "."));
        }
        return this;
    }

    /** The form had this field before the file, with this value; names are compared without case. */
    public UploadAssert hasField(String name, String value) {
        Optional<String> got = upload().field(name);
        if (!got.filter(value::equals).isPresent()) {
            failWithMessage(
                    "%s",
                    text(
                            "to have the form field " + FormFields.shown(name, value),
                            got.map(other -> "it has " + FormFields.shown(name, other) + ".")
                                    .orElseGet(() -> "it has no such field. " + FormFields.of(actual))));
        }
        return this;
    }

    /** The form had no such field before the file; names are compared without case. */
    public UploadAssert hasNoField(String name) {
        upload().field(name)
                .ifPresent(value -> failWithMessage(
                        "%s", text("to have no form field " + name, "it has " + FormFields.shown(name, value) + ".")));
        return this;
    }

    /** A firmware package was made of it. */
    public UploadAssert isClaimed() {
        if (upload().claimedBy().isEmpty()) {
            failWithMessage("%s", text("to be claimed by a firmware package", "none was made of it."));
        }
        return this;
    }

    /** The firmware package with this FirmwareId was made of it. */
    public UploadAssert isClaimedBy(String firmwareId) {
        Optional<String> claimer = upload().claimedBy();
        if (!claimer.filter(firmwareId::equals).isPresent()) {
            failWithMessage(
                    "%s",
                    text(
                            "to be claimed by the firmware package " + firmwareId,
                            claimer.map(other -> "it is claimed by " + other + ".")
                                    .orElse("no package was made of it.")));
        }
        return this;
    }

    /** No firmware package was made of it, or none is left. */
    public UploadAssert isNotClaimed() {
        upload().claimedBy()
                .ifPresent(claimer -> failWithMessage(
                        "%s", text("not to be claimed by any firmware package", "it is claimed by " + claimer + ".")));
        return this;
    }

    /** Its bytes are still there. */
    public UploadAssert isStillThere() {
        if (!upload().isThere()) {
            failWithMessage(
                    "%s", text("to be still there", "it was deleted or replaced, or nobody claimed it in time."));
        }
        return this;
    }

    /** Its bytes are not there any more: it was deleted or replaced, or nobody claimed it in time. */
    public UploadAssert isGone() {
        if (upload().isThere()) {
            failWithMessage("%s", text("to be gone", "it is still there."));
        }
        return this;
    }

    private Upload upload() {
        isNotNull();
        return actual;
    }

    private String text(String expectation, String but) {
        return Story.told(
                "Expecting the upload\n  " + Story.fit(actual.toString()) + "\n" + Story.fit(expectation) + "\nbut "
                        + Story.fit(but),
                actual.account());
    }
}
