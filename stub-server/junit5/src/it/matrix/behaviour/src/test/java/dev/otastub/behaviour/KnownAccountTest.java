package dev.otastub.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.OtaStub;
import dev.otastub.TestAccount;
import dev.otastub.junit5.AccountScope;
import dev.otastub.junit5.OtaStubTest;
import org.junit.jupiter.api.RepeatedTest;

/** All classes have one account, whose keys are known beforehand. */
@OtaStubTest(account = AccountScope.SHARED)
class KnownAccountTest {

    @RepeatedTest(2)
    void it_is_reset(OtaStub stub, TestAccount account) throws Exception {
        assertThat(account.accessKeyId()).isEqualTo("testid");
        assertThat(account.accessKeySecret()).isEqualTo("testsecret");
        assertThat(account.uploads()).isEmpty();

        Client client = Client.of(stub);
        client.upload(client.ticket(), "firmware");

        assertThat(account.uploads()).hasSize(1);
        assertThat(OtaStub.shared().account().uploads()).hasSize(1);
    }
}
