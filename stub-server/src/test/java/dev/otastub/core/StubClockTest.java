package dev.otastub.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.otastub.testing.SetInstant;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A clock over the stub's over the machine's: what each does when one of the others is moved, frozen or let run. */
final class StubClockTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant IN_2030 = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final SetInstant machine = new SetInstant(NOON);
    private final StubClock stub = new StubClock(machine);
    private final StubClock account = new StubClock(stub);
    private final StubClock other = new StubClock(stub);

    /** Things done one after another. */
    private record Steps(String text, Consumer<StubClockTest> each) {

        static Steps of(String text, Consumer<StubClockTest> each) {
            return new Steps(text, each);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static Steps nothing() {
        return Steps.of("nothing", all -> {});
    }

    private static Steps machineRuns() {
        return Steps.of("the machine runs an hour", all -> all.machine.advance(HOUR));
    }

    static Stream<Arguments> steps() {
        return Stream.of(
                // what is done, what then happens: where the account is, where the stub is, and whether the account
                // stands
                arguments(nothing(), nothing(), NOON, NOON, false),
                arguments(nothing(), machineRuns(), NOON.plus(HOUR), NOON.plus(HOUR), false),

                // The account goes along with the stub.
                arguments(
                        Steps.of("stub.advance", all -> all.stub.advance(DAY)),
                        machineRuns(),
                        NOON.plus(DAY).plus(HOUR),
                        NOON.plus(DAY).plus(HOUR),
                        false),
                arguments(
                        Steps.of("stub.freezeAt", all -> all.stub.freezeAt(IN_2030)),
                        machineRuns(),
                        IN_2030,
                        IN_2030,
                        true),

                // It is moved itself, and still goes along.
                arguments(
                        Steps.of("account.advance", all -> all.account.advance(DAY)),
                        machineRuns(),
                        NOON.plus(DAY).plus(HOUR),
                        NOON.plus(HOUR),
                        false),
                arguments(
                        Steps.of("account.set", all -> all.account.set(IN_2030)),
                        machineRuns(),
                        IN_2030.plus(HOUR),
                        NOON.plus(HOUR),
                        false),
                arguments(
                        Steps.of("account.advance", all -> all.account.advance(DAY)),
                        Steps.of("stub.advance", all -> all.stub.advance(HOUR)),
                        NOON.plus(DAY).plus(HOUR),
                        NOON.plus(HOUR),
                        false),
                arguments(
                        Steps.of("account.advance", all -> all.account.advance(DAY.negated())),
                        Steps.of("stub.freeze, the machine runs", all -> {
                            all.stub.freeze();
                            all.machine.advance(HOUR);
                        }),
                        NOON.minus(DAY),
                        NOON,
                        true),

                // It is frozen, and goes its own way.
                arguments(
                        Steps.of("account.freezeAt", all -> all.account.freezeAt(IN_2030)),
                        machineRuns(),
                        IN_2030,
                        NOON.plus(HOUR),
                        true),
                arguments(
                        Steps.of("account.freeze", all -> all.account.freeze()),
                        Steps.of("stub.advance", all -> all.stub.advance(DAY)),
                        NOON,
                        NOON.plus(DAY),
                        true),
                arguments(
                        Steps.of("account.freeze", all -> all.account.freeze()),
                        Steps.of("account.advance", all -> all.account.advance(HOUR)),
                        NOON.plus(HOUR),
                        NOON,
                        true),
                arguments(
                        Steps.of("account.freeze", all -> all.account.freeze()),
                        Steps.of("account.set", all -> all.account.set(IN_2030)),
                        IN_2030,
                        NOON,
                        true),

                // It runs again from where it stood.
                arguments(
                        Steps.of("account.freezeAt, run", all -> {
                            all.account.freezeAt(IN_2030);
                            all.machine.advance(DAY);
                            all.account.run();
                        }),
                        machineRuns(),
                        IN_2030.plus(HOUR),
                        NOON.plus(DAY).plus(HOUR),
                        false),
                arguments(
                        Steps.of("account.run where it runs", all -> all.account.run()),
                        machineRuns(),
                        NOON.plus(HOUR),
                        NOON.plus(HOUR),
                        false),

                // While the stub stands, the account can be moved, and can run.
                arguments(
                        Steps.of("stub.freeze, account.set", all -> {
                            all.stub.freeze();
                            all.account.set(IN_2030);
                        }),
                        machineRuns(),
                        IN_2030,
                        NOON,
                        true),
                arguments(
                        Steps.of("stub.freeze, account.set", all -> {
                            all.stub.freeze();
                            all.account.set(IN_2030);
                        }),
                        Steps.of("stub.run, the machine runs", all -> {
                            all.stub.run();
                            all.machine.advance(HOUR);
                        }),
                        IN_2030.plus(HOUR),
                        NOON.plus(HOUR),
                        false),
                arguments(
                        Steps.of("stub.freeze, account.run", all -> {
                            all.stub.freeze();
                            all.account.run();
                        }),
                        machineRuns(),
                        NOON.plus(HOUR),
                        NOON,
                        false),
                arguments(
                        Steps.of("stub.freeze, account.freezeAt, run", all -> {
                            all.stub.freeze();
                            all.account.freezeAt(IN_2030);
                            all.account.run();
                        }),
                        machineRuns(),
                        IN_2030.plus(HOUR),
                        NOON,
                        false),
                arguments(
                        Steps.of("stub.freeze, account.run", all -> {
                            all.stub.freeze();
                            all.account.run();
                        }),
                        Steps.of("account.advance, stub.advance", all -> {
                            all.account.advance(HOUR);
                            all.stub.advance(DAY);
                        }),
                        NOON.plus(HOUR),
                        NOON.plus(DAY),
                        false),
                arguments(
                        Steps.of("stub.freeze, account.run, set", all -> {
                            all.stub.freeze();
                            all.account.run();
                            all.account.set(IN_2030);
                        }),
                        machineRuns(),
                        IN_2030.plus(HOUR),
                        NOON,
                        false),

                // A reset goes back to the stub, wherever that is by then.
                arguments(
                        Steps.of("account.freezeAt, reset", all -> {
                            all.account.freezeAt(IN_2030);
                            all.stub.advance(DAY);
                            all.account.reset();
                        }),
                        machineRuns(),
                        NOON.plus(DAY).plus(HOUR),
                        NOON.plus(DAY).plus(HOUR),
                        false),
                arguments(
                        Steps.of("stub.freeze, account.run, reset", all -> {
                            all.stub.freeze();
                            all.account.run();
                            all.account.reset();
                        }),
                        machineRuns(),
                        NOON,
                        NOON,
                        true));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void an_account_goes_along_with_the_stub_unless_it_was_told_otherwise(
            Steps done, Steps then, Instant accounts, Instant stubs, boolean stands) {
        done.each().accept(this);
        then.each().accept(this);

        assertThat(account.instant()).isEqualTo(accounts);
        assertThat(stub.instant()).isEqualTo(stubs);
        assertThat(other.instant()).as("an account that nobody moved").isEqualTo(stubs);
        assertThat(account.isFrozen()).isEqualTo(stands);
        assertThat(account.machineInstant()).isEqualTo(machine.instant());
    }

    static Stream<Arguments> moves() {
        return Stream.of(
                arguments(nothing(), false, false),
                arguments(Steps.of("stub.advance", all -> all.stub.advance(HOUR)), true, false),
                arguments(Steps.of("stub.freeze", all -> all.stub.freeze()), true, false),
                arguments(Steps.of("account.advance", all -> all.account.advance(HOUR)), true, true),
                arguments(Steps.of("account.freeze", all -> all.account.freeze()), true, true),
                arguments(
                        Steps.of("account.advance and back", all -> {
                            all.account.advance(HOUR);
                            all.account.advance(HOUR.negated());
                        }),
                        false,
                        false),
                arguments(
                        Steps.of("stub.freeze, account.run", all -> {
                            all.stub.freeze();
                            all.account.run();
                        }),
                        true,
                        true),
                arguments(
                        Steps.of("account.freeze, reset", all -> {
                            all.account.freeze();
                            all.account.reset();
                        }),
                        false,
                        false));
    }

    @ParameterizedTest
    @MethodSource("moves")
    void it_is_known_whose_clock_was_moved(Steps done, boolean moved, boolean itself) {
        done.each().accept(this);

        assertThat(account.isMoved()).isEqualTo(moved);
        assertThat(account.isMovedItself()).isEqualTo(itself);
        assertThat(other.isMovedItself()).isFalse();
    }

    @Test
    void a_clock_that_may_not_be_moved_stays_where_it_is_and_can_be_reset() {
        StubClock shared = new StubClock(machine, () -> {
            throw new IllegalStateException("It is shared.");
        });

        assertThatThrownBy(() -> shared.advance(HOUR)).hasMessage("It is shared.");
        assertThatThrownBy(shared::freeze).hasMessage("It is shared.");
        assertThatThrownBy(() -> shared.set(IN_2030)).hasMessage("It is shared.");
        shared.run();
        shared.reset();

        assertThat(shared.instant()).isEqualTo(NOON);
        assertThat(shared.isMoved()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1969-12-31T23:59:59Z", "+10000-01-01T00:00:00Z"})
    void a_year_that_the_cloud_cannot_write_is_refused_with_a_sentence(String instant) {
        Instant outside = Instant.parse(instant);

        assertThatThrownBy(() -> account.freezeAt(outside)).hasMessageContaining("the years 1970 to 9999");
        assertThatThrownBy(() -> account.set(outside)).hasMessageContaining("the years 1970 to 9999");
        assertThatThrownBy(() -> account.advance(Duration.between(NOON, outside)))
                .hasMessageContaining("the years 1970 to 9999");
        assertThat(account.instant()).isEqualTo(NOON);
    }
}
