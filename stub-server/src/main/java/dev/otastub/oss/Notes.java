package dev.otastub.oss;

import dev.otastub.account.Account;
import dev.otastub.data.Codec;
import dev.otastub.data.Database;
import dev.otastub.data.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;

/**
 * Finds objects by the time of their upload, and by whose they are. A note is made before its object's record and
 * forgotten after that: one without an object does no harm, an object without a note would never be found.
 */
final class Notes {

    private static final String OWNERS_NOTED = "owners noted";

    private final Table<StoredObject> objects;
    private final Table<String> byUpload;

    /** Of objects that do not lie in their owner's folder: those that do are found by that. */
    private final Table<String> byOwner;

    private final ReadWriteLock committing = new ReentrantReadWriteLock();

    Notes(Database database, Table<StoredObject> objects) {
        this.objects = objects;
        byUpload = database.table("objects by upload", Codec.TEXT);
        byOwner = database.table("objects by owner", Codec.TEXT);
        noteOwnersOnce(database);
    }

    /** Data folders of before there were notes of owners have none. */
    private void noteOwnersOnce(Database database) {
        Table<Boolean> done = database.table("done", Codec.plain(Boolean::valueOf));
        if (done.find(OWNERS_NOTED).isEmpty()) {
            database.together(() -> {
                objects.all().map(Table.Entry::value).forEach(this::noteOwner);
                done.put(OWNERS_NOTED, true);
            });
        }
    }

    /** {@code my-bucket/a/b}; a bucket's name has no slash. */
    static String name(String bucket, String key) {
        return bucket + "/" + key;
    }

    static String name(StoredObject object) {
        return name(object.bucket(), object.key());
    }

    /** To be held between the notes of an object and its record. */
    Lock committing() {
        return committing.readLock();
    }

    void note(StoredObject made) {
        if (made.bucket().equals(Addressing.PLATFORM_BUCKET)) {
            byUpload.put(uploaded(made), name(made));
        }
        noteOwner(made);
    }

    private void noteOwner(StoredObject made) {
        if (!liesInOwnFolder(made)) {
            byOwner.putIfAbsent(owned(made), name(made));
        }
    }

    static boolean liesInOwnFolder(StoredObject object) {
        return name(object).startsWith(folderOf(object.ownerUid()));
    }

    private static String folderOf(String ownerUid) {
        return name(Addressing.PLATFORM_BUCKET, Addressing.folderOf(ownerUid));
    }

    private static String owned(StoredObject object) {
        return ownedBy(object.ownerUid()) + name(object);
    }

    /** An id may be the beginning of another one; their digests are all of one length. */
    private static String ownedBy(String ownerUid) {
        return Account.folderOf(ownerUid) + " ";
    }

    /** Names sort by time. */
    private static String at(Instant time, String name) {
        return String.format(Locale.ROOT, "%016d", time.toEpochMilli()) + " " + name;
    }

    private static String uploaded(StoredObject object) {
        return at(object.uploadedAt(), name(object));
    }

    /** Notes of uploads up to that time, oldest first, with the names of their objects. */
    List<Table.Entry<String>> uploadsUntil(Instant time, int most) {
        String end = at(time.plusMillis(1), "");
        return byUpload.all()
                .takeWhile(entry -> entry.name().compareTo(end) < 0)
                .limit(most)
                .toList();
    }

    /** Makes it a note of that time. */
    void postpone(Table.Entry<String> upload, Instant time) {
        byUpload.put(at(time, upload.value()), upload.value());
        byUpload.remove(upload.name());
    }

    void forget(Table.Entry<String> upload) {
        byUpload.remove(upload.name());
    }

    /** Forgets a note whose object is not there, once no upload is between its note and its record. */
    void forgetIfStray(Table.Entry<String> upload) {
        alone(() -> {
            if (objects.find(upload.value()).isEmpty()) {
                forget(upload);
            }
        });
    }

    /** Forgets the notes of objects that were deleted, unless there is one again that they are right for. */
    void forget(Collection<StoredObject> deleted) {
        alone(() -> deleted.forEach(this::forget));
    }

    private void forget(StoredObject deleted) {
        Optional<StoredObject> now = objects.find(name(deleted));
        if (now.filter(object -> uploaded(object).equals(uploaded(deleted))).isEmpty()) {
            byUpload.remove(uploaded(deleted));
        }
        if (now.filter(object -> object.ownerUid().equals(deleted.ownerUid())).isEmpty()) {
            byOwner.remove(owned(deleted));
        }
    }

    /** Does something while no upload is between its note and its record. */
    void alone(Runnable action) {
        committing.writeLock().lock();
        try {
            action.run();
        } finally {
            committing.writeLock().unlock();
        }
    }

    /** All objects of an account; what others have costs nothing. */
    Stream<StoredObject> of(String ownerUid) {
        Stream<StoredObject> elsewhere = elsewhere(ownerUid).flatMap(entry -> objects.find(entry.value()).stream());
        return Stream.concat(inFolderOf(ownerUid), elsewhere)
                .filter(object -> object.ownerUid().equals(ownerUid));
    }

    /** The objects in an account's folder. */
    Stream<StoredObject> inFolderOf(String ownerUid) {
        String folder = folderOf(ownerUid);
        return objects.from(folder)
                .takeWhile(entry -> entry.name().startsWith(folder))
                .map(Table.Entry::value);
    }

    private Stream<Table.Entry<String>> elsewhere(String ownerUid) {
        String owned = ownedBy(ownerUid);
        return byOwner.from(owned).takeWhile(entry -> entry.name().startsWith(owned));
    }

    /** Forgets notes of the account's that have no object, as a stub leaves them that is killed. */
    void forgetStrays(String ownerUid) {
        List<Table.Entry<String>> left = elsewhere(ownerUid).toList();
        if (!left.isEmpty()) {
            alone(() -> left.stream()
                    .filter(note -> objects.find(note.value())
                            .filter(object -> object.ownerUid().equals(ownerUid))
                            .isEmpty())
                    .forEach(note -> byOwner.remove(note.name())));
        }
    }
}
