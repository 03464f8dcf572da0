package dev.otastub.oss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.otastub.account.Clocks;
import dev.otastub.control.Fault;
import dev.otastub.core.Delivery;
import dev.otastub.core.StubClock;
import dev.otastub.data.Database;
import dev.otastub.multipart.FormReader;
import dev.otastub.testing.OssStub;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a file comes in, with waits that are noted and do not pass. */
final class FileIntakeTest {

    private final List<Duration> waits = new ArrayList<>();
    private ObjectStore store;
    private ObjectStore.Draft draft;

    @BeforeEach
    void begin(@TempDir Path folder) throws IOException {
        store = new ObjectStore(
                folder, Database.inMemory(), Unclaimed.kept(new Clocks(new StubClock(() -> OssStub.NOW))), false);
        draft = store.begin();
    }

    @AfterEach
    void end() throws IOException {
        draft.close();
        store.close();
    }

    private FileIntake intake(Fault fault) {
        return new FileIntake(Optional.of(fault), waits::add);
    }

    @Test
    void without_a_fault_of_files_nothing_is_in_the_way() throws IOException {
        assertThat(new FileIntake(Optional.empty(), waits::add).into(draft, "alice"))
                .isSameAs(draft);
        assertThat(intake(Fault.emptyAnswer()).into(draft, "alice")).isSameAs(draft);
    }

    /** The size of what comes at once is up to the network. */
    @ParameterizedTest
    @CsvSource({"3000, 1000, 3000", "3000, 1000, 7", "3, 1, 3", "1000000, 50000000, 1000", "100, 7, 33"})
    void a_file_takes_its_time(int size, long bytesPerSecond, int atOnce) throws IOException {
        FormReader.Sink sink = intake(Fault.slowReading(bytesPerSecond)).into(draft, "alice");

        byte[] file = new byte[size];
        for (int at = 0; at < size; at += atOnce) {
            sink.write(file, at, Math.min(atOnce, size - at));
        }

        double seconds = waits.stream().mapToLong(Duration::toNanos).sum() / 1e9;
        assertThat(seconds).isCloseTo((double) size / bytesPerSecond, within(0.011));
        assertThat(waits).allMatch(wait -> wait.toMillis() >= 10);
        assertThat(draft.finish().size()).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000, 3000})
    void the_connection_is_reset_after_so_many_bytes_however_they_come(int atOnce) throws IOException {
        FileIntake intake = intake(Fault.resetAfter(1000));
        FormReader.Sink sink = intake.into(draft, "alice");

        assertThatThrownBy(() -> {
                    for (int at = 0; at < 3000; at += atOnce) {
                        sink.write(new byte[3000], at, Math.min(atOnce, 3000 - at));
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("after 1000 bytes of the file, by a fault that was ordered");

        assertThat(intake.delivery()).contains(new Delivery(Duration.ZERO, Optional.of(Delivery.Spoiled.RESET)));
        assertThat(draft.finish().size()).isEqualTo(1000);
    }

    @Test
    void a_file_that_ends_before_passes() throws IOException {
        FileIntake intake = intake(Fault.resetAfter(1000));

        assertThat(intake.into(draft, "alice").write(new byte[999], 0, 999)).isTrue();

        assertThat(intake.delivery()).isEmpty();
    }

    @Test
    void a_reset_after_nothing_needs_no_file() {
        assertThatThrownBy(() -> intake(Fault.resetAfter(0)).into(draft, "alice"))
                .hasMessageContaining("after 0 bytes");
    }

    @Test
    void a_file_is_slow_up_to_where_it_is_reset() throws IOException {
        FormReader.Sink sink =
                intake(Fault.slowReading(100).and(Fault.resetAfter(50))).into(draft, "alice");

        assertThatThrownBy(() -> sink.write(new byte[3000], 0, 3000)).isInstanceOf(IOException.class);

        assertThat(waits.stream().mapToLong(Duration::toMillis).sum()).isEqualTo(500);
    }

    @Test
    void nobody_waits_on_for_a_file_of_an_account_that_is_gone() throws IOException {
        FileIntake intake = new FileIntake(Optional.of(Fault.slowReading(1)), wait -> {
            waits.add(wait);
            store.deleteAllOf("alice");
        });
        FormReader.Sink sink = intake.into(draft, "alice");

        assertThatThrownBy(() -> sink.write(new byte[3000], 0, 3000))
                .isInstanceOf(ObjectStore.StoreFailure.class)
                .hasMessageContaining("reset or removed");

        assertThat(waits).containsExactly(Duration.ofMillis(100));
    }

    @Test
    void a_file_is_slow_for_ten_minutes_at_most() throws IOException {
        assertThat(intake(Fault.slowReading(1)).into(draft, "alice").write(new byte[3000], 0, 3000))
                .isTrue();

        assertThat(waits.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(Fault.LONGEST_DELAY);
    }

    @Test
    void a_file_that_grows_too_large_is_still_stopped() throws IOException {
        FormReader.Sink sink = intake(Fault.slowReading(1_000_000_000)).into(draft.atMost(10), "alice");

        assertThat(sink.write(new byte[11], 0, 11)).isFalse();
    }
}
