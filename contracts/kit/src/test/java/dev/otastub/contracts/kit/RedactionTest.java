package dev.otastub.contracts.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens are taken out by where they stand, however short they are and whatever characters they have. */
class RedactionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server string to sign is:GET&%2F&SecurityToken%3DCAIS.token",
                "server StringToSign is [ACS3-HMAC-SHA256\n00] server CanonicalRequest is [x-acs-security-token:CAIS.token]",
                "<StringToSign>CAIS.token</StringToSign>",
                "{\"SecurityToken\": \"CAIS.token\"}"
            })
    void a_token_in_an_answer(String text) {
        assertThat(Redaction.of(text)).contains("***").doesNotContain("CAIS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Expected status code 200 but was 403", "Policy expired."})
    void what_tells_of_none_stays(String text) {
        assertThat(Redaction.of(text)).isEqualTo(text);
    }
}
