package dev.otastub.rpc;

import dev.otastub.account.AccessKey;
import dev.otastub.signature.Parameters;
import dev.otastub.signature.RpcV1Signature;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Signs requests as a client of the RPC API does, with V1 in the query, for those who have no SDK at hand.
 *
 * @see <a href="https://www.alibabacloud.com/help/en/sdk/product-overview/rpc-mechanism">RPC mechanism</a>
 */
public final class RequestSigner {

    private RequestSigner() {}

    /**
     * The given parameters with the common parameters and the signature, for a GET request to {@code /}.
     *
     * @param own the operation's own parameters and Action; Format and Version may be among them
     * @param nonce any text that was not used before
     */
    public static Parameters signed(AccessKey key, Parameters own, Instant now, String nonce) {
        Parameters all = own;
        if (own.first("Format").isEmpty()) {
            all = all.and("Format", "JSON");
        }
        if (own.first("Version").isEmpty()) {
            all = all.and("Version", Operations.VERSION);
        }
        all = all.and("AccessKeyId", key.id())
                .and("SignatureMethod", "HMAC-SHA1")
                .and("SignatureVersion", "1.0")
                .and("SignatureNonce", nonce)
                .and("Timestamp", now.truncatedTo(ChronoUnit.SECONDS).toString());
        return all.and("Signature", RpcV1Signature.sign(key.secret(), RpcV1Signature.stringToSign("GET", all)));
    }
}
