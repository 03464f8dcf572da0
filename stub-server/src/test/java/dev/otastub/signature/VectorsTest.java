package dev.otastub.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otastub.core.Evidence;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class VectorsTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "dev.otastub.signature.Vectors#rpcV1",
        "dev.otastub.signature.Vectors#acs3",
        "dev.otastub.signature.Vectors#postPolicies",
        "dev.otastub.signature.Vectors#ossV4"
    })
    void a_vector_says_where_it_comes_from(String id, JsonNode row) {
        assertThat(id).isNotBlank();
        assertThat(row.path("source").asText()).isNotBlank();
        assertThat(Arrays.stream(Evidence.values()).map(Evidence::name))
                .contains(row.path("evidence").asText());
    }
}
