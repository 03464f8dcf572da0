package dev.otastub.contracts.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.core.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FillingTest {

    private static final String FORM = "--b\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nk\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"Signature\"\r\n\r\n\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\ny\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"policy\"; filename=\"policy\"\r\n\r\n"
            + "\u0000\u00ff\r\n--not\r\n--b--\r\n";

    private static Message form(String contentType) {
        return new Message(
                "POST", "/", "", Headers.of("Content-Type", contentType), FORM.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource({"multipart/form-data; boundary=b", "Multipart/Form-Data;charset=utf-8; boundary=\"b\""})
    void fields_get_their_values_and_all_else_stays_byte_for_byte(String contentType) {
        Message filled = Filling.withValues(
                form(contentType), Map.of("key", "固件", "signature", "s", "policy", "p", "absent", "a"));

        assertThat(new String(filled.body(), StandardCharsets.ISO_8859_1))
                .isEqualTo(FORM.replace(
                                "\r\n\r\nk\r\n",
                                "\r\n\r\n"
                                        + new String("固件".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
                                        + "\r\n")
                        .replace("name=\"Signature\"\r\n\r\n\r\n", "name=\"Signature\"\r\n\r\ns\r\n"));
    }

    @Test
    void a_body_that_is_no_form_stays() {
        byte[] body = "--b no form".getBytes(StandardCharsets.US_ASCII);
        Message request = form("multipart/form-data; boundary=b").withBody(body);

        assertThat(Filling.withValues(request, Map.of("key", "k")).body()).isEqualTo(body);
    }

    @Test
    void parameters_get_their_values_wherever_they_are_and_none_is_added() {
        Message request = new Message(
                "POST",
                "/",
                "a=1&b=2",
                Headers.of("Content-Type", "application/x-www-form-urlencoded"),
                "a=3&c=4".getBytes(StandardCharsets.US_ASCII));

        Message filled = Filling.withValues(request, Map.of("a", "x y", "d", "5"));

        assertThat(filled.query()).isEqualTo("a=x%20y&b=2");
        assertThat(new String(filled.body(), StandardCharsets.US_ASCII)).isEqualTo("a=x%20y&c=4");
    }
}
