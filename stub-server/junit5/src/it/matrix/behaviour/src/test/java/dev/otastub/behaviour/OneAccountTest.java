package dev.otastub.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.OtaStub;
import dev.otastub.TestAccount;
import dev.otastub.junit5.AccountScope;
import dev.otastub.junit5.OtaStubTest;
import dev.otastub.rpc.GatewayError;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;

/** All tests of a class have one account, which is as new for each. */
@OtaStubTest(account = AccountScope.PER_CLASS)
class OneAccountTest {

    private static String uid;

    @BeforeAll
    static void note(TestAccount account) {
        uid = account.uid();
    }

    @RepeatedTest(2)
    void it_is_reset(OtaStub stub, TestAccount account) throws Exception {
        assertThat(account.uid()).isEqualTo(uid).isNotEqualTo(stub.account().uid());
        assertThat(account.uploads()).isEmpty();
        assertThat(account.refusals()).isEmpty();

        Client client = Client.of(stub);
        assertThat(client.upload(client.ticketOf(account), "firmware").statusCode())
                .isEqualTo(204);
        account.next().untilCleared().fails(GatewayError.USER_FLOW_CONTROL);
        assertThat(client.generateOtaUploadUrl(account).statusCode()).isEqualTo(400);

        assertThat(account.uploads()).hasSize(1);
        assertThat(account.refusals()).hasSize(1);
    }
}
