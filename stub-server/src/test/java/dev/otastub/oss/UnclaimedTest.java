package dev.otastub.oss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.account.Clocks;
import dev.otastub.core.Headers;
import dev.otastub.core.StubClock;
import dev.otastub.data.Database;
import dev.otastub.testing.SetInstant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that nobody claims go once their time is over; nobody sees them from then on, deleted or not. */
final class UnclaimedTest {

    private static final Duration HOUR = Duration.ofMinutes(60);
    private static final String PLATFORM = "iotx-ota";

    @TempDir
    Path folder;

    private final SetInstant machine = new SetInstant(Instant.parse("2026-11-22T11:50:16.789Z"));
    private final StubClock clock = new StubClock(machine);
    private final Clocks clocks = new Clocks(clock);
    private final Set<String> claimed = new HashSet<>();
    private final Database database = Database.inMemory();
    private ObjectStore store;

    @BeforeEach
    void open() {
        store = opened(Optional.of(HOUR));
    }

    private ObjectStore opened(Optional<Duration> lifetime) {
        Claims claims = new Claims() {
            @Override
            public boolean isClaimed(String bucket, String key) {
                return claimed.contains(key);
            }

            @Override
            public void ifUnclaimed(String bucket, String key, Runnable action) {
                if (!isClaimed(bucket, key)) {
                    action.run();
                }
            }
        };
        return new ObjectStore(folder, database, new Unclaimed(clocks, lifetime, claims), false);
    }

    private Optional<StoredObject> put(String bucket, String key, boolean replace) throws IOException {
        try (ObjectStore.Draft draft = store.begin()) {
            return draft.commit(
                    file -> new StoredObject(
                            bucket,
                            key,
                            finished(draft),
                            clock.instant(),
                            "text/plain",
                            Headers.NONE,
                            false,
                            "1000000000000001",
                            "localhost",
                            file),
                    replace,
                    Arrival::put);
        }
    }

    private static StoredObject.Digested finished(ObjectStore.Draft draft) {
        try {
            return draft.finish();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void a_file_is_there_for_an_hour_less_a_millisecond() throws IOException {
        put(PLATFORM, "a", true);

        machine.advance(HOUR.minusMillis(1));
        store.deleteUnclaimed();

        assertThat(store.find(PLATFORM, "a")).isPresent();
        assertThat(files()).isOne();
    }

    @Test
    void a_file_that_nobody_claimed_is_seen_by_nobody_after_an_hour_and_then_deleted() throws IOException {
        put(PLATFORM, "a", true);

        machine.advance(HOUR);

        assertThat(store.find(PLATFORM, "a")).isEmpty();
        assertThat(store.lease(PLATFORM, "a")).isEmpty();
        assertThat(store.all()).isEmpty();
        assertThat(store.from(PLATFORM, "")).isEmpty();
        assertThat(store.delete(PLATFORM, "b")).isFalse();
        assertThat(files()).isOne();

        store.deleteUnclaimed();

        assertThat(files()).isZero();
    }

    @Test
    void a_claimed_file_stays() throws IOException {
        put(PLATFORM, "a", true);
        claimed.add("a");

        machine.advance(HOUR.multipliedBy(100));
        store.deleteUnclaimed();

        assertThat(store.find(PLATFORM, "a")).isPresent();
        assertThat(files()).isOne();
    }

    @Test
    void a_customers_own_bucket_is_not_cleaned_up() throws IOException {
        put("my-bucket", "a", true);

        machine.advance(HOUR.multipliedBy(100));
        store.deleteUnclaimed();

        assertThat(store.find("my-bucket", "a")).isPresent();
    }

    @Test
    void a_file_that_was_uploaded_again_has_its_hour_from_then_on() throws IOException {
        put(PLATFORM, "a", true);
        machine.advance(Duration.ofMinutes(59));
        put(PLATFORM, "a", true);

        machine.advance(Duration.ofMinutes(59));
        store.deleteUnclaimed();
        assertThat(store.find(PLATFORM, "a")).isPresent();

        machine.advance(Duration.ofMinutes(1));
        store.deleteUnclaimed();
        assertThat(store.find(PLATFORM, "a")).isEmpty();
        assertThat(files()).isZero();
    }

    @Test
    void an_upload_under_way_is_not_touched() throws IOException {
        try (ObjectStore.Draft draft = store.begin()) {
            machine.advance(HOUR.multipliedBy(2));
            store.deleteUnclaimed();
            store.deleteRemains();

            assertThat(draft.write(new byte[] {1}, 0, 1)).isTrue();
            assertThat(files()).isOne();
        }
    }

    @Test
    void a_file_whose_time_is_over_does_not_stand_in_the_way_of_one_that_may_not_replace() throws IOException {
        put(PLATFORM, "a", false);
        assertThat(put(PLATFORM, "a", false)).isEmpty();

        machine.advance(HOUR);

        assertThat(put(PLATFORM, "a", false)).isPresent();
        assertThat(files()).isOne();
    }

    @Test
    void a_reader_keeps_what_it_reads() throws IOException {
        put(PLATFORM, "a", true);
        StoredObject reading = store.lease(PLATFORM, "a").orElseThrow();

        machine.advance(HOUR);
        store.deleteUnclaimed();
        assertThat(reading.file()).exists();

        store.release(reading);
        assertThat(reading.file()).doesNotExist();
    }

    @Test
    void without_a_lifetime_everything_stays() throws IOException {
        store = opened(Optional.empty());
        put(PLATFORM, "a", true);

        machine.advance(HOUR.multipliedBy(1000));
        store.deleteUnclaimed();

        assertThat(store.find(PLATFORM, "a")).isPresent();
    }

    /** A package was made of it, and is deleted when the time of its upload is long over. */
    @Test
    void a_file_that_was_claimed_and_no_longer_is_can_be_deleted() throws IOException {
        put(PLATFORM, "a", true);
        claimed.add("a");
        machine.advance(HOUR.multipliedBy(2));
        store.deleteUnclaimed();

        claimed.remove("a");
        store.deleteOwn(PLATFORM, "a", "1000000000000002");
        assertThat(store.size()).isOne();
        store.deleteOwn(PLATFORM, "a", "1000000000000001");

        assertThat(store.size()).isZero();
        assertThat(files()).isZero();
    }

    /** The stub was killed between the package's end and the file's. */
    @Test
    void a_file_of_a_package_that_went_without_it_goes_at_the_next_start() throws IOException {
        put(PLATFORM, "a", true);
        put(PLATFORM, "b", true);
        claimed.addAll(Set.of("a", "b"));
        machine.advance(HOUR.multipliedBy(2));
        store.deleteUnclaimed();
        claimed.remove("a");

        store = opened(Optional.of(HOUR));
        store.deleteRemains();

        assertThat(store.size()).isOne();
        assertThat(store.find(PLATFORM, "b")).isPresent();
        assertThat(files()).isOne();
    }

    @Test
    void of_two_uploads_that_may_not_replace_one_wins() throws Exception {
        for (int i = 0; i < 300; i++) {
            String key = "key " + i;
            AtomicInteger winners = new AtomicInteger();
            List<Thread> uploads = Stream.generate(() -> new Thread(() -> {
                        try {
                            put(PLATFORM, key, false).ifPresent(made -> winners.incrementAndGet());
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    }))
                    .limit(2)
                    .toList();
            uploads.forEach(Thread::start);
            for (Thread upload : uploads) {
                upload.join();
            }

            assertThat(winners).as(key).hasValue(1);
        }
        assertThat(files()).isEqualTo(300);
    }

    @Test
    void a_store_that_is_opened_again_has_the_objects_and_cleans_them_up() throws IOException {
        put(PLATFORM, "a", true);
        store.close();
        store = opened(Optional.of(HOUR));

        assertThat(store.start()).isEqualTo(2);
        assertThat(store.find(PLATFORM, "a")).isPresent();
        put(PLATFORM, "b", true);
        assertThat(files()).isEqualTo(2);

        machine.advance(HOUR);
        store.deleteUnclaimed();
        assertThat(files()).isZero();
    }

    @Test
    void what_a_killed_upload_left_is_deleted_at_the_next_start_and_nothing_else_is() throws IOException {
        put(PLATFORM, "a", true);
        store.begin(); // and the process is killed
        Files.writeString(folder.resolve("notes.txt"), "not ours");

        store = opened(Optional.of(HOUR));
        store.begin(); // under way
        assertThat(files()).isEqualTo(4);
        store.deleteRemains();

        assertThat(files()).isEqualTo(3);
        assertThat(store.find(PLATFORM, "a").orElseThrow().file()).exists();
        assertThat(folder.resolve("notes.txt")).exists();
    }
}
