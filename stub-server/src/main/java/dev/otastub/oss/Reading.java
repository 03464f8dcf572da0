package dev.otastub.oss;

import dev.otastub.account.Accounts;
import dev.otastub.account.Caller;
import dev.otastub.core.CallerTime;
import dev.otastub.core.HttpRequest;
import dev.otastub.signature.Parameters;
import java.util.Optional;

/**
 * All that the checks of a request to read an object look at.
 *
 * @param caller whose access key id the request names, proven or not
 * @param object the object, if there is one of that name
 * @param accounts where security tokens are looked up
 * @param callerTime whether a time the caller brings along passes
 */
record Reading(
        HttpRequest request,
        OssAddress address,
        ReadAuthorization authorization,
        Optional<Caller> caller,
        Optional<StoredObject> object,
        Addressing addressing,
        Accounts accounts,
        CallerTime callerTime) {

    static Optional<Caller> caller(ReadAuthorization authorization, Accounts accounts) {
        if (authorization instanceof ReadAuthorization.Header header) {
            return accounts.ossCaller(header.accessKeyId());
        }
        return authorization instanceof ReadAuthorization.Url url
                ? accounts.ossCaller(url.accessKeyId())
                : Optional.empty();
    }

    /** The access key id that the request names; empty if it names none. */
    String accessKeyId() {
        if (authorization instanceof ReadAuthorization.Header header) {
            return header.accessKeyId();
        }
        return authorization instanceof ReadAuthorization.Url url ? url.accessKeyId() : "";
    }

    Parameters query() {
        return Parameters.parse(request.query());
    }

    /** Whether the object's ACL lets anybody read it, who then need not sign. */
    boolean isPublic() {
        return object.filter(StoredObject::publicRead).isPresent();
    }
}
