package dev.otastub.contracts.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
final class UsageTrackingTest {

    private static final String PROPERTY = "pact_do_not_track";

    @BeforeEach
    void forget() {
        System.clearProperty(PROPERTY);
    }

    @AfterEach
    void switchOff() {
        System.setProperty(PROPERTY, "true");
    }

    @Test
    void a_mock_switches_it_off() {
        ContractMock.expecting("GenerateOTAUploadURL as JSON").close();

        assertThat(System.getProperty(PROPERTY)).isEqualTo("true");
    }

    @Test
    void it_is_off_without_anybody_s_saying_so() {
        UsageTracking.off();

        assertThat(System.getProperty(PROPERTY)).isEqualTo("true");
    }

    @Test
    void what_a_user_has_decided_stays() {
        System.setProperty(PROPERTY, "false");

        UsageTracking.off();

        assertThat(System.getProperty(PROPERTY)).isEqualTo("false");
    }
}
