package dev.otastub.oss;

import dev.otastub.core.Refusal;
import dev.otastub.multipart.MultipartType;
import java.util.Map;
import java.util.Optional;

/** Rules on a form upload's request line and headers. */
final class RequestRules {

    static final long FIVE_GB = 5L << 30;

    private RequestRules() {}

    static Optional<Refusal> endpointIsNotSecondLevel(Posting posting) {
        return AddressRules.endpointIsNotSecondLevel(posting.form().address());
    }

    static Optional<Refusal> bucketExists(Posting posting) {
        return AddressRules.bucketExists(posting.form().address(), posting.addressing());
    }

    static Optional<Refusal> endpointIsTheBuckets(Posting posting) {
        return AddressRules.endpointIsTheBuckets(
                posting.form().address(), posting.form().request());
    }

    static Optional<Refusal> bucketIsMeant(Posting posting) {
        String key = posting.form().address().key();
        return refuseIf(
                !key.isEmpty(),
                PostObjectError.POST_ON_OBJECT.because(
                        "A form is posted to the bucket, without a path; the object's name is the form field 'key', not '"
                                + key + "'.",
                        Map.of("Method", "POST", "ResourceType", "Object")));
    }

    static Optional<Refusal> contentTypeIsUsable(Posting posting) {
        return refuseIf(
                posting.form().type().kind() == MultipartType.Kind.ABSENT,
                PostObjectError.CONTENT_TYPE_UNUSABLE.because(
                        "The Content-Type header is missing or cannot be read; expected multipart/form-data;"
                                + " boundary=..., got " + sentContentType(posting) + ".",
                        Map.of("Method", "POST", "ResourceType", "Bucket")));
    }

    static Optional<Refusal> bodyIsMultipart(Posting posting) {
        MultipartType.Kind kind = posting.form().type().kind();
        return refuseIf(
                kind == MultipartType.Kind.OTHER || kind == MultipartType.Kind.NO_BOUNDARY,
                PostObjectError.NOT_MULTIPART.because("Expected Content-Type multipart/form-data with a boundary, got "
                        + sentContentType(posting) + "."));
    }

    static Optional<Refusal> lengthIsKnown(Posting posting) {
        return refuseIf(
                !posting.form().lengthKnown(),
                PostObjectError.CONTENT_LENGTH_MISSING.because(
                        "The request has neither Content-Length nor Transfer-Encoding: chunked."));
    }

    static Optional<Refusal> bodyIsUnder5Gb(Posting posting) {
        long length = posting.form().contentLength().orElse(0);
        return refuseIf(
                length >= FIVE_GB,
                PostObjectError.BODY_TOO_LARGE.because(
                        "Content-Length is " + length + ", and a form must be smaller than " + FIVE_GB + " bytes."));
    }

    private static String sentContentType(Posting posting) {
        return posting.form()
                .request()
                .headers()
                .first("Content-Type")
                .map(type -> "'" + type + "'")
                .orElse("none");
    }

    static Optional<Refusal> refuseIf(boolean wrong, Refusal refusal) {
        return wrong ? Optional.of(refusal) : Optional.empty();
    }
}
