package dev.otastub.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The program with which a JDK makes certificates; Java has no public API for it.
 *
 * @param program where it is
 * @see <a href="https://docs.oracle.com/en/java/javase/17/docs/specs/man/keytool.html">keytool</a>
 */
record Keytool(Path program) {

    private static final int LONGEST_SECONDS = 60;

    /** A second's work for a JVM: compiling it well would cost more than it saves. */
    private static final List<String> SHORT_LIVED =
            List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC", "-J-Duser.timezone=UTC", "-J-Duser.language=en");

    /** That of the Java that runs us. */
    static Keytool ofThisJava() {
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        return new Keytool(Path.of(System.getProperty("java.home"), "bin", windows ? "keytool.exe" : "keytool"));
    }

    void run(List<String> arguments) throws CertificateProblem {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(SHORT_LIVED);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // What is meant for us, such as an agent, is not meant for it.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        try {
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                    throw failed("it did not end within " + LONGEST_SECONDS + " s", null);
                }
                if (process.exitValue() != 0) {
                    throw failed(output(process), null);
                }
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw failed(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("the wait for it was interrupted", e);
        }
    }

    /** A few lines, which a pipe holds until they are read. */
    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readNBytes(2048), StandardCharsets.UTF_8)
                .strip()
                .replaceAll("\\s*\\R\\s*", "; ");
    }

    private CertificateProblem failed(String why, @Nullable Throwable cause) {
        return new CertificateProblem(
                "Cannot make a certificate for the HTTPS port, as " + program + " failed (" + why
                        + "): give one of your own by --tls-cert and --tls-key, or by --tls-keystore.",
                cause);
    }
}
