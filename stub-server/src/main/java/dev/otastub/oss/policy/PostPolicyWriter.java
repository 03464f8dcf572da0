package dev.otastub.oss.policy;

import dev.otastub.core.UtcMillis;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes policies: compact, as the OSS SDK for Java prints them. */
public final class PostPolicyWriter {

    private PostPolicyWriter() {}

    /**
     * The policy that the platform hands out with an upload URL, in Base64: for files of a size in a range, with keys that
     * begin with a prefix. What Alibaba's own policies hold was never published; these two conditions are those of a
     * published clone of the API.
     */
    public static String base64(Instant expiration, LongRange sizes, String keyPrefix) {
        return base64(
                expiration,
                Map.of(),
                List.of(
                        new PolicyCondition.ContentLengthRange(sizes.min(), sizes.max()),
                        new PolicyCondition.StartsWith("key", keyPrefix)));
    }

    /**
     * A policy in Base64.
     *
     * @param exactly what fields must be, in order: these conditions come first, in their short form, as in the samples of
     *     OSS's documentation
     * @param conditions the others, in their list form
     */
    public static String base64(Instant expiration, Map<String, String> exactly, List<PolicyCondition> conditions) {
        Stream<String> shortForms = exactly.entrySet().stream()
                .map(field ->
                        "{" + PolicyJson.quoted(field.getKey()) + ":" + PolicyJson.quoted(field.getValue()) + "}");
        Stream<String> lists = conditions.stream().map(condition -> condition.list(","));
        String json = "{\"expiration\":\"" + UtcMillis.of(expiration) + "\",\"conditions\":"
                + Stream.concat(shortForms, lists).collect(Collectors.joining(",", "[", "]")) + "}";
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
