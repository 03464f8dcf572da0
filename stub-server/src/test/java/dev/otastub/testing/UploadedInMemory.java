package dev.otastub.testing;

import dev.otastub.account.Account;
import dev.otastub.core.HttpRequest;
import dev.otastub.iot.UploadedFile;
import dev.otastub.iot.UploadedFiles;
import dev.otastub.signature.Digests;
import dev.otastub.signature.PercentEncoding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files that were never uploaded by anybody, under the address of whoever asks. */
public final class UploadedInMemory implements UploadedFiles {

    private final Map<String, UploadedFile> byKey = new LinkedHashMap<>();
    private final List<String> read = new ArrayList<>();

    public void put(UploadedFile file) {
        byKey.put(file.key(), file);
    }

    /** The keys of the files that were read, once for each time. */
    public List<String> read() {
        return List.copyOf(read);
    }

    @Override
    public Optional<String> keyOf(String firmwareUrl, HttpRequest request) {
        String bucket = request.endpoint() + "/";
        return firmwareUrl.startsWith(bucket)
                ? Optional.of(PercentEncoding.decodePath(firmwareUrl.substring(bucket.length())))
                : Optional.empty();
    }

    @Override
    public Optional<UploadedFile> find(Account account, String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** The SHA-256 of the file's key, as there are no bytes. */
    @Override
    public Optional<String> sha256Hex(Account account, String key) {
        read.add(key);
        return find(account, key).map(file -> Digests.sha256Hex(file.key().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void delete(Account account, String key) {
        byKey.remove(key);
    }
}
