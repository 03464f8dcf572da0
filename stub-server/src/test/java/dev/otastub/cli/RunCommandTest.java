package dev.otastub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands of these tests are silent, as they have the output of the tests. */
class RunCommandTest {

    @TempDir
    Path folder;

    @BeforeEach
    void shell() {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "sh is here");
    }

    @ParameterizedTest
    @CsvSource({"true,0", "exit 7,7", "exit 255,255", "kill -TERM $$,143", "kill -KILL $$,137"})
    void it_ends_as_the_command_does(String command, int exitCode) {
        assertThat(Ran.command("run", "--", "/bin/sh", "-c", command).exitCode())
                .isEqualTo(exitCode);
    }

    @Test
    void command_is_told_of_the_stub() throws IOException {
        Map<String, String> environment = Map.of(
                "NO_PROXY", "intra.example.com",
                "OTA_STUB_ENDPOINT", "http://elsewhere",
                "OTA_STUB_HTTPS_PORT", "1",
                "OTA_STUB_URL", "http://elsewhere",
                "OTA_STUB_PORT", "1",
                "MINE", "kept");

        Map<String, String> told = told(environment, "--public-url=http://ota-stub.example:8080");

        assertThat(told)
                .containsEntry("MINE", "kept")
                .containsEntry("OTA_STUB_ACCESS_KEY_ID", "testid")
                .containsEntry("OTA_STUB_ACCESS_KEY_SECRET", "testsecret")
                .containsEntry("OTA_STUB_OSS_ACCESS_KEY_ID", "LTAI5tOtaStubIssuingPair")
                .containsEntry("OTA_STUB_HOST_PORT", "127.0.0.1:" + told.get("OTA_STUB_PORT"))
                .containsEntry("OTA_STUB_URL", "http://127.0.0.1:" + told.get("OTA_STUB_PORT"))
                .containsEntry("NO_PROXY", "intra.example.com,127.0.0.1,ota-stub.example")
                .containsEntry("no_proxy", "intra.example.com,127.0.0.1,ota-stub.example")
                .doesNotContainKeys("OTA_STUB_ENDPOINT", "OTA_STUB_HTTPS_PORT", "OTA_STUB_CA_FILE")
                .doesNotContainEntry("OTA_STUB_PORT", "1");
    }

    @Test
    void command_is_told_of_https_and_the_token() throws IOException {
        assertThat(told(Map.of("OTA_STUB_HTTPS_PORT", "0"), "--admin-token=0123456789abcdef"))
                .containsKeys("OTA_STUB_HTTPS_URL", "OTA_STUB_HTTPS_HOST_PORT", "OTA_STUB_CA_FILE")
                .containsEntry("OTA_STUB_ADMIN_TOKEN", "0123456789abcdef");
    }

    private Map<String, String> told(Map<String, String> environment, String... options) throws IOException {
        Path file = folder.resolve("told");
        Ran ran = Ran.with(
                environment,
                Stream.of(
                                Stream.of("run"),
                                Stream.of(options),
                                Stream.of("--", "/bin/sh", "-c", "/usr/bin/env > \"$1\"", "sh", file.toString()))
                        .flatMap(arguments -> arguments)
                        .toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        Map<String, String> told = new HashMap<>();
        Files.readAllLines(file).stream()
                .map(line -> line.split("=", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> told.put(pair[0], pair[1]));
        return told;
    }

    @Test
    void commands_arguments_are_its_own() throws IOException {
        Path file = folder.resolve("arguments");
        String command = "printf '%s|' \"$@\" > '" + file + "'";

        Ran.command("run", "/bin/sh", "-c", command, "sh", "--port", "x", "--", "--help");
        assertThat(file).hasContent("--port|x|--|--help|");

        Ran.command("run", "--any-access-key", "--", "/bin/sh", "-c", command, "sh", "--", "@x", "${y}");
        assertThat(file).hasContent("--|@x|${y}|");
    }

    @Test
    void summary_says_what_the_command_did() throws IOException {
        Ran ran = ranCommands(
                List.of(),
                "upload \"$FILE\" --name one",
                "upload \"$FILE\" --name one",
                "sign GenerateOTAUploadURL --access-key-id nobody --curl | /bin/sh");

        assertThat(ran.err())
                .contains(
                        "ota-stub: what the command did",
                        "  CreateOTAFirmware        1 succeeded, 1 refused (iot.firmware.AlreadyExistedFirmwareName)",
                        "  GenerateOTAUploadURL     2 succeeded, 1 refused (InvalidAccessKeyId.NotFound)",
                        "  PostObject               2 succeeded, 0 refused")
                .containsPattern("  uploaded +iotx-ota/ota/\\S+\\.bin 3 bytes\n")
                .containsPattern("  created +FirmwareName=one ")
                .containsPattern("  unclaimed +iotx-ota/ota/\\S+\\.bin\n");
        assertThat(ran.err().lines().filter(line -> line.startsWith("  unclaimed")))
                .hasSize(1);
        assertThat(ran.out()).isEmpty();
    }

    /** Runs commands of ours in processes of their own. */
    private Ran ranCommands(List<String> options, String... commands) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "curl is here");
        Path file = Files.write(folder.resolve("firmware.bin"), new byte[3]);
        String java = "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -cp '"
                + System.getProperty("java.class.path") + "' " + Main.class.getName() + " ";
        String script = "PATH=/usr/bin:/bin; FILE='" + file + "'\n{\n" + java + String.join("\n" + java, commands)
                + "\n} > '" + folder.resolve("output") + "' 2>&1\nexit 0\n";
        return Ran.command(Stream.of(
                        Stream.of("run"),
                        options.stream(),
                        Stream.of(
                                "--",
                                "/bin/sh",
                                Files.writeString(folder.resolve("script"), script)
                                        .toString()))
                .flatMap(arguments -> arguments)
                .toArray(String[]::new));
    }

    @Test
    void command_that_calls_nothing_is_told_of() {
        assertThat(Ran.command("run", "--", "/bin/sh", "-c", "true").err())
                .contains("the command called nothing at http://127.0.0.1:", "OTA_STUB_URL");
    }

    @Test
    void log_goes_to_its_file() throws IOException {
        Path file = folder.resolve("stub.log");

        Ran ran = Ran.command("run", "--log-file=" + file, "--", "/bin/sh", "-c", "true");

        assertThat(file).content().startsWith("ota-stub dev listens on http://127.0.0.1:");
        assertThat(ran.err()).doesNotContain("listens").contains("called nothing");
    }

    @Test
    void quiet_is_silent() {
        assertThat(Ran.command("run", "--quiet", "--", "/bin/sh", "-c", "exit 3"))
                .isEqualTo(new Ran(3, "", ""));
    }

    @Test
    void ready_file_is_there_while_the_command_runs() {
        Path file = folder.resolve("stub.env");

        Ran ran = Ran.command(
                "run", "--ready-file=" + file, "--", "/bin/sh", "-c", "test -s \"$1\"", "sh", file.toString());

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-command", "./no-such-file"})
    void command_that_is_not_there_is_127(String name) {
        Ran ran = Ran.with(Map.of("PATH", "/usr/bin:/bin"), "run", "--quiet", "--", name);

        assertThat(ran.exitCode()).isEqualTo(127);
        assertThat(ran.err()).contains("There is no command " + name).hasLineCount(1);
    }

    @Test
    void command_that_cannot_be_executed_is_126() throws IOException {
        Path file = Files.writeString(folder.resolve("not-executable"), "#!/bin/sh\n");

        Ran ran = Ran.command("run", "--quiet", "--", file.toString());

        assertThat(ran.exitCode()).isEqualTo(126);
        assertThat(ran.err()).contains(file.toString(), "not executable").hasLineCount(1);
    }

    @Test
    void stub_is_gone_when_the_command_has_ended() throws IOException {
        String url = told(Map.of()).get("OTA_STUB_URL");

        assertThat(Ran.command("ls", "--endpoint=" + url).err()).contains("No answer from " + url);
    }

    @Test
    void answers_are_told_one_by_one() {
        List<String> told = new java.util.concurrent.CopyOnWriteArrayList<>();
        OtaStubOptions options = OtaStubOptions.builder()
                .answers(story -> told.add(story.what()))
                .build();
        try (OtaStub stub = OtaStub.start(options)) {
            Ran.command("ls", "--endpoint=" + stub.url());
        }
        assertThat(told).containsExactly("ListObjectsV2 iotx-ota/* 0 names");
    }
}
