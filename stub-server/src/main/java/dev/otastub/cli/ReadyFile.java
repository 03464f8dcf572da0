package dev.otastub.cli;

import dev.otastub.OtaStub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The file that says that a stub is ready, and how to reach it; it is there whole or not at all. */
final class ReadyFile implements AutoCloseable {

    private static final Pattern LINE = Pattern.compile("(OTA_STUB_[A-Z_]+)=(.*)");

    private final Path file;
    private final Thread atExit = new Thread(this::delete, "ota-stub-ready-file");

    private ReadyFile(Path file) {
        this.file = file;
    }

    /** The place for the file, free of what a stub that was killed may have left there. */
    static ReadyFile at(Path file) {
        ReadyFile ready = new ReadyFile(file.toAbsolutePath());
        try {
            if (Files.isDirectory(file)) {
                throw new FileSystemException(file.toString());
            }
            Files.deleteIfExists(file);
            ready.write("");
            Files.delete(file);
        } catch (IOException e) {
            throw new Mistakes.Mistake("Cannot write " + file + ", the file of --ready-file ("
                    + e.getClass().getSimpleName() + "): name one in a folder that is there and can be written to.");
        }
        return ready;
    }

    void tell(OtaStub stub) {
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            write(text(stub));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String text) throws IOException {
        // Keys are in it: the system makes a temporary file for its owner alone.
        Path temporary =
                Files.createTempFile(Optional.ofNullable(file.getParent()).orElse(file), ".ota-stub-", ".tmp");
        try {
            Files.writeString(temporary, text);
            moveTo(temporary);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private void moveTo(Path temporary) throws IOException {
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String text(OtaStub stub) {
        return StubVariables.of(stub).entrySet().stream()
                .map(variable ->
                        variable.getKey() + "=" + ShellText.quoted(variable.getValue()) + System.lineSeparator())
                .collect(Collectors.joining());
    }

    /** What a stub told in a file. */
    static Map<String, String> read(Path file) {
        try {
            Map<String, String> variables = new LinkedHashMap<>();
            for (String line : Files.readAllLines(file)) {
                Matcher matcher = LINE.matcher(line);
                Optional<String> value =
                        matcher.matches() ? ShellText.unquoted(matcher.group(2)) : Optional.<String>empty();
                variables.put(matcher.matches() ? matcher.group(1) : "", value.orElseThrow(() -> notReady(file)));
            }
            if (!variables.containsKey(StubVariables.URL)) {
                throw notReady(file);
            }
            return variables;
        } catch (IOException e) {
            throw new Mistakes.Mistake("Cannot read " + file + ", the file of --ready-file ("
                    + e.getClass().getSimpleName() + "): is the stub ready that writes it?");
        }
    }

    private static Mistakes.Mistake notReady(Path file) {
        return new Mistakes.Mistake(
                "--ready-file: " + file + " is none: expected lines such as OTA_STUB_URL=http://127.0.0.1:8080.");
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException alreadyShuttingDown) {
            return;
        }
        delete();
    }

    private void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It was in a folder that has gone, or has become somebody else's; there is nobody left to tell.
        }
    }
}
