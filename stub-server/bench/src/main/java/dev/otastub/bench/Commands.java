package dev.otastub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs that come to an end. */
final class Commands {

    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private Commands() {}

    /** Runs one and gives what it printed, or says why it came to nothing. */
    static String run(Path folder, long seconds, List<String> command) throws NotMeasured {
        String name = command.get(0);
        try {
            Path output = Files.createTempFile("ota-stub-bench", ".txt");
            try {
                Process process = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                Running.endsWithUs(process);
                boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
                Running.end(process);
                String text = Files.readString(output);
                if (!ended) {
                    throw new NotMeasured(name + " did not end within " + seconds + " s");
                }
                if (process.exitValue() != 0) {
                    throw new NotMeasured(name + " ended with " + process.exitValue() + ": " + lastLine(text));
                }
                return text;
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new NotMeasured(name + " cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotMeasured("interrupted");
        }
    }

    static String lastLine(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        String line = lines.isEmpty()
                ? "it said nothing"
                : lines.get(lines.size() - 1).strip();
        return line.substring(0, Math.min(line.length(), 200));
    }
}
