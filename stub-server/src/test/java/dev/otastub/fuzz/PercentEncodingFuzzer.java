package dev.otastub.fuzz;

import dev.otastub.signature.Parameter;
import dev.otastub.signature.Parameters;
import dev.otastub.signature.PercentEncoding;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Percent-encoding there and back, and as others read it: the JDK's encoder, and a decoder of bytes. */
public final class PercentEncodingFuzzer {

    private PercentEncodingFuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        String encoded = PercentEncoding.encode(text);
        equal(
                URLEncoder.encode(text, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("*", "%2A")
                        .replace("%7E", "~"),
                encoded);
        equal(text, PercentEncoding.decode(encoded));
        equal(text, PercentEncoding.decodePath(encoded));
        equal(encoded.replace("%2F", "/"), PercentEncoding.encodePath(text));
        equal(decoded(text), PercentEncoding.decodePath(text));
        equal(decoded(text.replace('+', ' ')), PercentEncoding.decode(text));

        Parameters parameters = Parameters.parse(text);
        List<Parameter> named = parameters.all().stream()
                .filter(parameter ->
                        !parameter.name().isEmpty() || !parameter.value().isEmpty())
                .toList();
        Check.that(
                Parameters.parse(new Parameters(named).encoded()).all().equals(named),
                () -> parameters + " is encoded as " + parameters.encoded());
    }

    /** What the bytes say, each escape being one. */
    private static String decoded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        for (int at = 0; at < bytes.length; at++) {
            int high = at + 2 < bytes.length ? digit(bytes[at + 1]) : -1;
            int low = at + 2 < bytes.length ? digit(bytes[at + 2]) : -1;
            if (bytes[at] == '%' && high >= 0 && low >= 0) {
                decoded.write(high * 16 + low);
                at += 2;
            } else {
                decoded.write(bytes[at]);
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    private static int digit(byte ascii) {
        return ascii < 0 ? -1 : "0123456789abcdef".indexOf(Character.toLowerCase((char) ascii));
    }

    private static void equal(String expected, String actual) {
        Check.that(expected.equals(actual), () -> "'" + actual + "' in place of '" + expected + "'");
    }

    static Stream<byte[]> seeds() {
        return Stream.of(
                        "",
                        "a b*c~d+e%20f%2Bg%7Eh",
                        "\u56fa\u4ef6=\ud83d\ude00&a=&=b&&c",
                        "%e5%9B%ba%",
                        "%zz%4%C0%80%ED%A0%80%FF",
                        "Action=GenerateOTAUploadURL&Version=2018-01-20&FileSuffix=tar.gz")
                .map(Bytes::of);
    }

    static List<String> words() {
        return List.of("%", "%25", "%2F", "+", "&", "=", "%F0%9F%98%80");
    }
}
