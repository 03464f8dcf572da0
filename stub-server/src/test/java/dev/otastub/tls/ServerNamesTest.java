package dev.otastub.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerNamesTest {

    @ParameterizedTest
    @CsvSource({
        "localhost, san=dns:localhost",
        "Build.Example, san=dns:build.example",
        "*.localhost, san=dns:*.localhost",
        "10.0.0.1, san=ip:10.0.0.1",
        "1.example, san=dns:1.example",
        "::1, san=ip:0:0:0:0:0:0:0:1",
        "[::1], san=ip:0:0:0:0:0:0:0:1",
        "fe80::1%eth0, san=ip:fe80:0:0:0:0:0:0:1",
        "300.0.0.1, san=",
        "my_host, san=",
        "-a, san=",
        "a.*.b, san=",
        "a..b, san=",
        "'a,ip:b', san=",
    })
    void a_host_is_a_name_or_an_address_or_left_out(String host, String subjectAltName) {
        assertThat(ServerNames.of(List.of(host)).subjectAltName()).isEqualTo(subjectAltName);
    }
}
