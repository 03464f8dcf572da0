package dev.otastub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otastub.OtaStubAccount;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that users run, as a process of its own. */
class RunnableJarIT {

    private static final long LARGEST = 1_048_576_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void stub_says_when_it_is_ready_and_leaves_nothing_behind_when_it_is_stopped() throws Exception {
        try (Jar jar = start("-Xmx128m")) {
            upload(jar, 1000);
            assertThat(temporaryFiles()).isNotEmpty();

            jar.process.destroy();

            assertThat(jar.process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(jar.process.exitValue()).isEqualTo(128 + 15);
            assertThat(temporaryFiles()).isEmpty();
            assertThat(jar.readyFile).doesNotExist();
        }
    }

    @Test
    void second_stub_on_the_port_is_told_what_to_do() throws Exception {
        try (Jar jar = start()) {
            Process second = new ProcessBuilder(command(List.of(), "--port", jar.port())).start();
            String err = new String(second.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(second.exitValue()).isEqualTo(2);
            assertThat(err).contains(jar.port(), "--port").hasLineCount(1);
        }
    }

    @Test
    void version_is_that_of_the_build() throws Exception {
        Process process = new ProcessBuilder(command(List.of(), "--version")).start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .matches("(?s)ota-stub \\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void largest_file_goes_through_a_small_heap_and_comes_back_and_one_byte_more_is_refused() throws Exception {
        try (Jar jar = start("-Xmx128m", "-XX:+ExitOnOutOfMemoryError")) {
            Uploaded largest = upload(jar, LARGEST);
            assertThat(largest.status).as(largest.answer).isEqualTo(200);
            assertThat(largest.eTag).isEqualToIgnoringCase('"' + largest.md5 + '"');

            assertThat(download(largest.firmwareUrl)).isEqualTo(largest.sent);

            Uploaded tooLarge = upload(jar, LARGEST + 1);
            assertThat(tooLarge.status).isEqualTo(400);
            assertThat(tooLarge.answer).contains("<Code>EntityTooLarge</Code>");
            assertThat(jar.process.isAlive()).isTrue();
        }
    }

    // ------------------------------------------------------------------------------------------------ run -- COMMAND

    /** {@code ota-stub run -- sh -c SCRIPT}, with the folder of this test as {@code $0}. */
    private Process run(String script) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        command(List.of(), "run", "--", "/bin/sh", "-c", script, folder.toString()))
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("NO_PROXY", "intra.example.com");
        return builder.start();
    }

    private String written(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    @Test
    void run_ends_as_its_command_whose_output_is_its_own() throws Exception {
        Process process = run("echo \"$NO_PROXY $no_proxy\"; curl -sL"
                + " \"$OTA_STUB_URL/__admin/ota/sign?Action=GenerateOTAUploadURL\" > /dev/null; exit 9");

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(written("err")).isEqualTo(9);
        assertThat(written("out")).isEqualTo("intra.example.com,127.0.0.1 intra.example.com,127.0.0.1\n");
        assertThat(written("err"))
                .contains("listens on http://127.0.0.1:", "GenerateOTAUploadURL     1 succeeded, 0 refused");
        assertThat(temporaryFiles()).isEmpty();
    }

    @Test
    void run_passes_a_signal_on_and_the_stub_answers_until_the_command_has_ended() throws Exception {
        Process process = run("trap 'curl -s \"$OTA_STUB_URL/__admin/health\" > \"$0/health\"; kill $!; exit 3' TERM"
                + "\nsleep 600 &\necho $$ $! > \"$0/pids.new\"; mv \"$0/pids.new\" \"$0/pids\"; wait");
        List<ProcessHandle> family = family();

        process.destroy();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(written("err")).isEqualTo(128 + 15);
        assertThat(written("health")).contains("healthy");
        assertThat(written("err")).containsOnlyOnce("the command called nothing");
        assertThat(family).noneMatch(ProcessHandle::isAlive);
        assertThat(temporaryFiles()).isEmpty();
    }

    @Test
    void run_leaves_nothing_running_that_its_command_leaves_behind() throws Exception {
        Process process = run("sleep 600 &\necho $$ $! > \"$0/pids.new\"; mv \"$0/pids.new\" \"$0/pids\"; wait");
        List<ProcessHandle> family = family();

        process.destroy();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(written("err")).isEqualTo(128 + 15);
        assertThat(family).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void run_ends_a_command_by_force_that_hears_no_signal() throws Exception {
        Process process = run("trap '' TERM\necho $$ $$ > \"$0/pids.new\"; mv \"$0/pids.new\" \"$0/pids\""
                + "\nwhile true; do sleep 1; done");
        List<ProcessHandle> family = family();

        process.destroy();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(written("err")).isEqualTo(128 + 15);
        assertThat(family).noneMatch(ProcessHandle::isAlive);
    }

    /** The command and its child, once they run. */
    private List<ProcessHandle> family() throws IOException {
        Awaitility.await().atMost(1, TimeUnit.MINUTES).until(() -> Files.exists(folder.resolve("pids")));
        List<ProcessHandle> family = Stream.of(written("pids").strip().split(" "))
                .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                .toList();
        assertThat(family).allMatch(ProcessHandle::isAlive);
        return family;
    }

    // ---------------------------------------------------------------------------------------------------- the process

    /** A stub in a process of its own, ready. */
    private record Jar(Process process, Path readyFile, Map<String, String> ready) implements AutoCloseable {

        String url() {
            return told("OTA_STUB_URL");
        }

        String port() {
            return told("OTA_STUB_PORT");
        }

        private String told(String name) {
            return Objects.requireNonNull(ready.get(name), name);
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit()
                    .completeOnTimeout(process, 30, TimeUnit.SECONDS)
                    .join()
                    .destroyForcibly();
        }
    }

    private Jar start(String... javaOptions) throws IOException {
        Path readyFile = folder.resolve("ready.env");
        Path log = folder.resolve("stub.log");
        Process process = new ProcessBuilder(
                        command(Arrays.asList(javaOptions), "--port", "0", "--ready-file", readyFile.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Awaitility.await().atMost(1, TimeUnit.MINUTES).until(() -> Files.exists(readyFile) || !process.isAlive());
        assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
        Map<String, String> ready = new HashMap<>();
        Files.readAllLines(readyFile).stream()
                .map(line -> line.split("=", 2))
                .forEach(pair -> ready.put(pair[0], pair[1]));
        assertThat(ready).containsEntry("OTA_STUB_PID", Long.toString(process.pid()));
        return new Jar(process, readyFile, ready);
    }

    private List<String> command(List<String> javaOptions, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaOptions);
        command.add("-Djava.io.tmpdir=" + temporary());
        command.add("-jar");
        command.add(System.getProperty("ota-stub.jar"));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    private Path temporary() {
        try {
            return Files.createDirectories(folder.resolve("tmp"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(temporary())) {
            return files.filter(file -> file.getFileName().toString().startsWith("ota-stub"))
                    .toList();
        }
    }

    // --------------------------------------------------------------------------------------------------- its clients

    /** What an upload came to; the bytes were made up while they were sent. */
    private record Uploaded(int status, String answer, String eTag, String md5, Digest sent, String firmwareUrl) {}

    private record Digest(long size, String sha256) {}

    private static Uploaded upload(Jar jar, long size) throws Exception {
        JsonNode ticket = ticket(jar);
        StringBuilder form = new StringBuilder();
        for (String name : List.of("Key", "Policy", "OSSAccessKeyId", "Signature")) {
            form.append(part(name, "")).append(ticket.path(name).asText()).append("\r\n");
        }
        form.append(part("success_action_status", "")).append("200\r\n").append(part("file", "; filename=\"a.bin\""));
        byte[] head = form.toString().getBytes(StandardCharsets.UTF_8);
        byte[] tail = "\r\n--generated--\r\n".getBytes(StandardCharsets.UTF_8);
        HttpURLConnection post = (HttpURLConnection)
                URI.create(ticket.path("Host").asText() + "/").toURL().openConnection();
        post.setDoOutput(true);
        post.setRequestProperty("Content-Type", "multipart/form-data; boundary=generated");
        post.setFixedLengthStreamingMode(head.length + size + tail.length);
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        try (OutputStream out = post.getOutputStream()) {
            out.write(head);
            generate(size, out, md5, sha256);
            out.write(tail);
        }
        int status = post.getResponseCode();
        try (InputStream answer = status < 400 ? post.getInputStream() : post.getErrorStream()) {
            return new Uploaded(
                    status,
                    new String(answer.readAllBytes(), StandardCharsets.UTF_8),
                    post.getHeaderField("ETag"),
                    HexFormat.of().formatHex(md5.digest()),
                    new Digest(size, HexFormat.of().formatHex(sha256.digest())),
                    ticket.path("FirmwareUrl").asText());
        }
    }

    private static JsonNode ticket(Jar jar) throws IOException {
        URI url = URI.create(jar.url() + "/__admin/ota/sign?Action=GenerateOTAUploadURL");
        try (InputStream answer = url.toURL().openStream()) {
            return JSON.readTree(answer).path("Data");
        }
    }

    private static String part(String name, String more) {
        return "--generated\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n\r\n";
    }

    /** Bytes that differ from block to block, so that a lost, doubled or swapped block shows. */
    private static void generate(long size, OutputStream out, MessageDigest... digests) throws IOException {
        byte[] block = new byte[64 * 1024];
        new Random(size).nextBytes(block);
        long left = size;
        for (long number = 0; left > 0; number++) {
            for (int i = 0; i < Long.BYTES; i++) {
                block[i] = (byte) (number >> (8 * i));
            }
            int count = (int) Math.min(block.length, left);
            for (MessageDigest digest : digests) {
                digest.update(block, 0, count);
            }
            out.write(block, 0, count);
            left -= count;
        }
    }

    /** Downloads by a presigned URL, and keeps the digest alone. */
    private static Digest download(String firmwareUrl) throws Exception {
        Ran sign = Ran.command("sign", "--get", firmwareUrl);
        HttpURLConnection get =
                (HttpURLConnection) URI.create(sign.out().strip()).toURL().openConnection();
        assertThat(get.getResponseCode()).isEqualTo(200);
        assertThat(sign.out()).contains(OtaStubAccount.DEFAULT.issuingKey().id());
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        long size = 0;
        try (InputStream in = get.getInputStream()) {
            byte[] buffer = new byte[64 * 1024];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                sha256.update(buffer, 0, count);
                size += count;
            }
        }
        return new Digest(size, HexFormat.of().formatHex(sha256.digest()));
    }
}
