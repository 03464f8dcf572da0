package dev.otastub;

import dev.otastub.core.CloudOperation;
import dev.otastub.iot.Firmware;
import dev.otastub.iot.FirmwarePackages;
import dev.otastub.oss.Arrival;
import dev.otastub.oss.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An upload that the cloud accepted, as a test looks at it. Safe for use by many threads. */
public final class Upload {

    private final TestAccount account;
    private final Arrival arrival;
    private final ObjectStore store;
    private final FirmwarePackages packages;

    Upload(TestAccount account, Arrival arrival, ObjectStore store, FirmwarePackages packages) {
        this.account = account;
        this.arrival = arrival;
        this.store = store;
        this.packages = packages;
    }

    /** Whose it is. */
    public TestAccount account() {
        return account;
    }

    /** How it came: PostObject or PutObject. */
    public CloudOperation operation() {
        return arrival.operation();
    }

    /** The bucket. */
    public String bucket() {
        return arrival.object().bucket();
    }

    /** The key. */
    public String key() {
        return arrival.object().key();
    }

    /** How many bytes the file has. */
    public long size() {
        return arrival.object().digests().size();
    }

    /** The file's MD5 in lower-case hex digits, as FirmwareSign has it. */
    public String md5() {
        return arrival.object().digests().md5Hex();
    }

    /** The file's CRC-64 in decimal digits, as OSS answers it. */
    public String crc64() {
        return arrival.object().digests().crc64();
    }

    /** The content type that was stored with it. */
    public String contentType() {
        return arrival.object().contentType();
    }

    /** When it was complete, by the account's clock. */
    public Instant at() {
        return arrival.object().uploadedAt();
    }

    /**
     * The form's fields before the file, in their order and as their names were sent; of a doubled one the first counts.
     * None for PutObject. Values of more than 8 KiB are cut.
     */
    public Map<String, String> fields() {
        return arrival.fields();
    }

    /** A field of the form; names are compared without case. */
    public Optional<String> field(String name) {
        return fields().entrySet().stream()
                .filter(field -> field.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /**
     * The names of the form's fields after the file, which OSS does not read and whose values are nowhere kept; the first
     * ones, and long ones cut.
     */
    public List<String> fieldsAfterFile() {
        return arrival.fieldsAfterFile();
    }

    /** The FirmwareId of the package that was made of it, if one was and is still there; of several, the oldest. */
    public Optional<String> claimedBy() {
        return packages.list(arrival.object().ownerUid()).stream()
                .filter(firmware -> firmware.files().stream()
                        .anyMatch(file ->
                                file.bucket().equals(bucket()) && file.key().equals(key())))
                .map(Firmware::id)
                .findFirst();
    }

    /** Whether its bytes are still there: it was neither deleted nor replaced, and its time is not over. */
    public boolean isThere() {
        return store.find(bucket(), key())
                .filter(object -> object.file().equals(arrival.object().file()))
                .isPresent();
    }

    /**
     * Its bytes, streamed; to be closed.
     *
     * @throws IllegalStateException if they are not there any more
     */
    public InputStream open() throws IOException {
        return store.open(arrival.object())
                .orElseThrow(
                        () -> new IllegalStateException(
                                "The bytes of " + key()
                                        + " are not there any more: the object was deleted or replaced, or nobody claimed it in time."));
    }

    @Override
    public String toString() {
        return operation().title() + " " + bucket() + "/" + key() + ", " + size() + " bytes, MD5 " + md5() + ", at "
                + at() + claimedBy().map(id -> ", claimed by " + id).orElse(", not claimed");
    }
}
