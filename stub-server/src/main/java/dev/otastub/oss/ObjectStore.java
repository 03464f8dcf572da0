package dev.otastub.oss;

import dev.otastub.multipart.FormReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * The uploaded objects, one file each in a folder of ours. An object is visible only once its upload is whole: a draft is
 * a file under a number, and committing it is one step. Keys never become file names.
 */
public final class ObjectStore {

    private final Path folder;
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicInteger drafts = new AtomicInteger();
    private final Map<Name, StoredObject> objects = new ConcurrentHashMap<>();

    private final Set<Name> claimed = ConcurrentHashMap.newKeySet();

    private final Map<Path, Integer> leases = new HashMap<>();
    private final Set<Path> replaced = new HashSet<>();

    private record Name(String bucket, String key) {}

    /** Writing failed on our side, not on the client's. */
    public static final class StoreFailure extends IOException {
        private static final long serialVersionUID = 1L;

        StoreFailure(IOException cause) {
            super("The stub could not write the object: " + cause.getMessage(), cause);
        }
    }

    /** @param folder an existing folder that nobody else writes to */
    public ObjectStore(Path folder) {
        this.folder = folder;
    }

    public Optional<StoredObject> find(String bucket, String key) {
        return Optional.ofNullable(objects.get(new Name(bucket, key)));
    }

    /** Keeps an object for good: a firmware package is made of it. */
    public void claim(String bucket, String key) {
        claimed.add(new Name(bucket, key));
    }

    public boolean isClaimed(String bucket, String key) {
        return claimed.contains(new Name(bucket, key));
    }

    /** All objects there are, in no order. */
    public Collection<StoredObject> all() {
        return List.copyOf(objects.values());
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

    /** Gives a lease back, once. */
    public void release(StoredObject object) {
        synchronized (leases) {
            boolean last =
                    leases.computeIfPresent(object.file(), (file, count) -> count == 1 ? null : count - 1) == null;
            if (last && replaced.remove(object.file())) {
                delete(object.file());
            }
        }
    }

    /** Deletes the file of an object that was replaced, at once or when its last reader is done. */
    private void discard(Path file) {
        synchronized (leases) {
            if (leases.containsKey(file)) {
                replaced.add(file);
            } else {
                delete(file);
            }
        }
    }

    /** How many uploads are neither committed nor given up yet. */
    public int drafts() {
        return drafts.get();
    }

    /** Begins an upload, which leaves nothing behind unless it is committed. */
    public Draft begin() throws StoreFailure {
        try {
            Path file = folder.resolve(numbers.incrementAndGet() + ".object");
            OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
            drafts.incrementAndGet();
            return new Draft(file, out);
        } catch (IOException e) {
            throw new StoreFailure(e);
        }
    }

    /** A file on its way in. Digests are taken as it passes. */
    public final class Draft implements FormReader.Sink, AutoCloseable {

        private final Path file;
        private final OutputStream out;
        private final MessageDigest md5 = md5();
        private final Crc64 crc64 = new Crc64();
        private long most = Long.MAX_VALUE;
        private long size;
        private boolean committed;

        private Draft(Path file, OutputStream out) {
            this.file = file;
            this.out = out;
        }

        /** Takes no more than so many bytes. */
        Draft atMost(long bytes) {
            most = bytes;
            return this;
        }

        /** Takes the next bytes; false, and no more, once they are too many. */
        @Override
        public boolean write(byte[] buffer, int offset, int length) throws StoreFailure {
            if (length > most - size) {
                return false;
            }
            try {
                out.write(buffer, offset, length);
            } catch (IOException e) {
                throw new StoreFailure(e);
            }
            md5.update(buffer, offset, length);
            crc64.update(buffer, offset, length);
            size += length;
            return true;
        }

        /** Ends the file. Call it once, before committing. */
        StoredObject.Digested finish() throws StoreFailure {
            try {
                out.close();
            } catch (IOException e) {
                throw new StoreFailure(e);
            }
            return new StoredObject.Digested(size, HexFormat.of().formatHex(md5.digest()), crc64.decimal());
        }

        /**
         * Makes the object visible, in the place of any other under its name.
         *
         * @param object makes the object, given the file that holds its bytes
         * @param replace whether another object under its name may be replaced
         * @return the object, or empty if there was another and it may not be replaced
         */
        Optional<StoredObject> commit(Function<Path, StoredObject> object, boolean replace) {
            StoredObject made = object.apply(file);
            Name name = new Name(made.bucket(), made.key());
            StoredObject before = replace ? objects.put(name, made) : objects.putIfAbsent(name, made);
            if (before != null && !replace) {
                return Optional.empty();
            }
            committed = true;
            if (before != null) {
                discard(before.file());
            }
            return Optional.of(made);
        }

        @Override
        public void close() {
            drafts.decrementAndGet();
            if (!committed) {
                try {
                    out.close();
                } catch (IOException ignored) {
                    // The file goes either way.
                }
                delete(file);
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException ignored) {
            // Nobody can see the file any more, and the folder goes at exit.
        }
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }
}
