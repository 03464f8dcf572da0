package dev.otastub.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeTest {

    private static final Map<String, String> RELEASED = Map.of("a", "1", "b", "2");

    @Test
    void the_same_set_is_no_change() {
        assertThat(Change.of(RELEASED, Map.of("b", "2", "a", "1"))).isEqualTo(Change.NONE);
        assertThat(Change.ofInteraction(RELEASED, "a", "1")).isEqualTo(Change.NONE);
    }

    @Test
    void an_added_interaction_is_a_minor_change() {
        assertThat(Change.of(RELEASED, Map.of("a", "1", "b", "2", "c", "3"))).isEqualTo(Change.MINOR);
        assertThat(Change.ofInteraction(RELEASED, "c", "3")).isEqualTo(Change.MINOR);
    }

    @Test
    void a_changed_interaction_is_a_major_change() {
        assertThat(Change.of(RELEASED, Map.of("a", "1", "b", "3"))).isEqualTo(Change.MAJOR);
        assertThat(Change.ofInteraction(RELEASED, "b", "3")).isEqualTo(Change.MAJOR);
    }

    @Test
    void a_removed_interaction_is_a_major_change_whatever_was_added() {
        assertThat(Change.of(RELEASED, Map.of("a", "1"))).isEqualTo(Change.MAJOR);
        assertThat(Change.of(RELEASED, Map.of("a", "1", "c", "3"))).isEqualTo(Change.MAJOR);
    }
}
