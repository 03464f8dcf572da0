package dev.otastub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.otastub.OtaStubOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class StartCommandTest {

    private static final String TOKEN = "0123456789abcdef";

    /** An option, a value, and what of the stub's options must then have which value. */
    static Stream<Arguments> settings() {
        return Stream.of(
                row("--bind", "localhost", OtaStubOptions::bind, "localhost"),
                row("--https-port", "0", OtaStubOptions::httpsPort, OptionalInt.of(0)),
                row("--admin-token", TOKEN, o -> o.adminToken().orElseThrow().value(), TOKEN),
                row(
                        "--public-url",
                        "http://ota-stub:80/",
                        OtaStubOptions::publicUrl,
                        Optional.of("http://ota-stub:80")),
                row("--root-dir", "src", OtaStubOptions::rootDir, Optional.of(Path.of("src"))),
                row(
                        "--access-key-id",
                        "myid",
                        o -> o.defaultAccount().keys().get(0).id(),
                        "myid"),
                row("--access-key-secret", "${s} @x", o -> secret(o), "${s} @x"),
                row(
                        "--oss-access-key-id",
                        "ossid",
                        o -> o.defaultAccount().issuingKey().id(),
                        "ossid"),
                row(
                        "--oss-access-key-secret",
                        "oss",
                        o -> o.defaultAccount().issuingKey().secret().value(),
                        "oss"),
                row(
                        "--iot-instance-id",
                        "iot-1,iot-2",
                        o -> List.copyOf(o.defaultAccount().instanceIds()).stream()
                                .sorted()
                                .toList(),
                        List.of("iot-1", "iot-2")),
                row("--bucket", "one,two", o -> o.buckets().stream().sorted().toList(), List.of("one", "two")),
                row(
                        "--accounts",
                        "docs/accounts.example.json",
                        o -> o.accountsFile().orElseThrow(),
                        Path.of("docs/accounts.example.json")),
                row("--any-access-key", "true", OtaStubOptions::anyAccessKey, true),
                row("--qps", "0", o -> o.callsPerSecond().getAsInt(), 0),
                row("--caller-time-window", "1h30m", OtaStubOptions::callerTimeWindow, Duration.ofMinutes(90)),
                row("--strict-caller-time", "true", OtaStubOptions::strictCallerTime, true),
                row(
                        "--clock",
                        "2026-11-22T11:50:32Z",
                        OtaStubOptions::frozenAt,
                        Optional.of(Instant.parse("2026-11-22T11:50:32Z"))),
                row("--clock", "-15m", OtaStubOptions::clockOffset, Duration.ofMinutes(-15)),
                row("--clock", "+1h", OtaStubOptions::clockOffset, Duration.ofHours(1)),
                row("--clock", "PT1H", OtaStubOptions::clockOffset, Duration.ofHours(1)),
                row("--clock", "-PT1H", OtaStubOptions::clockOffset, Duration.ofHours(-1)),
                row("--clock", "+1d2h3m4s", OtaStubOptions::clockOffset, Duration.parse("P1DT2H3M4S")),
                row("--max-uploads", "7", o -> o.limits().uploads(), 7),
                row("--max-stored", "20m", o -> o.limits().storedBytes(), 20L << 20),
                row("--max-upload-time", "90s", o -> o.limits().uploadTime(), Duration.ofSeconds(90)),
                row("--max-header", "8K", o -> o.limits().headerBytes(), 8 << 10),
                row("--seed", "7", o -> o.seed().getAsLong(), 7L),
                row("--no-extra-headers", "true", OtaStubOptions::extraHeaders, false));
    }

    private static Arguments row(
            String option, String value, Function<OtaStubOptions, Object> setting, Object expected) {
        return arguments(option, value, setting, expected);
    }

    private static String secret(OtaStubOptions options) {
        return options.defaultAccount().keys().get(0).secret().value();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void option_is_heard(String option, String value, Function<OtaStubOptions, Object> setting, Object expected) {
        assertThat(setting.apply(started(Map.of(), "--port", "0", option + "=" + value)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void variable_stands_in_for_its_option(
            String option, String value, Function<OtaStubOptions, Object> setting, Object expected) {
        String variable = "OTA_STUB_" + option.substring(2).replace('-', '_').toUpperCase(java.util.Locale.ROOT);

        assertThat(setting.apply(started(Map.of(variable, value), "--port", "0")))
                .isEqualTo(expected);
    }

    @Test
    void command_line_goes_before_the_variable() {
        Map<String, String> environment =
                Map.of("OTA_STUB_SEED", "7", "OTA_STUB_PORT", "0", "OTA_STUB_ANY_ACCESS_KEY", "true");

        assertThat(started(environment, "--seed", "8").seed()).hasValue(8);
        assertThat(started(environment, "--any-access-key=false").anyAccessKey())
                .isFalse();
        assertThat(started(environment, "--any-access-key").anyAccessKey()).isTrue();
    }

    @Test
    void empty_variable_is_none() {
        assertThat(started(Map.of("OTA_STUB_PUBLIC_URL", "", "OTA_STUB_PORT", "0"))
                        .publicUrl())
                .isEmpty();
    }

    @Test
    void negative_offset_may_be_an_argument_of_its_own() {
        assertThat(started(Map.of(), "--port", "0", "--clock", "-15m").clockOffset())
                .isEqualTo(Duration.ofMinutes(-15));
    }

    private static OtaStubOptions started(Map<String, String> environment, String... arguments) {
        List<OtaStubOptions> options = new ArrayList<>();
        Ran ran = Ran.whileRunning(environment, stub -> options.add(stub.options()), arguments);
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        return options.get(0);
    }

    @Test
    void help_names_every_option_and_its_variable() {
        for (String command : List.of("", "run", "env", "upload", "ls", "rm", "sign")) {
            CommandLine commandLine = Main.commandLine(Map.of(), stub -> {});
            CommandLine asked = commandLine.getSubcommands().getOrDefault(command, commandLine);
            String help = asked.getUsageMessage();
            for (OptionSpec option : asked.getCommandSpec().options()) {
                assertThat(help).contains(option.longestName());
                EnvironmentDefaults.variable(option)
                        .ifPresent(variable -> assertThat(help).contains("[" + variable));
            }
        }
    }

    @Test
    void help_and_version_are_printed() {
        assertThat(Ran.command("--help").out())
                .contains("Usage: ota-stub", "run", "env", "upload", "ls", "rm", "sign")
                .doesNotContain("$");
        assertThat(Ran.command("--version").out()).startsWith("ota-stub dev");
        assertThat(Ran.command("sign", "--help").out()).contains("Usage: ota-stub sign");
        assertThat(Ran.command("upload", "--version").exitCode()).isZero();
    }

    @Test
    void help_shows_no_secret_of_the_environment() {
        assertThat(Ran.with(Map.of("OTA_STUB_ACCESS_KEY_SECRET", "hunter2"), "--help")
                        .out())
                .doesNotContain("hunter2");
    }

    @Test
    void start_tells_endpoints_keys_and_settings() {
        Ran ran = Ran.command("--port", "0");

        assertThat(ran.out())
                .contains(
                        "listens on http://127.0.0.1:",
                        "testid / testsecret",
                        "ramtestid / ramtestsecret",
                        "LTAI5tOtaStubIssuingPair / OtaStubIssuingPairSecret000000",
                        "the machine's",
                        "10 calls a second",
                        "TICKET=$(curl")
                .doesNotContain("LENIENT", "FROZEN", "MOVED");
    }

    @Test
    void start_hides_a_users_own_secrets() {
        Ran ran = Ran.command(
                "--port",
                "0",
                "--access-key-secret",
                "hunter2",
                "--oss-access-key-id",
                "x",
                "--oss-access-key-secret",
                "hunter3");

        assertThat(ran.out()).contains("testid / ***", "x / ***").doesNotContain("hunter");
    }

    @Test
    void start_stays_short_however_many_accounts_there_are(@TempDir Path folder) throws IOException {
        String accounts = IntStream.range(0, 100)
                .mapToObj(i -> "{\"uid\":\"" + i + "\",\"keys\":[{\"id\":\"key" + i + "\",\"secret\":\"hunter2\"}]}")
                .collect(Collectors.joining(",", "{\"accounts\":[", "]}"));
        Path file = Files.writeString(folder.resolve("accounts.json"), accounts);

        assertThat(Ran.command("--port=0", "--accounts=" + file).out())
                .contains("key0 / ***", "key5 / ***", "and 94 more")
                .doesNotContain("key6 ", "hunter2");
    }

    /** What is unusual about a stub shows at start. */
    static Stream<Arguments> unusual() {
        return Stream.of(
                arguments("--any-access-key", "LENIENT"),
                arguments(
                        "--accounts=docs/accounts.example.json", "docs/accounts.example.json (POST http://127.0.0.1:"),
                arguments("--accounts=docs/accounts.example.json", "firmware-team-old / ***, disabled"),
                arguments("--accounts=docs/accounts.example.json", "1000000000000002 another-team / ***"),
                arguments("--accounts=docs/accounts.example.json", "a1BwAGVexample; calls may name no other"),
                arguments("--accounts=docs/accounts.example.json", "own quota      50 calls a second"),
                arguments("--clock=2026-11-22T11:50:32Z", "FROZEN at 2026-11-22T11:50:32Z"),
                arguments("--clock=2026-11-22T11:50:32Z", "none while the clock is frozen"),
                arguments("--clock=+1h", "MOVED by 1h"),
                arguments("--qps=0", "quota          none"),
                arguments("--qps=3", "3 calls a second"),
                arguments("--seed=1", "freeze the clock too, by --clock"),
                arguments("--strict-caller-time", "from the stub's clock\n"),
                arguments("--iot-instance-id=iot-1", "iot-1; calls must name one"),
                arguments("--iot-instance-id=iot-1", "IotInstanceId=iot-1"),
                arguments("--bucket=mine", "iotx-ota, mine"),
                arguments("--public-url=http://ota-stub:80", "http://ota-stub:80 (Data.Host)"),
                arguments("--no-extra-headers", "extra headers  none"),
                arguments("--https-port=0", " and https://127.0.0.1:"),
                arguments("--https-port=0", "clients must trust "),
                arguments("--https-port=0", "certificate    made by the stub"),
                arguments("--admin-token=" + TOKEN, "want the token"),
                arguments("--admin-token=" + TOKEN, "-H \"X-Ota-Stub-Admin-Token: $OTA_STUB_ADMIN_TOKEN\""),
                arguments("--root-dir=src", "stub mappings  src"));
    }

    @ParameterizedTest
    @MethodSource("unusual")
    void start_tells_what_is_unusual(String option, String told) {
        assertThat(Ran.command("--port=0", option).out()).contains(told);
        assertThat(Ran.command("--port=0").out()).doesNotContain(told);
    }

    @Test
    void certificate_of_ones_own_is_served(@TempDir Path folder) throws IOException {
        Path store = folder.resolve("server.p12");
        Ran.whileRunning(
                Map.of(),
                stub -> {
                    try {
                        Files.copy(stub.caFile().resolveSibling("server.p12"), store);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                },
                "--port=0",
                "--https-port=0");
        String[] start = {"--port=0", "--https-port=0", "--tls-keystore=" + store};

        assertThat(Ran.with(Map.of("OTA_STUB_TLS_KEYSTORE_PASSWORD", "ota-stub"), start)
                        .out())
                .contains("certificate    your own");
        Ran wrong = Ran.with(Map.of("OTA_STUB_TLS_KEYSTORE_PASSWORD", "hunter2"), start);
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err())
                .contains("--tls-keystore-password", "OTA_STUB_TLS_KEYSTORE_PASSWORD")
                .doesNotContain("hunter2")
                .hasLineCount(1);
    }

    @Test
    void start_hides_the_admin_token() {
        assertThat(Ran.command("--port=0", "--admin-token=" + TOKEN).out()).doesNotContain(TOKEN);
    }

    @Test
    void ready_file_tells_of_https_and_the_token(@TempDir Path folder) {
        Path file = folder.resolve("stub.env");

        Ran ran = Ran.whileRunning(
                Map.of(),
                stub -> assertThat(lines(file))
                        .containsEntry("OTA_STUB_HTTPS_PORT", Integer.toString(stub.httpsPort()))
                        .containsEntry("OTA_STUB_HTTPS_URL", stub.httpsUrl())
                        .containsEntry("OTA_STUB_HTTPS_HOST_PORT", stub.httpsHostPort())
                        .containsEntry("OTA_STUB_CA_FILE", stub.caFile().toString())
                        .containsEntry("OTA_STUB_ADMIN_TOKEN", TOKEN),
                "--port=0",
                "--https-port=0",
                "--bind=0.0.0.0",
                "--admin-token=" + TOKEN,
                "--ready-file=" + file);

        assertThat(ran.exitCode()).as(ran.err()).isZero();
    }

    @Test
    void seed_with_a_frozen_clock_needs_no_remark() {
        assertThat(Ran.command("--port=0", "--seed=1", "--clock=2026-11-22T11:50:32Z")
                        .out())
                .contains("follow from the seed 1\n");
    }

    @Test
    void ready_file_tells_how_to_reach_the_stub_and_goes_with_it(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("stub.env");
        Files.writeString(file, "left by a stub that was killed");
        Map<String, String> read = new HashMap<>();

        Ran ran = Ran.whileRunning(
                Map.of(),
                stub -> {
                    read.putAll(lines(file));
                    assertThat(stub.wireMock().getAllServeEvents()).isEmpty();
                    assertThat(read)
                            .containsEntry("OTA_STUB_PORT", Integer.toString(stub.port()))
                            .containsEntry("OTA_STUB_URL", stub.url())
                            .containsEntry("OTA_STUB_HOST_PORT", stub.hostPort());
                },
                "--port=0",
                "--ready-file=" + file,
                "--access-key-secret=it's $ecret");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(read)
                .containsEntry("OTA_STUB_ACCESS_KEY_ID", "testid")
                .containsEntry("OTA_STUB_ACCESS_KEY_SECRET", "'it'\\''s $ecret'")
                .containsEntry("OTA_STUB_OSS_ACCESS_KEY_ID", "LTAI5tOtaStubIssuingPair")
                .containsEntry("OTA_STUB_OSS_ACCESS_KEY_SECRET", "OtaStubIssuingPairSecret000000")
                .containsEntry(
                        "OTA_STUB_PID", Long.toString(ProcessHandle.current().pid()))
                .hasSize(8);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void ready_file_of_a_stub_that_cannot_start_is_not_written(@TempDir Path folder) {
        Ran.command("--bind=no.such.host.invalid", "--ready-file=" + folder.resolve("stub.env"));

        assertThat(folder).isEmptyDirectory();
    }

    private static Map<String, String> lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            Map<String, String> read = new HashMap<>();
            lines.map(line -> line.split("=", 2)).forEach(pair -> read.put(pair[0], pair[1]));
            return read;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
