package dev.otastub.oss;

import dev.otastub.data.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Deletes files that nobody claimed in time, a few at once. Most go by the stub's clock: the notes of uploads say which are
 * due. Accounts with a time of their own are looked after one by one: what they have may be over long before that. Where it
 * is not over yet, its note is put off, so that it never stands in the way of others.
 */
final class Sweep {

    private final ObjectStore store;
    private final Notes notes;
    private final Unclaimed unclaimed;

    /** When the folders of accounts with a time of their own were last looked at. */
    private final Map<String, Look> looks = new HashMap<>();

    /**
     * A look at a folder, by the account's clock.
     *
     * @param seen when that clock was last seen
     * @param next before then nothing in the folder is over, unless the clock is set back
     */
    private record Look(Instant seen, Instant next) {

        boolean isDue(Instant now) {
            return now.isBefore(seen) || !now.isBefore(next);
        }
    }

    Sweep(ObjectStore store, Notes notes, Unclaimed unclaimed) {
        this.store = store;
        this.notes = notes;
        this.unclaimed = unclaimed;
    }

    synchronized void run(Duration lifetime) {
        boolean more = true;
        while (more) {
            Instant now = unclaimed.clocks().stubs().instant();
            more = someByNotes(now, now.minus(lifetime));
        }
        Set<String> moved = unclaimed.clocks().moved();
        // What was due while an account had a time of its own goes even if it has none any more.
        Set<String> looked = new HashSet<>(looks.keySet());
        looked.addAll(moved);
        looked.forEach(uid -> lookInto(uid, lifetime));
        looks.keySet().retainAll(moved);
    }

    /** Settles some notes; says whether there may be more. */
    private boolean someByNotes(Instant now, Instant due) {
        List<Table.Entry<String>> uploads = notes.uploadsUntil(due, ObjectStore.DELETED_AT_ONCE);
        List<StoredObject> gone = new ArrayList<>();
        List<Table.Entry<String>> settled = new ArrayList<>();
        List<Table.Entry<String>> early = new ArrayList<>();
        for (Table.Entry<String> upload : uploads) {
            Optional<StoredObject> object = store.record(upload.value());
            if (object.isEmpty()) {
                notes.forgetIfStray(upload);
            } else if (unclaimed.isGone(object.get())) {
                gone.add(object.get());
                settled.add(upload);
            } else {
                (unclaimed.endOf(object.get()).isPresent() ? early : settled).add(upload);
            }
        }
        store.delete(gone, unclaimed.claims());
        if (!settled.isEmpty() || !early.isEmpty()) {
            store.together(() -> {
                settled.forEach(notes::forget);
                early.forEach(upload -> notes.postpone(upload, now));
            });
        }
        return uploads.size() == ObjectStore.DELETED_AT_ONCE;
    }

    /** Deletes what is over in an account's folder. What is uploaded later is not over before the next look. */
    private void lookInto(String uid, Duration lifetime) {
        Instant now = unclaimed.clocks().at(uid).instant();
        Look last = looks.get(uid);
        if (last == null || last.isDue(now) || !unclaimed.clocks().isMoved(uid)) {
            looks.put(uid, new Look(now, deleteGone(uid, now.plus(lifetime))));
        } else {
            looks.put(uid, new Look(now, last.next()));
        }
    }

    /** Says when the next of them goes, which is at that time at the latest. */
    private Instant deleteGone(String uid, Instant latest) {
        List<StoredObject> gone = new ArrayList<>();
        Instant next = latest;
        for (StoredObject object : (Iterable<StoredObject>) notes.inFolderOf(uid)::iterator) {
            Optional<Instant> end = unclaimed.endOf(object);
            if (unclaimed.isGone(object)) {
                gone.add(object);
            } else if (end.isPresent() && end.get().isBefore(next)) {
                next = end.get();
            }
            if (gone.size() == ObjectStore.DELETED_AT_ONCE) {
                store.delete(gone, unclaimed.claims());
                gone.clear();
            }
        }
        store.delete(gone, unclaimed.claims());
        return next;
    }
}
