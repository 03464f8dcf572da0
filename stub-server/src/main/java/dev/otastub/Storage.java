package dev.otastub;

import dev.otastub.data.DataFolder;
import dev.otastub.data.Database;
import java.nio.file.Path;
import java.util.Optional;

/** Where a stub keeps what it has: in a data folder, or in memory and a temporary one that goes with it. */
final class Storage implements AutoCloseable {

    private final TemporaryFolder temporary;
    private final Optional<DataFolder> folder;
    private final Database database;

    private Storage(TemporaryFolder temporary, Optional<DataFolder> folder) {
        this.temporary = temporary;
        this.folder = folder;
        this.database = folder.map(DataFolder::database).orElseGet(Database::inMemory);
    }

    static Storage open(Optional<Path> dataDir, boolean fsync) {
        try {
            // Absolute, as others are told of files in it.
            Optional<DataFolder> folder = dataDir.map(dir -> DataFolder.open(dir.toAbsolutePath(), fsync));
            return new Storage(TemporaryFolder.make(), folder);
        } catch (DataFolder.Problem e) {
            throw new OtaStub.StartFailure(String.valueOf(e.getMessage()), e);
        }
    }

    Database database() {
        return database;
    }

    Path objects() {
        return folder.map(DataFolder::objects).orElseGet(() -> temporary.path("objects"));
    }

    /** A folder for what is kept as long as the data is. */
    Path path(String name) {
        return folder.map(kept -> kept.path(name)).orElseGet(() -> temporary.path(name));
    }

    /** A folder for what is not worth keeping. */
    Path temporary(String name) {
        return temporary.path(name);
    }

    @Override
    public void close() {
        try {
            folder.ifPresentOrElse(DataFolder::close, database::close);
        } finally {
            temporary.close();
        }
    }
}
