package dev.otastub.oss;

import dev.otastub.core.Refusal;
import dev.otastub.multipart.FormField;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Rules on the object that the form asks for. */
final class ObjectRules {

    private ObjectRules() {}

    static Optional<Refusal> nameIsValid(Posting posting) {
        return posting.form()
                .formField("key")
                .flatMap(key -> nameRefusal(key, posting.form().expandedKey()));
    }

    /** Bytes that are no UTF-8 have no length in it, so they come before the length. */
    private static Optional<Refusal> nameRefusal(FormField key, String name) {
        if (name.isEmpty()) {
            return Optional.of(PostObjectError.OBJECT_NAME_EMPTY.because("The field 'key' is empty"
                    + (key.value().isEmpty() ? "." : " but for ${filename}, and the file has no name.")));
        }
        return isUtf8(key)
                ? PropertyRules.name(name)
                : Optional.of(PostObjectError.OBJECT_NAME_NOT_UTF8.because("The bytes of the key are not UTF-8."));
    }

    static Optional<Refusal> aclIsValid(Posting posting) {
        return PropertyRules.acl(acl(posting.form()));
    }

    /** The page lets the ACL come as a header too; the field wins. */
    static Optional<String> acl(PostObjectForm form) {
        return form.field("x-oss-object-acl").or(() -> form.request().headers().first("x-oss-object-acl"));
    }

    static Optional<Refusal> storageClassIsValid(Posting posting) {
        return PropertyRules.storageClass(posting.form().field("x-oss-storage-class"));
    }

    static Optional<Refusal> encryptionIsValid(Posting posting) {
        return PropertyRules.encryption(posting.form().field("x-oss-server-side-encryption"));
    }

    static Optional<Refusal> metadataIsWellFormed(Posting posting) {
        return metadata(posting).stream()
                .flatMap(field -> PropertyRules.metadata(field.name(), field.value()).stream())
                .findFirst();
    }

    private static List<FormField> metadata(Posting posting) {
        return posting.form().fieldsWithPrefix(PropertyRules.METADATA_PREFIX);
    }

    static Optional<Refusal> metadataIsSmall(Posting posting) {
        return PropertyRules.metadataSize(metadata(posting).stream()
                .mapToInt(field -> field.name().getBytes(StandardCharsets.UTF_8).length + field.raw().length)
                .sum());
    }

    static Optional<Refusal> headersAreSmall(Posting posting) {
        PostObjectForm form = posting.form();
        return PropertyRules.headersSize(form.storedContentType().length()
                + form.content().fields().stream()
                        .filter(field -> PropertyRules.isStoredHeader(field.name()))
                        .mapToInt(field -> field.raw().length)
                        .sum());
    }

    private static boolean isUtf8(FormField field) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(field.raw()));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
