package dev.otastub.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoalTest {

    @ParameterizedTest
    @CsvSource({"1.14, REACHED", "1.15, REACHED", "1.16, MISSED", "NaN, MISSED"})
    void an_upper_limit_is_reached_from_below(double measured, Goal.Verdict verdict) {
        assertThat(Goal.atMost("CPU", measured, 1.15, "").verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"1.99, MISSED", "2, REACHED", "2.01, REACHED", "NaN, MISSED"})
    void a_lower_limit_is_reached_from_above(double measured, Goal.Verdict verdict) {
        assertThat(Goal.atLeast("calls", measured, 2, "").verdict()).isEqualTo(verdict);
    }

    @Test
    void what_is_not_measured_says_why() {
        assertThat(Goal.notMeasured("calls", "at least 2", "npm is missing").verdictText())
                .isEqualTo("not measured: npm is missing");
    }

    @Test
    void the_median_is_the_middle_one_or_between_the_two_in_the_middle() {
        assertThat(Sample.median(3, 1, 2)).isEqualTo(2);
        assertThat(Sample.median(4, 1, 3, 2)).isEqualTo(2.5);
    }

    @Test
    void a_figure_shows_how_far_the_others_lie() {
        List<Sample> samples = List.of(new Sample(2, 20), new Sample(1, 10), new Sample(4, 30));

        assertThat(Sample.cpuText(samples)).isEqualTo("2 (1 to 4)");
        assertThat(Sample.wallText(samples.subList(0, 1))).isEqualTo("20");
    }

    @Test
    void so_many_in_a_hundred_were_answered_within() {
        long[] nanos = {1_000_000, 2_000_000, 3_000_000, 4_000_000};

        assertThat(Latency.millis(nanos, 50)).isEqualTo(3);
        assertThat(Latency.millis(nanos, 100)).isEqualTo(4);
    }
}
