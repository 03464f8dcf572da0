package dev.otastub.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContinueRulesTest {

    private final ContinueRules rules = new ContinueRules();

    @Test
    void nobody_is_left_waiting_unless_it_was_ordered() {
        assertThat(rules.isWithheld("/")).isFalse();
        assertThat(rules.paths()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "*, /, true",
        "*, /my-bucket/a, true",
        "/, /, true",
        "/, /a, false",
        "/ota/*, /ota/a/b.bin, true",
        "/ota/*, /ota/, true",
        "/ota/*, /ota, false",
        "/ota/*, /my-bucket/ota/a, false",
        "*.bin, /ota/a/b.bin, true",
        "*.bin, /ota/a/bXbin, false",
        "/a\\Eb*, /a\\Ebc, true",
        "/my-bucket/*.bin, /my-bucket/a%2Fb.bin, true",
    })
    void a_path_is_as_clients_send_it_and_a_star_is_anything(String path, String sent, boolean withheld) {
        rules.withhold(path);

        assertThat(rules.isWithheld(sent)).isEqualTo(withheld);
    }

    @Test
    void all_are_told_to_go_on_again() {
        rules.withhold("/a");
        rules.withhold("/b");
        rules.withhold("/a");
        assertThat(rules.paths()).containsExactly("/a", "/b");

        rules.grantAll();

        assertThat(rules.isWithheld("/a")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ota/*", "http://host/ota"})
    void what_is_no_path_is_no_path(String path) {
        assertThatThrownBy(() -> rules.withhold(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got '" + path + "'");
    }

    @Test
    void there_are_a_hundred_paths_at_most() {
        for (int i = 0; i < 100; i++) {
            rules.withhold("/" + i);
        }
        rules.withhold("/99");

        assertThatThrownBy(() -> rules.withhold("/100")).isInstanceOf(IllegalStateException.class);
    }
}
