package dev.otastub.contracts.kit;

import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.core.model.HttpRequest;
import au.com.dius.pact.core.model.HttpResponse;
import dev.otastub.signature.Parameter;
import dev.otastub.signature.Parameters;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is published can be expected. */
final class EveryInteractionTest {

    private static final Set<String> SET_BY_THE_CLIENT = Set.of("host", "content-length", "connection");

    static Stream<String> interactions() {
        return NamedInteractions.onClassPath().names().stream();
    }

    @ParameterizedTest
    @MethodSource("interactions")
    void its_own_example_request_gets_its_own_answer(String name) throws Exception {
        Expectation expectation = NamedInteractions.onClassPath().named(name);
        HttpResponse promised = expectation.interaction().getResponse();

        try (ContractMock mock = ContractMock.expecting(name)) {
            var answer = HttpClient.newHttpClient()
                    .send(example(mock.url(), expectation.interaction().getRequest()), BodyHandlers.ofByteArray());

            mock.verify();
            assertThat(answer.statusCode()).isEqualTo(promised.getStatus());
            assertThat(answer.body().length > 0).isEqualTo(promised.getBody().isPresent());
        }
    }

    private static java.net.http.HttpRequest example(String url, HttpRequest promised) {
        List<Parameter> query = new ArrayList<>();
        promised.getQuery().forEach((key, values) -> query.add(new Parameter(key, String.valueOf(values.get(0)))));
        var request = java.net.http.HttpRequest.newBuilder(
                URI.create(url + promised.getPath() + "?" + new Parameters(query).encoded()));
        promised.getHeaders().forEach((key, values) -> {
            if (!SET_BY_THE_CLIENT.contains(key.toLowerCase(Locale.ROOT))) {
                request.header(key, values.get(0));
            }
        });
        return request.method(
                        promised.getMethod(),
                        BodyPublishers.ofByteArray(promised.getBody().orEmpty()))
                .build();
    }
}
