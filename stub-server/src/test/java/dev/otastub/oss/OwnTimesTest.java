package dev.otastub.oss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.otastub.account.Account;
import dev.otastub.account.Clocks;
import dev.otastub.core.Headers;
import dev.otastub.core.StubClock;
import dev.otastub.data.Codec;
import dev.otastub.data.Database;
import dev.otastub.testing.SetInstant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files go by the time of their account, and with their account; those of others stay. */
final class OwnTimesTest {

    private static final Duration HOUR = Duration.ofMinutes(60);
    private static final Duration DAY = Duration.ofDays(1);
    private static final String PLATFORM = Addressing.PLATFORM_BUCKET;
    private static final String OWN_BUCKET = "my-bucket";

    /** The id of one is the beginning of another's. */
    private static final String ALICE = "1000000000000001";

    private static final String BOB = "1000000000000001 2";

    @TempDir
    Path folder;

    private final SetInstant machine = new SetInstant(Instant.parse("2026-11-22T11:50:16.789Z"));
    private final StubClock clock = new StubClock(machine);
    private final Clocks clocks = new Clocks(clock);
    private final StubClock alices = clocks.of(ALICE);
    private final StubClock bobs = clocks.of(BOB);
    private final Set<String> claimed = new HashSet<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final Database database = Database.inMemory();
    private ObjectStore store;

    @BeforeEach
    void open() {
        Claims claims = new Claims() {
            @Override
            public boolean isClaimed(String bucket, String key) {
                asked.incrementAndGet();
                return claimed.contains(key);
            }

            @Override
            public void ifUnclaimed(String bucket, String key, Runnable action) {
                if (!isClaimed(bucket, key)) {
                    action.run();
                }
            }
        };
        store = new ObjectStore(folder, database, new Unclaimed(clocks, Optional.of(HOUR), claims), false);
    }

    private static String keyOf(String uid, String name) {
        return Addressing.folderOf(uid) + name;
    }

    private String upload(String uid, String name) throws IOException {
        put(uid, PLATFORM, keyOf(uid, name));
        return keyOf(uid, name);
    }

    private void put(String uid, String bucket, String key) throws IOException {
        try (ObjectStore.Draft draft = store.begin()) {
            commit(draft, uid, bucket, key);
        }
    }

    private void commit(ObjectStore.Draft draft, String uid, String bucket, String key) throws IOException {
        StoredObject.Digested digests = draft.finish();
        draft.commit(
                file -> new StoredObject(
                        bucket,
                        key,
                        digests,
                        clocks.at(uid).instant(),
                        "text/plain",
                        Headers.NONE,
                        false,
                        uid,
                        "localhost",
                        file),
                true,
                Arrival::put);
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private long notes() {
        return database.table("objects by upload", Codec.TEXT).size();
    }

    static Stream<Arguments> accountsThatAreAnHourOn() {
        return Stream.of(
                arguments(move("advanced", test -> test.alices.advance(HOUR))),
                arguments(
                        move("set", test -> test.alices.set(test.clock.instant().plus(HOUR)))),
                arguments(move("frozen in 2030", test -> test.alices.freezeAt(Instant.parse("2030-01-01T00:00:00Z")))),
                arguments(move("advanced while frozen", test -> {
                    test.alices.freeze();
                    test.store.deleteUnclaimed();
                    test.alices.advance(HOUR);
                })),
                arguments(move("advanced by little, and the machine runs", test -> {
                    test.alices.advance(Duration.ofMinutes(1));
                    test.store.deleteUnclaimed();
                    test.machine.advance(Duration.ofMinutes(59));
                })),
                arguments(move("set back and forth", test -> {
                    test.alices.advance(DAY.negated());
                    test.store.deleteUnclaimed();
                    test.alices.advance(DAY.plus(HOUR));
                })),
                arguments(move("set back while its time came by the stub, and reset", test -> {
                    test.alices.advance(Duration.ofSeconds(1));
                    test.store.deleteUnclaimed();
                    test.alices.advance(HOUR.negated());
                    test.machine.advance(HOUR);
                    test.store.deleteUnclaimed();
                    test.alices.reset();
                })));
    }

    private static Named<Consumer<OwnTimesTest>> move(String name, Consumer<OwnTimesTest> move) {
        return Named.of(name, move);
    }

    @ParameterizedTest
    @MethodSource("accountsThatAreAnHourOn")
    void a_file_whose_time_is_over_for_its_account_is_gone_and_deleted_within_a_sweep(Consumer<OwnTimesTest> move)
            throws IOException {
        String key = upload(ALICE, "a");
        bobs.freeze();
        upload(BOB, "b");

        move.accept(this);

        assertThat(store.find(PLATFORM, key)).isEmpty();
        store.deleteUnclaimed();
        assertThat(store.size()).isOne();
        assertThat(files()).isOne();
        assertThat(store.find(PLATFORM, keyOf(BOB, "b"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"back a day", "frozen", "frozen in 2020"})
    void a_file_stays_as_long_as_it_may_for_its_account(String where) throws IOException {
        switch (where) {
            case "back a day" -> alices.advance(DAY.negated());
            case "frozen" -> alices.freeze();
            default -> alices.freezeAt(Instant.parse("2020-01-01T00:00:00Z"));
        }
        String key = upload(ALICE, "a");
        upload(BOB, "b");

        store.deleteUnclaimed();
        machine.advance(HOUR.minusMillis(1));
        store.deleteUnclaimed();
        if (alices.isFrozen()) {
            machine.advance(DAY);
            store.deleteUnclaimed();
            assertThat(store.size()).isOne();
        }

        assertThat(store.find(PLATFORM, key)).isPresent();
        alices.advance(HOUR);
        store.deleteUnclaimed();
        assertThat(store.find(PLATFORM, key)).isEmpty();
        assertThat(store.record(Notes.name(PLATFORM, key))).isEmpty();
    }

    @Test
    void a_file_that_was_uploaded_after_the_last_look_at_its_account_goes_in_time() throws IOException {
        alices.advance(Duration.ofSeconds(1));
        store.deleteUnclaimed();
        upload(ALICE, "a");

        alices.advance(HOUR);
        store.deleteUnclaimed();

        assertThat(files()).isZero();
    }

    @Test
    void a_file_that_was_uploaded_after_the_clock_was_set_back_goes_in_time() throws IOException {
        alices.advance(DAY);
        store.deleteUnclaimed();
        alices.advance(Duration.ofHours(-2));
        upload(ALICE, "a");
        store.deleteUnclaimed();
        assertThat(files()).isOne();

        alices.advance(HOUR);
        store.deleteUnclaimed();

        assertThat(files()).isZero();
    }

    /** More than are deleted at once. */
    @Test
    void what_may_stay_does_not_stand_in_the_way_of_what_is_over() throws IOException {
        alices.advance(DAY.negated());
        for (int i = 0; i < 250; i++) {
            upload(ALICE, "a" + i);
        }
        upload(BOB, "b");
        machine.advance(HOUR);
        alices.advance(HOUR.negated());

        store.deleteUnclaimed();

        assertThat(store.find(PLATFORM, keyOf(BOB, "b"))).isEmpty();
        assertThat(files()).isEqualTo(250);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1, 0})
    void what_may_stay_is_looked_at_once_and_then_costs_nothing(long hours) throws IOException {
        upload(BOB, "b");
        alices.advance(HOUR.multipliedBy(24 * hours));
        for (int i = 0; i < 50; i++) {
            upload(ALICE, "a" + i);
        }
        store.deleteUnclaimed();

        asked.set(0);
        for (int second = 0; second < 600; second++) {
            machine.advance(Duration.ofSeconds(1));
            store.deleteUnclaimed();
        }

        assertThat(asked).hasValue(0);
    }

    @Test
    void a_file_that_was_put_off_goes_after_its_account_is_back_with_the_stub() throws IOException {
        alices.advance(DAY.negated());
        upload(ALICE, "a");
        store.deleteUnclaimed();
        assertThat(files()).isOne();

        alices.reset();
        store.deleteUnclaimed();

        assertThat(files()).isZero();
    }

    /** Then nobody knows of the accounts' own times any more. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void a_file_that_was_put_off_goes_even_if_the_stub_is_started_anew(int hours) throws IOException {
        alices.freezeAt(Instant.parse("2020-01-01T00:00:00Z"));
        upload(ALICE, "a");
        store.deleteUnclaimed();
        for (int hour = 0; hour < hours; hour++) {
            machine.advance(HOUR);
            store.deleteUnclaimed();
        }
        assertThat(files()).isOne();
        store.close();
        alices.reset();
        open();

        machine.advance(HOUR);
        store.deleteUnclaimed();

        assertThat(files()).isZero();
        assertThat(notes()).isZero();
    }

    @Test
    void a_claimed_file_stays_in_any_time() throws IOException {
        claimed.add(upload(ALICE, "a"));

        alices.advance(DAY);
        store.deleteUnclaimed();
        machine.advance(DAY);
        store.deleteUnclaimed();

        assertThat(files()).isOne();
        assertThat(notes()).isZero();
    }

    @Test
    void no_note_is_left_of_files_that_are_deleted() throws IOException {
        alices.advance(DAY);
        upload(ALICE, "ahead");
        bobs.advance(DAY.negated());
        upload(BOB, "back");
        store.deleteUnclaimed();

        alices.advance(HOUR);
        bobs.advance(HOUR);
        store.deleteUnclaimed();
        assertThat(files()).isZero();
        machine.advance(HOUR);
        store.deleteUnclaimed();

        assertThat(notes()).isZero();
    }

    static Stream<Arguments> places() {
        return Stream.of(
                arguments(PLATFORM, keyOf(ALICE, "a")),
                arguments(PLATFORM, "ota/elsewhere.bin"),
                arguments(OWN_BUCKET, "a"),
                arguments(OWN_BUCKET, keyOf(ALICE, "a")));
    }

    @ParameterizedTest
    @MethodSource("places")
    void all_that_an_account_has_can_be_deleted_wherever_it_is(String bucket, String key) throws IOException {
        put(ALICE, bucket, key);
        upload(BOB, "b");
        put(BOB, OWN_BUCKET, "b");
        claimed.add(key);

        store.deleteAllOf(ALICE);

        assertThat(store.find(bucket, key)).isEmpty();
        assertThat(store.all()).extracting(StoredObject::ownerUid).containsExactly(BOB, BOB);
        assertThat(files()).isEqualTo(2);
        assertThat(notes()).isOne();
        assertThat(ownerNotes()).isOne();
    }

    private long ownerNotes() {
        return database.table("objects by owner", Codec.TEXT).size();
    }

    @Test
    void however_many_they_are() throws IOException {
        for (int i = 0; i < 250; i++) {
            upload(ALICE, "a" + i);
            put(ALICE, OWN_BUCKET, "a" + i);
        }

        store.deleteAllOf(ALICE);

        assertThat(files()).isZero();
        assertThat(notes()).isZero();
        assertThat(ownerNotes()).isZero();
    }

    @Test
    void what_another_account_put_in_the_place_of_a_file_stays() throws IOException {
        put(ALICE, OWN_BUCKET, "a");
        store.delete(OWN_BUCKET, "a");
        assertThat(ownerNotes()).isZero();
        put(ALICE, OWN_BUCKET, "a");
        put(BOB, OWN_BUCKET, "a");

        store.deleteAllOf(ALICE);

        assertThat(store.find(OWN_BUCKET, "a")).isPresent();
        assertThat(ownerNotes()).isOne();
    }

    @Test
    void a_reader_keeps_what_it_reads_of_an_account_that_is_deleted() throws IOException {
        upload(ALICE, "a");
        StoredObject reading = store.lease(PLATFORM, keyOf(ALICE, "a")).orElseThrow();

        store.deleteAllOf(ALICE);
        assertThat(reading.file()).exists();

        store.release(reading);
        assertThat(files()).isZero();
    }

    @Test
    void an_upload_under_way_when_its_account_is_deleted_is_not_taken_and_the_next_one_is() throws IOException {
        String key = keyOf(ALICE, "a");
        try (ObjectStore.Draft draft = store.begin();
                ObjectStore.Draft bobs = store.begin()) {
            store.deleteAllOf(ALICE);

            assertThatThrownBy(() -> commit(draft, ALICE, PLATFORM, key))
                    .isInstanceOf(ObjectStore.StoreFailure.class)
                    .hasMessageContaining("reset or removed while the upload came in");
            commit(bobs, BOB, PLATFORM, keyOf(BOB, "b"));
            upload(ALICE, "next");
        }

        assertThat(store.all())
                .extracting(StoredObject::key)
                .containsExactlyInAnyOrder(keyOf(BOB, "b"), keyOf(ALICE, "next"));
        assertThat(files()).isEqualTo(2);
    }

    @Test
    void all_that_anybody_has_can_be_deleted_with_what_is_under_way() throws IOException {
        for (String uid : List.of(ALICE, BOB)) {
            upload(uid, "a");
            put(uid, OWN_BUCKET, "of " + uid);
        }
        try (ObjectStore.Draft draft = store.begin()) {
            store.deleteAll();

            assertThatThrownBy(() -> commit(draft, BOB, OWN_BUCKET, "late"))
                    .isInstanceOf(ObjectStore.StoreFailure.class);
        }
        upload(ALICE, "next");

        assertThat(store.all()).extracting(StoredObject::key).containsExactly(keyOf(ALICE, "next"));
        assertThat(files()).isOne();
        assertThat(ownerNotes()).isZero();
    }

    /** As data folders are that were written before there were notes of owners. */
    @Test
    void files_of_which_no_owner_was_noted_are_found_after_a_start() throws IOException {
        put(ALICE, OWN_BUCKET, "a");
        forget("objects by owner");
        forget("done");

        open();
        store.deleteAllOf(ALICE);

        assertThat(files()).isZero();
    }

    private void forget(String table) {
        var notes = database.table(table, Codec.TEXT);
        List<String> names = notes.all().map(entry -> entry.name()).toList();
        assertThat(names).isNotEmpty();
        names.forEach(notes::remove);
    }

    /** A note without an object is what a stub leaves that is killed. */
    @Test
    void a_note_without_an_object_is_forgotten_with_its_account() {
        database.table("objects by owner", Codec.TEXT).put(Account.folderOf(ALICE) + " my-bucket/a", "my-bucket/a");

        store.deleteAllOf(ALICE);

        assertThat(ownerNotes()).isZero();
    }

    /** Whoever is committing when its account is deleted is either not taken or deleted. */
    @Test
    void of_uploads_that_end_while_their_account_is_deleted_none_stays() throws Exception {
        for (int round = 0; round < 200; round++) {
            List<Thread> uploads =
                    IntStream.range(0, 3).mapToObj(i -> begun("a" + i)).toList();
            uploads.forEach(Thread::start);
            store.deleteAllOf(ALICE);
            for (Thread upload : uploads) {
                upload.join();
            }

            assertThat(store.size()).as("round " + round).isZero();
            assertThat(files()).isZero();
        }
    }

    /** An upload that has begun, and ends on a thread of its own. */
    private Thread begun(String name) {
        try {
            ObjectStore.Draft draft = store.begin();
            return new Thread(() -> {
                try (draft) {
                    commit(draft, ALICE, OWN_BUCKET, name);
                } catch (ObjectStore.StoreFailure dropped) {
                    // Its account was deleted first.
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
