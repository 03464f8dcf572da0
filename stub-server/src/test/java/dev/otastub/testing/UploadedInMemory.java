package dev.otastub.testing;

import dev.otastub.account.Account;
import dev.otastub.core.HttpRequest;
import dev.otastub.iot.UploadedFile;
import dev.otastub.iot.UploadedFiles;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Files that were never uploaded by anybody, under the address of whoever asks. */
public final class UploadedInMemory implements UploadedFiles {

    private final Map<String, UploadedFile> byKey = new LinkedHashMap<>();

    public void put(UploadedFile file) {
        byKey.put(file.key(), file);
    }

    @Override
    public Optional<String> keyOf(String firmwareUrl, HttpRequest request) {
        String bucket = request.endpoint() + "/";
        return firmwareUrl.startsWith(bucket) ? Optional.of(firmwareUrl.substring(bucket.length())) : Optional.empty();
    }

    @Override
    public Optional<UploadedFile> find(Account account, String key) {
        return Optional.ofNullable(byKey.get(key));
    }
}
