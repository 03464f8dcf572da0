package dev.otastub.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final Path HOME = Path.of("stub-server");

    @Test
    void all_rows_are_measured_five_times_unless_something_else_is_said() {
        Settings usual = Settings.of(List.of(), HOME);
        Settings other = Settings.of(List.of("--smoke", "--only", "1, 5", "--rounds", "2"), HOME);

        assertThat(usual.rounds()).isEqualTo(5);
        assertThat(usual.rows()).hasSize(Settings.ROWS);
        assertThat(other.rounds()).isEqualTo(2);
        assertThat(other.rows()).containsExactly(1, 5);
        assertThat(other.isSmoke()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--quick", "--rounds", "--rounds 0", "--rounds 101", "--only 10", "--only x", "--only 1,,2"})
    void what_is_no_option_is_refused(String arguments) {
        assertThatIllegalArgumentException().isThrownBy(() -> Settings.of(List.of(arguments.split(" ")), HOME));
    }
}
