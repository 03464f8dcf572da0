package dev.otastub.oss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otastub.account.Clocks;
import dev.otastub.core.Headers;
import dev.otastub.core.StubClock;
import dev.otastub.data.Database;
import dev.otastub.testing.OssStub;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An object is there whole or not at all, and nothing else is left in the folder. */
final class ObjectStoreTest {

    private static final String OWNER = "1000000000000001";

    @TempDir
    Path folder;

    private ObjectStore store;

    @BeforeEach
    void begin() {
        store = new ObjectStore(
                folder, Database.inMemory(), Unclaimed.kept(new Clocks(new StubClock(() -> OssStub.NOW))), false);
    }

    private static void write(ObjectStore.Draft draft, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(draft.write(bytes, 0, bytes.length)).isTrue();
    }

    private Optional<StoredObject> put(String key, String text, boolean replace) throws IOException {
        try (ObjectStore.Draft draft = store.begin()) {
            write(draft, text);
            StoredObject.Digested digests = draft.finish();
            return draft.commit(file -> object(key, digests, file), replace, Arrival::put);
        }
    }

    private StoredObject object(String key, StoredObject.Digested digests, Path file) {
        return new StoredObject(
                "my-bucket", key, digests, OssStub.NOW, "text/plain", Headers.NONE, false, OWNER, "localhost", file);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void a_draft_that_is_not_committed_leaves_no_file() throws IOException {
        try (ObjectStore.Draft draft = store.begin()) {
            write(draft, "half");
            assertThat(files()).hasSize(1);
            assertThat(store.drafts()).isOne();
        }

        assertThat(files()).isEmpty();
        assertThat(store.all()).isEmpty();
        assertThat(store.drafts()).isZero();
    }

    @Test
    void a_draft_that_was_finished_and_not_committed_leaves_no_file() throws IOException {
        try (ObjectStore.Draft draft = store.begin()) {
            draft.finish();
        }

        assertThat(files()).isEmpty();
    }

    @Test
    void a_committed_object_is_found_by_bucket_and_key_alone() throws IOException {
        put("a", "text", true);

        assertThat(store.find("my-bucket", "a")).isPresent();
        assertThat(store.find("my-bucket", "A")).isEmpty();
        assertThat(store.find("iotx-ota", "a")).isEmpty();
        assertThat(store.all()).hasSize(1);
        assertThat(store.drafts()).isZero();
        assertThat(files()).hasSize(1);
    }

    @Test
    void a_reader_of_an_object_that_is_replaced_reads_on() throws IOException {
        StoredObject old = put("a", "old text", true).orElseThrow();
        try (InputStream reading = old.body().open()) {
            assertThat(reading.readNBytes(4)).asString().isEqualTo("old ");

            put("a", "new", true);

            assertThat(reading.readAllBytes()).asString().isEqualTo("text");
        }
        assertThat(OssStub.content(store.find("my-bucket", "a").orElseThrow()))
                .asString()
                .isEqualTo("new");
        assertThat(files()).hasSize(1);
    }

    @Test
    void an_object_that_may_not_be_replaced_keeps_its_file() throws IOException {
        put("a", "old", false);

        assertThat(put("a", "new", false)).isEmpty();
        assertThat(OssStub.content(store.find("my-bucket", "a").orElseThrow()))
                .asString()
                .isEqualTo("old");
        assertThat(files()).hasSize(1);
    }

    @Test
    void a_draft_takes_as_many_bytes_as_it_may_and_then_no_more() throws IOException {
        try (ObjectStore.Draft draft = store.begin().atMost(5)) {
            assertThat(draft.write(new byte[3], 0, 3)).isTrue();
            assertThat(draft.write(new byte[3], 0, 3)).isFalse();
            assertThat(draft.write(new byte[2], 0, 2)).isTrue();
            assertThat(draft.finish().size()).isEqualTo(5);
        }
    }

    @Test
    void a_piece_of_a_buffer_is_taken_as_that_piece() throws IOException {
        try (ObjectStore.Draft draft = store.begin()) {
            byte[] buffer = "..123456789..".getBytes(StandardCharsets.UTF_8);
            draft.write(buffer, 2, 9);
            assertThat(draft.finish())
                    .isEqualTo(
                            new StoredObject.Digested(9, "25f9e794323b453885f5181f1b624d0b", "11051210869376104954"));
        }
    }

    @Test
    void a_deleted_object_is_gone_with_its_file() throws IOException {
        put("a", "text", true);

        assertThat(store.delete("my-bucket", "a")).isTrue();

        assertThat(store.find("my-bucket", "a")).isEmpty();
        assertThat(files()).isEmpty();
        assertThat(store.delete("my-bucket", "a")).isFalse();
    }

    @Test
    void a_reader_of_an_object_that_is_deleted_reads_on() throws IOException {
        put("a", "text", true);
        StoredObject leased = store.lease("my-bucket", "a").orElseThrow();
        store.delete("my-bucket", "a");

        try (InputStream bytes = leased.body().open()) {
            assertThat(bytes).hasContent("text");
        }
        store.release(leased);
        assertThat(files()).isEmpty();
    }

    @Test
    void a_folder_that_is_gone_is_our_failure() throws IOException {
        Files.delete(folder);

        assertThatThrownBy(store::begin)
                .isInstanceOf(ObjectStore.StoreFailure.class)
                .hasMessageStartingWith("The stub could not write the object: ");
        Files.createDirectory(folder);
    }

    // -------------------------------------------------------------------------------------------------------------
    // room

    private final Database database = Database.inMemory();

    private void open(long mostBytes) {
        store = new ObjectStore(
                folder, database, Unclaimed.kept(new Clocks(new StubClock(() -> OssStub.NOW))), false, mostBytes);
    }

    private void assertNoRoomFor(String text) throws IOException {
        try (ObjectStore.Draft draft = store.begin()) {
            assertThatThrownBy(() -> write(draft, text))
                    .isInstanceOfSatisfying(
                            ObjectStore.StoreFailure.class,
                            full -> assertThat(full.refusal().row()).isEqualTo(OssError.STORE_FULL));
        }
    }

    @Test
    void room_is_taken_to_the_last_byte_and_given_back_by_what_is_not_kept() throws IOException {
        open(10);
        put("a", "123456", true);

        assertNoRoomFor("12345");
        assertNoRoomFor("12345");
        try (ObjectStore.Draft draft = store.begin()) {
            write(draft, "1234");
            assertNoRoomFor("1");
        }
        put("b", "1234", true);
        assertNoRoomFor("1");
        store.delete("my-bucket", "a");
        put("c", "123456", true);
        assertNoRoomFor("1");
    }

    @Test
    void room_of_an_object_that_is_replaced_is_there_once_its_readers_are_done() throws IOException {
        open(10);
        put("a", "12345", true);
        StoredObject leased = store.lease("my-bucket", "a").orElseThrow();
        put("a", "12345", true);

        assertNoRoomFor("1");
        store.release(leased);
        put("b", "12345", true);
        assertNoRoomFor("1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void room_is_known_after_a_restart(boolean killed) throws IOException {
        open(10);
        put("a", "123456", true);
        for (int i = 0; i < 3; i++) {
            if (!killed) {
                store.deleteRemains();
                store.close();
            }
            open(10);
            assertNoRoomFor("12345");
        }
        put("b", "1234", true);
    }

    @Test
    void room_that_was_taken_since_the_last_proper_end_is_counted() throws IOException {
        open(10);
        put("a", "123", true);
        store.deleteRemains();
        store.close();
        open(10);
        put("b", "123", true);

        open(10);
        assertNoRoomFor("12345");
    }

    @Test
    void what_arrived_goes_with_the_objects_and_what_was_expected_before_is_not_taken_after() throws IOException {
        put("there", "text", true);
        assertThat(store.arrivals().of(OWNER)).hasSize(1);
        try (ObjectStore.Incoming incoming = store.expect()) {
            assertThat(incoming.isDropped(OWNER)).isFalse();
            store.deleteAllOf(OWNER);
            assertThat(incoming.isDropped(OWNER)).isTrue();

            try (ObjectStore.Draft late = incoming.begin()) {
                StoredObject.Digested digests = late.finish();
                assertThatThrownBy(() -> late.commit(file -> object("late", digests, file), true, Arrival::put))
                        .isInstanceOf(ObjectStore.StoreFailure.class);
            }
        }

        assertThat(store.arrivals().of(OWNER)).isEmpty();
        assertThat(store.all()).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void what_arrived_is_noted_when_it_takes_its_place_and_not_when_there_was_one() throws IOException {
        put("key", "text", false);
        put("key", "other", false);

        assertThat(store.arrivals().of(OWNER))
                .extracting(arrival -> arrival.object().digests().size())
                .containsExactly(4L);
    }
}
