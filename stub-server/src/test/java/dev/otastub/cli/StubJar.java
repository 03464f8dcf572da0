package dev.otastub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The jar that users run, as a process of its own that is ready. */
record StubJar(Process process, Path readyFile, Map<String, String> ready) implements AutoCloseable {

    /** The command line; what the stub writes of itself goes below the folder. */
    static List<String> command(Path folder, List<String> javaOptions, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaOptions);
        command.add("-Djava.io.tmpdir=" + temporary(folder));
        command.add("-jar");
        command.add(System.getProperty("ota-stub.jar"));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    /** Where its temporary files are. */
    static Path temporary(Path folder) {
        try {
            return Files.createDirectories(folder.resolve("tmp"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a stub on a free port and waits until it is ready. */
    static StubJar start(Path folder, List<String> javaOptions, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(
                List.of("--port", "0", "--ready-file", readyFile(folder).toString()));
        all.addAll(Arrays.asList(arguments));
        return ready(folder, command(folder, javaOptions, all.toArray(String[]::new)));
    }

    /** Runs a command that starts a stub with the ready file of the folder. */
    static StubJar ready(Path folder, List<String> command) throws IOException {
        Files.deleteIfExists(readyFile(folder));
        Path log = folder.resolve("stub.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Awaitility.await()
                .atMost(2, TimeUnit.MINUTES)
                .until(() -> Files.exists(readyFile(folder)) || !process.isAlive());
        assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
        Map<String, String> ready = new HashMap<>();
        Files.readAllLines(readyFile(folder)).stream()
                .map(line -> line.split("=", 2))
                .forEach(pair -> ready.put(pair[0], pair[1]));
        assertThat(ready).containsEntry("OTA_STUB_PID", Long.toString(process.pid()));
        return new StubJar(process, readyFile(folder), ready);
    }

    static Path readyFile(Path folder) {
        return folder.resolve("ready.env");
    }

    String url() {
        return told("OTA_STUB_URL");
    }

    String port() {
        return told("OTA_STUB_PORT");
    }

    private String told(String name) {
        return Objects.requireNonNull(ready.get(name), name);
    }

    /** Kills it as a power cut of the process alone would: nothing of it runs any more. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    /** Asks it to end; gives its exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 30, TimeUnit.SECONDS).join().destroyForcibly();
    }

    /** How a stub ended that could not start, and what it said. */
    record Refused(int exitCode, String err) {}

    /** Runs the command to its end. */
    static Refused refused(Path folder, String... arguments) throws Exception {
        Process process = new ProcessBuilder(command(folder, List.of(), arguments)).start();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Refused(process.exitValue(), err);
    }
}
