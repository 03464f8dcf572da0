package dev.otastub.wiremock;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import dev.otastub.TestAccount;
import dev.otastub.testing.AccountCalls;
import dev.otastub.testing.UploadTicket;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a test in another language does, with JSON over HTTP alone. */
class ControlOverHttpTest {

    private final OtaStub stub = OtaStub.start(OtaStubOptions.defaults());

    @AfterEach
    void stop() {
        stub.close();
    }

    private String created(String body) {
        return given().body(body)
                .post(stub.url() + "/__admin/ota/accounts")
                .then()
                .statusCode(201)
                .extract()
                .path("uid");
    }

    private Response post(String uid, String what, String body) {
        return given().body(body).post(stub.url() + "/__admin/ota/accounts/" + uid + "/" + what);
    }

    private Response get(String uid, String what) {
        return given().get(stub.url() + "/__admin/ota/accounts/" + uid + "/" + what);
    }

    private AccountCalls calls(String uid) {
        return new AccountCalls(stub, stub.account(uid).orElseThrow());
    }

    @Test
    void an_account_is_made_used_and_removed() {
        String uid = created("");

        assertThat(calls(uid).generate().statusCode()).isEqualTo(200);
        TestAccount account = stub.account(uid).orElseThrow();
        given().delete(stub.url() + "/__admin/ota/accounts/" + uid).then().statusCode(204);
        assertThat(new AccountCalls(stub, account).generate().statusCode()).isEqualTo(404);
    }

    @Test
    void an_account_can_have_the_keys_that_its_maker_wants() {
        String uid = created("{\"keys\": [{\"id\": \"mine\", \"secret\": \"my-secret\"}], \"callsPerSecond\": 1}");

        TestAccount account = stub.account(uid).orElseThrow();
        assertThat(account.accessKeyId()).isEqualTo("mine");
        account.clock().freeze();
        assertThat(calls(uid).generate().statusCode()).isEqualTo(200);
        assertThat(calls(uid).generate().jsonPath().getString("Code")).isEqualTo("Throttling.User");
    }

    @Test
    void an_account_goes_when_its_time_is_over() {
        String uid = created("{\"timeToLive\": \"PT0.1S\"}");
        String other = created("{\"timeToLive\": \"PT1H\"}");

        await().until(() -> stub.account(uid).isEmpty());
        assertThat(stub.account(other)).isPresent();
    }

    @Test
    void a_configured_account_is_not_removed() {
        given().delete(stub.url() + "/__admin/ota/accounts/1234567890123456")
                .then()
                .statusCode(409);
        assertThat(stub.defaultAccount().uid()).isEqualTo("1234567890123456");
    }

    @Test
    void the_time_of_an_account_is_moved_and_an_upload_is_late() {
        String uid = created("");
        UploadTicket ticket = calls(uid).ticket();
        post(uid, "clock", "{\"advance\": \"PT61S\"}").then().statusCode(200);

        assertThat(ticket.upload(new byte[] {1}).statusCode()).isEqualTo(403);
        assertThat(get(uid, "refusals").jsonPath().getString("items[0].cause"))
                .isEqualTo("PostObjectError.POLICY_EXPIRED");
        assertThat(stub.clock().isMoved()).isFalse();
    }

    @Test
    void an_error_is_ordered_met_and_gone() {
        String uid = created("");
        post(uid, "errors", "{\"error\": \"IotError.SYSTEM_EXCEPTION\", \"operation\": \"GenerateOTAUploadURL\"}")
                .then()
                .statusCode(201);

        assertThat(calls(uid).generate().jsonPath().getString("Code")).isEqualTo("iot.system.SystemException");
        assertThat(calls(uid).generate().jsonPath().getBoolean("Success")).isTrue();
        assertThat(get(uid, "errors").jsonPath().getList("items")).isEmpty();
    }

    @Test
    void an_error_for_all_is_met_by_all_until_it_is_cleared() {
        given().body("{\"error\": \"GatewayError.USER_FLOW_CONTROL\", \"untilCleared\": true}")
                .post(stub.url() + "/__admin/ota/errors")
                .then()
                .statusCode(201);
        String uid = created("");

        assertThat(calls(uid).generate().jsonPath().getString("Code")).isEqualTo("Throttling.User");
        given().delete(stub.url() + "/__admin/ota/errors").then().statusCode(204);
        assertThat(calls(uid).generate().statusCode()).isEqualTo(200);
    }

    @Test
    void a_fault_is_ordered_and_met() {
        String uid = created("");
        UploadTicket ticket = calls(uid).ticket();
        post(uid, "faults", "{\"spoiled\": \"EMPTY\", \"operation\": \"PostObject\"}")
                .then()
                .statusCode(201);

        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> ticket.upload(new byte[] {1})))
                .isNotNull();
        assertThat(get(uid, "uploads").jsonPath().getList("items")).hasSize(1);
    }

    @Test
    void the_bytes_of_an_upload_stream_from_the_path_that_is_told() {
        String uid = created("");
        calls(uid).ticket().upload(new byte[] {1, 2, 3});

        String bytes = get(uid, "uploads").jsonPath().getString("items[0].bytes");

        assertThat(given().urlEncodingEnabled(false).get(stub.url() + bytes).asByteArray())
                .isEqualTo(new byte[] {1, 2, 3});
    }

    @Test
    void an_account_is_reset_and_another_is_not() {
        String uid = created("");
        String other = created("");
        calls(uid).ticket().upload(new byte[] {1});
        calls(other).ticket().upload(new byte[] {1});
        post(uid, "clock", "{\"freeze\": true}");
        post(uid, "reset", "").then().statusCode(204);

        assertThat(get(uid, "uploads").jsonPath().getList("items")).isEmpty();
        assertThat(get(uid, "clock").jsonPath().getBoolean("frozen")).isFalse();
        assertThat(get(other, "uploads").jsonPath().getList("items")).hasSize(1);
    }

    @Test
    void all_is_reset_and_the_accounts_stay() {
        String uid = created("");
        calls(uid).ticket().upload(new byte[] {1});
        given().body("{\"advance\": \"PT1H\"}")
                .post(stub.url() + "/__admin/ota/clock")
                .then()
                .statusCode(200);
        given().post(stub.url() + "/__admin/ota/reset").then().statusCode(204);

        assertThat(get(uid, "uploads").jsonPath().getList("items")).isEmpty();
        assertThat(stub.clock().isMoved()).isFalse();
        assertThat(calls(uid).generate().statusCode()).isEqualTo(200);
    }

    @Test
    void a_server_that_all_tests_share_is_not_changed_for_all() {
        String shared = OtaStub.shared().url() + "/__admin/ota";

        given().body("{\"advance\": \"PT1H\"}").post(shared + "/clock").then().statusCode(409);
        given().body("{\"error\": \"IotError.SYSTEM_EXCEPTION\"}")
                .post(shared + "/errors")
                .then()
                .statusCode(409);
        given().body("{\"spoiled\": \"RESET\"}").post(shared + "/faults").then().statusCode(409);
        given().body("{}").post(shared + "/withheld-continue").then().statusCode(409);
        given().post(shared + "/reset").then().statusCode(409);
    }
}
