package dev.otastub.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.SFChunk;
import org.h2.mvstore.SingleFileStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseTest {

    private static final String VALUE = "value ".repeat(80);

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("state.mv");
    }

    private static Table<String> table(Database database) {
        return database.table("test", Codec.TEXT);
    }

    /** What is written once is in the way until it is written over: without that, this takes 25 KB a change. */
    @Test
    void file_does_not_grow_with_each_change() throws IOException {
        try (Database database = Database.open(file(), false)) {
            for (int i = 0; i < 3000; i++) {
                table(database).put("name " + i % 100, VALUE + i);
            }
            assertThat(Files.size(file())).isLessThan(2_000_000);
        }
    }

    @Test
    void file_that_is_tidied_is_little_more_than_what_is_in_it() throws IOException {
        try (Database database = Database.open(file(), false)) {
            for (int i = 0; i < 4000; i++) {
                table(database).put(String.format(Locale.ROOT, "name %06d", i), VALUE);
                if (i % 500 == 0) {
                    database.tidy();
                }
            }
            assertThat(Files.size(file())).isLessThan(4 * 4000L * VALUE.length());
            assertThat(table(database).all()).hasSize(4000);
        }
        Database.check(file());
    }

    @Test
    void file_of_which_nothing_changes_is_not_tidied_for_ever() throws IOException {
        try (Database database = Database.open(file(), false)) {
            IntStream.range(0, 500).forEach(i -> table(database).put("name " + i % 100, VALUE));
            IntStream.range(0, 20).forEach(i -> database.tidy());
            byte[] tidied = Files.readAllBytes(file());
            database.tidy();
            assertThat(Files.readAllBytes(file())).isEqualTo(tidied);
        }
    }

    /** What is read must not be written over meanwhile, and each change must be in the file, whoever writes it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void threads_that_read_write_and_tidy_at_once_lose_nothing(boolean fsync) throws Exception {
        int writers = 4;
        int each = fsync ? 100 : 1000;
        AtomicInteger busy = new AtomicInteger(writers);
        ExecutorService threads = Executors.newFixedThreadPool(writers + 3);
        try (Database database = Database.open(file(), fsync)) {
            List<Callable<Object>> work = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                String writer = "writer " + i + " ";
                work.add(() -> {
                    try {
                        write(database, writer, each);
                        return 0;
                    } finally {
                        busy.decrementAndGet();
                    }
                });
            }
            Callable<Object> reader = () -> {
                while (busy.get() > 0) {
                    assertThat(table(database).all())
                            .allMatch(entry -> entry.value().startsWith(VALUE));
                }
                return 0;
            };
            work.add(reader);
            work.add(reader);
            work.add(() -> {
                while (busy.get() > 0) {
                    database.tidy();
                }
                return 0;
            });
            for (Future<Object> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        Database.check(file());
        try (Database again = Database.open(file(), fsync)) {
            long kept = IntStream.range(0, each).filter(n -> n % 3 != 0).count();
            assertThat(table(again).from("writer ").toList())
                    .hasSize((int) (writers * kept))
                    .allMatch(entry -> entry.value().equals(VALUE + entry.name().substring("writer 0 ".length())));
        }
    }

    private static void write(Database database, String writer, int each) {
        for (int n = 0; n < each; n++) {
            table(database).put(writer + n, VALUE + n);
            table(database).put("shared " + n % 10, VALUE);
            if (n % 3 == 0) {
                table(database).remove(writer + n);
            }
        }
    }

    @Test
    void changes_that_are_made_together_are_there_when_all_are_made_and_cost_little() throws IOException {
        try (Database database = Database.open(file(), false)) {
            table(database).put("before", VALUE);
            long before = Files.size(file());
            database.together(() ->
                    IntStream.range(0, 40).forEach(i -> table(database).put("name " + i, VALUE)));

            assertThat(Files.size(file()) - before).isLessThan(3 * 40L * VALUE.length());
            Path left = copy();
            try (Database again = Database.open(left, false)) {
                assertThat(table(again).all()).hasSize(41);
            }
            table(database).put("after", VALUE);
            Files.delete(left);
            try (Database again = Database.open(copy(), false)) {
                assertThat(table(again).all()).hasSize(42);
            }
        }
    }

    @Test
    void thread_that_was_interrupted_spoils_nothing_for_others() {
        try (Database database = Database.open(file(), false)) {
            Thread.currentThread().interrupt();
            table(database).put("a", "1");
            assertThat(Thread.interrupted()).isTrue();

            table(database).put("b", "2");
            assertThat(table(database).all()).hasSize(2);
        }
    }

    // ------------------------------------------------------------------------------------------------ a killed process

    /** Looks at the file before, in the middle of, and after each write: as it is then, a kill leaves it. */
    private static final class Watched extends SingleFileStore {
        private final Runnable killed;

        Watched(Runnable killed) {
            super(Map.of());
            this.killed = killed;
        }

        @Override
        protected void writeFully(SFChunk chunk, long position, ByteBuffer bytes) {
            int half = bytes.remaining() / 2;
            ByteBuffer begin = bytes.duplicate();
            begin.limit(begin.position() + half);
            ByteBuffer end = bytes.duplicate();
            end.position(end.position() + half);
            super.writeFully(chunk, position, begin);
            killed.run();
            super.writeFully(chunk, position + half, end);
            killed.run();
            bytes.position(bytes.limit());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 700})
    void process_that_is_killed_at_any_write_loses_nothing_that_it_said_was_made(int names) throws IOException {
        AtomicInteger made = new AtomicInteger(-1);
        AtomicInteger kills = new AtomicInteger();
        Runnable killed = () -> {
            if (made.get() >= 0) {
                kills.incrementAndGet();
                assertThat(madeIn(copy())).isGreaterThanOrEqualTo(made.get());
            }
        };
        try (Database database = Database.open(() -> new MVStore.Builder().adoptFileStore(watched(killed)), false)) {
            Table<String> table = table(database);
            for (int i = 0; i < 300; i++) {
                table.put("made", Integer.toString(i));
                made.set(i);
                table.put("name " + i * 7 % names, VALUE);
                if (i % 3 == 0) {
                    table.remove("name " + i * 5 % names);
                }
                if (i % 50 == 0) {
                    database.tidy();
                }
            }
        }
        assertThat(kills).hasValueGreaterThan(1000);
    }

    private Watched watched(Runnable killed) {
        Watched store = new Watched(killed);
        store.open(file().toString(), false, null);
        return store;
    }

    private Path copy() {
        try {
            return Files.copy(file(), folder.resolve("copy.mv"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int madeIn(Path file) {
        Database.check(file);
        try (Database left = Database.open(file, false)) {
            return Integer.parseInt(table(left).find("made").orElseThrow());
        }
    }

    // ---------------------------------------------------------------------------------------------------- a full disk

    /** A disk that can be full. */
    private static final class Disk extends SingleFileStore {
        private final AtomicBoolean full;

        Disk(AtomicBoolean full) {
            super(Map.of());
            this.full = full;
        }

        @Override
        protected void writeFully(SFChunk chunk, long position, ByteBuffer bytes) {
            if (full.get()) {
                throw new IllegalStateException("No space left on device");
            }
            super.writeFully(chunk, position, bytes);
        }
    }

    private Database on(AtomicBoolean full) {
        return Database.open(
                () -> {
                    Disk disk = new Disk(full);
                    disk.open(file().toString(), false, null);
                    return new MVStore.Builder().adoptFileStore(disk);
                },
                false);
    }

    @Test
    void full_disk_refuses_what_changes_and_keeps_what_was_and_may_have_room_again() {
        AtomicBoolean full = new AtomicBoolean();
        try (Database database = on(full)) {
            table(database).put("a", "1");
            full.set(true);

            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> table(database).put("b", "2"))
                        .isInstanceOf(Database.Failure.class)
                        .hasMessageStartingWith("The stub could not read or write its state: ")
                        .hasMessageContaining("No space left on device");
                assertThat(table(database).find("a")).contains("1");
                assertThat(table(database).find("b")).isEmpty();
            }

            full.set(false);
            table(database).put("c", "3");
            assertThat(table(database).all().map(Table.Entry::name)).containsExactly("a", "c");
        }
        try (Database again = on(full)) {
            assertThat(table(again).all().map(Table.Entry::name)).containsExactly("a", "c");
        }
    }

    /** The change of one is written by the commit of another: if that fails, both are told. */
    @Test
    void no_change_passes_for_made_that_another_threads_commit_failed_to_write() throws Exception {
        AtomicBoolean full = new AtomicBoolean();
        try (Database database = on(full)) {
            table(database).put("a", "1");
            full.set(true);
            ExecutorService threads = Executors.newFixedThreadPool(8);
            List<Future<Boolean>> made = threads.invokeAll(IntStream.range(0, 200)
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        try {
                            table(database).put("name " + i, VALUE);
                            return true;
                        } catch (Database.Failure e) {
                            return false;
                        }
                    })
                    .toList());
            threads.shutdownNow();
            for (Future<Boolean> each : made) {
                assertThat(each.get()).isFalse();
            }
        }
    }
}
