package dev.otastub.wiremock;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import dev.otastub.testing.RawHttp;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The admin API is for the developer, not for web pages, and not for filling the memory. */
class AdminGuardTest {

    private static OtaStub stub;

    @BeforeAll
    static void start() {
        stub = OtaStub.start(OtaStubOptions.defaults());
    }

    @AfterAll
    static void stop() {
        stub.close();
    }

    @Test
    void a_web_page_of_another_origin_is_answered_nothing() {
        given().baseUri(stub.url())
                .header("Origin", "https://page.example")
                .get("/__admin/requests")
                .then()
                .statusCode(403);
        given().baseUri(stub.url())
                .header("Origin", "https://page.example")
                .body("{}")
                .post("/__admin/mappings")
                .then()
                .statusCode(403);
        assertThat(stub.wireMock().getStubMappings()).hasSize(3);
    }

    @Test
    void the_stubs_own_pages_and_other_clients_are_answered() {
        given().baseUri(stub.url())
                .header("Origin", stub.url())
                .get("/__admin/mappings")
                .then()
                .statusCode(200);
        given().baseUri(stub.url()).get("/__admin/mappings").then().statusCode(200);
    }

    @Test
    void a_body_as_large_as_a_file_is_refused_whether_its_length_is_told_or_not() throws Exception {
        String head = "POST /__admin/mappings HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";
        String told = head + "Content-Length: 20000000\r\n\r\n" + "a".repeat(20_000_000);
        String chunked =
                head + "Transfer-Encoding: chunked\r\n\r\n1312D00\r\n" + "a".repeat(0x1312D00) + "\r\n0\r\n\r\n";
        for (String request : new String[] {told, chunked}) {
            assertThat(RawHttp.send(stub.port(), request.getBytes(StandardCharsets.ISO_8859_1))
                            .status())
                    .isEqualTo(413);
        }
    }
}
