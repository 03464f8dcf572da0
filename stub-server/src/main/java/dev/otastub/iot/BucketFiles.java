package dev.otastub.iot;

import dev.otastub.account.Account;
import dev.otastub.core.HttpRequest;
import dev.otastub.oss.Addressing;
import dev.otastub.oss.ObjectStore;
import dev.otastub.oss.OssAddress;
import dev.otastub.oss.StoredObject;
import dev.otastub.signature.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;

/** The files in IoT Platform's own bucket. */
public final class BucketFiles implements UploadedFiles {

    private final ObjectStore store;
    private final Addressing addressing;
    private final Optional<String> publicUrl;

    /** @param publicUrl the address that all callers are told; without one each is told the address it called */
    public BucketFiles(ObjectStore store, Addressing addressing, Optional<String> publicUrl) {
        this.store = store;
        this.addressing = addressing;
        this.publicUrl = publicUrl;
    }

    @Override
    public Optional<String> keyOf(String firmwareUrl, HttpRequest request) {
        URI url = URI.create(firmwareUrl);
        String authority = Optional.ofNullable(url.getRawAuthority()).orElse("");
        String host = Optional.ofNullable(url.getHost()).orElse("");
        String path = Optional.ofNullable(url.getRawPath()).orElse("");
        return addressing
                .of("GET", host, path, Optional.empty())
                .filter(address -> address.bucket().equals(Addressing.PLATFORM_BUCKET))
                .filter(address -> isOurs(address, authority, request))
                .map(OssAddress::key);
    }

    /** A bucket's own host is ours wherever it leads; other hosts are if somebody reached the stub by them. */
    private boolean isOurs(OssAddress address, String authority, HttpRequest request) {
        return address.style() == OssAddress.Style.VIRTUAL_HOST
                || authority.equalsIgnoreCase(request.host())
                || publicUrl
                        .filter(url ->
                                authority.equalsIgnoreCase(URI.create(url).getRawAuthority()))
                        .isPresent()
                || stored(address.key())
                        .filter(object -> authority.equalsIgnoreCase(object.host()))
                        .isPresent();
    }

    @Override
    public Optional<UploadedFile> find(Account account, String key) {
        return stored(key)
                .filter(object -> isOf(object, account))
                .map(object -> new UploadedFile(
                        key, object.digests().size(), object.digests().md5Hex(), object.uploadedAt()));
    }

    /** The file is leased meanwhile, so that it can be deleted or replaced while it is read. */
    @Override
    public Optional<String> sha256Hex(Account account, String key) {
        Optional<StoredObject> leased = store.lease(Addressing.PLATFORM_BUCKET, key);
        try {
            return leased.filter(object -> isOf(object, account)).map(BucketFiles::sha256Hex);
        } finally {
            leased.ifPresent(store::release);
        }
    }

    private static String sha256Hex(StoredObject object) {
        try (InputStream bytes = object.body().open()) {
            return Digests.sha256Hex(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("The stub could not read the object it stored", e);
        }
    }

    @Override
    public void delete(Account account, String key) {
        store.deleteOwn(Addressing.PLATFORM_BUCKET, key, account.uid());
    }

    private static boolean isOf(StoredObject object, Account account) {
        return object.ownerUid().equals(account.uid());
    }

    private Optional<StoredObject> stored(String key) {
        return store.find(Addressing.PLATFORM_BUCKET, key);
    }
}
