package dev.otastub.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the soak asked, kind by kind, and what nobody can explain. */
final class SoakTally {

    /** Told in full; the others are counted. */
    static final int TOLD = 20;

    private final Map<String, long[]> kinds = new TreeMap<>();
    private final List<String> told = new ArrayList<>();
    private long unexplained;
    private long done;

    synchronized void asExpected(String kind) {
        count(kind)[0]++;
        done++;
    }

    synchronized void unexplained(String kind, String request, String what) {
        count(kind)[1]++;
        done++;
        unexplained++;
        if (told.size() < TOLD) {
            String line = kind + ": " + request + ": " + what;
            told.add(line);
            System.err.println("soak, unexplained: " + line);
        }
    }

    private long[] count(String kind) {
        return kinds.computeIfAbsent(kind, any -> new long[2]);
    }

    synchronized long done() {
        return done;
    }

    synchronized long unexplained() {
        return unexplained;
    }

    synchronized List<String> told() {
        return List.copyOf(told);
    }

    synchronized String table() {
        Table table = new Table("kind", "done", "as expected", "unexplained");
        kinds.forEach((kind, count) ->
                table.row(kind, Long.toString(count[0] + count[1]), Long.toString(count[0]), Long.toString(count[1])));
        table.row("all", Long.toString(done), Long.toString(done - unexplained), Long.toString(unexplained));
        return table.text();
    }
}
