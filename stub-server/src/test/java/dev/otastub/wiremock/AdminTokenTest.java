package dev.otastub.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has not the token has no admin routes. */
class AdminTokenTest {

    private static final String TOKEN = "0123456789abcdef";

    private static OtaStub stub;

    @BeforeAll
    static void start() {
        stub = OtaStub.start(OtaStubOptions.builder()
                .adminToken(TOKEN)
                .bind("0.0.0.0")
                .httpsPort(0)
                .build());
    }

    @AfterAll
    static void stop() {
        stub.close();
    }

    private static RequestSpecification caller() {
        return given().baseUri(stub.url()).redirects().follow(false).urlEncodingEnabled(false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/__admin/",
                "/__admin/mappings",
                "/__admin/requests",
                "/__admin/ota/sign?Action=GenerateOTAUploadURL",
                "/__admin/swagger-ui/",
                "/__admin/docs",
                "/__admin/health/",
                "/__admin/health;x",
                "/__admin/health/../mappings",
                "/__admin/%68ealth",
                "/%5F_admin/mappings",
            })
    void without_the_token_there_is_nothing(String path) {
        caller().get(path).then().statusCode(401);
    }

    /** Nor under paths that are an object's. */
    @ParameterizedTest
    @ValueSource(
            strings = {"//__admin/mappings", "/x/../__admin/mappings", "/__admin%2Fmappings", "/;x/__admin/mappings"})
    void there_is_no_way_around(String path) {
        assertThat(caller().get(path).statusCode()).isBetween(400, 499);
    }

    @Test
    void whoever_has_none_is_told_how_to_send_it() {
        caller().get("/__admin/mappings")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer realm=\"ota-stub\"")
                .body(containsString("X-Ota-Stub-Admin-Token"), containsString("--admin-token"));
    }

    @ParameterizedTest
    @CsvSource({
        "X-Ota-Stub-Admin-Token, 0123456789abcdef, 200",
        "X-Ota-Stub-Admin-Token, 0123456789abcdeF, 401",
        "X-Ota-Stub-Admin-Token, 0123456789abcde, 401",
        "X-Ota-Stub-Admin-Token, '', 401",
        "Authorization, Bearer 0123456789abcdef, 200",
        "Authorization, bearer 0123456789abcdef, 200",
        "Authorization, 0123456789abcdef, 401",
        "Authorization, Basic 0123456789abcdef, 401",
    })
    void the_token_opens_and_nothing_else(String header, String value, int status) {
        caller().header(header, value).get("/__admin/mappings").then().statusCode(status);
    }

    @Test
    void nothing_can_be_changed_without_it() {
        for (RequestSpecification unarmed : List.of(caller(), caller().header("X-Ota-Stub-Admin-Token", "wrong"))) {
            unarmed.body("{}").post("/__admin/mappings").then().statusCode(401);
            unarmed.delete("/__admin/mappings").then().statusCode(401);
            unarmed.post("/__admin/shutdown").then().statusCode(401);
        }

        assertThat(stub.wireMock().getStubMappings()).hasSize(3);
    }

    @Test
    void health_and_the_authority_are_told_to_everybody() {
        caller().get("/__admin/health").then().statusCode(200).body("status", equalTo("healthy"));
        caller().get("/__admin/ota/ca.pem").then().statusCode(200).body(equalTo(stub.caPem()));
        caller().post("/__admin/health").then().statusCode(401);
    }

    @Test
    void the_cloud_asks_for_none() {
        String signed = caller().header("X-Ota-Stub-Admin-Token", TOKEN)
                .get("/__admin/ota/sign?Action=GenerateOTAUploadURL")
                .then()
                .statusCode(307)
                .extract()
                .header("Location");

        caller().get(signed).then().statusCode(200).body("Success", equalTo(true));
    }

    @Test
    void the_server_in_this_process_asks_for_none() {
        stub.wireMock().stubFor(get("/mine").willReturn(aResponse().withStatus(202)));

        caller().get("/mine").then().statusCode(202);
        stub.wireMock().resetMappings();
    }

    @Test
    void a_web_page_is_refused_token_or_not() {
        caller().header("Origin", "https://page.example")
                .header("X-Ota-Stub-Admin-Token", TOKEN)
                .get("/__admin/requests")
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::"})
    void a_stub_that_others_can_reach_wants_a_token(String bind) {
        assertThatThrownBy(
                        () -> OtaStub.start(OtaStubOptions.builder().bind(bind).build()))
                .isInstanceOf(OtaStub.StartFailure.class)
                .hasMessageContaining("Listening on " + bind)
                .hasMessageContaining("--admin-token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void a_stub_on_a_loopback_address_wants_none(String bind) {
        try (OtaStub here = OtaStub.start(OtaStubOptions.builder().bind(bind).build())) {
            given().baseUri(here.url()).get("/__admin/mappings").then().statusCode(200);
        }
    }
}
