package dev.otastub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.net.httpserver.HttpServer;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvCommandTest {

    @TempDir
    Path folder;

    /** A value as sh, PowerShell and .env files write it; none if the readers of the last differ. */
    static Stream<Arguments> values() {
        return Stream.of(
                arguments("plain-1.0/a:b", "plain-1.0/a:b", "'plain-1.0/a:b'", "plain-1.0/a:b"),
                arguments("", "", "''", ""),
                arguments("a b", "'a b'", "'a b'", "'a b'"),
                arguments("a#b", "'a#b'", "'a#b'", "'a#b'"),
                arguments("$a`b", "'$a`b'", "'$a`b'", "'$a`b'"),
                arguments("\"a\"", "'\"a\"'", "'\"a\"'", "'\"a\"'"),
                arguments("it's", "'it'\\''s'", "'it''s'", "\"it's\""),
                arguments("it's $a", "'it'\\''s $a'", "'it''s $a'", null),
                arguments("it's \"a\"", "'it'\\''s \"a\"'", "'it''s \"a\"'", null),
                arguments("a\\", "'a\\'", "'a\\'", null),
                arguments("a\u2019b", "'a\u2019b'", "'a\u2019\u2019b'", "'a\u2019b'"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void value_is_quoted_as_each_format_wants_it(String value, String sh, String powershell, String dotenv) {
        assertThat(ExportFormat.SH.line("N", value)).hasValue("export N=" + sh);
        assertThat(ExportFormat.POWERSHELL.line("N", value)).hasValue("$env:N = " + powershell);
        assertThat(ExportFormat.DOTENV.line("N", value))
                .isEqualTo(Optional.ofNullable(dotenv).map(quoted -> "N=" + quoted));
        assertThat(ShellText.unquoted(sh)).hasValue(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"it's $ecret", "a b\"c\"", "`id`;$(id) & \\ * ~ # !"})
    void shell_has_the_values_that_it_evaluates(String secret) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "sh is here");
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            Ran ran = Ran.with(
                    Map.of("NO_PROXY", "intra.example.com"),
                    "env",
                    "--endpoint=" + stub.url(),
                    "--access-key-secret=" + secret);
            assertThat(ran.exitCode()).as(ran.err()).isZero();
            Path exports = Files.writeString(folder.resolve("exports"), ran.out());

            String printed = shell("eval \"$(cat '" + exports + "')\"; printf '%s\\n' \"$OTA_STUB_URL\""
                    + " \"$OTA_STUB_ACCESS_KEY_SECRET\" \"$NO_PROXY\" \"$no_proxy\"");

            assertThat(printed.lines())
                    .containsExactly(stub.url(), secret, "intra.example.com,127.0.0.1", "intra.example.com,127.0.0.1");
        }
    }

    private static String shell(String commands) throws Exception {
        Process process = new ProcessBuilder("/bin/sh", "-c", commands)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(output).isTrue();
        return output;
    }

    @Test
    void ready_file_says_everything() {
        Path file = folder.resolve("stub.env");
        Ran started = Ran.whileRunning(
                Map.of(),
                stub -> {
                    Ran ran = Ran.with(Map.of("OTA_STUB_READY_FILE", file.toString()), "env", "--format=dotenv");
                    assertThat(ran.exitCode()).as(ran.err()).isZero();
                    assertThat(ran.out().lines())
                            .containsAll(plainLines(file))
                            .contains(
                                    "OTA_STUB_ACCESS_KEY_SECRET=\"it's\"", "NO_PROXY=127.0.0.1", "no_proxy=127.0.0.1");
                },
                "--port=0",
                "--https-port=0",
                "--ready-file=" + file,
                "--access-key-secret=it's");

        assertThat(started.exitCode()).as(started.err()).isZero();
    }

    private static List<String> plainLines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.contains("'")).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void options_and_variables_say_what_no_ready_file_does() {
        try (OtaStub stub = OtaStub.start(OtaStubOptions.builder().httpsPort(0).build())) {
            Ran ran = Ran.with(
                    Map.of("OTA_STUB_ADMIN_TOKEN", "0123456789abcdef"),
                    "env",
                    "--endpoint=" + stub.httpsUrl(),
                    "--ca-file=" + stub.caFile(),
                    "--oss-access-key-id=pair");

            assertThat(ran.out().lines())
                    .contains(
                            "export OTA_STUB_URL=" + stub.httpsUrl(),
                            "export OTA_STUB_HTTPS_HOST_PORT=" + stub.httpsHostPort(),
                            "export OTA_STUB_CA_FILE=" + stub.caFile(),
                            "export OTA_STUB_ADMIN_TOKEN=0123456789abcdef",
                            "export OTA_STUB_ACCESS_KEY_ID=testid",
                            "export OTA_STUB_OSS_ACCESS_KEY_ID=pair");
        }
    }

    @Test
    void line_end_in_a_value_is_refused() {
        Ran ran = Ran.command("env", "--access-key-secret=hunter2\nrm -rf");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err())
                .contains("OTA_STUB_ACCESS_KEY_SECRET")
                .doesNotContain("hunter2")
                .hasLineCount(1);
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void stub_that_is_not_there_is_told_of_and_nothing_printed() {
        String url;
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            url = stub.url();
        }
        Ran ran = Ran.command("env", "--endpoint=" + url);

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains(url, "is ota-stub running there?").hasLineCount(1);
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void what_is_no_stub_is_told_of() throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        other.start();
        try {
            Ran ran = Ran.command(
                    "env", "--endpoint=127.0.0.1:" + other.getAddress().getPort());

            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.err()).contains("is no ota-stub", "--endpoint").hasLineCount(1);
        } finally {
            other.stop(0);
        }
    }

    /** What NO_PROXY and no_proxy are, and become. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-       | -     | 127.0.0.1         | 127.0.0.1",
                "a,b     | c     | a,b,127.0.0.1     | c,127.0.0.1",
                "-       | a     | a,127.0.0.1       | a,127.0.0.1",
                "a       | -     | a,127.0.0.1       | a,127.0.0.1",
                "a,127.0.0.1 | x | a,127.0.0.1       | x,127.0.0.1",
                "*       | -     | *                 | *"
            })
    void no_proxy_keeps_what_is_there(String upper, String lower, String newUpper, String newLower) {
        Map<String, String> environment = new java.util.HashMap<>();
        environment.put("NO_PROXY", upper);
        environment.put("no_proxy", lower);

        assertThat(StubVariables.noProxy(List.of("127.0.0.1"), environment))
                .containsEntry("NO_PROXY", newUpper)
                .containsEntry("no_proxy", newLower);
    }

    @Test
    void no_proxy_has_an_address_of_ipv6_in_both_its_forms() {
        assertThat(StubVariables.noProxy(List.of("[::1]"), Map.of())).containsEntry("NO_PROXY", "::1,[::1]");
    }
}
