package dev.otastub;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.otastub.testing.UploadTicket;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the stub has can be looked at over HTTP, a page at a time and without a secret. */
final class StateRoutesTest {

    private OtaStub stub;

    @BeforeEach
    void start() {
        stub = OtaStub.start(OtaStubOptions.builder()
                .frozenAt(Instant.parse("2026-11-22T11:50:16Z"))
                .strictCallerTime(true)
                .build());
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private ValidatableResponse get(String path) {
        return given().baseUri(stub.url()).get("/__admin/ota/" + path).then();
    }

    private JsonPath json(String path) {
        return get(path)
                .statusCode(200)
                .contentType("application/json")
                .extract()
                .jsonPath();
    }

    private UploadTicket uploaded() {
        UploadTicket ticket = UploadTicket.from(stub);
        assertThat(ticket.upload(new byte[] {1, 2, 3}).statusCode()).isEqualTo(200);
        return ticket;
    }

    private void create(UploadTicket ticket, String name) {
        given().baseUri(stub.url())
                .queryParam("Action", "CreateOTAFirmware")
                .queryParam("FirmwareName", name)
                .queryParam("DestVersion", name)
                .queryParam("FirmwareUrl", ticket.firmwareUrl())
                .get("/__admin/ota/sign")
                .then()
                .body("Success", equalTo(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"state", ""})
    void the_state_is_summed_up(String path) {
        create(uploaded(), "one");
        uploaded();

        json(path)
                .<String>getList("lists")
                .forEach(list -> given().baseUri(stub.url()).get(list).then().statusCode(200));
        get(path)
                .body("clock", equalTo("2026-11-22T11:50:16Z"))
                .body("frozen", equalTo(true))
                .body("accounts", equalTo(1))
                .body("objects", equalTo(2))
                .body("uploadsUnderWay", equalTo(0))
                .body("firmware", equalTo(1));
    }

    @Test
    void accounts_are_shown_without_their_secrets() {
        String body = get("accounts")
                .statusCode(200)
                .body("items[0].uid", equalTo("1234567890123456"))
                .body("items[0].keys[0].id", equalTo("testid"))
                .body("items[0].keys[0].active", equalTo(true))
                .body("items[0].ramUsers[0]", equalTo("ram-user"))
                .extract()
                .asString();

        assertThat(body).doesNotContain("testsecret", "OtaStubIssuingPairSecret");
    }

    @Test
    void an_upload_says_whether_it_is_claimed_and_when_it_goes_if_not() {
        UploadTicket ticket = uploaded();

        get("uploads")
                .body("items[0].key", equalTo(ticket.key()))
                .body("items[0].bucket", equalTo("iotx-ota"))
                .body("items[0].account", equalTo("1234567890123456"))
                .body("items[0].size", equalTo(3))
                .body("items[0].md5", equalTo("5289df737df57326fcdd22597afb1fac"))
                .body("items[0].claimed", equalTo(false))
                .body("items[0].deletedAt", equalTo("2026-11-22T12:50:16Z"));

        create(ticket, "one");

        get("uploads").body("items[0].claimed", equalTo(true));
        assertThat(json("uploads").getMap("items[0]")).doesNotContainKey("deletedAt");
    }

    @Test
    void a_package_names_its_files() {
        UploadTicket ticket = uploaded();
        create(ticket, "one");

        get("firmware")
                .body("items[0].name", equalTo("one"))
                .body("items[0].destVersion", equalTo("one"))
                .body("items[0].account", equalTo("1234567890123456"))
                .body("items[0].files[0].key", equalTo(ticket.key()));
    }

    @Test
    void an_issued_url_says_how_long_it_is_good_and_is_gone_then() {
        UploadTicket ticket = UploadTicket.from(stub);
        stub.clock().advance(Duration.ofSeconds(59));

        get("issued-urls")
                .body("items[0].key", equalTo(ticket.key()))
                .body("items[0].url", equalTo(ticket.firmwareUrl()))
                .body("items[0].operation", equalTo("GenerateOTAUploadURL"))
                .body("items[0].secondsLeft", equalTo(1));

        stub.clock().advance(Duration.ofSeconds(1));
        assertThat(json("issued-urls").getList("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"uploads", "firmware", "issued-urls"})
    void pages_follow_one_another_until_the_last(String list) {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            create(uploaded(), name);
        }

        List<Object> all = json(list).getList("items");
        List<Object> paged = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        String after = "";
        while (after != null) {
            JsonPath page = given().baseUri(stub.url())
                    .queryParam("limit", 2)
                    .queryParam("after", after)
                    .get("/__admin/ota/" + list)
                    .jsonPath();
            paged.addAll(page.getList("items"));
            sizes.add(page.getList("items").size());
            after = page.getString("next");
        }

        assertThat(all).hasSize(5);
        assertThat(paged).isEqualTo(all);
        assertThat(sizes).containsExactly(2, 2, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "-1", "ten", "99999999999"})
    void a_page_of_another_length_is_refused_with_a_sentence(String limit) {
        get("uploads?limit=" + limit)
                .statusCode(400)
                .body(containsString("limit is '" + limit + "'; it can be 1 to 1000"));
    }
}
