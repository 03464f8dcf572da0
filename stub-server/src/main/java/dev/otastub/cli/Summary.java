package dev.otastub.cli;

import dev.otastub.OtaStub;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.Printable;
import dev.otastub.core.Refusal;
import dev.otastub.oss.Addressing;
import dev.otastub.oss.StoredObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What was done to a stub, as its answers tell: how many calls of what, what was uploaded, made and left. */
final class Summary implements Consumer<HttpAnswer.Story> {

    /** Of each kind; a load test does more than anybody wants to read. */
    private static final int MOST_ROWS = 20;

    private static final Set<String> UPLOADS = Set.of("PostObject", "PutObject");

    private final Map<String, Calls> calls = new TreeMap<>();
    private final Rows uploads = new Rows("uploaded");
    private final Rows packages = new Rows("created");

    @Override
    public synchronized void accept(HttpAnswer.Story story) {
        String[] words = story.what().split(" ", 2);
        String operation = words[0].matches("\\w{1,60}") ? words[0] : "(no operation)";
        calls.computeIfAbsent(operation, name -> new Calls()).count(story);
        if (story.refusal().isEmpty() && words.length == 2) {
            if (UPLOADS.contains(operation)) {
                uploads.add(words[1]);
            } else if (operation.equals("CreateOTAFirmware")) {
                packages.add(words[1]);
            }
        }
    }

    /**
     * The summary.
     *
     * @param since when it all began, by the stub's clock
     */
    synchronized List<String> lines(OtaStub stub, Instant since) {
        if (calls.isEmpty()) {
            return List.of("ota-stub: the command called nothing at " + stub.url() + " (" + StubVariables.URL + ").");
        }
        List<String> lines = new ArrayList<>();
        lines.add("ota-stub: what the command did");
        calls.forEach((name, counted) -> lines.add(row(name, counted.text())));
        lines.addAll(uploads.lines());
        lines.addAll(packages.lines());
        lines.addAll(unclaimed(stub, since).lines());
        return lines;
    }

    /** Times that were stored may be less exact than the clock. */
    private static Rows unclaimed(OtaStub stub, Instant since) {
        Rows rows = new Rows("unclaimed");
        stub.objects().stream()
                .filter(object -> object.bucket().equals(Addressing.PLATFORM_BUCKET) && !stub.isClaimed(object))
                .filter(object -> !object.uploadedAt().isBefore(since.truncatedTo(ChronoUnit.SECONDS)))
                .map(Summary::name)
                .sorted()
                .forEach(rows::add);
        return rows;
    }

    private static String name(StoredObject object) {
        return object.bucket() + "/" + object.key();
    }

    private static String row(String name, String text) {
        return String.format(Locale.ROOT, "  %-24s %s", name, Printable.oneLine(text));
    }

    /** The calls of one operation. */
    private static final class Calls {

        private long all;
        private final Map<String, Long> refused = new LinkedHashMap<>();

        void count(HttpAnswer.Story story) {
            all++;
            story.refusal().map(Refusal::code).ifPresent(code -> refused.merge(code, 1L, Long::sum));
        }

        String text() {
            long refusals = refused.values().stream().mapToLong(count -> count).sum();
            return (all - refusals) + " succeeded, " + refusals + " refused"
                    + (refusals == 0
                            ? ""
                            : refused.entrySet().stream()
                                    .map(code -> code.getKey() + (code.getValue() == 1 ? "" : " x " + code.getValue()))
                                    .collect(Collectors.joining(", ", " (", ")")));
        }
    }

    /** Things of a kind, of which not too many are shown. */
    private static final class Rows {

        private final String title;
        private final List<String> shown = new ArrayList<>();
        private long all;

        Rows(String title) {
            this.title = title;
        }

        void add(String text) {
            all++;
            if (shown.size() < MOST_ROWS) {
                shown.add(text);
            }
        }

        List<String> lines() {
            List<String> lines =
                    new ArrayList<>(shown.stream().map(text -> row(title, text)).toList());
            if (all > shown.size()) {
                lines.add(row(title, "and " + (all - shown.size()) + " more"));
            }
            return lines;
        }
    }
}
