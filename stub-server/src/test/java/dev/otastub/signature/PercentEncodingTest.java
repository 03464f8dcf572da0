package dev.otastub.signature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PercentEncodingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "azAZ09-_.~|azAZ09-_.~",
                "固件 2(a)*~|%E5%9B%BA%E4%BB%B6%202%28a%29%2A~",
                "a+b|a%2Bb",
                "a/b|a%2Fb",
                "%|%25",
                "\"\u007f\u00e9|%22%7F%C3%A9",
                "\ud83d\ude00|%F0%9F%98%80"
            })
    void text_is_encoded_as_in_rfc_3986(String text, String encoded) {
        assertThat(PercentEncoding.encode(text)).isEqualTo(encoded);
        assertThat(PercentEncoding.decode(encoded)).isEqualTo(text);
        assertThat(PercentEncoding.decodePath(encoded)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"a/b c,a/b%20c", "/,/", "ota/固.bin,ota/%E5%9B%BA.bin"})
    void a_path_keeps_its_slashes(String path, String encoded) {
        assertThat(PercentEncoding.encodePath(path)).isEqualTo(encoded);
        assertThat(PercentEncoding.decodePath(encoded)).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "+| ",
                "%2B|+",
                "%2b|+",
                "a%20b+c|a b c",
                "%zz|%zz",
                "%4|%4",
                "%|%",
                "100%|100%",
                "%%41|%A",
                "%2%41|%2A",
                "固%E4%BB%B6|固件",
                "\ud83d\ude00%41|\ud83d\ude00A"
            })
    void decoding_takes_what_clients_send(String encoded, String text) {
        assertThat(PercentEncoding.decode(encoded)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%FF", "%E5%9B", "%C0%80", "%ED%A0%80"})
    void malformed_utf_8_becomes_replacement_characters(String encoded) {
        assertThat(PercentEncoding.decode("a" + encoded + "b")).matches("a\ufffd+b");
    }

    @ParameterizedTest
    @CsvSource({"a+b,a+b", "a%2Bb,a+b", "a+%20b,a+ b"})
    void a_plus_in_a_path_is_a_plus(String encoded, String path) {
        assertThat(PercentEncoding.decodePath(encoded)).isEqualTo(path);
    }
}
