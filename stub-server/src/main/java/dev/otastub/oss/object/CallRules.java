package dev.otastub.oss.object;

import dev.otastub.account.Caller;
import dev.otastub.core.Refusal;
import dev.otastub.oss.AddressRules;
import dev.otastub.oss.Addressing;
import dev.otastub.oss.OssAddress;
import dev.otastub.oss.OssError;
import dev.otastub.oss.PostObjectError;
import dev.otastub.signature.OssV1Signature;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules on what is asked for, and by whom. */
final class CallRules {

    private CallRules() {}

    static Optional<Refusal> refuseIf(boolean wrong, Refusal refusal) {
        return wrong ? Optional.of(refusal) : Optional.empty();
    }

    /** The list of all buckets is asked of the endpoint itself. */
    static Optional<Refusal> endpointIsNotSecondLevel(ObjectCall call) {
        return ObjectOperation.isOfTheService(call.request(), call.address())
                ? Optional.empty()
                : AddressRules.endpointIsNotSecondLevel(call.address());
    }

    static Optional<Refusal> operationIsEmulated(ObjectCall call) {
        return refuseIf(
                call.operation().isEmpty(),
                OssError.METHOD_NOT_EMULATED.because("ota-stub emulates PostObject, GetObject, HeadObject,"
                        + " GetObjectMeta, PutObject, DeleteObject, ListObjects and ListObjectsV2; not "
                        + asked(call) + "."));
    }

    private static String asked(ObjectCall call) {
        List<String> headers = ObjectOperation.notEmulatedHeaders(call.request());
        List<String> subresources = ObjectOperation.subresources(call.request());
        String what = ObjectOperation.isOfTheService(call.request(), call.address())
                ? " of the service itself"
                : call.address().key().isEmpty() ? " of a bucket" : " of an object";
        return call.request().method()
                + what
                + (subresources.isEmpty() ? "" : " with ?" + String.join("&", subresources))
                + (headers.isEmpty() ? "" : " with " + String.join(", ", headers));
    }

    static Optional<Refusal> bucketExists(ObjectCall call) {
        return AddressRules.bucketExists(call.address(), call.surroundings().addressing());
    }

    static Optional<Refusal> endpointIsTheBuckets(ObjectCall call) {
        return AddressRules.endpointIsTheBuckets(call.address(), call.request());
    }

    static Optional<Refusal> signatureIsSent(ObjectCall call) {
        return refuseIf(
                call.isAnonymous() && !call.isOpenToAnybody(),
                PostObjectError.ANONYMOUS_DENIED.because("The request is not signed, and "
                        + (call.isRead()
                                ? "the object is not public. Sign"
                                : "without a signature only objects of a public ACL can be read. Sign")
                        + " it with the issuing pair, or let the stub: ota-stub sign --get URL."));
    }

    /** The page says that anonymous users cannot set headers of the answer; code and message are inferred. */
    static Optional<Refusal> overridesAreSigned(ObjectCall call) {
        return refuseIf(
                call.isAnonymous()
                        && call.isRead()
                        && call.query().all().stream()
                                .anyMatch(parameter -> OssV1Signature.isResponseOverride(parameter.name())),
                OssError.OVERRIDE_OF_ANONYMOUS.because(
                        "Only a signed request may change headers of the answer by response- parameters."));
    }

    /** In the platform's bucket its issuing pair acts, within the account's folder; elsewhere any key of the owner's. */
    static Optional<Refusal> callerMayDoThis(ObjectCall call) {
        return call.caller()
                .filter(caller -> !call.isOpenToAnybody())
                .filter(caller -> !mayAct(call, caller))
                .map(caller -> PostObjectError.ANONYMOUS_DENIED.because("The key "
                        + caller.key().id() + " may not do this here: in the bucket " + Addressing.PLATFORM_BUCKET
                        + " it takes the pair that issued the upload, and names below "
                        + Addressing.folderOf(caller.account())
                        + "; elsewhere a key of the account that owns the object."));
    }

    private static boolean mayAct(ObjectCall call, Caller caller) {
        OssAddress address = call.address();
        boolean platform = address.bucket().equals(Addressing.PLATFORM_BUCKET);
        boolean writes = call.isPut() || call.isDelete();
        return (!platform || caller.isIssuer())
                && (!platform || !writes || address.key().startsWith(Addressing.folderOf(caller.account())))
                && call.object()
                        .filter(object ->
                                !object.ownerUid().equals(caller.account().uid()))
                        .isEmpty();
    }

    static Optional<Refusal> objectExists(ObjectCall call) {
        String key = call.address().key();
        return refuseIf(
                call.isRead() && call.object().isEmpty(),
                OssError.NO_SUCH_KEY.because(
                        "Nothing was uploaded as '" + key + "' in bucket "
                                + call.address().bucket() + ".",
                        Map.of("Key", key)));
    }
}
