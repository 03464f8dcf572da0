package dev.otastub.contracts.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.suppressed;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The mock as a parameter. */
final class ContractMockExtensionTest {

    private static final String TICKET = "GenerateOTAUploadURL as JSON";

    private static Events ran(Class<?> test) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(test))
                .execute()
                .testEvents();
    }

    private static void assertThatOneOf(Class<?> test, Condition<Event> ended) {
        ran(test).assertThatEvents().haveExactly(1, event(ended));
    }

    static final class Keeping {
        static final ConcurrentLinkedQueue<ContractMock> MOCKS = new ConcurrentLinkedQueue<>();

        @Test
        @ExpectsContract(TICKET)
        void keeps(ContractMock mock) throws Exception {
            MOCKS.add(mock);
            assertThat(IotSdk.TEA.ticket(mock.hostPort(), "").host()).isEqualTo(mock.url());
        }
    }

    @Test
    void a_test_whose_client_keeps_the_contract_passes_and_its_mock_is_stopped() throws Exception {
        Condition<Event> passed = event(test("keeps"), finishedSuccessfully());

        ran(Keeping.class).assertThatEvents().haveExactly(1, passed);

        assertThat(IotSdk.LEGACY.ticket(Keeping.MOCKS.remove().hostPort(), "").code())
                .startsWith("SDK.");
    }

    static final class NeverCalling {
        @Test
        @ExpectsContract(TICKET)
        void does_nothing(ContractMock mock) {
            assertThat(mock.toString()).contains(TICKET);
        }
    }

    @Test
    void a_test_whose_client_breaks_it_fails() {
        assertThatOneOf(
                NeverCalling.class,
                finishedWithFailure(
                        instanceOf(AssertionError.class),
                        message("The contract is not kept.\n- Never used: \"" + TICKET + "\"")));
    }

    static final class WithoutItsMock {
        @Test
        @ExpectsContract(TICKET)
        void checks_nothing() {
            throw new IllegalStateException("It began.");
        }
    }

    @Test
    void a_method_that_names_interactions_and_takes_no_mock_fails_before_it_begins() {
        assertThatOneOf(
                WithoutItsMock.class,
                finishedWithFailure(
                        instanceOf(ExtensionConfigurationException.class),
                        message("@ExpectsContract on checks_nothing checks nothing, for the method takes no mock:"
                                + " add a parameter of type ContractMock.")));
    }

    @ExpectsContract(TICKET)
    static final class TakenBeforehand {
        @BeforeEach
        void beforehand(ContractMock mock) throws Exception {
            IotSdk.LEGACY.ticket(mock.hostPort(), "");
        }

        @Test
        @ExpectsContract(TICKET)
        void leaves_it_to_the_other() {
            assertThat(TICKET).isNotEmpty();
        }
    }

    @ExpectsContract(TICKET)
    static final class NamedForOthers {
        @Test
        void needs_none() {
            assertThat(TICKET).isNotEmpty();
        }
    }

    @Test
    void a_mock_of_before_each_will_do_and_a_class_obliges_no_method() {
        ran(TakenBeforehand.class).assertStatistics(statistics -> statistics.succeeded(1));
        ran(NamedForOthers.class).assertStatistics(statistics -> statistics.succeeded(1));
    }

    static final class FailingAnyway {
        @Test
        @ExpectsContract(TICKET)
        void fails(ContractMock mock) {
            throw new IllegalStateException("no ticket from " + mock.hostPort().substring(0, 4));
        }
    }

    @Test
    void a_test_that_fails_anyway_says_besides_what_the_mock_saw() {
        assertThatOneOf(
                FailingAnyway.class,
                finishedWithFailure(
                        instanceOf(IllegalStateException.class),
                        message("no ticket from 127."),
                        suppressed(0, message("The contract is not kept.\n- Never used: \"" + TICKET + "\""))));
    }

    @ExpectsContract(TICKET)
    static final class OnTheClass {
        @BeforeEach
        void beforehand(ContractMock mock) throws Exception {
            IotSdk.LEGACY.ticket(mock.hostPort(), "");
        }

        @Test
        void has_called_before_it_began(ContractMock mock) {
            assertThat(mock.hostPort()).startsWith("127.0.0.1:");
        }

        @Test
        @ExpectsContract("GenerateOTAUploadURL as JSON: Throttling.User")
        void has_its_own(ContractMock mock) throws Exception {
            assertThat(IotSdk.LEGACY.ticket(mock.hostPort(), "").code()).isEqualTo("Throttling.User");
        }

        @Nested
        final class Within {
            @Test
            void takes_it_over(ContractMock mock) {
                assertThat(mock.toString()).contains(TICKET);
            }
        }
    }

    @Test
    void a_class_names_them_for_its_methods_and_those_nested_in_it() {
        ran(OnTheClass.class).assertStatistics(statistics -> statistics.succeeded(3));
    }

    @ExpectsContract("GenerateOTAUploadURL as YAML")
    static final class Misspelt {
        @Test
        void never_begins(ContractMock mock) {
            mock.verify();
        }
    }

    @Test
    void a_name_that_is_not_published_is_told() {
        assertThatOneOf(
                Misspelt.class,
                finishedWithFailure(
                        instanceOf(ParameterResolutionException.class),
                        message(text ->
                                text.contains("No published interaction is called \"GenerateOTAUploadURL as YAML\""))));
    }
}
