package dev.otastub.iot;

import dev.otastub.account.Account;
import dev.otastub.core.HttpRequest;
import java.util.Optional;

/** The uploaded files that firmware packages are made of, wherever they are kept. */
public interface UploadedFiles {

    /**
     * The key that a FirmwareUrl names, whether or not anything is there.
     *
     * @param firmwareUrl a well-formed URL
     * @param request the request that names it: the same bucket has other addresses for other callers
     * @return empty if it is no address of our bucket that we would hand out
     */
    Optional<String> keyOf(String firmwareUrl, HttpRequest request);

    /** The file that the account uploaded under that key. */
    Optional<UploadedFile> find(Account account, String key);

    /** The SHA-256 of that file in lower-case hex, which takes reading all of it; empty if it is not there. */
    Optional<String> sha256Hex(Account account, String key);

    /** Deletes that file, if it is there. */
    void delete(Account account, String key);
}
