package dev.otastub.fuzz;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What is fuzzed. */
enum Target {
    FORM_STREAM(
            FormStreamFuzzer.class,
            FormStreamFuzzer::fuzzerTestOneInput,
            FormStreamFuzzer::seeds,
            FormStreamFuzzer::words),
    POST_OBJECT(
            PostObjectFuzzer.class,
            PostObjectFuzzer::fuzzerTestOneInput,
            PostObjectFuzzer::seeds,
            PostObjectFuzzer::words),
    POLICY(PolicyFuzzer.class, PolicyFuzzer::fuzzerTestOneInput, PolicyFuzzer::seeds, PolicyFuzzer::words),
    ACS3(Acs3Fuzzer.class, Acs3Fuzzer::fuzzerTestOneInput, Acs3Fuzzer::seeds, Acs3Fuzzer::words),
    RPC_PARAMETERS(
            RpcParametersFuzzer.class,
            RpcParametersFuzzer::fuzzerTestOneInput,
            RpcParametersFuzzer::seeds,
            RpcParametersFuzzer::words),
    OBJECT_REQUEST(
            ObjectRequestFuzzer.class,
            ObjectRequestFuzzer::fuzzerTestOneInput,
            ObjectRequestFuzzer::seeds,
            ObjectRequestFuzzer::words),
    PERCENT_ENCODING(
            PercentEncodingFuzzer.class,
            PercentEncodingFuzzer::fuzzerTestOneInput,
            PercentEncodingFuzzer::seeds,
            PercentEncodingFuzzer::words),
    HTTP(HttpFuzzer.class, HttpFuzzer::fuzzerTestOneInput, HttpFuzzer::seeds, HttpFuzzer::words);

    private final Class<?> type;
    private final Consumer<byte[]> property;
    private final Supplier<Stream<byte[]>> seeds;
    private final Supplier<List<String>> words;

    Target(Class<?> type, Consumer<byte[]> property, Supplier<Stream<byte[]>> seeds, Supplier<List<String>> words) {
        this.type = type;
        this.property = property;
        this.seeds = seeds;
        this.words = words;
    }

    /** The class that has fuzzerTestOneInput, as Jazzer wants it. */
    String className() {
        return type.getName();
    }

    /** Throws if an input breaks the property. */
    void accept(byte[] input) {
        property.accept(input);
    }

    Stream<byte[]> seeds() {
        return seeds.get();
    }

    /** What inputs are made of. */
    List<String> words() {
        return words.get();
    }

    /** The folder of its corpus. */
    String folder() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
