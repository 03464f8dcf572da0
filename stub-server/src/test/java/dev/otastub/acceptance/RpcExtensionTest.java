package dev.otastub.acceptance;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.aliyuncs.auth.SignatureVersion;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.exceptions.ServerException;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.http.HttpClientType;
import com.aliyuncs.http.MethodType;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import dev.otastub.GeneratedFile;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubAccount;
import dev.otastub.OtaStubOptions;
import dev.otastub.acceptance.IotClient.Connection;
import dev.otastub.acceptance.IotClient.FirmwarePackage;
import dev.otastub.account.AccessKey;
import dev.otastub.control.Fault;
import dev.otastub.core.CloudOperation;
import dev.otastub.core.Delivery;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.HttpDate;
import dev.otastub.core.HttpRequest;
import dev.otastub.testing.RawHttp;
import dev.otastub.testing.RpcCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stub's RPC operations on a WireMock server of somebody else's. */
final class RpcExtensionTest {

    private static final AccessKey KEY = OtaStubAccount.DEFAULT.keys().get(0);
    private static final GeneratedFile FILE = GeneratedFile.of(300_001);

    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final Queue<HttpAnswer.Story> stories = new ConcurrentLinkedQueue<>();
    private final OtaStub stub = OtaStub.start(OtaStubOptions.builder()
            .log(log::add)
            .answers(stories::add)
            .callsPerSecond(0)
            .build());
    private final WireMockServer server = started(stub);

    private static WireMockServer started(OtaStub stub) {
        WireMockServer server = new WireMockServer(options().dynamicPort().extensions(stub.rpcExtension()));
        server.start();
        return server;
    }

    @AfterEach
    void stop() {
        server.stop();
        stub.close();
        assertThat(log).noneMatch(line -> line.contains("BUG in ota-stub"));
    }

    /** An SDK, set in one way. */
    interface Sdk {
        IotClient client(Connection connection) throws Exception;
    }

    static Stream<Named<Sdk>> sdks() {
        LegacySdk.Settings usual = LegacySdk.Settings.USUAL;
        return Stream.of(
                legacy("legacy, POST, JSON", usual),
                legacy("legacy, GET, XML", usual.method(MethodType.GET).format(FormatType.XML)),
                legacy("legacy, parameters in the body", usual.client(HttpClientType.Compatible)),
                legacy("legacy, ACS3", usual.signature(SignatureVersion.V3)),
                Named.of("legacy, CommonRequest", to -> new LegacySdkCommonRequest(to, Optional.empty())),
                Named.of("Tea, ACS3", to -> new TeaSdk(to, Optional.empty(), Optional.empty())),
                Named.of("Tea, V1", to -> new TeaSdk(to, Optional.empty(), Optional.of("v2"))));
    }

    private static Named<Sdk> legacy(String name, LegacySdk.Settings settings) {
        return Named.of(name, to -> new LegacySdk(settings, to, Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("sdks")
    void the_whole_flow_goes_by_both_servers(Sdk sdk) throws Exception {
        IotClient client = sdk.client(new Connection("localhost:" + server.port(), KEY));

        IotAnswer ticket = client.generateOtaUploadUrl(Optional.of("bin"));

        assertThat(ticket.success()).as(ticket.toString()).isTrue();
        assertThat(ticket.data("Host")).isEqualTo(stub.url());
        assertThat(ticket.data("FirmwareUrl")).isEqualTo(stub.url() + "/" + ticket.data("Key"));

        FirmwarePackage firmware = new FirmwarePackage("固件-1", "1", ticket.data("FirmwareUrl"), "~*'()&=%2F \"");
        IotAnswer early = client.createOtaFirmware(firmware);
        assertThat(early.code()).isEqualTo("iot.firmware.InvalidFirmwareUrl");

        UploadReply reply = UploadClient.DOCUMENTATION_SAMPLE.send(ticket.data("Host"), UploadForm.of(ticket, FILE));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);

        IotAnswer created = client.createOtaFirmware(firmware);
        assertThat(created.success()).as(created.toString()).isTrue();
        assertThat(stub.objects()).singleElement().matches(stub::isClaimed);
    }

    @Test
    void callers_are_told_the_public_url_if_there_is_one() throws Exception {
        OtaStubOptions options =
                OtaStubOptions.builder().publicUrl("http://ota.example:81").build();
        try (OtaStub named = OtaStub.start(options)) {
            WireMockServer other = started(named);
            assertThat(client(other, KEY)
                            .generateOtaUploadUrl(Optional.of("bin"))
                            .data("Host"))
                    .isEqualTo("http://ota.example:81");
            other.stop();
        }
    }

    @Test
    void a_refusal_is_noted_by_the_stub_and_in_the_servers_journal() throws Exception {
        IotClient client = client(server, AccessKey.of("nobody", "secret"));

        assertThatThrownBy(() -> client.generateOtaUploadUrl(Optional.of("bin")))
                .isInstanceOfSatisfying(
                        ClientException.class,
                        e -> assertThat(e.getErrCode()).isEqualTo("InvalidAccessKeyId.NotFound"));

        assertThat(log).last().asString().contains("GenerateOTAUploadURL", "nobody", "InvalidAccessKeyId.NotFound");
        assertThat(stories).singleElement().matches(story -> story.refusal().isPresent());
        assertThat(server.getAllServeEvents())
                .singleElement()
                .satisfies(event -> assertThat(event.getSubEvents())
                        .anyMatch(sub -> sub.getType().equals("OTA_STUB_REFUSAL")));
        assertThat(stub.wireMock().getAllServeEvents()).isEmpty();
    }

    @Test
    void both_servers_share_the_quota() throws Exception {
        try (OtaStub strict =
                OtaStub.start(OtaStubOptions.builder().callsPerSecond(1).build())) {
            strict.clock().freeze();
            WireMockServer other = started(strict);
            client(strict.wireMock(), KEY).generateOtaUploadUrl(Optional.of("bin"));

            assertThatThrownBy(() -> client(other, KEY).generateOtaUploadUrl(Optional.of("bin")))
                    .isInstanceOfSatisfying(
                            ClientException.class,
                            e -> assertThat(e.getErrCode()).isEqualTo("Throttling.User"));
            other.stop();
        }
    }

    @Test
    void answers_are_dated_by_the_stubs_clock_and_marked() {
        Instant then = Instant.parse("2030-01-02T03:04:05Z");
        stub.clock().freezeAt(then);

        var response = given().get(server.baseUrl() + "/");

        assertThat(response.headers().getValues("Date")).containsExactly(HttpDate.of(then));
        assertThat(response.headers().getValues("X-Ota-Stub")).containsExactly(OtaStub.version());
        assertThat(response.header("X-Ota-Stub-Refusal")).isNotEmpty();
    }

    @Test
    void a_mapping_of_the_servers_goes_before_and_is_verified_as_ever() throws Exception {
        server.stubFor(any(urlPathEqualTo("/"))
                .withQueryParam("Action", equalTo("GenerateOTAUploadURL"))
                .inScenario("busy")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("free")
                .willReturn(aResponse()
                        .withStatus(503)
                        .withHeader("Content-Type", "application/json")
                        .withBody("{\"Code\":\"ServiceUnavailable\",\"Message\":\"Later.\",\"RequestId\":\"1\"}")));
        IotClient client = client(server, KEY);

        assertThatThrownBy(() -> client.generateOtaUploadUrl(Optional.of("bin")))
                .isInstanceOfSatisfying(
                        ServerException.class, e -> assertThat(e.getErrCode()).isEqualTo("ServiceUnavailable"));
        assertThat(client.generateOtaUploadUrl(Optional.of("bin")).success()).isTrue();
        server.verify(2, anyRequestedFor(urlPathEqualTo("/")).withQueryParam("FileSuffix", equalTo("bin")));
    }

    @Test
    void what_is_no_call_of_the_clouds_is_the_servers_own() {
        server.stubFor(get("/mine").willReturn(ok("mine")));
        server.stubFor(post("/upload").willReturn(ok("taken")));

        given().get(server.baseUrl() + "/mine").then().statusCode(200).body(is("mine"));
        given().multiPart("file", "bytes")
                .post(server.baseUrl() + "/upload")
                .then()
                .statusCode(200)
                .body(is("taken"));
        for (String path : List.of("/ota/a.bin", "/iotx-ota/a.bin", "/other")) {
            given().get(server.baseUrl() + path).then().statusCode(404).body(containsString("Request was not matched"));
        }
        given().multiPart("file", "bytes")
                .post(server.baseUrl() + "/other")
                .then()
                .statusCode(404)
                .body(containsString("Request was not matched"));
        assertThat(log).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/iotx-ota", "/iotx-ota/"})
    void an_upload_is_refused_and_sent_to_the_stub(String path) throws Exception {
        UploadForm form = UploadForm.askedOf(stub, FILE);

        UploadReply reply = UploadClient.OK_HTTP.send(server.baseUrl() + path, form);

        assertThat(reply.status()).isEqualTo(501);
        assertThat(reply.contentType()).isEqualTo("application/xml");
        assertThat(reply.body()).startsWith("<?xml").contains("<Code>NotImplemented</Code>");
        assertThat(log)
                .last()
                .asString()
                .contains("Uploads are streamed, which takes ota-stub's own server: send them to " + stub.url());
        assertThat(stub.objects()).isEmpty();
    }

    @Test
    void a_mapping_of_the_servers_may_take_an_upload() throws Exception {
        server.stubFor(post("/").willReturn(aResponse().withStatus(204)));

        UploadReply reply = UploadClient.OK_HTTP.send(server.baseUrl(), UploadForm.askedOf(stub, FILE));

        assertThat(reply.status()).isEqualTo(204);
    }

    @ParameterizedTest
    @MethodSource("dev.otastub.acceptance.DefaultMappingTest#waysToBeRidOfMappings")
    void the_cloud_answers_after(Consumer<WireMockServer> reset) throws Exception {
        reset.accept(server);

        assertThat(server.getStubMappings())
                .hasSize(2)
                .allMatch(mapping -> name(mapping).startsWith("ota-stub: "));
        assertThat(client(server, KEY).generateOtaUploadUrl(Optional.of("bin")).success())
                .isTrue();
    }

    @Test
    void only_the_servers_own_mappings_are_saved(@TempDir Path root) throws IOException {
        Files.createDirectories(root.resolve("mappings"));
        WireMockServer saving = new WireMockServer(
                options().dynamicPort().withRootDirectory(root.toString()).extensions(stub.rpcExtension()));
        saving.start();
        saving.stubFor(get("/mine").willReturn(ok("mine")));

        saving.saveMappings();

        try (Stream<Path> files = Files.list(root.resolve("mappings"))) {
            assertThat(files).singleElement().asString().contains("mine");
        }
        saving.getStubMappings().stream().map(StubMapping::getId).toList().forEach(saving::removeStub);
        assertThat(saving.getStubMappings()).hasSize(2);
        saving.stop();
    }

    @Test
    void a_wiremock_server_without_it_is_as_it_was() throws IOException {
        WireMockServer plain = new WireMockServer(options().dynamicPort());
        plain.start();

        assertThat(plain.getStubMappings()).isEmpty();
        given().get(plain.baseUrl() + "/").then().statusCode(404);
        plain.stop();
        assertThat(plain.getOptions().getDeclaredExtensions().getInstances()).isEmpty();
    }

    private static String name(StubMapping mapping) {
        return String.valueOf(mapping.getName());
    }

    private static IotClient client(WireMockServer server, AccessKey key) {
        return new LegacySdk(
                LegacySdk.Settings.USUAL, new Connection("127.0.0.1:" + server.port(), key), Optional.empty());
    }

    @ParameterizedTest
    @EnumSource(Delivery.Spoiled.class)
    void a_fault_that_was_ordered_spoils_its_answer_too(Delivery.Spoiled how) throws Exception {
        stub.account()
                .next(CloudOperation.GENERATE_OTA_UPLOAD_URL)
                .meets(new Fault(Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), Optional.of(how)));
        HttpRequest call = RpcCall.generate()
                .key(KEY)
                .common(
                        "Timestamp",
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .host("localhost")
                .arrivingAt(Instant.now());

        RawHttp.End end = RawHttp.sendToTheEnd(server.port(), Traffic.bytes(call, ""));

        assertThat(end.reset()).isEqualTo(how == Delivery.Spoiled.RESET);
        assertThat(end.answer().text()).doesNotContain("UTCCreate");
        IotAnswer next = new LegacySdk(
                        LegacySdk.Settings.USUAL, new Connection("localhost:" + server.port(), KEY), Optional.empty())
                .generateOtaUploadUrl(Optional.of("bin"));
        assertThat(next.success()).isTrue();
    }
}
