package dev.otastub.oss;

import dev.otastub.core.HttpRequest;
import dev.otastub.core.Refusal;
import java.util.Map;
import java.util.Optional;

/** Rules on where a request is sent, the same for every kind of it. */
public final class AddressRules {

    private AddressRules() {}

    public static Optional<Refusal> endpointIsNotSecondLevel(OssAddress address) {
        return refuseIf(
                address.style() == OssAddress.Style.SECOND_LEVEL_DOMAIN,
                PostObjectError.SECOND_LEVEL_DOMAIN_FORBIDDEN.because(
                        "The bucket must be part of the host name, as in bucket.oss-cn-shanghai.aliyuncs.com."));
    }

    public static Optional<Refusal> bucketExists(OssAddress address, Addressing addressing) {
        String bucket = address.bucket();
        return refuseIf(
                !addressing.exists(bucket),
                PostObjectError.NO_SUCH_BUCKET.because(
                        "There is no bucket '" + bucket + "'. The stub has " + Addressing.PLATFORM_BUCKET
                                + " and those named by --bucket.",
                        Map.of("BucketName", bucket)));
    }

    public static Optional<Refusal> endpointIsTheBuckets(OssAddress address, HttpRequest request) {
        return refuseIf(
                address.style() == OssAddress.Style.OTHER_ENDPOINT,
                PostObjectError.WRONG_ENDPOINT.because("The stub plays region " + Addressing.REGION
                        + ", but the host is " + request.hostName() + "."));
    }

    private static Optional<Refusal> refuseIf(boolean wrong, Refusal refusal) {
        return wrong ? Optional.of(refusal) : Optional.empty();
    }
}
