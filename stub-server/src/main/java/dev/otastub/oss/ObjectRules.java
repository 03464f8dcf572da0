package dev.otastub.oss;

import static dev.otastub.oss.FormRules.argument;
import static dev.otastub.oss.RequestRules.refuseIf;

import dev.otastub.core.Refusal;
import dev.otastub.multipart.FormField;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules on the object that the form asks for. */
final class ObjectRules {

    private static final int LONGEST_NAME = 1023;
    private static final int MOST_METADATA = 8 * 1024;

    /** Ours: what becomes headers of an answer has to fit into its head. */
    private static final int MOST_HEADERS = 16 * 1024;

    private static final String METADATA_PREFIX = "x-oss-meta-";
    private static final Pattern METADATA_NAME = Pattern.compile("x-oss-meta-[a-z0-9-]+", Pattern.CASE_INSENSITIVE);
    private static final Set<String> ACLS = Set.of("default", "private", "public-read", "public-read-write");
    private static final Set<String> STORAGE_CLASSES =
            Set.of("Standard", "IA", "Archive", "ColdArchive", "DeepColdArchive");
    private static final Set<String> ENCRYPTIONS = Set.of("AES256", "KMS", "SM4");

    private ObjectRules() {}

    static Optional<Refusal> nameIsValid(Posting posting) {
        return posting.form()
                .formField("key")
                .flatMap(key -> nameRefusal(key, posting.form().expandedKey()));
    }

    private static Optional<Refusal> nameRefusal(FormField key, String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        // Bytes that are no UTF-8 have no length in it, so they come before the length.
        return refuseIf(
                        name.isEmpty(),
                        PostObjectError.OBJECT_NAME_EMPTY.because("The field 'key' is empty"
                                + (key.value().isEmpty() ? "." : " but for ${filename}, and the file has no name.")))
                .or(() -> refuseIf(
                        !isUtf8(key),
                        PostObjectError.OBJECT_NAME_NOT_UTF8.because("The bytes of the key are not UTF-8.")))
                .or(() -> refuseIf(
                        bytes > LONGEST_NAME,
                        PostObjectError.OBJECT_NAME_TOO_LONG.because(
                                "The key has " + bytes + " bytes in UTF-8; at most " + LONGEST_NAME + " are allowed.")))
                .or(() -> refuseIf(
                        name.startsWith("/") || name.startsWith("\\"),
                        PostObjectError.OBJECT_NAME_LEADING_SLASH.because(
                                "The key '" + name + "' begins with a slash; leave it out.")));
    }

    static Optional<Refusal> aclIsValid(Posting posting) {
        return acl(posting.form())
                .filter(acl -> !ACLS.contains(acl))
                .map(acl -> PostObjectError.OBJECT_ACL_INVALID.because(
                        "x-oss-object-acl is '" + acl + "'; expected one of default, private, public-read,"
                                + " public-read-write.",
                        argument("x-oss-object-acl", acl)));
    }

    /** The page lets the ACL come as a header too; the field wins. */
    static Optional<String> acl(PostObjectForm form) {
        return form.field("x-oss-object-acl").or(() -> form.request().headers().first("x-oss-object-acl"));
    }

    static Optional<Refusal> storageClassIsValid(Posting posting) {
        return posting.form()
                .field("x-oss-storage-class")
                .filter(storage -> !STORAGE_CLASSES.contains(storage))
                .map(storage -> PostObjectError.STORAGE_CLASS_INVALID.because(
                        "x-oss-storage-class is '" + storage + "'; expected one of Standard, IA, Archive, ColdArchive,"
                                + " DeepColdArchive.",
                        argument("x-oss-storage-class", storage)));
    }

    static Optional<Refusal> encryptionIsValid(Posting posting) {
        return posting.form()
                .field("x-oss-server-side-encryption")
                .filter(encryption -> !ENCRYPTIONS.contains(encryption))
                .map(encryption -> PostObjectError.ENCRYPTION_INVALID.because(
                        "x-oss-server-side-encryption is '" + encryption + "'; expected AES256, KMS or SM4."));
    }

    /** The page of 0011-00000004 allows letters, digits and hyphens in names; 0011-00000005 does not say which values. */
    static Optional<Refusal> metadataIsWellFormed(Posting posting) {
        return metadata(posting).stream()
                .flatMap(field -> metadataRefusal(field).stream())
                .findFirst();
    }

    private static Optional<Refusal> metadataRefusal(FormField field) {
        return refuseIf(
                        !METADATA_NAME.matcher(field.name()).matches(),
                        PostObjectError.METADATA_NAME_INVALID.because(
                                "The field '" + field.name()
                                        + "' is metadata; its name may have letters, digits and hyphens only.",
                                argument(field.name(), field.value())))
                .or(() -> refuseIf(
                        field.value().chars().anyMatch(Character::isISOControl),
                        PostObjectError.METADATA_VALUE_INVALID.because(
                                "The value of '" + field.name()
                                        + "' has control characters, and it is to become a header.",
                                argument(field.name(), field.value()))));
    }

    private static List<FormField> metadata(Posting posting) {
        return posting.form().fieldsWithPrefix(METADATA_PREFIX);
    }

    static Optional<Refusal> metadataIsSmall(Posting posting) {
        int bytes = metadata(posting).stream()
                .mapToInt(field -> field.name().getBytes(StandardCharsets.UTF_8).length + field.raw().length)
                .sum();
        return refuseIf(
                bytes > MOST_METADATA,
                PostObjectError.METADATA_TOO_LARGE.because(
                        "The x-oss-meta- fields have " + bytes + " bytes; at most " + MOST_METADATA + " are allowed."));
    }

    static Optional<Refusal> headersAreSmall(Posting posting) {
        PostObjectForm form = posting.form();
        int bytes = form.storedContentType().length()
                + form.content().fields().stream()
                        .filter(field -> STORED.contains(field.name().toLowerCase(Locale.ROOT)))
                        .mapToInt(field -> field.raw().length)
                        .sum();
        return refuseIf(
                bytes > MOST_HEADERS,
                PostObjectError.METADATA_TOO_LARGE.because("The fields that are given back as headers, such as"
                        + " Cache-Control, have " + bytes + " bytes; this stub takes at most " + MOST_HEADERS + "."));
    }

    private static boolean isUtf8(FormField field) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(field.raw()));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** The headers that are stored with an object and given back with it, as their form fields are named. */
    static boolean isStored(String fieldName) {
        String name = fieldName.toLowerCase(Locale.ROOT);
        return STORED.contains(name) || name.startsWith(METADATA_PREFIX);
    }

    private static final Set<String> STORED = Set.of(
            "cache-control",
            "content-disposition",
            "content-encoding",
            "expires",
            "x-oss-storage-class",
            "x-oss-server-side-encryption",
            "x-oss-server-side-encryption-key-id",
            "x-oss-server-side-data-encryption");
}
