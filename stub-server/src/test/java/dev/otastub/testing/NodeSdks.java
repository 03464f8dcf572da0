package dev.otastub.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Node and the SDKs that src/test/node locks. Where they cannot be had, a test that wants them is skipped, and says why. */
public final class NodeSdks {

    private static final Path SCRIPTS = Path.of("src/test/node").toAbsolutePath();
    private static final Path FOLDER = Path.of("target/node").toAbsolutePath();
    private static final List<String> PACKAGES = List.of("package.json", "package-lock.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private NodeSdks() {}

    /** Installs the SDKs, once for each lock file. */
    public static NodeSdks installed() {
        Installation.OBSTACLE.ifPresent(
                obstacle -> Assumptions.abort("The SDKs for Node do not run here: " + obstacle));
        return new NodeSdks();
    }

    /** What the script prints. */
    public JsonNode run(String script, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("node", SCRIPTS.resolve(script).toString()));
        command.addAll(List.of(arguments));
        String output = succeeding(command);
        try {
            return JSON.readTree(output);
        } catch (IOException e) {
            throw new AssertionError(output, e);
        }
    }

    /** What a program of a few lines prints. */
    public String evaluate(String program) {
        return succeeding(List.of("node", "--eval", program));
    }

    private static String succeeding(List<String> command) {
        try {
            Ended ended = ended(command);
            assertThat(ended.exitCode()).as(ended.output()).isZero();
            return ended.output();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Ended(int exitCode, String output) {}

    private static Ended ended(List<String> command) throws IOException {
        Path output = Files.createTempFile(FOLDER, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("NODE_PATH", FOLDER.resolve("node_modules").toString());
        // The stub of a test listens on 127.0.0.1, which is not the first that localhost is everywhere.
        builder.environment().put("NODE_OPTIONS", "--dns-result-order=ipv4first");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return new Ended(-1, "No end within five minutes. " + Files.readString(output));
            }
            return new Ended(process.exitValue(), Files.readString(output));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** Tried once, by the first test that asks. */
    private static final class Installation {

        private static final int OLDEST = 18; // the first with fetch and FormData
        static final Optional<String> OBSTACLE = obstacle();

        private static Optional<String> obstacle() {
            try {
                Files.createDirectories(FOLDER);
                Ended version = ended(List.of("node", "--print", "process.versions.node.split('.')[0]"));
                if (version.exitCode() != 0 || Integer.parseInt(version.output().strip()) < OLDEST) {
                    return Optional.of("they want Node " + OLDEST + " or newer; here is " + version.output());
                }
                return isInstalled() ? Optional.empty() : install();
            } catch (IOException e) {
                return Optional.of(String.valueOf(e.getMessage()));
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
    }
}
