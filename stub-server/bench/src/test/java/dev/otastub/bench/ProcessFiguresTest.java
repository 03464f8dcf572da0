package dev.otastub.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessFiguresTest {

    @ParameterizedTest
    @ValueSource(strings = {"java", "a b", "x) R 1 (y"})
    void cpu_seconds_are_found_behind_any_name(String name) {
        String stat = "4711 (" + name + ") S 1 4711 4711 0 -1 4194304 100 200 3 4 150 50 20 5 20 0 33 0 123 456 789";

        assertThat(ProcessFigures.cpuSeconds(stat)).isEqualTo(2.25);
    }

    @Test
    void peak_memory_is_the_high_water_mark() {
        String status = "Name:\tjava\nVmPeak:\t 9999999 kB\nVmHWM:\t  150000 kB\nVmRSS:\t  140000 kB\n";

        assertThat(ProcessFigures.peakBytes(status)).isEqualTo(153_600_000);
        assertThat(ProcessFigures.peakBytes("Name:\tkthreadd\n")).isZero();
    }

    @Test
    void this_process_has_cost_something() {
        ProcessFigures figures = ProcessFigures.of(ProcessHandle.current());

        assertThat(figures.cpuSeconds()).isPositive();
        assertThat(figures.peakBytes()).isGreaterThan(1_000_000);
    }
}
