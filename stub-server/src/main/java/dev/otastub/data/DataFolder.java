package dev.otastub.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder that keeps a stub's state: a file that says what it is, a lock, the tables, and a folder of objects. Nothing in
 * it is touched unless it is ours, whole, of a format we know, and used by nobody else.
 */
public final class DataFolder implements AutoCloseable {

    private static final int FORMAT = 1;
    private static final String MARKER = "ota-stub-data";
    private static final Pattern MARKER_TEXT = Pattern.compile("ota-stub data folder, format (\\d{1,6})\\s*");
    private static final String LOCK = "lock";
    private static final String TABLES = "state.mv";
    private static final String NEW_TABLES = "state.new";
    private static final String OBJECTS = "objects";

    /** What is there when a stub was killed while it made the folder. */
    private static final Set<String> UNFINISHED = Set.of(LOCK, TABLES, NEW_TABLES, MARKER + ".new");

    /** The lock lies beyond what is read, as some systems let nobody read what is locked. */
    private static final long LOCKED_BYTE = 1 << 20;

    private static final int LONGEST_PID = 20;

    private final Path folder;
    private final FileChannel lock;
    private final Database database;

    private DataFolder(Path folder, FileChannel lock, Database database) {
        this.folder = folder;
        this.lock = lock;
        this.database = database;
    }

    /** The folder cannot be used; the message is a sentence for the user. */
    public static final class Problem extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Problem(String sentence, @Nullable Throwable cause) {
            super(sentence, cause);
        }
    }

    /**
     * Opens the folder, and makes it if it is not there or empty.
     *
     * @param fsync whether each change waits until the disk has it
     * @throws Problem if it is in use, damaged, of a newer format, somebody else's, or cannot be written to
     */
    public static DataFolder open(Path folder, boolean fsync) {
        try {
            if (!look(folder)) {
                requireNoForeignLock(folder.resolve(LOCK));
            }
            make(folder);
            FileChannel lock = lock(folder);
            try {
                // Only now nobody else changes what there is to see.
                boolean whole = look(folder);
                return new DataFolder(folder, lock, database(folder, whole, fsync));
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new Problem(
                    "The data folder " + folder + " cannot be made or written to ("
                            + e.getClass().getSimpleName()
                            + "): name another one by --data-dir, or give the stub the right to write there.",
                    e);
        }
    }

    /** Whether the folder was made whole by a stub, as opposed to not made yet. */
    private static boolean look(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return false;
        }
        if (!Files.isDirectory(folder)) {
            throw new Problem(folder + " is a file, and --data-dir takes a folder.", null);
        }
        Path marker = folder.resolve(MARKER);
        if (!Files.exists(marker)) {
            requireOurs(folder);
            return false;
        }
        requireKnownFormat(folder, Files.readString(marker, StandardCharsets.ISO_8859_1));
        return true;
    }

    /** For its owner alone, where the system knows owners: secrets are in it. */
    private static void make(Path folder) throws IOException {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
        Files.createDirectories(folder, attributes);
    }

    /** Asked before we lock: a system may take a lock back when its file is closed that was opened to be read. */
    private static void requireNoForeignLock(Path lock) throws IOException {
        boolean foreign = Files.isRegularFile(lock)
                && (Files.size(lock) > LONGEST_PID
                        || !Files.readString(lock, StandardCharsets.ISO_8859_1).matches("\\d*"));
        if (foreign) {
            throw foreign(String.valueOf(lock.getParent()));
        }
    }

    private static Problem foreign(String folder) {
        return new Problem(
                "The folder " + folder + " has files that are not ota-stub's: name an empty folder, or one that is not"
                        + " there yet, by --data-dir.",
                null);
    }

    private static void requireOurs(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Set<String> names =
                    files.map(file -> String.valueOf(file.getFileName())).collect(Collectors.toSet());
            if (!UNFINISHED.containsAll(names)) {
                throw foreign(folder.toString());
            }
        }
    }

    private static void requireKnownFormat(Path folder, String text) {
        Matcher marker = MARKER_TEXT.matcher(text);
        if (!marker.matches()) {
            throw damaged(folder, "the file " + MARKER + " does not say its format", null);
        }
        int format = Integer.parseInt(marker.group(1));
        if (format > FORMAT) {
            throw new Problem(
                    "The data folder " + folder + " was written by a newer ota-stub (format " + format
                            + ", this one knows " + FORMAT
                            + "): use that version, or name another folder by --data-dir.",
                    null);
        }
    }

    private static Problem damaged(Path folder, String what, @Nullable Throwable cause) {
        return new Problem(
                "The data folder " + folder + " is damaged (" + what
                        + "), and was left as it is: put a copy of it back," + " or name another folder by --data-dir.",
                cause);
    }

    private static Problem inUse(Path folder, String user) {
        return new Problem(
                "The data folder " + folder + " is in use by another ota-stub" + user
                        + ": stop it, or name another folder by --data-dir.",
                null);
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(
                folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            String user = read(channel);
            channel.close();
            throw inUse(folder, user);
        }
        channel.truncate(0);
        channel.write(StandardCharsets.US_ASCII.encode(
                Long.toString(ProcessHandle.current().pid())));
        return channel;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(LONGEST_PID);
        channel.read(buffer, 0);
        String pid = new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII);
        return pid.matches("\\d+") ? " (process " + pid + ")" : "";
    }

    private static Database database(Path folder, boolean whole, boolean fsync) throws IOException {
        Path tables = folder.resolve(TABLES);
        if (!whole) {
            makeTables(folder, tables);
        } else if (!Files.exists(tables)) {
            throw damaged(folder, TABLES + " is missing", null);
        }
        Files.createDirectories(folder.resolve(OBJECTS));
        try {
            Database.check(tables);
            return Database.open(tables, fsync);
        } catch (Database.Failure e) {
            // The tables have a lock of their own, which outlives ours where the system gives that up early.
            throw firstLine(e).contains("is locked")
                    ? inUse(folder, "")
                    : damaged(folder, TABLES + ": " + firstLine(e), e);
        }
    }

    /** Under another name first: a file that was begun and not finished must not look like one that is damaged. */
    private static void makeTables(Path folder, Path tables) throws IOException {
        Path begun = folder.resolve(NEW_TABLES);
        Files.deleteIfExists(begun);
        Files.deleteIfExists(tables);
        Database.open(begun, true).close();
        Files.move(begun, tables, StandardCopyOption.ATOMIC_MOVE);
        Path marker = folder.resolve(MARKER + ".new");
        Files.writeString(marker, "ota-stub data folder, format " + FORMAT + "\n");
        Files.move(marker, folder.resolve(MARKER), StandardCopyOption.ATOMIC_MOVE);
        force(folder);
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** Waits until the disk has the names of the files in a folder, where the system can be asked to. */
    public static void force(Path folder) throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (AccessDeniedException e) {
            // Windows opens no folders, and keeps their names by itself.
        }
    }

    /** The tables. */
    public Database database() {
        return database;
    }

    /** Where objects go. */
    public Path objects() {
        return folder.resolve(OBJECTS);
    }

    /** A folder in it for something else, made if it is not there. */
    public Path path(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new Problem("Cannot make the folder " + folder.resolve(name) + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            database.close();
        } finally {
            release();
        }
    }

    private void release() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
