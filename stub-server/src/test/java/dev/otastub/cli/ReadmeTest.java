package dev.otastub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import dev.otastub.core.ErrorRow;
import dev.otastub.core.Evidence;
import dev.otastub.iot.IotError;
import dev.otastub.oss.OssError;
import dev.otastub.oss.PostObjectError;
import dev.otastub.rpc.GatewayError;
import dev.otastub.testing.NodeSdks;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What the README promises. */
class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");

    /** Where pieces of Java stand between marks: what our own tests run, and the projects of users that the build runs. */
    private static final List<Path> SOURCES = List.of(
            Path.of("src/test/java/dev/otastub/cli/ReadmeSnippets.java"),
            Path.of("junit5/src/it"),
            Path.of("../contracts/kit/src/test/java"));

    private static final Pattern PIECE = Pattern.compile("// snippet: (\\S+)\n(.*?)\n *// end\n", Pattern.DOTALL);

    private record Piece(String name, String text) {}

    /** What the README has before the pieces that are given the stub's address. */
    private static final Map<String, String> FIRST_LINES = Map.of(
            "legacy", "String stub = \"127.0.0.1:8080\";\n",
            "tea", "String stub = \"127.0.0.1:8080\";\n",
            "tea-https", "String stub = \"127.0.0.1:8443\";\n");

    private static final String DEFAULT_URL = "http://127.0.0.1:8080";

    @Test
    void curl_sequence_is_the_one_that_is_printed_at_start() throws IOException {
        assertThat(block("curl")).isEqualTo(CurlSequence.text(DEFAULT_URL, Set.of(), false));
    }

    /** Those that are here; on Windows there may be none. */
    static Stream<String> shells() {
        return Stream.of("sh", "bash", "dash", "zsh").filter(ReadmeTest::isInstalled);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("shells")
    void curl_sequence_works_when_pasted_twice(String shell) throws Exception {
        assumeTrue(isInstalled("curl"), "curl is here");
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            String once = block("curl").replace(DEFAULT_URL, stub.url());

            String answers = pasted(shell, once + once);

            assertThat(answers.split("PostObject: 200")).hasSize(3);
            assertThat(answers.split("\"FirmwareId\":\"")).hasSize(3);
            assertThat(stub.objects()).hasSize(2);
        }
    }

    @Test
    void control_works_when_pasted() throws Exception {
        assumeTrue(isInstalled("sh") && isInstalled("curl"), "sh and curl are here");
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            String answers = pasted("sh", block("control").replace(DEFAULT_URL, stub.url()));

            assertThat(answers)
                    .contains("\"moved\":true", "\"error\":\"GatewayError.USER_FLOW_CONTROL\"", "\"resetAfter\":1000")
                    .contains("{\"items\":[]}\n{\"items\":[]}\n{\"items\":[]}\n");
            assertThat(stub.accounts()).hasSize(1);
        }
    }

    @Test
    void curl_sequence_names_an_instance_where_one_is_needed() throws Exception {
        assumeTrue(isInstalled("sh") && isInstalled("curl"), "sh and curl are here");
        Ran ran = Ran.whileRunning(
                Map.of(),
                stub -> {
                    String sequence = CurlSequence.text(
                            stub.url(), stub.options().defaultAccount().instanceIds(), false);
                    assertThat(pasted("sh", sequence)).contains("PostObject: 200", "\"FirmwareId\":\"");
                },
                "--port=0",
                "--iot-instance-id=iot-1");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
    }

    @Test
    void curl_sequence_sends_the_token_where_one_is_needed() throws Exception {
        assumeTrue(isInstalled("sh") && isInstalled("curl"), "sh and curl are here");
        Ran ran = Ran.whileRunning(
                Map.of(),
                stub -> {
                    String sequence = CurlSequence.text(stub.url(), Set.of(), true);
                    assertThat(pasted("sh", "OTA_STUB_ADMIN_TOKEN=0123456789abcdef\n" + sequence))
                            .contains("PostObject: 200", "\"FirmwareId\":\"");
                },
                "--port=0",
                "--admin-token=0123456789abcdef");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
    }

    @Test
    void https_works_as_told_for_curl_and_java(@TempDir Path folder) throws Exception {
        assumeTrue(isInstalled("sh") && isInstalled("curl") && isInstalled("keytool"), "sh, curl and keytool are here");
        try (OtaStub stub = OtaStub.start(OtaStubOptions.builder().httpsPort(0).build())) {
            String commands =
                    block("https").replace(DEFAULT_URL, stub.url()).replace("8443", Integer.toString(stub.httpsPort()));

            String answers = pasted("sh", "cd '" + folder + "'\n" + commands);

            assertThat(answers).contains("\"status\" : \"healthy\"", "<HostId>iot.cn-shanghai.aliyuncs.com</HostId>");
            assertThat(ranByJava(
                            stub.httpsHostPort(),
                            "-Djavax.net.ssl.trustStore=" + folder.resolve("trust.p12"),
                            "-Djavax.net.ssl.trustStorePassword=changeit"))
                    .isEqualTo(stub.httpsUrl());
        }
    }

    @Test
    void run_works_as_told(@TempDir Path folder) throws Exception {
        assumeTrue(isInstalled("sh"), "sh is here");
        Files.write(folder.resolve("firmware.bin"), new byte[] {1, 2, 3});
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path command = Files.writeString(
                folder.resolve("ota-stub"),
                "#!/bin/sh\nexec '" + java + "' -cp '" + System.getProperty("java.class.path") + "' "
                        + Main.class.getName() + " \"$@\"\n");
        assertThat(command.toFile().setExecutable(true)).isTrue();

        String output = pasted("sh", "cd '" + folder + "'; PATH=\"$PWD:$PATH\"\n" + block("run"));

        assertThat(output)
                .contains("CreateOTAFirmware     FirmwareId ", "         3  ")
                .contains("what the command did", "CreateOTAFirmware        1 succeeded, 0 refused")
                .doesNotContain("unclaimed");
    }

    private static String ranByJava(String hostPort, String... options) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ReadmeSnippets.class.getName(), hostPort));
        Process process = new ProcessBuilder(command).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(errors).isTrue();
        assertThat(process.exitValue()).as(errors).isZero();
        return output.strip();
    }

    /** Of every piece of Java. */
    static Stream<String> javaSnippets() throws IOException {
        return marks("java");
    }

    @ParameterizedTest
    @MethodSource("javaSnippets")
    void java_snippets_are_those_that_compile(String name) throws IOException {
        assertThat(block("snippet: " + name))
                .isEqualTo(FIRST_LINES.getOrDefault(name, "")
                        + pieces().stream()
                                .filter(piece -> piece.name().equals(name))
                                .map(Piece::text)
                                .collect(Collectors.joining()));
    }

    /** Each fenced block of Java has a mark and a source, each mark a block that is compared or run; no source is lost. */
    @Test
    void no_snippet_goes_untested() throws IOException {
        String readme = Files.readString(README);
        List<String> tested = Stream.concat(javaSnippets(), nodeSnippets()).toList();

        assertThat(tested).contains("legacy", "node-iot").doesNotHaveDuplicates();
        assertThat(readme.lines().filter(line -> line.startsWith("<!-- snippet: ")))
                .hasSameSizeAs(tested);
        assertThat(readme.lines().filter("```java"::equals))
                .hasSize((int) javaSnippets().count());
        assertThat(pieces())
                .map(Piece::name)
                .containsExactlyInAnyOrderElementsOf(javaSnippets().toList());
    }

    /** The names of snippets in a language. */
    private static Stream<String> marks(String language) throws IOException {
        return Pattern.compile("<!-- snippet: (\\S+) -->\n```" + language + "\n")
                .matcher(Files.readString(README))
                .results()
                .map(mark -> mark.group(1));
    }

    @Test
    void java_snippets_run() throws Exception {
        ReadmeSnippets.library(stub -> {
            try {
                assertThat(ReadmeSnippets.legacy(stub)).startsWith("ota/");
                assertThat(ReadmeSnippets.tea(stub)).startsWith("ota/");
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    /** Of every piece of JavaScript. */
    static Stream<String> nodeSnippets() throws IOException {
        return marks("js");
    }

    @ParameterizedTest
    @MethodSource("nodeSnippets")
    void node_snippets_run(String name) throws IOException {
        NodeSdks node = NodeSdks.installed();
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            assertThat(node.evaluate(block("snippet: " + name).replace("127.0.0.1:8080", stub.hostPort())))
                    .matches(Pattern.quote(stub.url()) + " ota/\\S+\\.bin\n");
        }
    }

    @Test
    void counts_of_error_rows_are_right() throws IOException {
        String table = Stream.of(
                        "| table | rows | natural | on demand | documented | SDK source | reported | inferred |",
                        "|---|---|---|---|---|---|---|---|",
                        counts("GatewayError: the RPC gateway, 4xx and 5xx", GatewayError.values()),
                        counts("IotError: the operations, HTTP 200 and `Success` false", IotError.values()),
                        counts("PostObjectError: form uploads, OSS's XML", PostObjectError.values()),
                        counts("OssError: all else about objects, OSS's XML", OssError.values()))
                .collect(Collectors.joining("\n", "", "\n"));

        Matcher inReadme =
                Pattern.compile("\\| table \\|.*?\n(?=\n)", Pattern.DOTALL).matcher(Files.readString(README));
        assertThat(inReadme.find()).isTrue();
        assertThat(inReadme.group()).isEqualTo(table);
    }

    private static String counts(String name, ErrorRow... rows) {
        long natural =
                Arrays.stream(rows).filter(row -> row.provocation().natural()).count();
        return Stream.concat(
                        Stream.of(name, rows.length, natural, rows.length - natural),
                        Stream.of(Evidence.DOCUMENTED, Evidence.SDK_SOURCE, Evidence.REPORTED, Evidence.INFERRED)
                                .map(evidence -> Arrays.stream(rows)
                                        .filter(row -> row.evidence() == evidence)
                                        .count()))
                .map(String::valueOf)
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    @Test
    void every_option_is_in_the_table() throws IOException {
        String readme = Files.readString(README);
        CommandLine start = Main.commandLine(Map.of(), stub -> {});
        CommandLine run = start.getSubcommands().get("run");
        assertThat(run.getCommandSpec().optionsMap())
                .containsKeys(start.getCommandSpec().optionsMap().keySet().toArray(String[]::new));
        for (OptionSpec option : run.getCommandSpec().options()) {
            if (EnvironmentDefaults.variable(option).isPresent()) {
                assertThat(readme).containsPattern("`" + option.longestName() + "( FILE)?`");
            }
        }
    }

    @Test
    void every_code_of_the_troubleshooting_exists() throws IOException {
        Set<String> codes = Stream.of(
                        GatewayError.values(), IotError.values(), PostObjectError.values(), OssError.values())
                .flatMap(Arrays::stream)
                .map(row -> ((ErrorRow) row).code())
                .collect(Collectors.toSet());
        Matcher row = Pattern.compile("(?m)^\\| `([^`]+)`.*\\| (?:RPC|PostObject|OSS) \\|")
                .matcher(Files.readString(README));
        List<String> named = row.results().map(result -> result.group(1)).toList();

        assertThat(named)
                .hasSizeGreaterThan(10)
                .allSatisfy(code -> assertThat(codes)
                        .anyMatch(known ->
                                known.equals(code) || known.equals("Missing{Param}") && code.startsWith("Missing")));
    }

    /** The fenced block after the comment of that name. */
    private static String block(String name) throws IOException {
        Matcher matcher = Pattern.compile("<!-- " + Pattern.quote(name) + " -->\n```\\w+\n(.*?)```\n", Pattern.DOTALL)
                .matcher(Files.readString(README));
        assertThat(matcher.find()).as(name).isTrue();
        return matcher.group(1);
    }

    /** The pieces of the sources that stand between marks. */
    private static List<Piece> pieces() throws IOException {
        List<Piece> pieces = new ArrayList<>();
        for (Path source : SOURCES) {
            try (Stream<Path> files = Files.walk(source)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    PIECE.matcher(Files.readString(file))
                            .results()
                            .map(found ->
                                    new Piece(found.group(1), found.group(2).stripIndent() + "\n"))
                            .forEach(pieces::add);
                }
            }
        }
        return pieces;
    }

    private static String pasted(String shell, String commands) {
        try {
            Process process =
                    new ProcessBuilder(shell).redirectErrorStream(true).start();
            process.getOutputStream().write(commands.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(output).isTrue();
            return output;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isInstalled(String command) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }
}
