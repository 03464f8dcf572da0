package dev.otastub.cli;

import dev.otastub.OtaStub;
import dev.otastub.account.AccessKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The file that says that a stub is ready, and how to reach it; it is there whole or not at all. */
final class ReadyFile implements AutoCloseable {

    /** What neither shells nor readers of .env files take for anything but itself. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,\\[\\]-]*");

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
        AccessKey key = stub.defaultAccount().signingKey();
        AccessKey issuing = stub.defaultAccount().issuingKey();
        List<String> lines = new ArrayList<>(List.of(
                line("PORT", Integer.toString(stub.port())),
                line("URL", stub.url()),
                line("HOST_PORT", stub.hostPort())));
        if (stub.options().httpsPort().isPresent()) {
            lines.add(line("HTTPS_PORT", Integer.toString(stub.httpsPort())));
            lines.add(line("HTTPS_URL", stub.httpsUrl()));
            lines.add(line("HTTPS_HOST_PORT", stub.httpsHostPort()));
            lines.add(line("CA_FILE", stub.caFile().toString()));
        }
        stub.options().adminToken().ifPresent(token -> lines.add(line("ADMIN_TOKEN", token.value())));
        lines.addAll(List.of(
                line("ACCESS_KEY_ID", key.id()),
                line("ACCESS_KEY_SECRET", key.secret().value()),
                line("OSS_ACCESS_KEY_ID", issuing.id()),
                line("OSS_ACCESS_KEY_SECRET", issuing.secret().value()),
                line("PID", Long.toString(ProcessHandle.current().pid()))));
        return String.join("", lines);
    }

    private static String line(String name, String value) {
        boolean plain = PLAIN.matcher(value).matches();
        return String.format(
                Locale.ROOT, "OTA_STUB_%s=%s%n", name, plain ? value : "'" + value.replace("'", "'\\''") + "'");
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
