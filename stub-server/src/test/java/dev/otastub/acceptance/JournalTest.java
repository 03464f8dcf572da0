package dev.otastub.acceptance;

import static com.github.tomakehurst.wiremock.client.WireMock.aMultipart;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.VerificationException;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.otastub.GeneratedFile;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** WireMock's journal and {@code verify} know uploads by their fields, and never hold a file. */
final class JournalTest {

    private static final GeneratedFile FILE = GeneratedFile.of(5_000_000);
    private static final int MOST_LOGGED = 64 * 1024;

    private final OtaStub stub = OtaStub.start(OtaStubOptions.defaults());
    private UploadForm form = new UploadForm(Map.of(), FILE);

    @BeforeEach
    void upload() throws Exception {
        form = UploadForm.askedOf(stub, FILE);
        assertThat(UploadClient.HTTP_CLIENT_5.send(stub.url(), form).status()).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void an_upload_is_verified_by_its_fields() {
        stub.wireMock()
                .verify(
                        1,
                        postRequestedFor(urlEqualTo("/"))
                                .withRequestBodyPart(aMultipart("key")
                                        .withBody(equalTo(form.key()))
                                        .build()));
        stub.wireMock()
                .verify(
                        0,
                        postRequestedFor(anyUrl())
                                .withAnyRequestBodyPart(aMultipart("key").withBody(equalTo("ota/another.bin"))));
    }

    @Test
    void a_call_is_verified_by_its_parameters() {
        stub.wireMock()
                .verify(
                        1,
                        postRequestedFor(urlPathEqualTo("/"))
                                .withQueryParam("Action", equalTo("GenerateOTAUploadURL")));
    }

    @Test
    void a_verification_that_fails_tells_what_came_instead() {
        assertThatThrownBy(() -> stub.wireMock().verify(1, getRequestedFor(urlEqualTo("/nowhere"))))
                .isInstanceOf(VerificationException.class)
                .hasMessageContaining("/nowhere");
    }

    @Test
    void the_journal_never_holds_a_file() throws Exception {
        UploadForm wrong = form.with("signature", "wrong");
        assertThat(UploadClient.JDK_CHUNKED.send(stub.url(), wrong).status()).isEqualTo(403);

        List<ServeEvent> events = stub.wireMock().getAllServeEvents();

        assertThat(events).hasSize(3).allSatisfy(event -> {
            assertThat(event.getRequest().getBody().length).isLessThan(MOST_LOGGED);
            assertThat(event.getResponse().getBody().length).isLessThanOrEqualTo(MOST_LOGGED);
            assertThat(event.getWasMatched()).isTrue();
        });
    }

    @Test
    void a_refusal_and_its_reason_are_in_the_journal() throws Exception {
        UploadClient.JDK.send(stub.url(), form.with("signature", "wrong"));

        ServeEvent last = stub.wireMock().getAllServeEvents().get(0);

        assertThat(last.getSubEvents()).singleElement().satisfies(event -> {
            assertThat(event.getType()).isEqualTo("OTA_STUB_REFUSAL");
            assertThat(event.getData()).containsEntry("code", "SignatureDoesNotMatch");
        });
    }

    @Test
    void near_misses_are_found_for_requests_of_all_kinds() {
        List<LoggedRequest> requests = stub.wireMock().findAll(anyRequestedFor(anyUrl()));

        assertThat(requests)
                .hasSize(2)
                .allSatisfy(request -> assertThat(
                                stub.wireMock().findTopNearMissesFor(request).getNearMisses())
                        .isNotNull());
        assertThat(stub.wireMock().findAllUnmatchedRequests()).isEmpty();
        assertThat(stub.wireMock().findNearMissesForAllUnmatchedRequests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, requests, ",
        "GET, requests/unmatched, ",
        "GET, requests/unmatched/near-misses, ",
        "POST, requests/count, {\"method\":\"POST\"}",
        "POST, requests/find, {\"method\":\"POST\"}",
        "POST, near-misses/request-pattern, {\"method\":\"PUT\"}",
        "POST, near-misses/request, '{\"method\":\"POST\",\"url\":\"/\",\"absoluteUrl\":\"http://127.0.0.1/\"}'",
        "GET, mappings, ",
        "GET, mappings/unmatched, ",
        "GET, scenarios, ",
        "GET, health, "
    })
    void the_admin_routes_work_with_uploads_in_the_journal(String method, String path, @Nullable String body) {
        var request = given().baseUri(stub.url()).contentType("application/json");
        if (body != null) {
            request.body(body);
        }

        request.request(method, "/__admin/" + path).then().log().ifError().statusCode(200);
    }
}
