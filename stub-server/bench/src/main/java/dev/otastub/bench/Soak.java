package dev.otastub.bench;

import dev.otastub.bench.SoakLine.Stopped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The command {@code soak}: mixed load at a bounded rate for long, with faults beside it, and what it came to. */
final class Soak {

    /** Of files that no package is made of, so that the clean-up has something to do. */
    static final long LIFETIME_SECONDS = 30;

    static final int USUAL_MINUTES = 20;

    private static final int LONGEST_MINUTES = 24 * 60;
    private static final int CLIENTS = 16;
    private static final int REQUESTS_A_SECOND = 100;
    private static final long LONGEST_INTERVAL = 30;
    private static final int SAMPLES = 40;

    /** A client that has just fallen silent waits half a minute for its answer. */
    private static final long LONGEST_LAST_REQUEST = 120;

    private static final List<String> SIGNS_OF_BUGS = List.of(
            "BUG in ota-stub", "A bug in ota-stub", "Cleaning up failed", "OutOfMemoryError", "StackOverflowError");

    private final Settings settings;
    private final SoakTally tally = new SoakTally();
    private final SoakSeries series = new SoakSeries();
    private final SoakEnd end = new SoakEnd();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Goal> goals = new ArrayList<>();
    private long start = System.nanoTime();
    private String afterwards = "";

    private Soak(Settings settings) {
        this.settings = settings;
    }

    /** Soaks for so long; true if there is nothing that nobody can explain, and the stub holds no more than before. */
    static boolean run(List<String> arguments, Settings settings) throws IOException, NotMeasured {
        if (arguments.size() > 1) {
            throw new IllegalArgumentException("The command soak wants 1 argument at most.");
        }
        int minutes = arguments.isEmpty() ? USUAL_MINUTES : minutes(arguments.get(0));
        Soak soak = new Soak(settings);
        CountDownLatch told = new CountDownLatch(1);
        Running.beforeAllEnd(() -> soak.endSoon(told));
        try {
            return soak.run(minutes);
        } finally {
            told.countDown();
        }
    }

    private static int minutes(String text) {
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > LONGEST_MINUTES) {
            throw new IllegalArgumentException("MINUTES is '" + text + "'; it can be 1 to " + LONGEST_MINUTES + ".");
        }
        return Integer.parseInt(text);
    }

    /** On Ctrl-C: the table is still printed. */
    private void endSoon(CountDownLatch told) {
        end.now();
        try {
            boolean unused = told.await(LONGEST_LAST_REQUEST + 60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean run(int minutes) throws IOException, NotMeasured {
        int httpsPort = Running.freePort();
        try (Running stub = Running.start(settings.work(), place -> command(place, httpsPort), "/__admin/health")) {
            SoakHttps https = SoakHttps.to(stub, httpsPort);
            begin(stub, https);
            watch(stub, minutes);
            end.now();
            awaitEnds();
            afterAll(stub);
            stub.stop();
            readLog(stub.folder().resolve("log.txt"));
            readLog(stub.folder().resolve("stderr.txt"));
        }
        return tell(minutes);
    }

    /** In a session of its own: Ctrl-C is meant for us, and ends the stub only afterwards. */
    private List<String> command(Running.Place place, int httpsPort) throws IOException {
        Path temporary = Files.createDirectories(place.folder().resolve("tmp"));
        return List.of(
                "setsid",
                "sh",
                "-c",
                "exec \"$0\" \"$@\" > log.txt",
                Commands.JAVA,
                "-Xmx128m",
                "-Djava.io.tmpdir=" + temporary,
                "-jar",
                settings.jar().toString(),
                "--port",
                Integer.toString(place.port()),
                "--https-port",
                Integer.toString(httpsPort),
                "--qps",
                "0",
                "--bucket",
                SoakClient.BUCKET,
                "--data-dir",
                place.folder().resolve("data").toString(),
                "--unclaimed-lifetime",
                LIFETIME_SECONDS + "s");
    }

    private void begin(Running stub, SoakHttps https) {
        start = System.nanoTime();
        long interval = 1_000_000_000L * CLIENTS / REQUESTS_A_SECOND;
        for (int i = 0; i < CLIENTS; i++) {
            SoakClient client = new SoakClient(new SoakLine(stub.port(), tally, end, interval), https, i);
            start("client " + i, client::work);
        }
        start("vanishing", faults(stub)::vanish);
        start("slow", faults(stub)::dawdle);
        start("slow as well", faults(stub)::dawdle);
        start("silent", faults(stub)::fallSilent);
        start("idle", faults(stub)::idle);
    }

    private SoakFaults faults(Running stub) {
        return new SoakFaults(new SoakLine(stub.port(), tally, end, 0));
    }

    private void start(String name, Consumer<SoakEnd> work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.accept(end);
                    } catch (RuntimeException | Error e) {
                        tally.unexplained("the soak itself", name, e.toString());
                        throw e;
                    }
                },
                name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private long seconds() {
        return (System.nanoTime() - start) / 1_000_000_000;
    }

    /** Takes samples until the time is over, or the stub is. */
    private void watch(Running stub, int minutes) throws IOException {
        long whole = TimeUnit.MINUTES.toSeconds(minutes);
        long interval = Math.max(1, Math.min(LONGEST_INTERVAL, whole / SAMPLES));
        for (long next = interval; next <= whole; next += interval) {
            if (end.passes(TimeUnit.SECONDS.toNanos(next) - (System.nanoTime() - start))) {
                return;
            }
            if (!stub.process().isAlive()) {
                tally.unexplained("the stub itself", "nothing", "it ended after " + seconds() + " s");
                return;
            }
            SoakSample sample = sample(stub);
            series.add(sample);
            System.err.println("soak: " + tally.done() + " done, " + tally.unexplained() + " unexplained; "
                    + String.join(", ", named(sample)));
        }
    }

    private SoakSample sample(Running stub) throws IOException {
        return SoakSample.of(stub.process(), stub.folder().resolve("data"), seconds());
    }

    private static List<String> named(SoakSample sample) {
        List<String> named = new ArrayList<>();
        String[] cells = sample.cells(sample.seconds() + " s");
        for (int i = 0; i < cells.length; i++) {
            named.add(SoakSample.HEADS[i] + " " + cells[i]);
        }
        return named;
    }

    private void awaitEnds() {
        long last = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_LAST_REQUEST);
        for (Thread thread : threads) {
            try {
                // Zero would be for ever.
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(last - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (thread.isAlive()) {
                tally.unexplained("the soak itself", thread.getName(), "it has not come to its end");
            }
        }
    }

    /** Once all clients have gone, no upload is under way, and a reset leaves nothing of what they left. */
    private void afterAll(Running stub) throws IOException {
        if (!stub.process().isAlive()) {
            return;
        }
        SoakEnd never = new SoakEnd();
        try (SoakLine line = new SoakLine(stub.port(), new SoakTally(), never, 0)) {
            int underWay = state(line, "uploadsUnderWay");
            for (int i = 0; i < LONGEST_LAST_REQUEST && underWay > 0; i++) {
                boolean unused = never.passes(1_000_000_000L);
                underWay = state(line, "uploadsUnderWay");
            }
            goals.add(Goal.atMost("uploads under way, once all clients have gone", underWay, 0, ""));
            line.ask("", SoakRequest.admin("POST", "reset", ""), SoakExpected.status(204));
            goals.add(Goal.atMost("objects, once all is reset", state(line, "objects"), 0, ""));
        } catch (Stopped e) {
            tally.unexplained("the stub itself", "state, once all clients have gone", "no answer as expected");
        }
        SoakSample sample = sample(stub);
        afterwards = new Table(SoakSample.HEADS)
                .row(sample.cells("the end, without clients"))
                .text();
    }

    private static int state(SoakLine line, String what) throws Stopped {
        return line.json("", SoakRequest.get("/__admin/ota/state"), SoakExpected.status(200))
                .path(what)
                .asInt(-1);
    }

    private void readLog(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            lines.filter(line -> SIGNS_OF_BUGS.stream().anyMatch(line::contains))
                    .limit(SoakTally.TOLD)
                    .forEach(line ->
                            tally.unexplained("the log", log.getFileName().toString(), line));
        }
    }

    private boolean tell(int minutes) {
        if (!series.isEmpty()) {
            goals.addAll(series.goals());
        }
        goals.add(Goal.atMost("unexplained", (double) tally.unexplained(), 0, ""));
        Table verdicts = new Table("goal", "to reach", "measured", "verdict");
        goals.forEach(goal -> verdicts.row(goal.what(), goal.limit(), goal.measured(), goal.verdictText()));
        String text = "Java " + System.getProperty("java.version") + ", "
                + Runtime.getRuntime().availableProcessors() + " cores, " + seconds() + " of " + 60 * minutes
                + " s.\n\n"
                + verdicts.text() + "\n"
                + (series.isEmpty() ? "" : series.table().text())
                + afterwards
                        .lines()
                        .skip(2)
                        .findFirst()
                        .map(line -> line + "\n")
                        .orElse("")
                + "\n" + tally.table();
        System.out.print(text);
        tally.told().forEach(line -> System.out.println("unexplained: " + line));
        System.out.flush();
        return goals.stream().noneMatch(goal -> goal.verdict() == Goal.Verdict.MISSED);
    }
}
