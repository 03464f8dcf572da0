package dev.otastub.oss.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostPolicyWriterTest {

    private static final Instant EXPIRATION = Instant.parse("2024-11-20T00:11:18.560Z");

    @Test
    void writes_what_the_platform_hands_out_to_the_byte() {
        String base64 = PostPolicyWriter.base64(EXPIRATION, new LongRange(0, 1048576000), "ota/firmware/");

        assertThat(decoded(base64))
                .isEqualTo("{\"expiration\":\"2024-11-20T00:11:18.560Z\",\"conditions\":"
                        + "[[\"content-length-range\",0,1048576000],[\"starts-with\",\"$key\",\"ota/firmware/\"]]}");
    }

    @Test
    void writes_short_forms_before_lists() {
        String base64 = PostPolicyWriter.base64(
                EXPIRATION, Map.of("bucket", "a\"b"), List.of(new PolicyCondition.ExactMatch("key", "k")));

        assertThat(decoded(base64)).endsWith("\"conditions\":[{\"bucket\":\"a\\\"b\"},[\"eq\",\"$key\",\"k\"]]}");
    }

    @Test
    void writes_milliseconds_even_if_there_are_none_and_cuts_what_is_finer() {
        LongRange sizes = new LongRange(0, 1);

        assertThat(decoded(PostPolicyWriter.base64(Instant.parse("2024-11-20T00:11:18Z"), sizes, "")))
                .startsWith("{\"expiration\":\"2024-11-20T00:11:18.000Z\"");
        assertThat(decoded(PostPolicyWriter.base64(Instant.parse("2024-11-20T00:11:18.1239Z"), sizes, "")))
                .startsWith("{\"expiration\":\"2024-11-20T00:11:18.123Z\"");
    }

    @Test
    void reads_back_what_it_wrote() {
        String base64 = PostPolicyWriter.base64(EXPIRATION, new LongRange(1, 2), "a\"b\\");

        assertThat(PostPolicy.parse(base64).toOptional())
                .contains(new PostPolicy(
                        base64,
                        EXPIRATION,
                        List.of(
                                new PolicyCondition.ContentLengthRange(1, 2),
                                new PolicyCondition.StartsWith("key", "a\"b\\"))));
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
