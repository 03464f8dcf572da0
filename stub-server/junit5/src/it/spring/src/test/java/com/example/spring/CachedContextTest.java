package com.example.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.OtaStub;
import dev.otastub.TestAccount;
import dev.otastub.junit5.AccountScope;
import dev.otastub.junit5.OtaStubTest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Two classes with one configuration, for which Spring makes the application once. */
class CachedContextTest {

    private static final Set<TicketService> SERVICES = ConcurrentHashMap.newKeySet();

    @SpringBootTest
    @OtaStubTest(account = AccountScope.SHARED)
    abstract static class WithTheCloud {
        @DynamicPropertySource
        static void cloud(DynamicPropertyRegistry registry) {
            registry.add("firmware.endpoint", () -> OtaStub.shared().hostPort());
            registry.add("firmware.access-key-id", () -> OtaStub.shared().account().accessKeyId());
            registry.add("firmware.access-key-secret", () -> OtaStub.shared().account().accessKeySecret());
        }

        @Test
        void the_application_of_another_class_still_works(@Autowired TicketService tickets, TestAccount account)
                throws Exception {
            SERVICES.add(tickets);
            assertThat(SERVICES).hasSize(1);
            assertThat(tickets.nextKey()).startsWith("ota/");
        }
    }

    @org.junit.jupiter.api.Nested
    class One extends WithTheCloud {}

    @org.junit.jupiter.api.Nested
    class Other extends WithTheCloud {}
}
