package dev.otastub.data;

import dev.otastub.core.Outage;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * Tables, in memory or in one file. A change that was made is in the file: a process that is killed afterwards does not
 * lose it, and one that is killed before leaves no half of it. Safe for use by many threads.
 *
 * <p>A store that failed to write closes itself. It is opened again when it is next asked: a full disk may have room by
 * then, and what was made before is there.
 */
public final class Database implements AutoCloseable {

    /** Of what the file has in use, at least so much percent is to be worth it. */
    private static final int WORTH = 50;

    /** How much of what is worth it is moved at a time; others wait for it. */
    private static final int MOVED_AT_ONCE = 1 << 20;

    /**
     * What so many changes ago was not needed any more may be written over. The newest change is found by a chain that
     * begins at one that is 21 changes older at most: a link of that must not be written over.
     */
    private static final int KEPT_CHANGES = 30;

    private final Supplier<MVStore> opening;
    private final boolean inFile;
    private final boolean fsync;
    private final ThreadLocal<Boolean> together = ThreadLocal.withInitial(() -> false);
    private volatile Opened opened;
    private volatile boolean closed;

    private Database(Supplier<MVStore> opening, boolean inFile, boolean fsync) {
        this.opening = opening;
        this.inFile = inFile;
        this.fsync = fsync;
        this.opened = new Opened(opening.get());
    }

    /** The tables cannot be read or written; the message is a sentence. */
    public static final class Failure extends RuntimeException implements Outage {
        private static final long serialVersionUID = 1L;

        Failure(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }

    /** A store from its opening to its end, which comes early where it fails. */
    private static final class Opened {

        private final MVStore store;
        private final Map<String, MVMap<String, String>> maps = new ConcurrentHashMap<>();

        Opened(MVStore store) {
            this.store = store;
        }

        MVMap<String, String> map(String table) {
            return maps.computeIfAbsent(table, name -> store.openMap(name, builder()));
        }
    }

    /** Tables that are gone with the process. */
    public static Database inMemory() {
        return new Database(() -> new MVStore.Builder().autoCommitDisabled().open(), false, false);
    }

    /**
     * The tables in a file, which is made if it is not there.
     *
     * @param fsync whether each change waits until the disk has it, so that not even a power cut loses it
     * @throws Failure if the file is damaged or in use
     */
    static Database open(Path file, boolean fsync) {
        return open(() -> builder(file), fsync);
    }

    static Database open(Supplier<MVStore.Builder> file, boolean fsync) {
        try {
            return new Database(() -> store(file.get()), true, fsync);
        } catch (MVStoreException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        }
    }

    private static MVStore store(MVStore.Builder builder) {
        // What the store commits by itself it writes later, and a commit of ours would not wait for that.
        MVStore store = builder.autoCommitDisabled().open();
        // Whoever reads says at which version, so what nobody needs need not stay for the usual 45 seconds.
        store.setRetentionTime(0);
        store.setVersionsToKeep(KEPT_CHANGES);
        return store;
    }

    /**
     * Reads a file from end to end without writing to it.
     *
     * @throws Failure if it is damaged
     */
    static void check(Path file) {
        try (MVStore read = builder(file).readOnly().open()) {
            for (String name : read.getMapNames()) {
                read.openMap(name, builder()).keyIterator(null).forEachRemaining(key -> {});
            }
        } catch (MVStoreException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        }
    }

    private static MVStore.Builder builder(Path file) {
        return new MVStore.Builder().fileName(file.toString());
    }

    private static MVMap.Builder<String, String> builder() {
        return new MVMap.Builder<String, String>().keyType(Utf8Order.ORDER).valueType(Utf8Order.ORDER);
    }

    /** The table of that name, made if it is not there. */
    public <V> Table<V> table(String name, Codec<V> codec) {
        read(name, MVMap::isEmpty);
        return new Table<>(this, name, codec);
    }

    /** Asks a table something. What it gives must not read on later: by then it may have been written over. */
    <T> T read(String table, Function<MVMap<String, String>, T> question) {
        return asked(at -> question.apply(at.map(table)));
    }

    /** Changes a table; returns once the change is durable. */
    <T> T change(String table, Function<MVMap<String, String>, T> change) {
        return asked(at -> {
            T result = change.apply(at.map(table));
            if (inFile && !together.get()) {
                commit(at.store);
            }
            return result;
        });
    }

    /**
     * Makes many changes that are durable together when it returns, and not before; that costs much less than each by
     * itself. A kill in the middle may leave some of them, each whole.
     */
    public void together(Runnable changes) {
        together.set(true);
        try {
            asked(at -> {
                changes.run();
                if (inFile) {
                    commit(at.store);
                }
                return at;
            });
        } finally {
            together.remove();
        }
    }

    private <T> T asked(Function<Opened, T> question) {
        // The system closes a file that an interrupted thread reads or writes.
        boolean interrupted = Thread.interrupted();
        try {
            Opened at = opened();
            MVStore.TxCounter version = at.store.registerVersionUsage();
            try {
                return question.apply(at);
            } finally {
                at.store.deregisterVersionUsage(version);
            }
        } catch (MVStoreException e) {
            throw new Failure("The stub could not read or write its state: " + reason(e), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Opened opened() {
        return opened.store.isClosed() && !closed ? openedAgain() : opened;
    }

    private synchronized Opened openedAgain() {
        if (opened.store.isClosed() && !closed) {
            opened = new Opened(opening.get());
        }
        return opened;
    }

    /**
     * Of changes that are made at the same time, the first to come here writes them all. Each is on the disk before the
     * next is begun: it writes over what was not needed any more some changes ago, and a power cut must leave those.
     */
    private void commit(MVStore store) {
        synchronized (store) {
            if (store.isClosed()) {
                // It has given up on what was not written yet, and would not say so.
                throw new MVStoreException(0, "it was closed before the change was written");
            }
            if (store.hasUnsavedChanges()) {
                store.commit();
                if (fsync) {
                    store.sync();
                }
            }
        }
    }

    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    /** Moves what is still of worth together, a little at a time, so that the rest of the file can be used again. */
    public void tidy() {
        if (inFile) {
            asked(at -> {
                synchronized (at.store) {
                    boolean moved = at.store.compact(WORTH, MOVED_AT_ONCE);
                    commit(at.store);
                    return moved;
                }
            });
        }
    }

    @Override
    public void close() {
        closed = true;
        MVStore store = opened.store;
        synchronized (store) {
            try {
                store.close();
            } catch (MVStoreException e) {
                // What was changed was written then; at its end it only tidies up.
            }
        }
    }
}
