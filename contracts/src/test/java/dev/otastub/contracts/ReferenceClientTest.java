package dev.otastub.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.consumer.PactVerificationResult;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The reference client meets each interaction of each published file, and of each file's mock server it gets that
 * interaction's own answer: no two of a file are mistaken for each other.
 */
class ReferenceClientTest {

    static List<Arguments> files() {
        Map<String, Function<PactFile, byte[]>> versions = new LinkedHashMap<>();
        versions.put("v4", PactFile::v4);
        versions.put("v3", PactFile::v3);
        return versions.entrySet().stream()
                .flatMap(version -> ContractSet.files().stream()
                        .map(file -> Arguments.of(
                                version.getKey() + "/" + file.path(),
                                file,
                                version.getValue().apply(file))))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void each_interaction_gets_its_own_answer(String path, PactFile file, byte[] published) {
        try (PactMock mock = new PactMock(published)) {
            for (Promise promise : file.promises()) {
                for (boolean examples : List.of(true, false)) {
                    assertThat(asked(mock.url(), promise, examples))
                            .as(promise.description())
                            .satisfies(result -> {
                                assertThat(result.status())
                                        .isEqualTo(promise.answer().status());
                                assertThat(result.fields()).isEqualTo(promised(mock.url(), promise));
                            });
                }
            }

            assertThat(mock.result()).as(mock.result().getDescription()).isInstanceOf(PactVerificationResult.Ok.class);
        }
    }

    private static ReferenceClient.Result asked(String url, Promise promise, boolean examples) {
        ReferenceClient client = new ReferenceClient(url, "LTAI5tReference", "secret", Clock.systemUTC());
        if (promise.ask() instanceof Ask.Rpc call) {
            return client.call(call.framing(), call.format(), call.action(), values(call.own(), examples));
        }
        Ask.Form form = (Ask.Form) promise.ask();
        return client.upload(
                url,
                values(form.fields(), examples),
                form.named() ? "firmware.bin" : null,
                form.file().isEmpty() ? null : "other bytes\r\n".getBytes(UTF_8));
    }

    /** The examples, or others where the contract allows them. */
    private static Map<String, String> values(Map<String, Value> values, boolean examples) {
        Map<String, String> others = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            String swapped = value.example().replace('a', 'q').replace('1', '7');
            boolean free =
                    value.form().filter(form -> Pattern.matches(form, swapped)).isPresent();
            others.put(name, free && !examples ? swapped : value.example());
        });
        return others;
    }

    private static Map<String, String> promised(String url, Promise promise) {
        String body = promise.answer().body();
        Map<String, String> fields =
                ReferenceClient.fields(promise.answer().contentType().example(), body);
        if (promise.provider() == Promise.Provider.FLOW && fields.containsKey("Data.Host")) {
            fields.put("Data.Host", url);
        }
        return fields;
    }
}
