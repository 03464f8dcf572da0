package dev.otastub.oss;

import static dev.otastub.oss.OssErrorRow.argument;

import dev.otastub.core.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules on the name and the properties of a new object, whether fields of a form or headers bring them. */
public final class PropertyRules {

    /** What the names of metadata begin with. */
    public static final String METADATA_PREFIX = "x-oss-meta-";

    private static final int LONGEST_NAME = 1023;
    private static final int MOST_METADATA = 8 * 1024;

    /** Ours: what becomes headers of an answer has to fit into its head. */
    private static final int MOST_HEADERS = 16 * 1024;

    private static final Pattern METADATA_NAME = Pattern.compile("x-oss-meta-[a-z0-9-]+", Pattern.CASE_INSENSITIVE);
    private static final Set<String> ACLS = Set.of("default", "private", "public-read", "public-read-write");
    private static final Set<String> STORAGE_CLASSES =
            Set.of("Standard", "IA", "Archive", "ColdArchive", "DeepColdArchive");
    private static final Set<String> ENCRYPTIONS = Set.of("AES256", "KMS", "SM4");
    private static final Set<String> STORED = Set.of(
            "cache-control",
            "content-disposition",
            "content-encoding",
            "expires",
            "x-oss-storage-class",
            "x-oss-server-side-encryption",
            "x-oss-server-side-encryption-key-id",
            "x-oss-server-side-data-encryption");

    private PropertyRules() {}

    /** A name that is there at all. */
    public static Optional<Refusal> name(String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_NAME) {
            return Optional.of(PostObjectError.OBJECT_NAME_TOO_LONG.because(
                    "The key has " + bytes + " bytes in UTF-8; at most " + LONGEST_NAME + " are allowed."));
        }
        return name.startsWith("/") || name.startsWith("\\")
                ? Optional.of(PostObjectError.OBJECT_NAME_LEADING_SLASH.because(
                        "The key '" + name + "' begins with a slash; leave it out."))
                : Optional.empty();
    }

    public static Optional<Refusal> acl(Optional<String> sent) {
        return sent.filter(acl -> !ACLS.contains(acl))
                .map(acl -> PostObjectError.OBJECT_ACL_INVALID.because(
                        "x-oss-object-acl is '" + acl + "'; expected one of default, private, public-read,"
                                + " public-read-write.",
                        argument("x-oss-object-acl", acl)));
    }

    /** Whether an ACL lets anybody read the object. */
    public static boolean isPublicRead(Optional<String> acl) {
        return acl.orElse("").startsWith("public-read");
    }

    public static Optional<Refusal> storageClass(Optional<String> sent) {
        return sent.filter(storage -> !STORAGE_CLASSES.contains(storage))
                .map(storage -> PostObjectError.STORAGE_CLASS_INVALID.because(
                        "x-oss-storage-class is '" + storage + "'; expected one of Standard, IA, Archive, ColdArchive,"
                                + " DeepColdArchive.",
                        argument("x-oss-storage-class", storage)));
    }

    public static Optional<Refusal> encryption(Optional<String> sent) {
        return sent.filter(encryption -> !ENCRYPTIONS.contains(encryption))
                .map(encryption -> PostObjectError.ENCRYPTION_INVALID.because(
                        "x-oss-server-side-encryption is '" + encryption + "'; expected AES256, KMS or SM4."));
    }

    /** The page of 0011-00000004 allows letters, digits and hyphens in names; 0011-00000005 does not say which values. */
    public static Optional<Refusal> metadata(String name, String value) {
        if (!METADATA_NAME.matcher(name).matches()) {
            return Optional.of(PostObjectError.METADATA_NAME_INVALID.because(
                    "The field '" + name + "' is metadata; its name may have letters, digits and hyphens only.",
                    argument(name, value)));
        }
        return value.chars().anyMatch(Character::isISOControl)
                ? Optional.of(PostObjectError.METADATA_VALUE_INVALID.because(
                        "The value of '" + name + "' has control characters, and it is to become a header.",
                        argument(name, value)))
                : Optional.empty();
    }

    /**
     * Refuses metadata that is too much.
     *
     * @param bytes of all names and values of metadata
     */
    public static Optional<Refusal> metadataSize(int bytes) {
        return bytes <= MOST_METADATA
                ? Optional.empty()
                : Optional.of(PostObjectError.METADATA_TOO_LARGE.because(
                        "The x-oss-meta- fields have " + bytes + " bytes; at most " + MOST_METADATA + " are allowed."));
    }

    /**
     * Refuses headers that are too much.
     *
     * @param bytes of the values of all else that is given back
     */
    public static Optional<Refusal> headersSize(int bytes) {
        return bytes <= MOST_HEADERS
                ? Optional.empty()
                : Optional.of(PostObjectError.METADATA_TOO_LARGE.because(
                        "The fields that are given back as headers, such as Cache-Control, have " + bytes
                                + " bytes; this stub takes at most " + MOST_HEADERS + "."));
    }

    /** Whether a header is stored with an object and given back with it. */
    public static boolean isStored(String name) {
        return isStoredHeader(name) || name.toLowerCase(Locale.ROOT).startsWith(METADATA_PREFIX);
    }

    /** Whether it is stored, and no metadata of the user's own. */
    public static boolean isStoredHeader(String name) {
        return STORED.contains(name.toLowerCase(Locale.ROOT));
    }
}
