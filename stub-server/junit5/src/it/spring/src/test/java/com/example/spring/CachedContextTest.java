package com.example.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otastub.OtaStub;
import dev.otastub.TestAccount;
import dev.otastub.rpc.GatewayError;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Classes of one configuration, for which Spring makes the application once. */
class CachedContextTest {

    private static final Set<TicketService> SERVICES = ConcurrentHashMap.newKeySet();

    abstract static class WithTheApplication extends CloudTest {

        @Autowired
        private TicketService tickets;

        @Test
        void the_application_of_another_class_still_works(OtaStub stub, TestAccount account) throws Exception {
            SERVICES.add(tickets);

            assertThat(SERVICES).hasSize(1);
            assertThat(stub).isSameAs(OtaStub.shared());
            assertThat(tickets.nextKey()).startsWith("ota/");
            assertThat(account.refusals()).isEmpty();
        }

        @Test
        void what_a_test_ordered_ends_with_it(TestAccount account) {
            account.next().untilCleared().fails(GatewayError.USER_FLOW_CONTROL);

            assertThatThrownBy(tickets::nextKey).hasMessageContaining("denied due to user flow control");
            assertThat(account.refusals()).hasSize(1);
        }
    }

    @Nested
    class One extends WithTheApplication {}

    @Nested
    class Another extends WithTheApplication {}
}
