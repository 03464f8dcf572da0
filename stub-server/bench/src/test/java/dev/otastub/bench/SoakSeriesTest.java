package dev.otastub.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class SoakSeriesTest {

    private static final int SAMPLES = 40;

    private static SoakSample sample(int number, long megabytes, int files, int threads) {
        return new SoakSample(30L * number, megabytes * 1_000_000, 400_000_000, files, threads, 0, number);
    }

    private static List<Goal.Verdict> verdicts(IntFunction<SoakSample> samples) {
        SoakSeries series = new SoakSeries();
        for (int i = 1; i <= SAMPLES; i++) {
            series.add(samples.apply(i));
        }
        return series.goals().stream().map(Goal::verdict).toList();
    }

    @Test
    void what_stays_the_same_reaches_all_goals() {
        assertThat(verdicts(i -> sample(i, i < 4 ? 100 : 250 + i, 60 + i % 5, 70 - i % 3)))
                .containsExactly(Goal.Verdict.REACHED, Goal.Verdict.REACHED, Goal.Verdict.REACHED);
    }

    @Test
    void files_that_are_kept_open_show() {
        assertThat(verdicts(i -> sample(i, 250, 60 + i, 70)))
                .containsExactly(Goal.Verdict.MISSED, Goal.Verdict.REACHED, Goal.Verdict.REACHED);
    }

    @Test
    void threads_that_do_not_end_show() {
        assertThat(verdicts(i -> sample(i, 250, 60, 70 + i)))
                .containsExactly(Goal.Verdict.REACHED, Goal.Verdict.MISSED, Goal.Verdict.REACHED);
    }

    @Test
    void memory_that_grows_shows_but_not_a_moment_of_it() {
        assertThat(verdicts(i -> sample(i, 250 + 3L * i, 60, 70)))
                .containsExactly(Goal.Verdict.REACHED, Goal.Verdict.REACHED, Goal.Verdict.MISSED);
        assertThat(verdicts(i -> sample(i, i == SAMPLES ? 900 : 250, 60, 70))).doesNotContain(Goal.Verdict.MISSED);
    }

    @Test
    void a_series_of_few_minutes_says_nothing_of_memory() {
        SoakSeries series = new SoakSeries();
        series.add(sample(1, 250, 60, 70));

        assertThat(series.goals())
                .extracting(Goal::verdict)
                .containsExactly(Goal.Verdict.REACHED, Goal.Verdict.REACHED, Goal.Verdict.NOT_MEASURED);
        assertThat(series.table().text().lines()).hasSize(5);
    }

    @Test
    void this_process_holds_something() throws Exception {
        SoakSample sample = SoakSample.of(ProcessHandle.current(), Path.of("src/main"), 3);

        assertThat(sample.residentBytes()).isBetween(1_000_000L, sample.peakBytes());
        assertThat(sample.files()).isGreaterThan(3);
        assertThat(sample.threads()).isGreaterThan(3);
        assertThat(sample.dataBytes()).isGreaterThan(10_000);
        assertThat(sample.cells("now")).hasSameSizeAs(SoakSample.HEADS);
    }
}
