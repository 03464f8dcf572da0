package dev.otastub.fuzz;

import dev.otastub.core.HttpRequest;
import dev.otastub.testing.RpcCall.Dialect;
import dev.otastub.testing.RpcStub;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** RPC calls by version 1, their parameters in the query, in a form, or both: let in is who signed, by another reckoning. */
public final class RpcParametersFuzzer {

    private static final List<String> SECRETS = Stream.of(
                    RpcStub.KEY, RpcStub.RAM_KEY, RpcStub.READER_KEY, RpcStub.OTHER_KEY, RpcStub.TOKEN.key())
            .map(key -> key.secret().value())
            .toList();

    private RpcParametersFuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) {
        HttpRequest request = RequestText.read(input);
        if (RpcFuzzing.isLetIn(request)
                && request.headers().first("Authorization").isEmpty()) {
            Check.that(isSigned(request), () -> "let in without a signature: " + Check.latin1(input));
        }
    }

    private static boolean isSigned(HttpRequest request) {
        String body = new String(request.body(), StandardCharsets.UTF_8);
        List<Map.Entry<String, String>> parameters = new ArrayList<>(parameters(request.query()));
        if (request.headers()
                .first("Content-Type")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .contains("form-urlencoded")) {
            parameters.addAll(parameters(body));
        }
        String signature = parameters.stream()
                .filter(parameter -> parameter.getKey().equals("Signature"))
                .findFirst()
                .orElseThrow()
                .getValue();
        return SECRETS.stream()
                .flatMap(secret -> Stream.of(
                        signature(secret, request.method(), parameters, false),
                        signature(secret, request.method(), parameters, true)))
                .anyMatch(signature::equals);
    }

    private static List<Map.Entry<String, String>> parameters(String encoded) {
        return Stream.of(encoded.split("&", -1))
                .filter(piece -> !piece.isEmpty())
                .map(piece -> (piece + "=").split("=", 2))
                .map(pair -> Map.entry(decoded(pair[0]), decoded(pair[1].replaceFirst("=$", ""))))
                .toList();
    }

    /** The JDK's decoder, with what it refuses made harmless first. */
    private static String decoded(String encoded) {
        return URLDecoder.decode(encoded.replaceAll("%(?![0-9a-fA-F]{2})", "%25"), StandardCharsets.UTF_8);
    }

    private static String signature(
            String secret, String method, List<Map.Entry<String, String>> parameters, boolean withoutEmpty) {
        String canonical = parameters.stream()
                .filter(parameter -> !parameter.getKey().equals("Signature"))
                .filter(parameter -> !withoutEmpty || !parameter.getValue().isEmpty())
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return hmac(secret + "&", method + "&%2F&" + encoded(canonical));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String hmac(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(Bytes.of(key), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(Bytes.of(text)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<byte[]> seeds() {
        return RpcFuzzing.calls(Dialect.V1_QUERY, Dialect.V1_FORM, Dialect.V1_MIXED)
                .map(RequestText::of);
    }

    static List<String> words() {
        return RpcFuzzing.words();
    }
}
