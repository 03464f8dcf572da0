package dev.otastub.oss.object;

import static dev.otastub.oss.object.CallRules.refuseIf;

import dev.otastub.core.Refusal;
import dev.otastub.oss.OssError;
import dev.otastub.oss.PostObjectError;
import dev.otastub.oss.PropertyRules;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Rules on a new object that a PUT brings. */
final class PutRules {

    static final long FIVE_GB = 5L << 30;
    private static final int MD5_LENGTH = 16;

    private PutRules() {}

    private static Optional<Refusal> ofPut(ObjectCall call, Function<ObjectCall, Optional<Refusal>> rule) {
        return call.isPut() ? rule.apply(call) : Optional.empty();
    }

    static Optional<Refusal> lengthIsKnown(ObjectCall call) {
        return refuseIf(
                call.isPut() && !call.incoming().known(),
                PostObjectError.CONTENT_LENGTH_MISSING.because(
                        "The request has neither Content-Length nor Transfer-Encoding: chunked."));
    }

    static Optional<Refusal> bodyIsWithin5Gb(ObjectCall call) {
        return refuseIf(
                call.isPut() && call.incoming().announced().orElse(0) > FIVE_GB,
                tooLarge(call.incoming().announced().orElse(0)));
    }

    static Refusal tooLarge(long bytes) {
        return OssError.BODY_TOO_LARGE.because(
                "The object has " + bytes + " bytes or more; at most " + FIVE_GB + " are allowed.");
    }

    static Optional<Refusal> contentMd5IsWellFormed(ObjectCall call) {
        return ofPut(
                call,
                put -> put.header("Content-MD5")
                        .filter(md5 -> !isMd5(md5))
                        .map(md5 -> PostObjectError.CONTENT_MD5_MISMATCH.because(
                                "Content-MD5 is '" + md5 + "'; expected the Base64 of an MD5's 16 bytes.")));
    }

    private static boolean isMd5(String base64) {
        try {
            return Base64.getDecoder().decode(base64.strip()).length == MD5_LENGTH;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static Optional<Refusal> nameIsValid(ObjectCall call) {
        return ofPut(call, put -> PropertyRules.name(put.address().key()));
    }

    static Optional<Refusal> aclIsValid(ObjectCall call) {
        return ofPut(call, put -> PropertyRules.acl(put.header("x-oss-object-acl")));
    }

    static Optional<Refusal> storageClassIsValid(ObjectCall call) {
        return ofPut(call, put -> PropertyRules.storageClass(put.header("x-oss-storage-class")));
    }

    static Optional<Refusal> encryptionIsValid(ObjectCall call) {
        return ofPut(call, put -> PropertyRules.encryption(put.header("x-oss-server-side-encryption")));
    }

    static Optional<Refusal> metadataIsWellFormed(ObjectCall call) {
        return ofPut(
                call,
                put -> metadata(put).stream()
                        .flatMap(field -> PropertyRules.metadata(field.getKey(), field.getValue()).stream())
                        .findFirst());
    }

    static Optional<Refusal> metadataIsSmall(ObjectCall call) {
        return ofPut(
                call,
                put -> PropertyRules.metadataSize(metadata(put).stream()
                        .mapToInt(field -> bytes(field.getKey()) + bytes(field.getValue()))
                        .sum()));
    }

    static Optional<Refusal> headersAreSmall(ObjectCall call) {
        return ofPut(
                call,
                put -> PropertyRules.headersSize(put.request().headers().fields().stream()
                        .filter(field -> PropertyRules.isStoredHeader(field.getKey())
                                || field.getKey().equalsIgnoreCase("Content-Type"))
                        .mapToInt(field -> bytes(field.getValue()))
                        .sum()));
    }

    static List<Map.Entry<String, String>> metadata(ObjectCall call) {
        return call.request().headers().fields().stream()
                .filter(field -> field.getKey()
                        .regionMatches(
                                true, 0, PropertyRules.METADATA_PREFIX, 0, PropertyRules.METADATA_PREFIX.length()))
                .toList();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Asked again when the object takes its place. */
    static Optional<Refusal> objectMayBeReplaced(ObjectCall call) {
        return refuseIf(call.isPut() && call.object().isPresent() && !mayReplace(call), exists(call));
    }

    static boolean mayReplace(ObjectCall call) {
        return !call.header("x-oss-forbid-overwrite").orElse("").equalsIgnoreCase("true");
    }

    static Refusal exists(ObjectCall call) {
        return PostObjectError.OBJECT_EXISTS.because("There is an object '"
                + call.address().key() + "' already, and the request says x-oss-forbid-overwrite: true.");
    }
}
