package dev.otastub.data;

import java.nio.file.Path;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * Tables, in memory or in one file. A change that was made is in the file: a process that is killed afterwards does not
 * lose it, and one that is killed before leaves no half of it. Safe for use by many threads.
 */
public final class Database implements AutoCloseable {

    private final MVStore store;
    private final boolean inFile;
    private final boolean fsync;

    private Database(MVStore store, boolean inFile, boolean fsync) {
        this.store = store;
        this.inFile = inFile;
        this.fsync = fsync;
    }

    /** The tables cannot be read or written; the message is a sentence. */
    public static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failure(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }

    /** Tables that are gone with the process. */
    public static Database inMemory() {
        return new Database(new MVStore.Builder().autoCommitDisabled().open(), false, false);
    }

    /**
     * The tables in a file, which is made if it is not there.
     *
     * @param fsync whether each change waits until the disk has it, so that not even a power cut loses it
     * @throws Failure if the file is damaged or in use
     */
    static Database open(Path file, boolean fsync) {
        return new Database(opened(new MVStore.Builder().fileName(file.toString())), true, fsync);
    }

    /**
     * Reads a file from end to end without writing to it.
     *
     * @throws Failure if it is damaged
     */
    static void check(Path file) {
        try (MVStore read =
                opened(new MVStore.Builder().fileName(file.toString()).readOnly())) {
            for (String name : read.getMapNames()) {
                read.openMap(name, builder()).keyIterator(null).forEachRemaining(key -> {});
            }
        } catch (MVStoreException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        }
    }

    private static MVStore opened(MVStore.Builder builder) {
        try {
            return builder.open();
        } catch (MVStoreException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        }
    }

    private static MVMap.Builder<String, String> builder() {
        return new MVMap.Builder<String, String>().keyType(Utf8Order.ORDER).valueType(Utf8Order.ORDER);
    }

    /** The table of that name, made if it is not there. */
    public <V> Table<V> table(String name, Codec<V> codec) {
        return new Table<>(this, store.openMap(name, builder()), codec);
    }

    /** Makes what was changed durable. */
    void commit() {
        if (inFile) {
            store.commit();
            if (fsync) {
                store.sync();
            }
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
