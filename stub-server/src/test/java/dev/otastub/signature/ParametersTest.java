package dev.otastub.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ParametersTest {

    static Stream<Arguments> queries() {
        return Stream.of(
                Arguments.of("", List.of()),
                Arguments.of("a=1", List.of(new Parameter("a", "1"))),
                Arguments.of("b=2&a=1&b=3", List.of(of("b", "2"), of("a", "1"), of("b", "3"))),
                Arguments.of("acl", List.of(of("acl", ""))),
                Arguments.of("acl=", List.of(of("acl", ""))),
                Arguments.of("&&a=1&&b=2&", List.of(of("a", "1"), of("b", "2"))),
                Arguments.of("a=b=c", List.of(of("a", "b=c"))),
                Arguments.of("=x", List.of(of("", "x"))),
                Arguments.of("a%3Db=c%26d", List.of(of("a=b", "c&d"))),
                Arguments.of("a+b=%E5%9B%BA+%2B", List.of(of("a b", "固 +"))),
                Arguments.of("a=%zz%", List.of(of("a", "%zz%"))));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void parameters_are_parsed_in_their_order(String query, List<Parameter> expected) {
        assertThat(Parameters.parse(query).all()).isEqualTo(expected);
    }

    @Test
    void the_first_of_a_name_is_found_and_case_counts() {
        Parameters parameters = Parameters.parse("a=1&a=2");

        assertThat(parameters.first("a")).contains("1");
        assertThat(parameters.first("A")).isEmpty();
    }

    @Test
    void parameters_are_added_behind() {
        assertThat(Parameters.parse("b=2")
                        .and(Parameters.parse("a=1"))
                        .and("c", " ")
                        .encoded())
                .isEqualTo("b=2&a=1&c=%20");
        assertThat(Parameters.NONE.encoded()).isEmpty();
    }

    private static Parameter of(String name, String value) {
        return new Parameter(name, value);
    }
}
