package dev.otastub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.otastub.account.AccessKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OtaStubOptionsTest {

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("The port must be between 0 and 65535, not 65536.", b -> b.port(65536)),
                mistake("The port must be between", b -> b.port(-1)),
                mistake("The HTTPS port must be between 0 and 65535, not 65536.", b -> b.httpsPort(65536)),
                mistake(
                        "HTTP and HTTPS cannot share the port 8443",
                        b -> b.port(8443).httpsPort(8443).build()),
                mistake(
                        "A certificate is of no use without HTTPS",
                        b -> b.certificate(Path.of("cert.pem"), Path.of("key.pem"))
                                .build()),
                mistake("The admin token must have 16 characters", b -> b.adminToken("15-characters--")),
                mistake("visible ASCII", b -> b.adminToken("sixteen char acters")),
                mistake("The public URL must be a scheme and a host", b -> b.publicUrl("ota-stub:8080")),
                mistake("The public URL must be a scheme and a host", b -> b.publicUrl("http://ota-stub/path")),
                mistake("The public URL is no URL", b -> b.publicUrl("http://a b")),
                mistake("There must be one account at least.", b -> b.accounts()),
                mistake(
                        "from a file or are given one by one, not both",
                        b -> b.accounts(OtaStubAccount.DEFAULT)
                                .accountsFile(Path.of("accounts.json"))
                                .build()),
                mistake(
                        "The quota must be 0 or more",
                        b -> OtaStubAccount.builder("1").callsPerSecond(-1).build()),
                mistake("A bucket's name has 3 to 63", b -> b.bucket("Upper")),
                mistake("A bucket cannot be named 'ota'", b -> b.bucket("ota")),
                mistake("The quota must be 0 or more", b -> b.callsPerSecond(-1)),
                mistake("The caller time window must not be negative", b -> b.callerTimeWindow(Duration.ofSeconds(-1))),
                mistake("The clock may stand between", b -> b.frozenAt(Instant.MAX)),
                mistake("The clock may stand between", b -> b.frozenAt(Instant.EPOCH)),
                mistake(
                        "The clock may be up to 40 years behind",
                        b -> b.clockOffset(Duration.ofSeconds(Long.MIN_VALUE))),
                mistake("and a century ahead", b -> b.clockOffset(Duration.ofSeconds(Long.MAX_VALUE))));
    }

    private static Arguments mistake(String sentence, Consumer<OtaStubOptions.Builder> mistake) {
        return arguments(sentence, mistake);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void a_wrong_value_is_told_in_a_sentence(String sentence, Consumer<OtaStubOptions.Builder> mistake) {
        assertThatThrownBy(() -> mistake.accept(OtaStubOptions.builder()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void secrets_are_not_printed() {
        OtaStubOptions options = OtaStubOptions.builder()
                .httpsPort(0)
                .keyStore(Path.of("server.p12"), "hunter2")
                .adminToken("hunter2-hunter2-hunter2")
                .build();

        assertThat(options).asString().contains("server.p12").doesNotContain("hunter2");
    }

    @Test
    void a_key_without_a_secret_is_told_without_its_secret() {
        assertThatThrownBy(() -> OtaStubAccount.DEFAULT.withKeys(AccessKey.of("id", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'id'");
        assertThat(AccessKey.of("id", "hush")).asString().doesNotContain("hush");
    }

    @Test
    void who_is_in_a_file_only_the_started_stub_knows() {
        OtaStubOptions options = OtaStubOptions.builder()
                .accountsFile(Path.of("docs/accounts.example.json"))
                .build();

        assertThatThrownBy(options::defaultAccount)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("OtaStub.defaultAccount()");
        try (OtaStub stub = OtaStub.start(options)) {
            assertThat(stub.defaultAccount().uid()).isEqualTo("1000000000000001");
        }
    }

    @Test
    void the_defaults_are_safe_and_strict() {
        OtaStubOptions options = OtaStubOptions.defaults();

        assertThat(options.bind()).isEqualTo("127.0.0.1");
        assertThat(options.anyAccessKey()).isFalse();
        assertThat(options.callerTimeWindow()).isEqualTo(Duration.ofMinutes(15));
    }
}
