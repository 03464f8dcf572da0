package dev.otastub.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DigestsTest {

    @Test
    void digests_are_lower_case_hex() {
        byte[] abc = "abc".getBytes(StandardCharsets.UTF_8);

        assertThat(Digests.md5Hex(abc)).isEqualTo("900150983cd24fb0d6963f7d28e17f72");
        assertThat(Digests.sha256Hex(abc))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void md5_is_spelled_in_base64_as_content_md5_has_it() {
        assertThat(Digests.md5Base64("abc".getBytes(StandardCharsets.UTF_8))).isEqualTo("kAFQmDzST7DWlj99KOF/cg==");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1 << 16, (1 << 16) + 1, 200_000})
    void a_stream_has_the_digest_of_its_bytes(int size) throws IOException {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) 7);

        assertThat(Digests.sha256Hex(new ByteArrayInputStream(bytes))).isEqualTo(Digests.sha256Hex(bytes));
    }

    @ParameterizedTest
    @CsvSource({"abc,abc,true", "abc,abd,false", "abc,ab,false", "abc,'',false", "'','',true", "é,é,true", "é,e,false"})
    void signatures_are_equal_or_not(String expected, String given, boolean equal) {
        assertThat(ConstantTime.equal(expected, given)).isEqualTo(equal);
    }
}
