package dev.otastub.bench;

import dev.otastub.OtaStubAccount;
import dev.otastub.account.AccessKey;
import dev.otastub.account.Clocks;
import dev.otastub.core.Headers;
import dev.otastub.core.StubClock;
import dev.otastub.data.DataFolder;
import dev.otastub.oss.Arrival;
import dev.otastub.oss.ObjectStore;
import dev.otastub.oss.StoredObject;
import dev.otastub.oss.Unclaimed;
import dev.otastub.signature.Digests;
import dev.otastub.signature.OssV1Signature;
import dev.otastub.signature.Parameters;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** The commands beside the benchmark: they load a stub that somebody else started, or make one's data folder. */
final class Load {

    /** That of the default account, whose files alone it lists. */
    private static final String FOLDER =
            Digests.md5Hex(OtaStubAccount.DEFAULT.uid().getBytes(StandardCharsets.UTF_8));

    private static final Map<String, Integer> ARGUMENTS = Map.of("calls", 3, "floor", 1, "fill", 2, "pages", 2);
    private static final int WRITERS = 8;
    private static final int LARGEST_COUNT = 10_000_000;
    private static final int PAGES = 200;
    private static final int ROUNDS = 3;

    private Load() {}

    /** Runs a command; false if there is none of that name. */
    static boolean run(List<String> arguments, Settings settings) throws IOException, NotMeasured {
        int wanted = ARGUMENTS.getOrDefault(arguments.get(0), arguments.size() - 1);
        if (arguments.size() - 1 != wanted) {
            throw new IllegalArgumentException("The command " + arguments.get(0) + " wants " + wanted + " arguments.");
        }
        switch (arguments.get(0)) {
            case "calls" ->
                calls(
                        URI.create(arguments.get(1)),
                        Integer.parseInt(arguments.get(2)),
                        Integer.parseInt(arguments.get(3)));
            case "floor" -> floor(Long.parseLong(arguments.get(1)), settings);
            case "fill" -> fill(Path.of(arguments.get(1)), Integer.parseInt(arguments.get(2)));
            case "pages" -> pages(URI.create(arguments.get(1)), Long.parseLong(arguments.get(2)));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** GenerateOTAUploadURL as often as it is answered, each request signed anew, over connections that stay open. */
    private static void calls(URI stub, int seconds, int connections) throws IOException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        List<Callable<long[]>> clients = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            clients.add(() -> calls(stub.getPort(), end));
        }
        long[] took = Together.all(clients).stream()
                .flatMapToLong(Arrays::stream)
                .sorted()
                .toArray();
        System.out.printf(
                Locale.ROOT,
                "%d answered a second, median %.1f ms, 99%% within %.1f ms%n",
                took.length / seconds,
                Latency.millis(took, 50),
                Latency.millis(took, 99));
    }

    private static long[] calls(int port, long end) throws IOException {
        List<Long> took = new ArrayList<>();
        try (HttpConnection connection = new HttpConnection(port)) {
            while (System.nanoTime() < end) {
                String path = SignedCalls.path();
                long sent = System.nanoTime();
                SignedCalls.check(connection.get(path));
                took.add(System.nanoTime() - sent);
            }
        }
        return took.stream().mapToLong(Long::longValue).toArray();
    }

    /** The CPU time of all that an upload must do. */
    private static void floor(long bytes, Settings settings) throws IOException, NotMeasured {
        Content content = Content.of(bytes);
        Peer floor = new Peers(settings).floor();
        try (Running running = floor.start(settings)) {
            for (int round = 1; round <= ROUNDS; round++) {
                Form form = floor.form("floor.bin", content);
                try (HttpConnection connection = new HttpConnection(running.port())) {
                    Sample sample = running.measure(() -> connection.upload(form));
                    System.out.printf(Locale.ROOT, "round %d: %.2f CPU seconds%n", round, sample.cpuSeconds());
                }
            }
        }
    }

    /** Objects of 100 bytes in a data folder that no stub uses, by way of the store. */
    private static void fill(Path folder, int count) throws IOException {
        if (count < 1 || count > LARGEST_COUNT) {
            throw new IOException("COUNT should be from 1 to " + LARGEST_COUNT + ".");
        }
        StubClock clock = new StubClock(InstantSource.system());
        try (DataFolder data = DataFolder.open(folder, false);
                ObjectStore store =
                        new ObjectStore(data.objects(), data.database(), Unclaimed.kept(new Clocks(clock)), false)) {
            AtomicInteger next = new AtomicInteger();
            List<Callable<Void>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(() -> {
                    for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                        put(store, n, clock.instant());
                        if (n % 500 == 0) {
                            // A stub does so each second.
                            data.database().tidy();
                        }
                    }
                    return null;
                });
            }
            Together.all(writers);
            store.deleteRemains();
            System.out.printf(
                    Locale.ROOT,
                    "%d objects, %.1f MB of tables%n",
                    store.size(),
                    Files.size(folder.resolve("state.mv")) / 1e6);
        }
    }

    private static void put(ObjectStore store, int number, Instant now) throws IOException {
        try (ObjectStore.Incoming incoming = store.expect();
                ObjectStore.Draft draft = incoming.begin()) {
            draft.write(new byte[100], 0, 100);
            StoredObject.Digested digests = draft.finish();
            draft.commit(
                    file -> new StoredObject(
                            Peer.BUCKET,
                            key(number),
                            digests,
                            now,
                            "application/octet-stream",
                            Headers.NONE,
                            false,
                            OtaStubAccount.DEFAULT.uid(),
                            "127.0.0.1",
                            file),
                    true,
                    Arrival::put);
        }
    }

    private static String key(int number) {
        return String.format(Locale.ROOT, "ota/%s/%09d.bin", FOLDER, number);
    }

    /** What a page of each kind costs the stub, in CPU time, at the beginning, in the middle and at the end. */
    private static void pages(URI stub, long pid) throws IOException {
        ProcessHandle process =
                ProcessHandle.of(pid).orElseThrow(() -> new IOException("There is no process " + pid + "."));
        for (int round = 0; round < 2; round++) {
            for (int limit : new int[] {100, 1000}) {
                for (int after : new int[] {0, 50_000, 99_999 - limit}) {
                    System.out.printf(
                            Locale.ROOT,
                            "%s %4d after %5d: ListObjectsV2 %.2f ms, uploads %.2f ms of CPU a page%n",
                            round == 0 ? "(warm-up)" : "         ",
                            limit,
                            after,
                            page(stub, process, listed(limit, after), limit),
                            page(stub, process, uploads(limit, after), limit));
                }
            }
        }
    }

    private static String listed(int limit, int after) {
        return "/" + Peer.BUCKET + "/?"
                + presigned(Parameters.NONE
                                .and("list-type", "2")
                                .and("max-keys", Integer.toString(limit))
                                .and("prefix", "ota/")
                                .and("start-after", key(after)))
                        .encoded();
    }

    private static String uploads(int limit, int after) {
        return "/__admin/ota/uploads?"
                + Parameters.NONE
                        .and("limit", Integer.toString(limit))
                        .and("after", Peer.BUCKET + "/" + key(after))
                        .encoded();
    }

    private static double page(URI stub, ProcessHandle process, String path, int limit) throws IOException {
        try (HttpConnection connection = new HttpConnection(stub.getPort())) {
            double before = ProcessFigures.of(process).cpuSeconds();
            for (int i = 0; i < PAGES; i++) {
                String page = connection.get(path).text();
                if (page.split("\\.bin", -1).length <= limit) {
                    throw new IOException("The page lacks objects: " + page);
                }
            }
            return (ProcessFigures.of(process).cpuSeconds() - before) * 1000 / PAGES;
        }
    }

    private static Parameters presigned(Parameters asked) {
        AccessKey owner = OtaStubAccount.DEFAULT.issuingKey();
        String until = Long.toString(Instant.now().getEpochSecond() + 3600);
        String stringToSign = OssV1Signature.stringToSign(
                "GET", Headers.NONE, until, OssV1Signature.canonicalizedResource(Peer.BUCKET, "", asked));
        return asked.and("Expires", until)
                .and("OSSAccessKeyId", owner.id())
                .and("Signature", OssV1Signature.sign(owner.secret(), stringToSign));
    }
}
