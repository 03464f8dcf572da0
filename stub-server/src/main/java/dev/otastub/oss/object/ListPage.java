package dev.otastub.oss.object;

import dev.otastub.oss.StoredObject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One page of a list: names in the order of their UTF-8 bytes, those below a common prefix as one.
 *
 * @param objects the objects that stand for themselves
 * @param commonPrefixes what the others begin with
 * @param next the last name of the page, if there are more behind it
 */
record ListPage(List<StoredObject> objects, List<String> commonPrefixes, Optional<String> next) {

    /** Hardly a name is behind it that begins like what it is put behind; those that are get skipped. */
    private static final String LAST_CHARACTER = new String(Character.toChars(Character.MAX_CODE_POINT));

    int keyCount() {
        return objects.size() + commonPrefixes.size();
    }

    /**
     * Collects a page; the cost is that of the page alone, however many objects are before it, behind it, or below a
     * common prefix.
     *
     * @param behind the objects in question behind a name, in order
     */
    static ListPage of(ListQuery query, Function<String, Stream<StoredObject>> behind) {
        List<StoredObject> objects = new ArrayList<>();
        List<String> commonPrefixes = new ArrayList<>();
        String last = query.after();
        // A page that ended with a common prefix goes on behind all that is below it.
        Optional<String> listed = query.commonPrefix(last).filter(last::equals);
        while (true) {
            String at = listed.map(prefix -> prefix + LAST_CHARACTER).orElse(last);
            Optional<String> shown = listed;
            Stream<StoredObject> found = behind.apply(at).dropWhile(object -> isBelow(shown, object));
            Run run = Run.from(found, query, query.maxKeys() - objects.size() - commonPrefixes.size());
            objects.addAll(run.objects());
            if (!run.objects().isEmpty()) {
                last = run.objects().get(run.objects().size() - 1).key();
            }
            if (run.stop().isEmpty()) {
                return new ListPage(objects, commonPrefixes, Optional.empty());
            }
            if (objects.size() + commonPrefixes.size() == query.maxKeys()) {
                return new ListPage(objects, commonPrefixes, Optional.of(last));
            }
            last = run.stop().get();
            commonPrefixes.add(last);
            listed = Optional.of(last);
        }
    }

    private static boolean isBelow(Optional<String> commonPrefix, StoredObject object) {
        return commonPrefix.filter(object.key()::startsWith).isPresent();
    }

    /**
     * Objects in a row.
     *
     * @param stop why it ended: the common prefix of the next name, or the next name, if there is one
     */
    private record Run(List<StoredObject> objects, Optional<String> stop) {

        static Run from(Stream<StoredObject> found, ListQuery query, int most) {
            List<StoredObject> objects = new ArrayList<>();
            Iterator<StoredObject> each = found.iterator();
            while (each.hasNext()) {
                StoredObject object = each.next();
                Optional<String> commonPrefix = query.commonPrefix(object.key());
                if (commonPrefix.isPresent() || objects.size() == most) {
                    return new Run(objects, Optional.of(commonPrefix.orElse(object.key())));
                }
                objects.add(object);
            }
            return new Run(objects, Optional.empty());
        }
    }
}
