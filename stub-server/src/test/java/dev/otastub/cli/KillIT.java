package dev.otastub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otastub.cli.KilledStubClient.Content;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a stub with a data folder, again and again, while clients upload, overwrite, delete, and create and delete packages,
 * and looks after each kill whether all is there that was answered with success, and nothing that is not whole.
 *
 * <p>{@code -Dkills=100} says how often, {@code -Dkills.seed=N} repeats the same choices.
 */
class KillIT {

    private static final int KILLS = Integer.getInteger("kills", 3);
    private static final long SEED = Long.getLong("kills.seed", System.nanoTime());
    private static final int CLIENTS = 4;
    private static final int MOST_PACKAGES = 400;

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);

    private final Ledger<Content> objects = new Ledger<>();
    /** Packages by name, each by the key of its file. */
    private final Ledger<String> packages = new Ledger<>();

    /** What nobody works on at the moment: objects of no package, packages by name, tickets. */
    private final ConcurrentLinkedQueue<String> loose = new ConcurrentLinkedQueue<>();

    private final Map<String, Made> made = new ConcurrentHashMap<>();
    private final Map<String, Ticket> ticketsByKey = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Ticket> unused = new ConcurrentLinkedQueue<>();
    private final Set<String> deletedIds = ConcurrentHashMap.newKeySet();
    /** What this round touched, and is read in full. */
    private final Set<String> touched = ConcurrentHashMap.newKeySet();

    /** A package, and the object it is made of, which goes with it. */
    private record Made(String id, String key) {}

    /** Leave to upload, for a minute. */
    private record Ticket(JsonNode data, long issued) {

        static Ticket from(KilledStubClient client) throws IOException {
            long now = System.nanoTime();
            return new Ticket(client.ticket(), now);
        }

        boolean isStillGood() {
            return System.nanoTime() - issued < TimeUnit.SECONDS.toNanos(30);
        }
    }

    private final AtomicInteger names = new AtomicInteger();
    private final AtomicInteger cutOff = new AtomicInteger();
    private int downloaded;
    private int seen;
    private int reused;

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void what_was_answered_with_success_outlives_each_kill_and_nothing_half_written_shows() throws Exception {
        for (int kill = 1; kill <= KILLS; kill++) {
            if (random.nextInt(4) == 0) {
                killWhileStarting();
            }
            try (StubJar stub = start()) {
                check(stub);
                work(stub);
            }
        }
        try (StubJar stub = start()) {
            check(stub);
            // What a stub means to delete and has not made itself is found too.
            assertThat(stub.stop()).isEqualTo(128 + 15);
        }
        System.out.printf(
                "%d kills (-Dkills.seed=%d): %d uploads and deletions of objects and %d of packages were confirmed, %d calls"
                        + " were cut off; %d objects were found listed, %d read in full, and %d tickets of before used%n",
                KILLS, SEED, objects.confirmed(), packages.confirmed(), cutOff.get(), seen, downloaded, reused);
    }

    private String[] options() {
        List<String> options = new ArrayList<>(
                List.of("--data-dir", folder.resolve("data").toString(), "--qps", "0", "--unclaimed-lifetime", "0s"));
        if (random.nextInt(4) == 0) {
            options.add("--fsync");
        }
        return options.toArray(String[]::new);
    }

    private StubJar start() throws IOException {
        return StubJar.start(folder, List.of("-Xmx128m"), options());
    }

    private void killWhileStarting() throws Exception {
        List<String> options = new ArrayList<>(List.of("--port", "0"));
        options.addAll(List.of(options()));
        Process process = new ProcessBuilder(
                        StubJar.command(folder, List.of("-Xmx128m"), options.toArray(String[]::new)))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("killed.log").toFile())
                .start();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(3000)));
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    // ------------------------------------------------------------------------------------------------------ the
    // clients

    /** Lets clients work until the stub is killed under them, or, now and then, is asked to end. */
    private void work(StubJar stub) throws Exception {
        AtomicBoolean ending = new AtomicBoolean();
        KilledStubClient client = new KilledStubClient(stub);
        List<Future<?>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Random choices = new Random(random.nextLong());
            clients.add(threads.submit(() -> work(client, choices, ending)));
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100 + random.nextInt(2500)));
        ending.set(true);
        if (random.nextInt(8) == 0) {
            stub.stop();
        } else {
            stub.kill();
        }
        for (Future<?> each : clients) {
            each.get(1, TimeUnit.MINUTES);
        }
    }

    private void work(KilledStubClient client, Random choices, AtomicBoolean ending) {
        try {
            while (true) {
                step(client, choices);
            }
        } catch (IOException e) {
            assertThat(ending).as("%s", e).isTrue();
            cutOff.incrementAndGet();
        }
    }

    private void step(KilledStubClient client, Random choices) throws IOException {
        switch (choices.nextInt(10)) {
            case 0 -> unused.add(Ticket.from(client));
            case 1, 2 -> overwrite(client, choices);
            case 3 -> deleteObject(client);
            case 4 -> deletePackage(client);
            case 5, 6 -> create(client);
            default -> upload(client, Ticket.from(client), choices);
        }
    }

    /** Mostly small, sometimes of megabytes, and a part of them slow, to be under way when the stub is killed. */
    private void upload(KilledStubClient client, Ticket ticket, Random choices) throws IOException {
        byte[] file = new byte[1 + choices.nextInt(choices.nextInt(10) == 0 ? 3_000_000 : 50_000)];
        choices.nextBytes(file);
        String key = ticket.data().path("Key").asText();
        Content content = Content.of(file);
        ticketsByKey.put(key, ticket);
        touched.add(key);
        objects.asked(key, Optional.of(content));
        client.upload(ticket.data(), file, choices.nextInt(4) == 0 ? 5_000_000 : 0);
        objects.confirmed(key, Optional.of(content));
        loose.add(key);
    }

    private void overwrite(KilledStubClient client, Random choices) throws IOException {
        String key = loose.poll();
        if (key != null) {
            Ticket ticket = ticketsByKey.get(key);
            if (ticket != null && ticket.isStillGood()) {
                upload(client, ticket, choices);
            } else {
                loose.add(key);
            }
        }
    }

    private void deleteObject(KilledStubClient client) throws IOException {
        String key = loose.poll();
        if (key != null) {
            objects.asked(key, Optional.empty());
            client.deleteObject(key);
            objects.confirmed(key, Optional.empty());
        }
    }

    private void create(KilledStubClient client) throws IOException {
        String key = made.size() < MOST_PACKAGES ? loose.poll() : null;
        if (key != null) {
            String name = "firmware-" + names.incrementAndGet();
            packages.asked(name, Optional.of(key));
            made.put(name, new Made(client.create(name, key), key));
            packages.confirmed(name, Optional.of(key));
        }
    }

    private void deletePackage(KilledStubClient client) throws IOException {
        for (String name : made.keySet()) {
            Made there = made.remove(name);
            if (there != null) {
                packages.asked(name, Optional.empty());
                objects.asked(there.key(), Optional.empty());
                client.deletePackage(there.id());
                packages.confirmed(name, Optional.empty());
                objects.confirmed(there.key(), Optional.empty());
                deletedIds.add(there.id());
                return;
            }
        }
    }

    // ------------------------------------------------------------------------------------------------ after each kill

    private void check(StubJar stub) throws Exception {
        KilledStubClient client = new KilledStubClient(stub);
        Map<String, JsonNode> uploads = client.list("uploads", "key");
        Map<String, Content> contents = new HashMap<>();
        uploads.forEach((key, upload) -> contents.put(
                key,
                new Content(upload.path("size").asLong(), upload.path("md5").asText())));
        objects.settle("objects", contents);
        seen += contents.size();

        Map<String, JsonNode> firmware = client.list("firmware", "name");
        Map<String, String> files = new HashMap<>();
        firmware.forEach((name, made) ->
                files.put(name, made.path("files").path(0).path("key").asText()));
        packages.settle("packages", files);
        uploads.forEach((key, upload) ->
                assertThat(upload.path("claimed").asBoolean()).as(key).isEqualTo(files.containsValue(key)));
        assertThat(contents.keySet()).containsAll(files.values());

        readObjects(client, contents);
        readPackages(client, firmware, contents);
        assertThat(client.state().path("uploadsUnderWay").asInt()).isZero();
        assertThatFilesAreThoseOf(contents);
        useTicket(client);
        nobodyWorksOn(contents.keySet(), firmware, files);
    }

    /** All that this round touched, and some of the others. */
    private void readObjects(KilledStubClient client, Map<String, Content> contents) throws IOException {
        Set<String> read = new HashSet<>(touched);
        List<String> others = new ArrayList<>(contents.keySet());
        Collections.shuffle(others, random);
        read.addAll(others.subList(0, Math.min(10, others.size())));
        read.retainAll(contents.keySet());
        for (String key : read) {
            assertThat(Content.of(client.download(key))).as(key).isEqualTo(contents.get(key));
        }
        downloaded += read.size();
        touched.clear();
    }

    /** As a device would: by name and URL of the answer. */
    private void readPackages(KilledStubClient client, Map<String, JsonNode> firmware, Map<String, Content> contents)
            throws IOException {
        List<String> some = new ArrayList<>(firmware.keySet());
        Collections.shuffle(some, random);
        for (String name : some.subList(0, Math.min(20, some.size()))) {
            JsonNode there = firmware.get(name);
            JsonNode info = client.query(there.path("firmwareId").asText()).path("FirmwareInfo");
            Content content =
                    contents.get(there.path("files").path(0).path("key").asText());
            assertThat(info.path("FirmwareName").asText()).isEqualTo(name);
            assertThat(info.path("FirmwareSize").asLong()).isEqualTo(content.size());
            assertThat(info.path("FirmwareSign").asText()).isEqualTo(content.md5Hex());
            byte[] device = client.get(URI.create(info.path("FirmwareUrl").asText()));
            assertThat(Content.of(device)).isEqualTo(content);
        }
        for (String id : deletedIds) {
            assertThat(client.query(id).path("Success").asBoolean()).isFalse();
        }
        deletedIds.clear();
    }

    private void assertThatFilesAreThoseOf(Map<String, Content> contents) {
        List<Long> sizes =
                contents.values().stream().map(Content::size).sorted().toList();
        Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(sizesOfFiles()).isEqualTo(sizes));
    }

    private List<Long> sizesOfFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("data/objects"))) {
            return files.map(KillIT::size).sorted().toList();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            // It was deleted since it was listed.
            return -1;
        }
    }

    /** A ticket of before the kill is still good, and what is done by it at once as well as later. */
    private void useTicket(KilledStubClient client) throws IOException {
        unused.removeIf(ticket -> !ticket.isStillGood());
        Ticket ticket = unused.poll();
        if (ticket != null) {
            upload(client, ticket, random);
            reused++;
        }
    }

    private void nobodyWorksOn(Set<String> keys, Map<String, JsonNode> firmware, Map<String, String> files) {
        Set<String> free = new HashSet<>(keys);
        free.addAll(loose);
        free.removeAll(files.values());
        loose.clear();
        loose.addAll(free);
        made.clear();
        firmware.forEach((name, there) ->
                made.put(name, new Made(there.path("firmwareId").asText(), files.get(name))));
    }
}
