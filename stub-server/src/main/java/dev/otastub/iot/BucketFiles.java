package dev.otastub.iot;

import dev.otastub.account.Account;
import dev.otastub.core.HttpRequest;
import dev.otastub.oss.Addressing;
import dev.otastub.oss.ObjectStore;
import dev.otastub.oss.OssAddress;
import dev.otastub.oss.StoredObject;
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
                .filter(object -> object.ownerUid().equals(account.uid()))
                .map(object -> new UploadedFile(
                        key, object.digests().size(), object.digests().md5Hex(), object.uploadedAt()));
    }

    private Optional<StoredObject> stored(String key) {
        return store.find(Addressing.PLATFORM_BUCKET, key);
    }
}
