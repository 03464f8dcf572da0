package dev.otastub.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.TestAccount;
import dev.otastub.junit5.InjectOtaStub;
import dev.otastub.junit5.OtaStubTest;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestInstance;

/** An instance for all tests has the account of the class, and its tests have their own. */
@OtaStubTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneInstanceTest {

    private final TestAccount ofTheClass;
    private final Set<String> used = new HashSet<>();

    @InjectOtaStub
    private TestAccount injected;

    OneInstanceTest(TestAccount account) {
        ofTheClass = account;
        used.add(account.uid());
    }

    @RepeatedTest(2)
    void each_test_has_an_account_of_its_own(TestAccount account) {
        assertThat(used.add(account.uid())).isTrue();
        assertThat(injected.uid()).isEqualTo(ofTheClass.uid());
    }
}
