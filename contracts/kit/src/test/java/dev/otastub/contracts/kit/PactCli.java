package dev.otastub.contracts.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * Pact's command line, which is its engine of Rust, and the SDKs for Node that src/test/node locks. Where they cannot be had,
 * a test that wants them is skipped, and says why.
 */
final class PactCli {

    static final Path SCRIPTS = Path.of("src/test/node").toAbsolutePath();
    private static final Path FOLDER = Path.of("target/node").toAbsolutePath();
    private static final List<String> PACKAGES = List.of("package.json", "package-lock.json");

    private final Path program;

    private PactCli(Path program) {
        this.program = program;
    }

    /** Installs it, once for each lock file. */
    static PactCli installed() {
        if (Installation.OBSTACLE.isPresent()) {
            Assumptions.abort("Pact's command line does not run here: " + Installation.OBSTACLE.get());
        }
        return new PactCli(Installation.program().orElseThrow());
    }

    /**
     * How a program ended.
     *
     * @param exitCode 0 if it says that all is well
     * @param output what it printed
     */
    record Ended(int exitCode, String output) {}

    /** Runs {@code pact}. */
    Ended pact(String... arguments) throws IOException {
        return ended(command(program, arguments));
    }

    /** Runs commands of a shell where {@code node_modules} is. */
    Ended shell(String commands) throws IOException {
        return ended(List.of("sh", "-e", "-c", commands));
    }

    /** Runs the tests of a script; {@code ota-stub-contracts} are those on our class path. */
    Ended nodeTest(String script) throws IOException {
        return ended(List.of("node", "--test", SCRIPTS.resolve(script).toString()));
    }

    /** Starts {@code pact}, and comes back once it has printed a line with that in it. */
    Running start(Pattern line, String... arguments) throws IOException {
        Process process = prepared(command(program, arguments)).start();
        try {
            return new Running(process, found(process.inputReader(), line));
        } catch (IOException | RuntimeException | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static Matcher found(BufferedReader output, Pattern pattern) throws IOException {
        StringBuilder printed = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher found = pattern.matcher(line);
            if (found.find()) {
                Thread rest = new Thread(() -> {
                    try {
                        output.transferTo(Writer.nullWriter());
                    } catch (IOException e) {
                        // It has ended.
                    }
                });
                rest.setDaemon(true);
                rest.start();
                return found;
            }
            printed.append(line).append('\n');
        }
        throw new AssertionError("It never printed " + pattern + ", but " + printed);
    }

    /** A program that runs until it is closed. */
    record Running(Process process, Matcher line) implements AutoCloseable {

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private static List<String> command(Path program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static ProcessBuilder prepared(List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(FOLDER.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        Path modules = FOLDER.resolve("node_modules");
        environment.put("PACT_DO_NOT_TRACK", "true");
        environment.put("NODE_PATH", modules.toString());
        environment.put(
                "PATH", modules.resolve(".bin") + System.getProperty("path.separator") + environment.get("PATH"));
        return builder;
    }

    private static Ended ended(List<String> command) throws IOException {
        Path output = Files.createTempFile(FOLDER, "output", ".txt");
        Process process = prepared(command).redirectOutput(output.toFile()).start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                return new Ended(-1, "No end within five minutes. " + Files.readString(output));
            }
            return new Ended(process.exitValue(), Files.readString(output));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.deleteIfExists(output);
        }
    }

    /** Tried once, by the first test that asks. */
    private static final class Installation {

        private static final int OLDEST = 18;
        static final Optional<String> OBSTACLE = obstacle();

        private static Optional<String> obstacle() {
            try {
                Files.createDirectories(FOLDER);
                Ended version = ended(List.of("node", "--print", "process.versions.node.split('.')[0]"));
                if (version.exitCode() != 0 || Integer.parseInt(version.output().strip()) < OLDEST) {
                    return Optional.of("it wants Node " + OLDEST + " or newer; here is " + version.output());
                }
                Optional<String> failure = isInstalled() ? Optional.empty() : install();
                if (failure.isEmpty()) {
                    copyContracts();
                }
                return failure.isPresent() || program().isPresent()
                        ? failure
                        : Optional.of("npm has no binary of it for this machine");
            } catch (IOException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        }

        /** The program itself, in place of npm's own, which would leave it running behind. */
        static Optional<Path> program() {
            Path packages = FOLDER.resolve("node_modules/@pact-foundation");
            try (DirectoryStream<Path> platforms = Files.newDirectoryStream(packages, "pact-cli-*")) {
                for (Path platform : platforms) {
                    for (String name : List.of("pact", "pact.exe")) {
                        if (Files.exists(platform.resolve("standalone").resolve(name))) {
                            return Optional.of(platform.resolve("standalone").resolve(name));
                        }
                    }
                }
                return Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Packages are copied beside what was installed of them, at last the lock file. */
        private static boolean isInstalled() throws IOException {
            for (String file : PACKAGES) {
                Path copy = FOLDER.resolve("node_modules").resolve(file);
                if (!Files.exists(copy) || Files.mismatch(SCRIPTS.resolve(file), copy) >= 0) {
                    return false;
                }
            }
            return true;
        }

        private static Optional<String> install() throws IOException {
            copyTo(FOLDER);
            Ended npm = ended(List.of(
                    "npm",
                    "ci",
                    "--ignore-scripts",
                    "--no-audit",
                    "--no-fund",
                    "--prefer-offline",
                    "--fetch-retries=1"));
            if (npm.exitCode() != 0) {
                return Optional.of("npm ci failed: " + npm.output());
            }
            copyTo(FOLDER.resolve("node_modules"));
            return Optional.empty();
        }

        private static void copyTo(Path folder) throws IOException {
            for (String file : PACKAGES) {
                Files.copy(SCRIPTS.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        }

        /** As the npm tarball has them, which is made only after the tests. */
        private static void copyContracts() throws IOException {
            PactJson.copyTo(FOLDER.resolve("node_modules/ota-stub-contracts"));
        }
    }

    /** Asserts that a program ended well. */
    static String wellEnded(Ended ended) {
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        return ended.output();
    }
}
