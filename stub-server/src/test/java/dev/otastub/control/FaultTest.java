package dev.otastub.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otastub.core.CloudOperation;
import dev.otastub.core.Delivery;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FaultTest {

    @ParameterizedTest
    @ValueSource(strings = {"PT-0.001S", "PT10M0.001S"})
    void an_answer_is_held_back_for_ten_minutes_at_most(Duration time) {
        assertThat(Fault.delay(Duration.ofMinutes(10)).delay()).contains(Duration.ofMinutes(10));
        assertThatThrownBy(() -> Fault.delay(time))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("An answer can be held back for 0 to 10 minutes, not for " + time + ".");
    }

    @Test
    void a_file_cannot_stand_still() {
        assertThat(Fault.slowReading(1).bytesPerSecond()).hasValue(1);
        assertThatThrownBy(() -> Fault.slowReading(0)).hasMessageContaining("1 byte a second at least, not at 0");
    }

    @Test
    void a_reset_comes_after_no_fewer_bytes_than_none() {
        assertThat(Fault.resetAfter(0).resetAfter()).hasValue(0);
        assertThatThrownBy(() -> Fault.resetAfter(-1))
                .hasMessageContaining("0 bytes of the file or more, not after -1");
    }

    @Test
    void parts_add_up_and_the_later_one_counts() {
        Fault fault = Fault.slowReading(10)
                .and(Fault.delay(Duration.ofSeconds(3)))
                .and(Fault.resetAfter(7))
                .and(Fault.emptyAnswer())
                .and(Fault.delay(Duration.ofSeconds(1)))
                .and(Fault.resetAfter(5))
                .and(Fault.garbage())
                .and(Fault.slowReading(20));

        assertThat(fault)
                .isEqualTo(new Fault(
                        Optional.of(Duration.ofSeconds(1)),
                        Fault.slowReading(20).bytesPerSecond(),
                        Fault.resetAfter(5).resetAfter(),
                        Optional.of(Delivery.Spoiled.GARBAGE)));
    }

    @Test
    void a_fault_of_files_leaves_the_answer_alone() {
        assertThat(Fault.slowReading(1).and(Fault.resetAfter(1)).delivery()).isEmpty();
        assertThat(Fault.delay(Duration.ofSeconds(2)).delivery())
                .contains(new Delivery(Duration.ofSeconds(2), Optional.empty()));
        assertThat(Fault.reset().delivery()).contains(new Delivery(Duration.ZERO, Optional.of(Delivery.Spoiled.RESET)));
    }

    @ParameterizedTest
    @EnumSource(CloudOperation.class)
    void a_fault_of_files_meets_uploads_alone(CloudOperation operation) {
        boolean upload = operation == CloudOperation.POST_OBJECT || operation == CloudOperation.PUT_OBJECT;

        assertThat(Fault.slowReading(1).canMeet(operation)).isEqualTo(upload);
        assertThat(Fault.resetAfter(1).canMeet(operation)).isEqualTo(upload);
        assertThat(Fault.slowReading(1).and(Fault.emptyAnswer()).canMeet(operation))
                .isTrue();
    }

    @Test
    void the_log_says_what_became_of_an_answer() {
        assertThat(new Delivery(Duration.ofMillis(1500), Optional.empty())).hasToString("held back for 1500 ms");
        assertThat(new Delivery(Duration.ZERO, Optional.of(Delivery.Spoiled.CUT_OFF)))
                .hasToString("it was cut off");
        assertThat(new Delivery(Duration.ofSeconds(1), Optional.of(Delivery.Spoiled.RESET)))
                .hasToString("held back for 1000 ms, then the connection was reset");
    }
}
