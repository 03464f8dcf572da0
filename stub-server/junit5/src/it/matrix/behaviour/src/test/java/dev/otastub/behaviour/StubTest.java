package dev.otastub.behaviour;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToXml;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonSchema;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stub and what WireMock does for it, each by a library that another version on the class path could break. */
class StubTest {

    private static OtaStub stub;

    @BeforeAll
    static void start() {
        stub = OtaStub.start(OtaStubOptions.builder().httpsPort(0).build());
    }

    @AfterAll
    static void stop() {
        stub.close();
    }

    @Test
    void a_file_is_uploaded_over_http() throws Exception {
        Client client = Client.of(stub);
        Map<String, String> ticket = client.ticket();

        HttpResponse<String> uploaded = client.upload(ticket, "firmware");

        assertThat(uploaded.statusCode()).as(uploaded.body()).isEqualTo(204);
        assertThat(stub.objects()).anySatisfy(object -> assertThat(object.key()).isEqualTo(ticket.get("Key")));
        stub.wireMock().verify(1, postRequestedFor(anyUrl()).withRequestBody(WireMock.containing(ticket.get("Key"))));
    }

    @Test
    void a_file_is_uploaded_over_https_by_http_2() throws Exception {
        Client client = Client.overHttps(stub);
        Map<String, String> ticket = client.ticket();

        HttpResponse<String> uploaded = client.upload(ticket, "firmware");

        assertThat(ticket.get("Host")).startsWith("https:");
        assertThat(uploaded.statusCode()).as(uploaded.body()).isEqualTo(204);
        assertThat(uploaded.version()).isEqualTo(HttpClient.Version.HTTP_2);
    }

    @Test
    void a_file_that_was_changed_on_its_way_is_refused() throws Exception {
        Client client = Client.of(stub);
        Map<String, String> ticket = client.ticket();
        ticket.put("Key", "another.bin");

        HttpResponse<String> refused = client.upload(ticket, "firmware");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("<Code>AccessDenied</Code>");
    }

    @Test
    void files_packages_and_ids_outlive_the_stub_in_a_data_folder(@TempDir Path folder) throws Exception {
        OtaStubOptions options = OtaStubOptions.builder().dataDir(folder).build();
        String key;
        try (OtaStub first = OtaStub.start(options)) {
            Map<String, String> ticket = Client.of(first).ticket();
            key = ticket.get("Key");
            assertThat(Client.of(first).upload(ticket, "firmware").statusCode()).isEqualTo(204);
        }
        try (OtaStub second = OtaStub.start(options)) {
            assertThat(second.objects())
                    .singleElement()
                    .satisfies(object -> assertThat(object.key()).isEqualTo(key));
        }
    }

    @Test
    void a_stub_mapping_matches_by_json_path() throws Exception {
        stub.wireMock()
                .stubFor(post("/json-path")
                        .withRequestBody(matchingJsonPath("$.devices[?(@.id == 2)].name", equalTo("pump")))
                        .willReturn(ok("matched")));

        assertThat(posted("/json-path", "{\"devices\":[{\"id\":1},{\"id\":2,\"name\":\"pump\"}]}"))
                .isEqualTo("matched");
        assertThat(posted("/json-path", "{\"devices\":[]}")).isNotEqualTo("matched");
    }

    @Test
    void a_stub_mapping_matches_by_json_schema() throws Exception {
        stub.wireMock()
                .stubFor(post("/json-schema")
                        .withRequestBody(matchingJsonSchema("{\"type\":\"object\",\"required\":[\"name\"],"
                                + "\"properties\":{\"since\":{\"type\":\"string\",\"format\":\"date-time\"}}}"))
                        .willReturn(ok("matched")));

        assertThat(posted("/json-schema", "{\"name\":1,\"since\":\"2026-11-22T10:00:00Z\"}"))
                .isEqualTo("matched");
        assertThat(posted("/json-schema", "{}")).isNotEqualTo("matched");
    }

    @Test
    void a_stub_mapping_matches_xml_with_placeholders() throws Exception {
        stub.wireMock()
                .stubFor(post("/xml")
                        .withRequestBody(equalToXml("<a><b>${xmlunit.isNumber}</b></a>", true))
                        .willReturn(ok("matched")));

        assertThat(posted("/xml", "<a><b>7</b></a>")).isEqualTo("matched");
        assertThat(posted("/xml", "<a><b>seven</b></a>")).isNotEqualTo("matched");
    }

    @Test
    void an_answer_is_made_from_a_template() throws Exception {
        stub.wireMock()
                .stubFor(post("/template")
                        .willReturn(ok("{{jsonPath request.body '$.name'}} {{capitalize 'pump'}}")
                                .withTransformers("response-template")));

        assertThat(posted("/template", "{\"name\":\"water\"}")).isEqualTo("water Pump");
    }

    @Test
    void a_request_is_passed_on() throws Exception {
        stub.wireMock().stubFor(get("/far").willReturn(ok("from afar")));
        stub.wireMock()
                .stubFor(get("/near/far")
                        .willReturn(aResponse().proxiedFrom(stub.url()).withProxyUrlPrefixToRemove("/near")));

        assertThat(Client.of(stub).get("/near/far").body()).isEqualTo("from afar");
    }

    @Test
    void a_connection_is_reset_on_both_ports() {
        stub.wireMock()
                .stubFor(any(WireMock.urlEqualTo("/reset"))
                        .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

        assertThatThrownBy(() -> Client.of(stub).get("/reset")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Client.overHttps(stub).get("/reset")).isInstanceOf(IOException.class);
    }

    @Test
    void the_admin_routes_answer() throws Exception {
        Client client = Client.of(stub);

        assertThat(client.get("/__admin/mappings").body()).contains("\"mappings\"");
        assertThat(client.get("/__admin/docs/swagger").body()).contains("openapi");
        assertThat(client.get("/__admin/ota/state").statusCode()).isEqualTo(200);
        WireMock remote = WireMock.create().port(stub.port()).build();
        assertThat(remote.allStubMappings().getMappings()).isNotEmpty();
    }

    private static String posted(String path, String body) throws IOException, InterruptedException {
        return Client.of(stub).post(path, "application/json", body).body();
    }
}
