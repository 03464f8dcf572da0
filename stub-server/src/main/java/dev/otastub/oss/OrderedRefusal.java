package dev.otastub.oss;

import dev.otastub.account.Caller;
import dev.otastub.control.OrderedError;
import dev.otastub.control.Orders;
import dev.otastub.core.CloudOperation;
import dev.otastub.core.CloudService;
import dev.otastub.core.Refusal;
import dev.otastub.multipart.FormField;
import dev.otastub.oss.PostAuthorization.Version4;
import dev.otastub.oss.policy.LongRange;
import dev.otastub.oss.policy.PostPolicy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The refusal that somebody ordered for a form upload, which comes before all checks. */
final class OrderedRefusal {

    private OrderedRefusal() {}

    /** What the next order for such an upload says; empty if there is none, or nobody knows whose the upload is. */
    static Optional<Refusal> of(Posting posting, Orders<OrderedError> errors) {
        return posting.caller()
                .flatMap(caller -> errors.take(
                                caller.account().uid(),
                                caller.key().id(),
                                Optional.of(CloudOperation.POST_OBJECT),
                                ordered -> ordered.isOf(CloudService.OSS))
                        .map(ordered -> ordered.refusal(known((OssErrorRow) ordered.row(), posting, caller))));
    }

    /** What the check says, if there is cause for the refusal; else what the form says all the same. */
    private static Map<String, String> known(OssErrorRow row, Posting posting, Caller caller) {
        return PostObjectCheck.refusalFor(row, posting)
                .map(Refusal::arguments)
                .orElseGet(() -> withoutCause(row, posting, caller));
    }

    private static Map<String, String> withoutCause(OssErrorRow row, Posting posting, Caller caller) {
        PostObjectForm form = posting.form();
        Map<String, String> all = new LinkedHashMap<>(RequestArguments.general(
                form.request(), form.address(), form.expandedKey(), caller.key().id()));
        all.putAll(SignatureRules.mismatchDetails(posting, caller));
        all.keySet().retainAll(row.argumentNames());
        all.putAll(RequestArguments.argument(row, posting.authorization() instanceof Version4, form::field));
        all.putAll(row instanceof PostObjectError error ? particular(error, posting) : Map.of());
        return all;
    }

    private static Map<String, String> particular(PostObjectError row, Posting posting) {
        Optional<PostPolicy> policy = posting.policy().toOptional();
        return switch (row) {
            case POST_ON_OBJECT -> Map.of("ResourceType", "Object");
            case CONTENT_TYPE_UNUSABLE -> Map.of("ResourceType", "Bucket");
            case V4_CREDENTIAL_ACCESS_KEY_ID_INVALID, V4_CREDENTIAL_DATE_INVALID, V4_CREDENTIAL_TERMINAL_INVALID ->
                credential(posting);
            case EXPIRATION_MALFORMED ->
                policy.map(read -> Map.of("Expiration", read.expiration().toString()))
                        .orElse(Map.of());
            case CONDITION_FIELD_MISSING, CONDITION_FAILED ->
                policy.map(PostPolicy::firstCondition).orElse(Map.of());
            case FIELD_NOT_IN_POLICY ->
                policy.flatMap(read -> read.firstUnnamed(posting.form().names()))
                        .map(name -> Map.of("Field", name))
                        .orElse(Map.of());
            case METADATA_NAME_INVALID, METADATA_VALUE_INVALID -> metadata(posting.form());
            case FILE_TOO_LARGE ->
                policy.map(PostPolicy::sizeRange)
                        .map(range -> tooLarge(range, FileReceived.announcedSize(posting.form())))
                        .orElse(Map.of());
            case FILE_TOO_SMALL ->
                policy.map(PostPolicy::sizeRange)
                        .map(range -> tooSmall(range, FileReceived.announcedSize(posting.form())))
                        .orElse(Map.of());
            default -> Map.of();
        };
    }

    private static Map<String, String> credential(Posting posting) {
        return posting.authorization() instanceof Version4 v4
                ? v4.credential().map(SignatureRules::credentialDetails).orElse(Map.of())
                : Map.of();
    }

    private static Map<String, String> metadata(PostObjectForm form) {
        return form.fieldsWithPrefix(PropertyRules.METADATA_PREFIX).stream()
                .findFirst()
                .map((FormField field) -> OssErrorRow.argument(field.name(), field.value()))
                .orElse(Map.of());
    }

    /** A file that is not too large is made so by a byte: no answer says that fewer bytes than allowed are too many. */
    private static Map<String, String> tooLarge(LongRange range, long announced) {
        long max = Math.min(range.max(), RequestRules.FIVE_GB);
        return PostPolicy.tooLarge(max, Math.max(max + 1, announced)).arguments();
    }

    /** As above; but no file has less than nothing. */
    private static Map<String, String> tooSmall(LongRange range, long announced) {
        return PostPolicy.tooSmall(range.min(), Math.max(0, Math.min(range.min() - 1, announced)))
                .arguments();
    }
}
