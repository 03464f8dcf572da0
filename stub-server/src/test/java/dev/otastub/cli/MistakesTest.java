package dev.otastub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MistakesTest {

    /** What would start a stub or sign, made wrong in one place; then what the sentence must say. */
    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(List.of("--port", "http"), List.of("--port", "'http'", "whole number")),
                arguments(List.of("--port", "65536"), List.of("--port", "between 0 and 65535", "65536")),
                arguments(List.of("--port"), List.of("--port", "--help")),
                arguments(List.of("--ports", "0"), List.of("--ports", "did you mean --port,", "--help")),
                arguments(List.of("--frobnicate"), List.of("--frobnicate", "--help")),
                arguments(List.of("sing"), List.of("sing", "sign", "--help")),
                arguments(List.of("uplaod"), List.of("uplaod", "upload", "--help")),
                arguments(List.of("stop", "it", "now"), List.of("argument too many", "--help")),
                arguments(List.of("--https-port", "https"), List.of("--https-port", "'https'", "whole number")),
                arguments(List.of("--https-port", "-1"), List.of("--https-port", "between 0 and 65535")),
                arguments(
                        List.of("--port", "8443", "--https-port", "8443"),
                        List.of("--https-port", "cannot share the port 8443")),
                arguments(
                        List.of("--tls-cert", "a.pem", "--tls-key", "b.pem"),
                        List.of("--https-port", "no use without HTTPS")),
                arguments(
                        List.of("--https-port", "0", "--tls-cert", "a.pem", "--tls-key", "b.pem"),
                        List.of("--tls-cert", "a.pem")),
                arguments(List.of("--https-port", "0", "--tls-cert", "a.pem"), List.of("by --tls-key")),
                arguments(List.of("--https-port", "0", "--tls-key", "a.pem"), List.of("by --tls-cert")),
                arguments(
                        List.of("--https-port", "0", "--tls-keystore", "a.p12"),
                        List.of("--tls-keystore", "a.p12", "name one")),
                arguments(
                        List.of("--https-port", "0", "--tls-keystore", "a.p12", "--tls-key", "a.pem"),
                        List.of("leave --tls-cert and --tls-key out")),
                arguments(List.of("--admin-token", "short"), List.of("--admin-token", "16 characters", "openssl")),
                arguments(List.of("--bind", "0.0.0.0"), List.of("0.0.0.0", "--admin-token", "OTA_STUB_ADMIN_TOKEN")),
                arguments(List.of("--public-url", "ota-stub:8080"), List.of("--public-url", "http://ota-stub:8080")),
                arguments(List.of("--bucket", "My_Bucket"), List.of("--bucket", "lower-case", "My_Bucket")),
                arguments(List.of("--qps", "-1"), List.of("--qps", "0 or more")),
                arguments(List.of("--qps", "many"), List.of("--qps", "'many'", "whole number")),
                arguments(List.of("--max-uploads", "0"), List.of("--max-uploads", "1 to 1000", "not 0")),
                arguments(List.of("--max-stored", "lots"), List.of("--max-stored", "'lots'", "100g")),
                arguments(List.of("--max-stored", "0"), List.of("--max-stored", "1 byte")),
                arguments(List.of("--max-stored", "1.5g"), List.of("--max-stored", "'1.5g'", "100g")),
                arguments(List.of("--max-upload-time", "0s"), List.of("--max-upload-time", "100 milliseconds")),
                arguments(List.of("--max-header", "1k"), List.of("--max-header", "from 4 KiB to 1 MiB", "1024")),
                arguments(List.of("--max-header", "99g"), List.of("--max-header", "from 4 KiB to 1 MiB")),
                arguments(List.of("--seed", "x"), List.of("--seed", "'x'", "whole number")),
                arguments(List.of("--clock", "tomorrow"), List.of("--clock", "'tomorrow'", "+1h", "-15m")),
                arguments(List.of("--caller-time-window", "soon"), List.of("--caller-time-window", "'soon'", "15m")),
                arguments(List.of("--caller-time-window", "-PT1M"), List.of("--caller-time-window", "negative")),
                arguments(List.of("--any-access-key=perhaps"), List.of("--any-access-key", "'perhaps'", "true")),
                arguments(List.of("--access-key-id", ""), List.of("--access-key-id", "empty")),
                arguments(List.of("--access-key-secret", ""), List.of("--access-key-secret", "empty")),
                arguments(List.of("--access-key-id", "ramtestid"), List.of("--access-key-id", "'ramtestid'")),
                arguments(List.of("--oss-access-key-id", "testid"), List.of("--oss-access-key-id", "'testid'")),
                arguments(List.of("--accounts", "no-such-file"), List.of("--accounts", "no-such-file", "no such file")),
                arguments(List.of("--accounts", "pom.xml"), List.of("--accounts", "pom.xml, line 1", "no JSON")),
                arguments(
                        List.of("--accounts", "docs/accounts.example.json", "--access-key-id", "me"),
                        List.of("--access-key-id", "--accounts", "leave this out")),
                arguments(
                        List.of("--accounts", "docs/accounts.example.json", "--iot-instance-id", "iot-1"),
                        List.of("--iot-instance-id", "--accounts", "leave this out")),
                arguments(List.of("--data-dir", "pom.xml"), List.of("pom.xml", "is a file", "--data-dir")),
                arguments(
                        List.of("--data-dir", "pom.xml/below"),
                        List.of("pom.xml/below", "cannot be made or written to", "--data-dir")),
                arguments(List.of("--bind", "no.such.host.invalid"), List.of("no.such.host.invalid", "--bind")),
                arguments(List.of("--root-dir", "no-such-folder"), List.of("no-such-folder", "--root-dir")),
                arguments(List.of("--ready-file", "no-such-folder/file"), List.of("no-such-folder", "--ready-file")),
                arguments(List.of("--port", "0", "sign", "X"), List.of("--port", "'sign'", "leave it out")),
                arguments(List.of("--clock", "+1h", "sign", "X"), List.of("--clock", "'sign'", "behind")),
                arguments(List.of("sign"), List.of("GenerateOTAUploadURL", "--get")),
                arguments(List.of("sign", "X", "--get", "http://a/ota/b"), List.of("operation", "--get")),
                arguments(List.of("sign", "X", "FileSuffix"), List.of("Name=Value", "'FileSuffix'")),
                arguments(List.of("sign", "--get", "http://127.0.0.1:8080/"), List.of("--get", "FirmwareUrl")),
                arguments(List.of("sign", "--get", "not a URL"), List.of("--get", "'not a URL'")),
                arguments(List.of("sign", "--get", "ota/key"), List.of("--get", "'ota/key'")),
                arguments(List.of("sign", "X", "--expires", "1"), List.of("--expires", "'1'", "1h")),
                arguments(List.of("sign", "X", "--endpoint", "ftp://x"), List.of("--endpoint", "ftp://x", "http://")),
                arguments(List.of("sign", "X", "--endpoint", "http://a b"), List.of("--endpoint", "http://a b")),
                arguments(List.of("upload"), List.of("FILE", "--help")),
                arguments(List.of("upload", "no-such-file"), List.of("FILE", "no-such-file")),
                arguments(
                        List.of("upload", "pom.xml", "--ca-file", "no-such-file"),
                        List.of("--ca-file", "no-such-file")),
                arguments(List.of("upload", "pom.xml", "--ca-file", "pom.xml"), List.of("--ca-file", "BEGIN")),
                arguments(List.of("run"), List.of("COMMAND", "'ota-stub run --help'")),
                arguments(List.of("run", "--port", "http", "--", "true"), List.of("--port", "'http'", "whole number")),
                arguments(List.of("run", "--ports", "0", "--", "true"), List.of("--ports", "did you mean --port")),
                arguments(List.of("run", "--fsync", "--", "true"), List.of("--fsync", "--data-dir")),
                arguments(List.of("--seed", "1", "run", "--", "true"), List.of("--seed", "'run'", "put it behind")),
                arguments(
                        List.of("run", "--log-file", "no-such-folder/log", "--", "true"),
                        List.of("--log-file", "no-such-folder")),
                arguments(
                        List.of("run", "--bind", "no.such.host.invalid", "--", "true"),
                        List.of("no.such.host.invalid", "--bind")),
                arguments(List.of("env", "--format", "csh"), List.of("--format", "'csh'", "powershell")),
                arguments(List.of("env", "--ready-file", "no-such-file"), List.of("--ready-file", "no-such-file")),
                arguments(List.of("env", "--ready-file", "pom.xml"), List.of("--ready-file", "pom.xml is none")),
                arguments(List.of("env", "--admin-token", ""), List.of("--admin-token", "empty")),
                arguments(List.of("env", "me"), List.of("argument too many", "'ota-stub env --help'")),
                arguments(List.of("ls", "ota/"), List.of("argument too many", "'ota-stub ls --help'")),
                arguments(List.of("ls", "--endpoint", "ftp://x"), List.of("--endpoint", "ftp://x", "http://")),
                arguments(List.of("rm"), List.of("KEY|URL", "'ota-stub rm --help'")),
                arguments(List.of("rm", ""), List.of("''", "names no object")),
                arguments(List.of("rm", "http://127.0.0.1:8080/"), List.of("http://127.0.0.1:8080/", "no object")),
                arguments(List.of("rm", "http://a b/c"), List.of("http://a b/c", "no object")),
                arguments(List.of("rm", "ftp://a/ota/b"), List.of("ftp://a/ota/b", "no object")));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistake_is_told_in_one_sentence_that_names_it_and_the_remedy(List<String> arguments, List<String> told) {
        Ran ran = Ran.with(Map.of("OTA_STUB_PORT", "0"), arguments.toArray(String[]::new));

        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(2);
        assertThat(ran.err()).contains(told).hasLineCount(1);
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void mistake_in_a_variable_names_the_variable_too() {
        Ran ran = Ran.with(Map.of("OTA_STUB_PORT", "http"));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("--port", "OTA_STUB_PORT").hasLineCount(1);
    }

    @Test
    void mistake_on_the_command_line_names_no_variable() {
        assertThat(Ran.with(Map.of("OTA_STUB_PORT", "0"), "--port=http").err()).doesNotContain("OTA_STUB_PORT");
    }

    static Stream<List<String>> misplaced_secrets() {
        return Stream.of(
                List.of("--acces-key-secret", "hunter2"),
                List.of("--acces-key-secret=hunter2"),
                List.of("--access-key-secret", "=", "hunter2"),
                List.of("sign", "--acces-key-secret=hunter2", "X"),
                List.of("--access-key-secret", "hunter2", "--access-key-id", "ramtestid"),
                List.of("--access-key-secret", "hunter2", "--port", "http"),
                List.of("--admin-token", "hunter2"),
                List.of("--https-port", "0", "--tls-keystore", "none", "--tls-keystore-password", "hunter2"));
    }

    @ParameterizedTest
    @MethodSource("misplaced_secrets")
    void secrets_are_not_repeated(List<String> arguments) {
        Ran ran = Ran.command(arguments.toArray(String[]::new));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).isNotBlank().doesNotContain("hunter2");
    }

    @Test
    void port_in_use_is_a_mistake_with_a_remedy() {
        try (OtaStub there = OtaStub.start(OtaStubOptions.defaults())) {
            Ran ran = Ran.command("--port", Integer.toString(there.port()));

            assertThat(ran.exitCode()).isEqualTo(2);
            assertThat(ran.err())
                    .contains("127.0.0.1:" + there.port(), "another program", "--port", "0 for any free one")
                    .hasLineCount(1);
        }
    }

    @Test
    void broken_stub_mapping_is_a_mistake_that_names_its_file(@TempDir Path root) throws IOException {
        Path mapping = Files.createDirectory(root.resolve("mappings")).resolve("broken.json");
        Files.writeString(mapping, "{");

        Ran ran = Ran.command("--port", "0", "--root-dir", root.toString());

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("--root-dir", "broken.json").hasLineCount(1);
    }

    @Test
    void bug_is_told_with_its_stack_trace() {
        Ran ran = Ran.whileRunning(
                Map.of(),
                stub -> {
                    throw new IllegalStateException("a bug for this test");
                },
                "--port",
                "0");

        assertThat(ran.exitCode()).isEqualTo(70);
        assertThat(ran.err()).contains("a bug for this test", "report it", "\tat ");
    }
}
