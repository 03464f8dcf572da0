package dev.otastub.contracts.kit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jar that users run, as a process of its own. */
class VerifyJarIT {

    private static final Map<String, String> KEY =
            Map.of("ALIBABA_CLOUD_ACCESS_KEY_ID", "testid", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "testsecret");

    private static OtaStub stub;

    @BeforeAll
    static void start() {
        stub = OtaStub.start(
                OtaStubOptions.builder().httpsPort(0).callsPerSecond(0).build());
    }

    @AfterAll
    static void stop() {
        stub.close();
    }

    private record Ran(int exitCode, String out, String err) {}

    private static Process process(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-jar", System.getProperty("ota-stub-verify.jar")));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.endsWith("_PROXY") || name.endsWith("_proxy"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static Ran run(Map<String, String> environment, String... arguments) throws Exception {
        Process process = process(environment, arguments);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String told = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), out, told);
    }

    @Test
    void help_and_version_tell_what_it_is() throws Exception {
        assertThat(run(Map.of(), "--help").out()).contains("--target", "--wait-for-expiry", "Exit codes:");
        assertThat(run(Map.of(), "--version").out()).matches("(?s)ota-stub-verify \\d+\\.\\d+\\.\\d+.*");
    }

    static Stream<List<String>> a_stub_keeps_all() {
        return Stream.of(
                List.of("--stub", "--target=" + stub.url()),
                List.of("--target=" + stub.httpsUrl(), "--ca-file=" + stub.caFile(), "--calls-per-second=10000"));
    }

    @ParameterizedTest
    @MethodSource
    void a_stub_keeps_all(List<String> arguments) throws Exception {
        List<String> all = new ArrayList<>(arguments);
        all.add("--quiet");

        Ran ran = run(KEY, all.toArray(String[]::new));

        assertThat(ran.exitCode()).as(ran.out()).isZero();
        assertThat(ran.out()).contains(" 0 broken");
        assertThat(ran.err()).isEmpty();
    }

    /** A setting of the whole process, which the command makes at its start: Java tells a proxy no password otherwise. */
    @Test
    void a_proxy_is_told_its_password() throws Exception {
        try (TunnelProxy proxy = new TunnelProxy()) {
            Map<String, String> environment = new HashMap<>(KEY);
            environment.put("HTTPS_PROXY", "http://me:pass@127.0.0.1:" + proxy.port());

            Ran ran = run(environment, "--target=" + stub.httpsUrl(), "--ca-file=" + stub.caFile(), "--only=name: 204");

            assertThat(ran.exitCode()).as(ran.err()).isZero();
            assertThat(proxy.heads())
                    .isNotEmpty()
                    .allSatisfy(head -> assertThat(head)
                            .startsWith("CONNECT 127.0.0.1:" + stub.httpsPort() + " ")
                            .containsIgnoringCase("Proxy-Authorization: Basic bWU6cGFzcw=="));
        }
    }

    @Test
    void who_is_stopped_deletes_the_packages_that_it_created() throws Exception {
        Process process = process(KEY, "--target=" + stub.url(), "--calls-per-second=4", "--only=AlreadyExisted");
        try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
            while (stub.account().firmware().isEmpty() && process.isAlive()) {
                process.waitFor(10, TimeUnit.MILLISECONDS);
            }
            assertThat(process.isAlive()).isTrue();

            // As Ctrl-C does; Process.destroy would close the streams too.
            process.toHandle().destroy();

            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(err.lines()).contains("Stopping; what was created is deleted.");
            assertThat(process.exitValue()).isEqualTo(128 + 15);
            assertThat(stub.account().firmware()).isEmpty();
        }
    }

    @Test
    void there_is_no_server_in_it() throws Exception {
        try (JarFile jar = new JarFile(System.getProperty("ota-stub-verify.jar"))) {
            assertThat(jar.stream().map(JarEntry::getName))
                    .contains("META-INF/LICENSE", "META-INF/NOTICE", "META-INF/pacts/contracts.json")
                    .noneMatch(name -> name.contains("wiremock")
                            || name.startsWith("org/eclipse/jetty/")
                            || name.startsWith("org/junit/")
                            || name.startsWith("dev/otastub/wiremock/"));
        }
    }
}
