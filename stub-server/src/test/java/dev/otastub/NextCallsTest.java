package dev.otastub;

import static dev.otastub.core.CloudOperation.GET_OBJECT;
import static dev.otastub.core.CloudOperation.PUT_OBJECT;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otastub.control.Fault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class NextCallsTest {

    private static final OtaStub STUB = OtaStub.start(OtaStubOptions.defaults());

    @AfterAll
    static void stop() {
        STUB.close();
    }

    @Test
    void a_fault_of_files_is_not_taken_for_calls_without_one() {
        NextCalls reads = STUB.account().next(GET_OBJECT);

        assertThatThrownBy(() -> reads.meets(Fault.resetAfter(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GetObject brings no file");
        assertThatCode(() -> reads.meets(Fault.answerCutOff())).doesNotThrowAnyException();
        assertThatCode(() -> STUB.account().next(PUT_OBJECT).meets(Fault.resetAfter(1)))
                .doesNotThrowAnyException();
    }
}
