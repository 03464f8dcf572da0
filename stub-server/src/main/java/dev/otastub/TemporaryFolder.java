package dev.otastub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A private folder that is gone when it is closed, or when the process ends, also after Ctrl-C. */
final class TemporaryFolder implements AutoCloseable {

    private final Path root;
    private final Thread atExit = new Thread(this::delete, "ota-stub-clean-up");

    private TemporaryFolder(Path root) {
        this.root = root;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    static TemporaryFolder make() {
        try {
            return new TemporaryFolder(Files.createTempDirectory("ota-stub-"));
        } catch (IOException e) {
            throw new OtaStub.StartFailure(
                    "Cannot make a temporary folder in " + System.getProperty("java.io.tmpdir") + ": " + e.getMessage(),
                    e);
        }
    }

    /** A folder in it, made if it is not there yet. */
    Path path(String name) {
        try {
            return Files.createDirectories(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                // An upload that is given up just now takes its file along.
                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e) throws IOException {
                    Files.deleteIfExists(dir);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // The system empties its temporary folder some day; there is nobody left to tell.
        }
    }
}
