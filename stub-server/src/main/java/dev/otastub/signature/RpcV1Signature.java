package dev.otastub.signature;

import dev.otastub.core.Secret;

/**
 * Signature version 1.0 of RPC requests: HMAC-SHA1 over method and parameters. Alibaba Cloud's page on request
 * signatures of IoT Platform rules it.
 *
 * @see <a href="https://help.aliyun.com/document_detail/30563.html">Signature method of IoT Platform</a>
 */
public final class RpcV1Signature {

    private RpcV1Signature() {}

    /**
     * Method, path and sorted parameters.
     *
     * @param parameters those of query and form body together, for a client may put any of them in either
     */
    public static String stringToSign(String method, Parameters parameters) {
        Parameters signed = parameters.only(parameter -> !parameter.name().equals("Signature"));
        return method + "&" + PercentEncoding.encode("/") + "&"
                + PercentEncoding.encode(signed.sorted().encoded());
    }

    /** The same as Tea's "v2" makes it: it sends empty parameters and leaves them out of the signature. */
    public static String stringToSignWithoutEmpty(String method, Parameters parameters) {
        return stringToSign(
                method, parameters.only(parameter -> !parameter.value().isEmpty()));
    }

    public static String sign(Secret secret, String stringToSign) {
        return Digests.hmacSha1Base64(secret.value() + "&", stringToSign);
    }
}
