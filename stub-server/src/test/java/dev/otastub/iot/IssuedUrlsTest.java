package dev.otastub.iot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.account.Clocks;
import dev.otastub.core.StubClock;
import dev.otastub.data.Codec;
import dev.otastub.data.Database;
import dev.otastub.data.Table;
import dev.otastub.iot.IssuedUrls.IssuedUrl;
import dev.otastub.testing.SetInstant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An upload URL is shown as long as it can be used by the clock of its account. */
final class IssuedUrlsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final SetInstant machine = new SetInstant(Instant.parse("2026-11-22T11:50:16.789Z"));
    private final StubClock clock = new StubClock(machine);
    private final Clocks clocks = new Clocks(clock);
    private final Database database = Database.inMemory();
    private final IssuedUrls urls = new IssuedUrls(database, clocks);

    private void issue(String uid, String key) {
        Instant now = clocks.of(uid).instant();
        urls.add(new IssuedUrl(uid, "GenerateOTAUploadURL", key, "http://localhost/" + key, now, now.plus(MINUTE)));
    }

    private List<String> shown() {
        return urls.after("").map(entry -> entry.value().key()).toList();
    }

    private long kept() {
        return database.table("issued URLs", Codec.TEXT).size();
    }

    @Test
    void each_account_has_its_minute_by_its_own_clock() {
        clocks.of("frozen").freezeAt(Instant.parse("2030-01-01T00:00:00Z"));
        clocks.of("back").advance(DAY.negated());
        for (String uid : List.of("frozen", "back", "along")) {
            issue(uid, uid);
        }

        machine.advance(MINUTE.minusMillis(1));
        urls.deleteExpired();
        assertThat(shown()).containsExactlyInAnyOrder("frozen", "back", "along");

        machine.advance(Duration.ofMillis(1));
        assertThat(shown()).containsExactly("frozen");
        urls.deleteExpired();
        assertThat(shown()).containsExactly("frozen");
        assertThat(kept()).isOne();

        clocks.of("frozen").advance(MINUTE);
        assertThat(shown()).isEmpty();
    }

    @Test
    void what_can_still_be_used_is_looked_at_again_after_a_minute() {
        clocks.of("frozen").freeze();
        issue("frozen", "k");
        for (int minute = 0; minute < 10; minute++) {
            machine.advance(MINUTE);
            urls.deleteExpired();
        }
        assertThat(shown()).containsExactly("k");

        clocks.of("frozen").advance(MINUTE);
        machine.advance(MINUTE.minusMillis(1));
        urls.deleteExpired();
        assertThat(kept()).isOne();
        machine.advance(Duration.ofMillis(1));
        urls.deleteExpired();

        assertThat(kept()).isZero();
    }

    @Test
    void an_account_that_went_ahead_has_none_left_and_others_have() {
        issue("ahead", "a");
        issue("along", "b");

        clocks.of("ahead").advance(MINUTE);

        assertThat(shown()).containsExactly("b");
        urls.deleteExpired();
        assertThat(shown()).containsExactly("b");
    }

    @Test
    void those_of_an_account_follow_one_another_in_the_order_in_which_they_expire() {
        issue("a", "z");
        machine.advance(Duration.ofSeconds(1));
        issue("b", "between");
        machine.advance(Duration.ofSeconds(1));
        issue("a", "y");

        List<Table.Entry<IssuedUrl>> all = urls.after("").toList();
        assertThat(all.stream()
                        .map(Table.Entry::value)
                        .filter(url -> url.accountUid().equals("a")))
                .extracting(IssuedUrl::key)
                .containsExactly("z", "y");
        assertThat(urls.after(all.get(0).name()).map(Table.Entry::name))
                .containsExactly(all.get(1).name(), all.get(2).name());
    }

    @Test
    void those_of_an_account_can_be_forgotten() {
        issue("1", "a");
        issue("1", "b");
        issue("1 2", "c");

        urls.removeAll("1");
        assertThat(shown()).containsExactly("c");
        assertThat(kept()).isOne();

        urls.removeAll();
        assertThat(kept()).isZero();
    }

    @Test
    void those_of_an_earlier_start_are_there_and_forgotten_in_the_end() {
        issue("1", "a");
        database.table("issued URLs", Codec.json(IssuedUrl.class))
                .put(
                        "0001795348276789 b",
                        new IssuedUrl(
                                "2",
                                "X",
                                "b",
                                "u",
                                clock.instant(),
                                clock.instant().plus(MINUTE)));

        IssuedUrls later = new IssuedUrls(database, clocks);
        assertThat(later.after("")).extracting(entry -> entry.value().key()).containsExactlyInAnyOrder("a", "b");
        later.removeAll("2");
        assertThat(kept()).isOne();
        machine.advance(MINUTE);
        later.deleteExpired();

        assertThat(kept()).isZero();
    }
}
