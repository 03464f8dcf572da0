package dev.otastub.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otastub.core.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RpcV1SignatureTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.otastub.signature.Vectors#rpcV1")
    void vectors_are_signed_as_they_say(String id, JsonNode row) {
        String method = row.path("method").asText();
        Parameters parameters = Vectors.parameters(row.path("parameters"));
        String stringToSign = row.path("emptyValues").asText().equals("left out")
                ? RpcV1Signature.stringToSignWithoutEmpty(method, parameters)
                : RpcV1Signature.stringToSign(method, parameters);

        assertThat(stringToSign).as(id).isEqualTo(row.path("stringToSign").asText());
        assertThat(RpcV1Signature.sign(Vectors.secret(row), stringToSign))
                .isEqualTo(row.path("signature").asText());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.otastub.signature.Vectors#rpcV1")
    void the_order_of_sending_and_the_signature_itself_do_not_count(String id, JsonNode row) {
        Parameters parameters = Vectors.parameters(row.path("parameters"));
        List<Parameter> reversed = new ArrayList<>(parameters.all());
        Collections.reverse(reversed);
        Parameters sent = new Parameters(reversed).and("Signature", "anything");

        assertThat(RpcV1Signature.stringToSign("POST", sent))
                .as(id)
                .isEqualTo(RpcV1Signature.stringToSign("POST", parameters));
    }

    @Test
    void an_empty_value_is_signed_or_left_out() {
        Parameters parameters = Parameters.parse("b=&a=1&c");

        assertThat(RpcV1Signature.stringToSign("GET", parameters)).isEqualTo("GET&%2F&a%3D1%26b%3D%26c%3D");
        assertThat(RpcV1Signature.stringToSignWithoutEmpty("GET", parameters)).isEqualTo("GET&%2F&a%3D1");
    }

    @Test
    void only_the_parameter_of_exactly_that_name_is_the_signature() {
        Parameters parameters = Parameters.parse("SignatureNonce=1&signature=2&Signature=3");

        assertThat(RpcV1Signature.stringToSign("GET", parameters))
                .isEqualTo("GET&%2F&SignatureNonce%3D1%26signature%3D2");
    }

    @Test
    void upper_case_names_come_before_lower_case_ones() {
        assertThat(RpcV1Signature.stringToSign("GET", Parameters.parse("a=1&Z=2&_=3&A=4")))
                .isEqualTo("GET&%2F&A%3D4%26Z%3D2%26_%3D3%26a%3D1");
    }

    @Test
    void another_secret_makes_another_signature() {
        assertThat(RpcV1Signature.sign(new Secret("a"), "GET&%2F&"))
                .isNotEqualTo(RpcV1Signature.sign(new Secret("b"), "GET&%2F&"));
    }
}
