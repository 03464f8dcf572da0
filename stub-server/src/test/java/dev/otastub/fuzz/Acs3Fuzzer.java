package dev.otastub.fuzz;

import dev.otastub.core.HttpRequest;
import dev.otastub.testing.RpcCall.Dialect;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** RPC calls whose Authorization header, or what it signs, was tampered with: nobody is let in by it. */
public final class Acs3Fuzzer {

    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{64}");
    private static final Set<String> SIGNATURES = requests()
            .flatMap(request -> SIGNATURE
                    .matcher(request.headers().first("Authorization").orElseThrow())
                    .results())
            .map(result -> result.group())
            .collect(Collectors.toUnmodifiableSet());

    private Acs3Fuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) {
        HttpRequest request = RequestText.read(input);
        if (RpcFuzzing.isLetIn(request)) {
            Matcher given =
                    SIGNATURE.matcher(request.headers().first("Authorization").orElse(""));
            Check.that(
                    given.find() && SIGNATURES.contains(given.group()),
                    () -> "let in without a known signature: " + Check.latin1(input));
        }
    }

    private static Stream<HttpRequest> requests() {
        return RpcFuzzing.calls(Dialect.ACS3, Dialect.ACS3_WITHOUT_HOST);
    }

    static Stream<byte[]> seeds() {
        return requests().map(RequestText::of);
    }

    static List<String> words() {
        return RpcFuzzing.words();
    }
}
