package dev.otastub.oss.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.otastub.core.Headers;
import dev.otastub.core.Refusal;
import dev.otastub.oss.CorsRules;
import dev.otastub.oss.OssError;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which web pages may call OSS. */
final class CorsRulesTest {

    /** The rows that have their case here. */
    static final Set<OssError> ROWS = Set.of(OssError.CORS_NOT_CONFIGURED);

    private static Headers preflight(String origin, String method) {
        return Headers.of("Origin", origin, "Access-Control-Request-Method", method);
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example.com,   https://app.example.com,       true",
        "https://app.example.com,   http://app.example.com,        false",
        "https://app.example.com,   https://app.example.com:8443,  false",
        "https://*.example.com,     https://app.example.com,       true",
        "https://*.example.com,     https://a.b.example.com,       true",
        "https://*.example.com,     https://example.com,           false",
        "https://*.example.com,     https://app.example.com.org,   false",
        "http://localhost:*,        http://localhost:5173,         true",
        "aba://a*a,                 aba://a,                       false",
        "*,                         https://whatever,              true",
        "*,                         null,                          true",
    })
    void an_origin_matches_a_rule_as_a_whole(String rule, String origin, boolean expected) {
        CorsRules rules = new CorsRules(List.of(rule));

        assertThat(rules.refusal(preflight(origin, "POST")).isEmpty()).isEqualTo(expected);
        assertThat(rules.ofAnswer("POST", Headers.of("Origin", origin)).fields().isEmpty())
                .isNotEqualTo(expected);
    }

    @Test
    void the_answer_to_a_preflight_allows_what_was_asked() {
        CorsRules rules = new CorsRules(List.of("https://other.example.com", "https://app.example.com"));

        assertThat(rules.ofPreflight(preflight("https://app.example.com", "PUT")
                        .and("Access-Control-Request-Headers", "x-oss-meta-a")))
                .isEqualTo(Headers.of(
                        "Access-Control-Allow-Origin", "https://app.example.com",
                        "Access-Control-Allow-Methods", "PUT",
                        "Access-Control-Expose-Headers", "ETag, x-oss-request-id, x-oss-hash-crc64ecma",
                        "Access-Control-Max-Age", "0",
                        "Vary", "Origin",
                        "Access-Control-Allow-Headers", "x-oss-meta-a"));
    }

    @Test
    void a_rule_for_all_origins_says_so() {
        assertThat(new CorsRules(List.of("*"))
                        .ofAnswer("GET", Headers.of("Origin", "https://app.example.com"))
                        .first("Access-Control-Allow-Origin"))
                .contains("*");
    }

    @Test
    void a_request_that_no_page_sent_gets_nothing() {
        assertThat(new CorsRules(List.of("*")).ofAnswer("GET", Headers.NONE)).isEqualTo(Headers.NONE);
    }

    @Test
    void without_rules_no_page_may_call() {
        assertThat(CorsRules.NONE
                        .refusal(preflight("https://app.example.com", "GET"))
                        .map(Refusal::row))
                .contains(OssError.CORS_NOT_CONFIGURED);
        assertThat(CorsRules.NONE.ofAnswer("GET", Headers.of("Origin", "https://app.example.com")))
                .isEqualTo(Headers.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "app.example.com", "https://app.example.com/", "https://*.*.com", "**", "https://a b"})
    void what_is_no_origin_is_told(String origin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CorsRules(List.of(origin)))
                .withMessageContaining("'" + origin + "'");
    }
}
