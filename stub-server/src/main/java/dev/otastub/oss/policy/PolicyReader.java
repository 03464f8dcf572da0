package dev.otastub.oss.policy;

import dev.otastub.core.Outcome;
import dev.otastub.core.Refusal;
import dev.otastub.oss.PostObjectError;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes a policy of the form's field, layer by layer: Base64, UTF-8, JSON, members, expiration, conditions. */
final class PolicyReader {

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]*={0,2}");
    private static final Pattern EXPIRATION =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?Z");

    private PolicyReader() {}

    static Outcome<PostPolicy> read(String base64) {
        return bytes(base64)
                .flatMap(PolicyReader::text)
                .flatMap(PolicyJson::parse)
                .flatMap(PolicyReader::members)
                .flatMap(members -> policy(base64, members));
    }

    private static Outcome<byte[]> bytes(String base64) {
        if (base64.isBlank()) {
            return refused(PostObjectError.POLICY_EMPTY, "the field policy is there but empty");
        }
        if (base64.length() % 4 != 0 || !BASE64.matcher(base64).matches()) {
            return refused(PostObjectError.POLICY_NOT_BASE64, notBase64(base64));
        }
        return Outcome.accepted(Base64.getDecoder().decode(base64));
    }

    private static String notBase64(String text) {
        if (text.stripLeading().startsWith("{")) {
            return "the field policy holds the JSON itself; OSS wants its Base64";
        }
        if (text.contains("\n") || text.contains("\r")) {
            return "the Base64 of the policy holds line breaks; OSS wants it in one line";
        }
        if (text.contains("-") || text.contains("_")) {
            return "the field policy is in the URL-safe Base64 alphabet; OSS wants the one with + and /";
        }
        return "the field policy is no Base64: a character outside its alphabet, or padding that is missing";
    }

    private static Outcome<String> text(byte[] bytes) {
        try {
            return Outcome.accepted(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            return refused(PostObjectError.POLICY_NOT_UTF8, "the policy, once decoded from Base64, is not UTF-8");
        }
    }

    private static Outcome<Map<String, PolicyJson.Value>> members(PolicyJson.Value json) {
        if (!(json instanceof PolicyJson.Members object)) {
            return refused(
                    PostObjectError.POLICY_NOT_JSON,
                    "the policy must be a JSON object",
                    Map.of("Problem", "{ expected"));
        }
        Map<String, PolicyJson.Value> members = object.members();
        for (String name : members.keySet()) {
            if (!name.equals("expiration") && !name.equals("conditions")) {
                return refused(
                        PostObjectError.POLICY_MEMBER_UNKNOWN,
                        "the policy has a member '" + name + "'; it may have expiration and conditions only",
                        Map.of("Member", name));
            }
        }
        return Outcome.accepted(members);
    }

    private static Outcome<PostPolicy> policy(String base64, Map<String, PolicyJson.Value> members) {
        PolicyJson.Value expiration = members.get("expiration");
        PolicyJson.Value conditions = members.get("conditions");
        if (expiration == null && conditions == null) {
            return refused(
                    PostObjectError.EXPIRATION_AND_CONDITIONS_MISSING,
                    "the policy has neither expiration nor conditions");
        }
        if (conditions == null) {
            return refused(PostObjectError.CONDITIONS_MISSING, "the policy has no conditions");
        }
        if (expiration == null) {
            return refused(PostObjectError.EXPIRATION_MISSING, "the policy has no expiration");
        }
        return expiration(expiration)
                .flatMap(instant -> conditions(conditions).map(list -> new PostPolicy(base64, instant, list)));
    }

    private static Outcome<Instant> expiration(PolicyJson.Value value) {
        if (!(value instanceof PolicyJson.Text expiration)) {
            return refused(PostObjectError.EXPIRATION_NOT_STRING, "the policy's expiration must be a JSON string");
        }
        String text = expiration.text();
        if (text.isEmpty()) {
            return refused(PostObjectError.EXPIRATION_EMPTY, "the policy's expiration is empty");
        }
        return instant(text)
                .map(Outcome::accepted)
                .orElseGet(() -> refused(
                        PostObjectError.EXPIRATION_MALFORMED,
                        "the policy's expiration '" + text
                                + "' is not of the form 2014-12-01T12:00:00.000Z: a date, T, a time of day, Z",
                        Map.of("Expiration", text)));
    }

    private static Optional<Instant> instant(String text) {
        if (!EXPIRATION.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    LocalDateTime.parse(text.substring(0, text.length() - 1)).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static Outcome<List<PolicyCondition>> conditions(PolicyJson.Value value) {
        if (!(value instanceof PolicyJson.Items list)) {
            return refused(PostObjectError.CONDITIONS_NOT_LIST, "the policy's conditions must be a JSON array");
        }
        if (list.items().isEmpty()) {
            return refused(
                    PostObjectError.CONDITIONS_EMPTY,
                    "the policy's conditions are an empty list; OSS wants at least one");
        }
        List<PolicyCondition> conditions = new ArrayList<>();
        for (PolicyJson.Value item : list.items()) {
            Outcome<PolicyCondition> condition = ConditionReader.read(item, conditions.size() + 1);
            if (condition instanceof Outcome.Refused<PolicyCondition> refused) {
                return Outcome.refused(refused.why());
            }
            condition.toOptional().ifPresent(conditions::add);
        }
        return Outcome.accepted(conditions);
    }

    private static <T> Outcome<T> refused(PostObjectError row, String reason) {
        return Outcome.refused(row.because(reason));
    }

    private static <T> Outcome<T> refused(PostObjectError row, String reason, Map<String, String> arguments) {
        return Outcome.refused(new Refusal(row, arguments, reason));
    }
}
