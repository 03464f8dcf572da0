package dev.otastub.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DigestsTest {

    @Test
    void digests_are_lower_case_hex() {
        byte[] abc = "abc".getBytes(StandardCharsets.UTF_8);

        assertThat(Digests.md5Hex(abc)).isEqualTo("900150983cd24fb0d6963f7d28e17f72");
        assertThat(Digests.sha256Hex(abc))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @ParameterizedTest
    @CsvSource({"abc,abc,true", "abc,abd,false", "abc,ab,false", "abc,'',false", "'','',true", "é,é,true", "é,e,false"})
    void signatures_are_equal_or_not(String expected, String given, boolean equal) {
        assertThat(ConstantTime.equal(expected, given)).isEqualTo(equal);
    }
}
