package dev.otastub;

import static dev.otastub.core.CloudOperation.CREATE_OTA_FIRMWARE;
import static dev.otastub.core.CloudOperation.GENERATE_OTA_UPLOAD_URL;
import static dev.otastub.core.CloudOperation.GET_OBJECT;
import static dev.otastub.core.CloudOperation.POST_OBJECT;
import static dev.otastub.core.CloudOperation.PUT_OBJECT;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.otastub.account.AccessKey;
import dev.otastub.account.RamUser;
import dev.otastub.iot.IotError;
import dev.otastub.oss.OssError;
import dev.otastub.oss.PostObjectError;
import dev.otastub.rpc.GatewayError;
import dev.otastub.rpc.RequestSigner;
import dev.otastub.signature.Parameter;
import dev.otastub.signature.Parameters;
import dev.otastub.testing.AccountCalls;
import dev.otastub.testing.RawHttp;
import dev.otastub.testing.UploadTicket;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a test orders by the handles is what its clients get. */
final class OrderedErrorsTest {

    private static final byte[] FILE = {1, 2, 3};
    private static final AccessKey RAM_KEY = AccessKey.of("ramid", "ramsecret");

    private final OtaStub stub = OtaStub.start(OtaStubOptions.builder()
            .accounts(OtaStubAccount.builder("1000000000000001")
                    .keys(AccessKey.of("ownerid", "ownersecret"))
                    .ramUsers(new RamUser("ci", RAM_KEY))
                    .build())
            .log(line -> {})
            .build());
    private final TestAccount account = stub.newAccount();
    private final AccountCalls calls = new AccountCalls(stub, account);

    @AfterEach
    void stop() {
        stub.close();
    }

    private static String code(Response answer) {
        return answer.jsonPath().getString("Code");
    }

    @Test
    void a_refusal_of_an_operation_is_met_by_its_next_call_and_no_other() {
        account.next(GENERATE_OTA_UPLOAD_URL).fails(IotError.SYSTEM_EXCEPTION);

        assertThat(code(calls.call("ListOTAFirmware", Map.of("CurrentPage", "1", "PageSize", "10"))))
                .isNull();
        Response answer = calls.generate();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getBoolean("Success")).isFalse();
        assertThat(code(answer)).isEqualTo(IotError.SYSTEM_EXCEPTION.code());
        assertThat(code(calls.generate())).isNull();
    }

    @Test
    void a_refusal_for_the_next_two_calls_ends_with_them() {
        account.next(GENERATE_OTA_UPLOAD_URL).times(2).fails(GatewayError.USER_FLOW_CONTROL);

        assertThat(List.of(calls.generate(), calls.generate(), calls.generate()))
                .extracting(Response::statusCode)
                .containsExactly(400, 400, 200);
    }

    @Test
    void a_refusal_until_it_is_cleared_stays_until_then() {
        account.next().untilCleared().fails(GatewayError.SERVICE_UNAVAILABLE);

        assertThat(List.of(calls.generate(), calls.generate(), calls.generate()))
                .extracting(Response::statusCode)
                .containsOnly(503);
        account.clearOrders();
        assertThat(calls.generate().statusCode()).isEqualTo(200);
    }

    @Test
    void another_account_meets_nothing_of_it() {
        TestAccount other = stub.newAccount();
        other.next().untilCleared().fails(GatewayError.INTERNAL_ERROR);

        assertThat(calls.generate().statusCode()).isEqualTo(200);
        assertThat(new AccountCalls(stub, other).generate().statusCode()).isEqualTo(500);
    }

    @Test
    void what_is_ordered_of_the_stub_is_met_by_whichever_account_comes_first() {
        stub.next(GENERATE_OTA_UPLOAD_URL).fails(IotError.SYSTEM_EXCEPTION);
        stub.next(POST_OBJECT).untilCleared().fails(PostObjectError.INTERNAL_ERROR);

        assertThat(code(calls.generate())).isEqualTo(IotError.SYSTEM_EXCEPTION.code());
        UploadTicket ticket = new AccountCalls(stub, stub.newAccount()).ticket();
        assertThat(ticket.upload(FILE).statusCode()).isEqualTo(500);
        stub.clearOrders();
        assertThat(ticket.upload(FILE).statusCode()).isEqualTo(200);
    }

    @Test
    void a_refusal_by_key_is_met_by_that_key_alone() {
        TestAccount owner = stub.account();
        owner.next().by(RAM_KEY.id()).untilCleared().fails(GatewayError.RAM_FORBIDDEN);

        assertThat(new AccountCalls(stub, owner).generate().statusCode()).isEqualTo(200);
        Parameters signed = RequestSigner.signed(
                RAM_KEY,
                new Parameters(List.of(new Parameter("Action", "GenerateOTAUploadURL"))),
                Instant.now(),
                UUID.randomUUID().toString());
        assertThat(given().urlEncodingEnabled(false)
                        .get(stub.url() + "/?" + signed.encoded())
                        .statusCode())
                .isEqualTo(403);
    }

    /** Of several services an order without an operation waits for the right one. */
    @Test
    void an_error_of_oss_waits_for_a_request_to_oss() {
        account.next().fails(PostObjectError.INTERNAL_ERROR);

        UploadTicket ticket = calls.ticket();
        assertThat(ticket.upload(FILE).statusCode()).isEqualTo(500);
        assertThat(account.uploads()).isEmpty();
        assertThat(ticket.upload(FILE).statusCode()).isEqualTo(200);
    }

    @Test
    void an_upload_is_refused_by_the_condition_of_its_own_policy_and_told_so() {
        account.next(POST_OBJECT).fails(PostObjectError.FILE_TOO_LARGE, Map.of("ProposedSize", "1048576001"));

        Response answer = calls.ticket().upload(FILE);

        assertThat(answer.asString())
                .contains(
                        "<Code>EntityTooLarge</Code>",
                        "<MaxSizeAllowed>1048576000</MaxSizeAllowed>",
                        "<ProposedSize>1048576001</ProposedSize>");
        assertThat(account.refusals()).singleElement().satisfies(refused -> {
            assertThat(refused.cause()).isEqualTo(PostObjectError.FILE_TOO_LARGE);
            assertThat(refused.reason()).contains("was ordered, by account.next(...).fails(FILE_TOO_LARGE)");
        });
    }

    /** The client reads its answer, and the connection stays good: what it had sent was read. */
    @Test
    void the_body_of_a_refused_upload_is_read_to_its_end() throws IOException {
        UploadTicket ticket = calls.ticket();
        account.next(POST_OBJECT).fails(PostObjectError.SECURITY_TOKEN_EXPIRED);
        int size = 3_000_000;
        byte[] head = ticket.requestUpToFile(size);
        byte[] request = new byte[head.length + size + "\r\n--x--\r\n".length()];
        System.arraycopy(head, 0, request, 0, head.length);

        RawHttp.Answer answer = RawHttp.send(stub.port(), request);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("SecurityTokenExpired");
        assertThat(stub.uploadsUnderWay()).isZero();
    }

    @Test
    void a_put_and_a_read_are_refused_by_order_before_their_signature_is_looked_at() {
        UploadTicket ticket = calls.ticket();
        ticket.upload(FILE);
        String url = ticket.host() + "/" + ticket.key() + "?OSSAccessKeyId=" + account.issuingKeyId()
                + "&Expires=1&Signature=none";
        account.next(PUT_OBJECT).fails(PostObjectError.OBJECT_EXISTS);
        account.next(GET_OBJECT).fails(OssError.NO_SUCH_KEY);

        assertThat(given().body(new byte[100_000]).put(url).statusCode()).isEqualTo(409);
        assertThat(given().get(url).asString()).contains("<Code>NoSuchKey</Code>", "<Key>" + ticket.key() + "</Key>");
        assertThat(given().get(url).asString()).contains("Request has expired.");
        assertThat(account.uploads()).hasSize(1);
    }

    @Test
    void what_an_operation_never_fails_by_is_refused_with_a_sentence() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> account.next(CREATE_OTA_FIRMWARE).fails(PostObjectError.POLICY_EXPIRED))
                .withMessageContaining("CreateOTAFirmware never fails by POLICY_EXPIRED");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stub.next(POST_OBJECT).fails(IotError.SYSTEM_EXCEPTION))
                .withMessageContaining("PostObject never fails by SYSTEM_EXCEPTION");
    }
}
