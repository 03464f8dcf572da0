package dev.otastub.oss;

import dev.otastub.core.Refusal;
import dev.otastub.data.Codec;
import dev.otastub.data.DataFolder;
import dev.otastub.data.Database;
import dev.otastub.data.Table;
import dev.otastub.multipart.FormReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The uploaded objects: a record each in a table, and a file each in a folder of ours. An object is visible, and is kept,
 * from the moment its record is there: its file is whole by then. Keys never become file names.
 *
 * <p>A file's name is the number of the start of the store and a number within it. Files without a record are what an upload
 * left that was killed; they belong to earlier starts, and {@link #deleteRemains} takes them away.
 */
public final class ObjectStore implements AutoCloseable {

    private static final String LAST_START = "last start";
    private static final String SWEPT_START = "swept start";
    private static final String BYTES = "bytes";
    private static final Pattern FILE_NAME = Pattern.compile("(\\d{1,18})-\\d+\\.object");

    /** Few enough that nobody waits for long. */
    static final int DELETED_AT_ONCE = 100;

    private final Path folder;
    private final Database database;
    private final Unclaimed unclaimed;
    private final boolean fsync;
    private final Table<StoredObject> objects;
    private final Notes notes;
    private final Sweep sweep;
    private final Table<Long> starts;
    private final long start;
    private final Space space;

    private final DigestThreads digestThreads =
            DigestThreads.asManyAs(Runtime.getRuntime().availableProcessors());
    private final Arrivals arrivals = new Arrivals();
    private final AtomicLong numbers = new AtomicLong();
    private final UploadsUnderWay uploads = new UploadsUnderWay();
    private final AtomicInteger drafts = new AtomicInteger();
    private final AtomicBoolean remains = new AtomicBoolean();

    private final Map<Path, Integer> leases = new HashMap<>();
    private final Set<Path> replaced = new HashSet<>();

    /** The object could not be taken, which is our doing and not the client's. */
    public static final class StoreFailure extends IOException {
        private static final long serialVersionUID = 1L;

        private final boolean full;

        StoreFailure(Exception cause) {
            super("The stub could not write the object: " + cause.getMessage(), cause);
            this.full = false;
        }

        private StoreFailure(String sentence, boolean full) {
            super(sentence);
            this.full = full;
        }

        /** What the client is told. */
        public Refusal refusal() {
            String why = String.valueOf(getMessage());
            return full ? OssError.STORE_FULL.because(why) : PostObjectError.INTERNAL_ERROR.because(why);
        }
    }

    /** One that takes as much as the disk does. */
    public ObjectStore(Path folder, Database database, Unclaimed unclaimed, boolean fsync) {
        this(folder, database, unclaimed, fsync, Long.MAX_VALUE);
    }

    /**
     * @param folder an existing folder that nobody else writes to
     * @param database has the records of the objects in the folder
     * @param unclaimed which of them go by themselves
     * @param fsync whether an upload waits until the disk has its bytes
     * @param mostBytes how many bytes all objects may have together
     */
    public ObjectStore(Path folder, Database database, Unclaimed unclaimed, boolean fsync, long mostBytes) {
        this.folder = folder;
        this.database = database;
        this.unclaimed = unclaimed;
        this.fsync = fsync;
        this.objects = database.table("objects", Codec.json(StoredObject.class, folder));
        this.notes = new Notes(database, objects);
        this.sweep = new Sweep(this, notes, unclaimed);
        this.starts = database.table("starts", Codec.plain(Long::valueOf));
        this.start = starts.find(LAST_START).orElse(0L) + 1;
        starts.put(LAST_START, start);
        this.space = new Space(mostBytes, stored());
    }

    /** How many bytes the objects have: what the last start noted at its end, or else they are counted. */
    private long stored() {
        Optional<Long> noted = lastSwept() == start - 1 ? starts.find(BYTES) : Optional.empty();
        return noted.orElseGet(() ->
                objects.all().mapToLong(entry -> entry.value().digests().size()).sum());
    }

    /** Which start of the store on this database it is, from 1. */
    public long start() {
        return start;
    }

    /** The object of that name, {@code bucket/key}, even one that nobody sees any more because its time is over. */
    Optional<StoredObject> record(String name) {
        return objects.find(name);
    }

    public Optional<StoredObject> find(String bucket, String key) {
        return objects.find(Notes.name(bucket, key)).filter(object -> !unclaimed.isGone(object));
    }

    /**
     * The objects of a bucket under keys from that one on, in the order of their bytes in UTF-8. They are read
     * as they are asked for: what comes after the last one costs nothing, and what changes meanwhile may show.
     */
    public Stream<StoredObject> from(String bucket, String key) {
        String first = Notes.name(bucket, "");
        return objects.from(Notes.name(bucket, key))
                .takeWhile(entry -> entry.name().startsWith(first))
                .map(Table.Entry::value)
                .filter(object -> !unclaimed.isGone(object));
    }

    /** The objects after one that is named {@code bucket/key}, by bucket and key, as {@link #from} reads them. */
    public Stream<StoredObject> after(String name) {
        return objects.from(name)
                .filter(entry -> !entry.name().equals(name))
                .map(Table.Entry::value)
                .filter(object -> !unclaimed.isGone(object));
    }

    /** The uploads that were accepted, with what came along with their files. */
    public Arrivals arrivals() {
        return arrivals;
    }

    /** How many objects there are, with those that are gone and not deleted yet. */
    public long size() {
        return objects.size();
    }

    /** All objects there are, in no order. */
    public Collection<StoredObject> all() {
        return objects.all()
                .map(Table.Entry::value)
                .filter(object -> !unclaimed.isGone(object))
                .toList();
    }

    /**
     * The object of that name, whose bytes stay until {@link #release} even if another takes its place; empty if there
     * is none.
     */
    public Optional<StoredObject> lease(String bucket, String key) {
        synchronized (leases) {
            Optional<StoredObject> object = find(bucket, key);
            object.ifPresent(leased -> leases.merge(leased.file(), 1, Integer::sum));
            return object;
        }
    }

    /** The bytes of exactly that object, which stay until the stream is closed; empty if it is not there any more. */
    public Optional<InputStream> open(StoredObject object) throws IOException {
        Optional<StoredObject> leased = lease(object.bucket(), object.key());
        if (leased.isEmpty()) {
            return Optional.empty();
        }
        if (!leased.get().file().equals(object.file())) {
            release(leased.get());
            return Optional.empty();
        }
        try {
            return Optional.of(new Leased(Files.newInputStream(object.file()), leased.get()));
        } catch (IOException e) {
            release(leased.get());
            throw e;
        }
    }

    /** Gives its lease back when it is closed. */
    private final class Leased extends FilterInputStream {

        private final StoredObject object;
        private final AtomicBoolean closed = new AtomicBoolean();

        Leased(InputStream bytes, StoredObject object) {
            super(bytes);
            this.object = object;
        }

        @Override
        public void close() throws IOException {
            if (closed.compareAndSet(false, true)) {
                try {
                    super.close();
                } finally {
                    release(object);
                }
            }
        }
    }

    /** Gives a lease back, once. */
    public void release(StoredObject object) {
        synchronized (leases) {
            boolean last =
                    leases.computeIfPresent(object.file(), (file, count) -> count == 1 ? null : count - 1) == null;
            if (last && replaced.remove(object.file())) {
                deleteFile(object);
            }
        }
    }

    /** Deletes the file of an object that has no record any more, at once or when its last reader is done. */
    private void discard(StoredObject object) {
        synchronized (leases) {
            if (leases.containsKey(object.file())) {
                replaced.add(object.file());
            } else {
                deleteFile(object);
            }
        }
    }

    private void deleteFile(StoredObject object) {
        delete(object.file());
        space.giveBack(object.digests().size());
    }

    /** Deletes an object; says whether there was one. */
    public boolean delete(String bucket, String key) {
        Optional<StoredObject> before = removed(() -> objects.remove(Notes.name(bucket, key)));
        before.ifPresent(this::tidyUp);
        return before.filter(object -> !unclaimed.isGone(object)).isPresent();
    }

    private void tidyUp(StoredObject deleted) {
        discard(deleted);
        // A note of its upload goes by itself.
        if (!Notes.liesInOwnFolder(deleted)) {
            notes.forget(List.of(deleted));
        }
    }

    /**
     * Deletes all that an account has, claimed or not, and forgets what arrived. What is coming in for it is not taken at
     * its end. Costs nothing for what other accounts have.
     */
    public void deleteAllOf(String ownerUid) {
        // Whoever is committing now is done by then, and seen below.
        notes.alone(() -> uploads.drop(ownerUid));
        delete(() -> notes.of(ownerUid));
        notes.forgetStrays(ownerUid);
        arrivals.forget(ownerUid);
    }

    /** Deletes all that anybody has, forgets what arrived, and takes nothing of what is coming in. */
    public void deleteAll() {
        notes.alone(uploads::drop);
        delete(() -> objects.all().map(Table.Entry::value));
        arrivals.forget();
    }

    private void delete(Supplier<Stream<StoredObject>> which) {
        List<StoredObject> some;
        do {
            some = which.get().limit(DELETED_AT_ONCE).toList();
            delete(some, Claims.NONE);
        } while (some.size() == DELETED_AT_ONCE);
    }

    /** Deletes those objects, and none that has taken their place, unless they are claimed. */
    void delete(List<StoredObject> some, Claims claims) {
        if (some.isEmpty()) {
            return;
        }
        List<StoredObject> deleted = new ArrayList<>();
        together(() -> {
            some.forEach(object -> claims.ifUnclaimed(object.bucket(), object.key(), () -> {
                if (objects.remove(Notes.name(object), object)) {
                    deleted.add(object);
                }
            }));
            notes.forget(deleted);
        });
        deleted.forEach(this::discard);
    }

    /** Makes changes that are durable together. */
    void together(Runnable changes) {
        removed(() -> {
            database.together(changes);
            return true;
        });
    }

    /** Deletes an object of an account's, even one that nobody sees any more because its time is over. */
    public void deleteOwn(String bucket, String key, String ownerUid) {
        objects.find(Notes.name(bucket, key))
                .filter(object -> object.ownerUid().equals(ownerUid))
                .ifPresent(this::deleteExactly);
    }

    /** Deletes that object, and not one that has taken its place. */
    private void deleteExactly(StoredObject object) {
        if (removed(() -> objects.remove(Notes.name(object), object))) {
            discard(object);
        }
    }

    private void deleteUnlessClaimed(StoredObject object) {
        unclaimed.claims().ifUnclaimed(object.bucket(), object.key(), () -> deleteExactly(object));
    }

    /** Removes a record whose file goes next; where that fails, the record may be gone all the same. */
    private <T> T removed(Supplier<T> removal) {
        try {
            return removal.get();
        } catch (Database.Failure e) {
            remains.set(true);
            throw e;
        }
    }

    /** Deletes the objects that nobody claimed in time, looking at hardly any but those whose time is over. */
    public void deleteUnclaimed() {
        unclaimed.lifetime().ifPresent(sweep::run);
    }

    /**
     * Deletes what earlier starts left when the process was killed: files of uploads, and objects whose time is over of
     * which no note is left. Takes a while where there are many objects, and may run beside everything else.
     */
    public void deleteRemains() {
        if (lastSwept() == start - 1) {
            return;
        }
        Set<String> known = new HashSet<>();
        objects.all().map(Table.Entry::value).forEach(object -> {
            known.add(String.valueOf(object.file().getFileName()));
            if (unclaimed.isGone(object)) {
                delete(List.of(object), unclaimed.claims());
            }
        });
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> isOfEarlierStart(file) && !known.contains(String.valueOf(file.getFileName())))
                    .forEach(ObjectStore::delete);
            starts.put(SWEPT_START, start - 1);
        } catch (IOException e) {
            // The next start looks again.
        }
    }

    /** Until which start nothing remains. */
    private long lastSwept() {
        return starts.find(SWEPT_START).orElse(0L);
    }

    /** Of any: a start that was killed may have left a file that it had not made, and only meant to delete. */
    private boolean isOfEarlierStart(Path file) {
        Matcher name = FILE_NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches() && Long.parseLong(name.group(1)) < start;
    }

    /** How many uploads are neither committed nor given up yet. */
    public int drafts() {
        return drafts.get();
    }

    /** Expects an upload, before anybody knows whose it is and whether it is to be taken in. */
    public Incoming expect() {
        return new Incoming();
    }

    /** Begins an upload that nobody expected. */
    Draft begin() throws StoreFailure {
        try (Incoming incoming = expect()) {
            return incoming.begin();
        }
    }

    /** An upload from before its checks until it is answered. */
    public final class Incoming implements AutoCloseable {

        private final long begun = uploads.begin();

        private Incoming() {}

        /** Begins to take it in, which leaves nothing behind unless it is committed. */
        public Draft begin() throws StoreFailure {
            try {
                Path file = folder.resolve(start + "-" + numbers.incrementAndGet() + ".object");
                FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                drafts.incrementAndGet();
                return new Draft(file, out, uploads.begin(begun));
            } catch (IOException e) {
                throw new StoreFailure(e);
            }
        }

        /** Whether all was deleted meanwhile that the account had, so that it is not the account's any more. */
        public boolean isDropped(String ownerUid) {
            return uploads.isDropped(ownerUid, begun);
        }

        @Override
        public void close() {
            uploads.end(begun);
        }
    }

    /** A file on its way in. Digests are taken as it passes. */
    public final class Draft implements FormReader.Sink, AutoCloseable {

        private final Path file;
        private final FileChannel out;
        private final long begun;
        private final FileDigests digests = new FileDigests(digestThreads);
        private long most = Long.MAX_VALUE;
        private long size;
        private boolean kept;

        private Draft(Path file, FileChannel out, long begun) {
            this.file = file;
            this.out = out;
            this.begun = begun;
        }

        /** Takes no more than so many bytes. */
        public Draft atMost(long bytes) {
            most = bytes;
            return this;
        }

        /** Takes the next bytes; false, and no more, once they are too many. */
        @Override
        public boolean write(byte[] buffer, int offset, int length) throws StoreFailure {
            if (length > most - size) {
                return false;
            }
            requireSpace(length);
            size += length;
            try {
                ByteBuffer bytes = ByteBuffer.wrap(buffer, offset, length);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            } catch (IOException e) {
                throw new StoreFailure(e);
            }
            digests.update(buffer, offset, length);
            return true;
        }

        private void requireSpace(int bytes) throws StoreFailure {
            if (!space.take(bytes)) {
                throw new StoreFailure(
                        "All objects together, with this one as far as it came, would have more than "
                                + space.most()
                                + " bytes, the most that the stub stores: delete some, or raise --max-stored.",
                        true);
            }
        }

        /** Ends the file. Call it once, before committing. */
        public StoredObject.Digested finish() throws StoreFailure {
            try {
                if (fsync) {
                    out.force(true);
                    DataFolder.force(folder);
                }
                out.close();
            } catch (IOException e) {
                throw new StoreFailure(e);
            }
            return digests.end();
        }

        /**
         * Makes the object visible, in the place of any other under its name, and notes that it arrived.
         *
         * @param object makes the object, given the file that holds its bytes
         * @param replace whether another object under its name may be replaced
         * @param arrival what came along with it
         * @return the object, or empty if there was another and it may not be replaced
         */
        public Optional<StoredObject> commit(
                Function<Path, StoredObject> object, boolean replace, Function<StoredObject, Arrival> arrival)
                throws StoreFailure {
            StoredObject made = object.apply(file);
            notes.committing().lock();
            try {
                requireTaken(made.ownerUid());
                Optional<StoredObject> taken = replace ? Optional.of(replacing(made)) : unlessThere(made);
                taken.map(arrival).ifPresent(arrivals::note);
                return taken;
            } catch (Database.Failure e) {
                // The record may be there all the same; if not, the next start finds the file.
                kept = true;
                remains.set(true);
                throw new StoreFailure(e);
            } finally {
                notes.committing().unlock();
            }
        }

        /** Fails if all of the account was deleted since the upload began. */
        void requireTaken(String ownerUid) throws StoreFailure {
            if (uploads.isDropped(ownerUid, begun)) {
                throw new StoreFailure(
                        "The account was reset or removed while the upload came in, which is not kept.", false);
            }
        }

        private StoredObject replacing(StoredObject made) {
            notes.note(made);
            Optional<StoredObject> before = objects.put(Notes.name(made), made);
            kept = true;
            before.ifPresent(ObjectStore.this::discard);
            return made;
        }

        private Optional<StoredObject> unlessThere(StoredObject made) {
            // One whose time is over is not there any more.
            objects.find(Notes.name(made)).filter(unclaimed::isGone).ifPresent(ObjectStore.this::deleteUnlessClaimed);
            notes.note(made);
            kept = objects.putIfAbsent(Notes.name(made), made);
            return kept ? Optional.of(made) : Optional.empty();
        }

        @Override
        public void close() {
            uploads.end(begun);
            drafts.decrementAndGet();
            digests.close();
            if (!kept) {
                try {
                    out.close();
                } catch (IOException ignored) {
                    // The file goes either way.
                }
                ObjectStore.delete(file);
                space.giveBack(size);
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException ignored) {
            // Nobody can see the file any more. A temporary folder goes at exit, and the next start looks for remains.
        }
    }

    private boolean nothingIsToGo() {
        synchronized (leases) {
            return replaced.isEmpty();
        }
    }

    /** Notes that nothing remains to be cleaned up. */
    @Override
    public void close() {
        try {
            if (drafts.get() == 0 && !remains.get() && nothingIsToGo() && lastSwept() == start - 1) {
                database.together(() -> {
                    starts.put(BYTES, space.taken());
                    starts.put(SWEPT_START, start);
                });
            }
        } catch (Database.Failure e) {
            // The next start looks again.
        }
    }
}
