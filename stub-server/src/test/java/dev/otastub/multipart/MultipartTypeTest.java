package dev.otastub.multipart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.multipart.MultipartType.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartTypeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "multipart/form-data; boundary=abc | abc",
                "multipart/form-data;boundary=abc | abc",
                "multipart/form-data;boundary=\"a b;c\" | a b;c",
                "multipart/form-data; boundary=\"a\\\"b\" | a\"b",
                "Multipart/Form-Data; BOUNDARY=AbC | AbC",
                "multipart/form-data; charset=ISO-8859-1; boundary=httpclient_boundary_1 | httpclient_boundary_1",
                "multipart/form-data; charset=\"a;boundary=no\"; boundary=yes | yes",
                "multipart/form-data; strict; boundary=abc | abc",
                "multipart/form-data; boundary=abc; charset=UTF-8 | abc",
                "multipart/form-data ; boundary = abc | abc",
                "multipart/form-data; boundary=----WebKitFormBoundary7MA4 | ----WebKitFormBoundary7MA4",
                "multipart/form-data; boundary==abc= | =abc=",
                "multipart/form-data; boundary=first; boundary=second | first",
                "multipart/form-data;; boundary=abc | abc",
            })
    void boundary_is_found_however_it_is_written(String header, String boundary) {
        assertThat(MultipartType.of(header)).isEqualTo(new MultipartType(Kind.FORM, boundary));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "multipart/form-data, boundary=abc",
                "multipart/form-data boundary=abc",
                "multipart; boundary=abc",
                "boundary=abc",
            })
    void header_that_names_no_media_type_counts_as_absent(String header) {
        assertThat(MultipartType.of(header)).isEqualTo(new MultipartType(Kind.ABSENT, ""));
    }

    @Test
    void missing_header_is_absent() {
        assertThat(MultipartType.of(null).kind()).isEqualTo(Kind.ABSENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/x-www-form-urlencoded", "multipart/mixed; boundary=abc", "text/plain; charset=utf-8"
            })
    void another_media_type_is_other(String header) {
        assertThat(MultipartType.of(header)).isEqualTo(new MultipartType(Kind.OTHER, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data;",
                "multipart/form-data; boundary",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=\"\"",
                "multipart/form-data; charset=utf-8",
            })
    void form_without_a_boundary_is_told_apart(String header) {
        assertThat(MultipartType.of(header)).isEqualTo(new MultipartType(Kind.NO_BOUNDARY, ""));
    }

    @Test
    void boundary_may_be_longer_than_the_standard_says_but_not_endless() {
        assertThat(MultipartType.of("multipart/form-data; boundary=" + "b".repeat(256))
                        .kind())
                .isEqualTo(Kind.FORM);
        assertThat(MultipartType.of("multipart/form-data; boundary=" + "b".repeat(257))
                        .kind())
                .isEqualTo(Kind.NO_BOUNDARY);
    }
}
