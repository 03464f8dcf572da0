package com.example.spring;

import static dev.otastub.core.CloudOperation.GENERATE_OTA_UPLOAD_URL;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otastub.OtaStub;
import dev.otastub.TestAccount;
import dev.otastub.junit5.AccountScope;
import dev.otastub.junit5.OtaStubTest;
import dev.otastub.rpc.GatewayError;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

// snippet: spring
@SpringBootTest
@OtaStubTest(account = AccountScope.SHARED)
abstract class CloudTest {
    @DynamicPropertySource
    static void cloud(DynamicPropertyRegistry registry) {
        registry.add("firmware.endpoint", () -> OtaStub.shared().hostPort());
        registry.add("firmware.access-key-id", () -> OtaStub.shared().account().accessKeyId());
        registry.add(
                "firmware.access-key-secret", () -> OtaStub.shared().account().accessKeySecret());
    }
}

class TicketServiceTest extends CloudTest {
    @Test
    void throttling_is_told(@Autowired TicketService tickets, TestAccount account) {
        account.next(GENERATE_OTA_UPLOAD_URL).fails(GatewayError.USER_FLOW_CONTROL);

        assertThatThrownBy(tickets::nextKey).hasMessageContaining("denied due to user flow control");
    }
}
// end
