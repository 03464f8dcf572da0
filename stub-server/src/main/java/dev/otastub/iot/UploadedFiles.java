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
}
