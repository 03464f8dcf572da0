package dev.otastub.fuzz;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.otastub.core.Outcome;
import dev.otastub.oss.policy.PostPolicy;
import dev.otastub.oss.policy.PostPolicyWriter;
import dev.otastub.testing.PostForm;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A policy as Base64 or, if the input begins with <code>{</code>, as the JSON itself: what is taken is what another
 * reader of JSON sees, and reads the same when it is written again.
 */
public final class PolicyFuzzer {

    private static final ObjectMapper JACKSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private PolicyFuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) {
        boolean isJson = input.length > 0 && input[0] == '{';
        String base64 = isJson ? PostForm.base64(input) : new String(input, StandardCharsets.ISO_8859_1);
        Outcome<PostPolicy> outcome = PostPolicy.parse(base64);
        outcome.refusal().ifPresent(why -> Check.that(!why.reason().isEmpty(), () -> "no reason"));
        if (isJson
                && outcome.refusal().isPresent()
                && outcome.refusal().get().row().name().equals("POLICY_NOT_JSON")) {
            jsonIsNone(
                    new String(input, StandardCharsets.UTF_8),
                    outcome.refusal().get().reason());
        }
        outcome.toOptional().ifPresent(policy -> isAsWritten(policy, base64));
    }

    private static void isAsWritten(PostPolicy policy, String base64) {
        String json = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        JsonNode other = jackson(json).orElseThrow(() -> new AssertionError("Jackson does not take " + json));
        Check.that(other.path("conditions").size() == policy.conditions().size(), () -> "conditions of " + json);
        PostPolicy again = PostPolicy.parse(PostPolicyWriter.base64(policy.expiration(), Map.of(), policy.conditions()))
                .toOptional()
                .orElseThrow(() -> new AssertionError("what was read cannot be written: " + json));
        Check.that(
                again.conditions().equals(policy.conditions())
                        // No more is written than OSS's own samples have.
                        && again.expiration().equals(policy.expiration().truncatedTo(ChronoUnit.MILLIS)),
                () -> again + " in place of " + policy);
        Check.that(policy.sizeRange().min() >= 0, () -> "range of " + json);
    }

    private static void jsonIsNone(String json, String reason) {
        boolean limit =
                Stream.of("more than", "deeper than", "twice in one object").anyMatch(reason::contains);
        Check.that(
                limit || jackson(json).filter(JsonNode::isObject).isEmpty(),
                () -> "Jackson takes " + json + ", but " + reason);
    }

    /** Without OSS's own escape, which is no JSON. */
    private static Optional<JsonNode> jackson(String json) {
        StringBuilder plain = new StringBuilder();
        for (int at = 0; at < json.length(); at++) {
            boolean escape = json.charAt(at) == '\\' && at + 1 < json.length();
            if (!escape || json.charAt(at + 1) != '$') {
                plain.append(json.charAt(at));
            }
            if (escape) {
                plain.append(json.charAt(++at));
            }
        }
        try {
            return Optional.of(JACKSON.readTree(plain.toString()));
        } catch (StreamConstraintsException e) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    static Stream<byte[]> seeds() {
        String json =
                "{\"expiration\":\"2026-11-22T12:00:00.000Z\",\"conditions\":[[\"content-length-range\",0,1048576000],"
                        + "[\"starts-with\",\"$key\",\"ota/\\u56fa/\"],{\"bucket\":\"b\"},[\"eq\",\"$x\",\"\\${filename}\"],"
                        + "[\"in\",\"$content-type\",[\"a/b\",\"c/d\"]],[\"not-in\",\"$cache-control\",[\"no-cache\"]]]}";
        return Stream.of(
                        json,
                        PostForm.base64(Bytes.of(json)),
                        "{\"expiration\":1,\"conditions\":[]}",
                        "{\"expiration\":\"2026-02-30T12:00:00Z\",\"conditions\":[true,null,-1.5e+3]}",
                        "{\"conditions\":{}}",
                        "{} x",
                        "e30",
                        "e30=\n",
                        "_-8=")
                .map(Bytes::of);
    }

    static List<String> words() {
        return List.of(
                "\"expiration\":\"2026-11-22T12:00:00Z\"",
                "\"conditions\":[",
                "[\"eq\",\"$key\",\"",
                "[\"starts-with\",\"$key\",\"",
                "[\"in\",\"$key\",[\"",
                "[\"not-in\",\"$key\",[\"",
                "[\"content-length-range\",1,2]",
                "\\u",
                "\\$",
                "9223372036854775808",
                "{\"bucket\":\"b\"}");
    }
}
