package dev.otastub.acceptance;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.otastub.GeneratedFile;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import dev.otastub.testing.NodeSdks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The vendor's SDKs for Node: the whole life of a package, and of objects. The steps are in src/test/node. */
final class NodeSdksTest {

    private static final String BUCKET = "my-bucket";
    private static final GeneratedFile FILE = GeneratedFile.of(300_001);
    private static NodeSdks node;
    private static String file = "";

    @BeforeAll
    static void install(@TempDir Path folder) throws IOException {
        node = NodeSdks.installed();
        Path copy = folder.resolve("firmware.bin");
        try (InputStream bytes = FILE.open()) {
            Files.copy(bytes, copy);
        }
        file = copy.toString();
    }

    static Stream<Arguments> iotClients() {
        return Stream.of(
                iotClient(
                        "iot20180120 ACS3",
                        request -> header(request, "Authorization").startsWith("ACS3-HMAC-SHA256 ")),
                iotClient(
                        "iot20180120 V1",
                        request -> request.getMethod().equals(RequestMethod.POST)
                                && request.getUrl().contains("Signature=")),
                iotClient(
                        "pop-core GET",
                        request -> request.getMethod().equals(RequestMethod.GET)
                                && request.getUrl().contains("Signature=")),
                iotClient(
                        "pop-core POST",
                        request -> request.getUrl().equals("/")
                                && request.getBodyAsString().contains("Signature=")));
    }

    private static Arguments iotClient(String name, Predicate<LoggedRequest> isSentAsSet) {
        return Arguments.of(name, isSentAsSet);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("iotClients")
    void a_package_lives_and_dies(String client, Predicate<LoggedRequest> isSentAsSet) {
        try (OtaStub stub =
                OtaStub.start(OtaStubOptions.builder().log(line -> {}).build())) {

            JsonNode steps = node.run("firmware.js", client, stub.hostPort(), file);

            assertSuccess(steps.path("ticket"));
            assertThat(steps.at("/ticket/Data/Key").asText()).matches("ota/[0-9a-f]{32}/\\w{25}\\.bin");
            assertThat(steps.path("upload").asInt()).isEqualTo(200);
            assertSuccess(steps.path("created"));
            assertSuccess(steps.path("queried"));
            JsonNode firmware = steps.at("/queried/FirmwareInfo");
            assertThat(firmware.path("FirmwareName").asText()).isEqualTo("固件(1)");
            assertThat(firmware.path("FirmwareDesc").asText()).isEqualTo("spaces + plus / ~*'()&=%2F \"");
            assertThat(firmware.path("FirmwareSign").asText()).isEqualTo(FILE.md5Hex());
            assertThat(firmware.path("FirmwareSize").asInt()).isEqualTo(FILE.length());
            assertDownloaded(steps.path("downloaded"), 200);
            assertDownloaded(steps.path("resumed"), 206);
            assertSuccess(steps.path("listed"));
            assertThat(steps.at("/listed/FirmwareInfo/SimpleFirmwareInfo/0/FirmwareId"))
                    .isEqualTo(steps.at("/created/Data/FirmwareId"));
            assertSuccess(steps.path("deleted"));
            assertThat(stub.objects()).isEmpty();
            assertFailure(client, steps.path("gone"), "iot.firmware.FirmwareNotFound");
            assertFailure(client, steps.path("wrongSuffix"), "iot.firmware.InvalidGenerateOTAUploadURLParam");
            assertThrown(steps.path("wrongSecret"), "SignatureDoesNotMatch", 400);
            assertThat(stub.wireMock().findAll(anyRequestedFor(anyUrl()))).anyMatch(isSentAsSet);
        }
    }

    private static void assertSuccess(JsonNode answer) {
        assertThat(answer.path("Success").asBoolean()).as(answer.toString()).isTrue();
        assertThat(answer.path("RequestId").asText()).isNotEmpty();
    }

    private static void assertDownloaded(JsonNode download, int status) {
        assertThat(download.path("status").asInt()).isEqualTo(status);
        assertThat(download.path("same").asBoolean()).isTrue();
    }

    /** An operation's own failure: iot20180120 returns it, pop-core throws it. */
    private static void assertFailure(String client, JsonNode answer, String code) {
        if (client.startsWith("pop-core")) {
            assertThrown(answer, code, 200);
            return;
        }
        assertThat(answer.path("Success").asBoolean(true)).as(answer.toString()).isFalse();
        assertThat(answer.path("Code").asText()).isEqualTo(code);
        assertThat(answer.path("ErrorMessage").asText()).isNotEmpty();
    }

    private static void assertThrown(JsonNode error, String code, int status) {
        assertThat(error.path("thrown").asText()).as(error.toString()).isNotEmpty();
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("statusCode").asInt()).isEqualTo(status);
        assertThat(error.path("requestId").asText()).isNotEmpty();
    }

    /** On an IP address ali-oss names the bucket in the header Host alone; with sldEnable, in the path. */
    @ParameterizedTest(name = "ali-oss at {0}, path style {1}, V4 {2}")
    @CsvSource({"127.0.0.1, false, false", "127.0.0.1, false, true", "localhost, true, false", "localhost, true, true"})
    void an_object_lives_and_dies(String host, boolean pathStyle, boolean v4) {
        try (OtaStub stub = OtaStub.start(
                OtaStubOptions.builder().bucket(BUCKET).log(line -> {}).build())) {

            JsonNode steps = node.run(
                    "objects.js",
                    host,
                    Integer.toString(stub.port()),
                    Boolean.toString(pathStyle),
                    Boolean.toString(v4),
                    BUCKET,
                    file);

            assertThat(steps.path("put").asText()).isEqualToIgnoringCase('"' + FILE.md5Hex() + '"');
            assertThat(steps.path("got").asBoolean()).isTrue();
            assertThat(steps.path("gotRange").asBoolean()).isTrue();
            assertThat(steps.path("size").asInt()).isEqualTo(FILE.length());
            assertThat(steps.path("list")).map(JsonNode::asText).containsExactly("folder/2", "folder/固件 +&%.bin");
            assertThat(steps.path("listV2"))
                    .map(JsonNode::asText)
                    .containsExactly("folder/2", "folder/固件 +&%.bin", "z");
            assertThat(steps.path("folders")).map(JsonNode::asText).containsExactly("folder/");
            assertThat(steps.path("posted").asInt()).isEqualTo(204);
            assertThat(steps.path("postedSize").asInt()).isEqualTo(FILE.length());
            assertThat(steps.path("signedV1").asBoolean()).isEqualTo(pathStyle);
            assertThat(steps.path("signedV4").asBoolean()).isEqualTo(pathStyle);
            assertThat(steps.path("gone").asText()).isEqualTo("404 NoSuchKey");
            assertThat(steps.path("wrongSecret").asText()).isEqualTo("403 SignatureDoesNotMatch");
            assertThat(steps.path("othersBucket").asText()).isEqualTo("403 AccessDenied");
            assertThat(stub.wireMock().findAll(anyRequestedFor(anyUrl())))
                    .anyMatch(request -> header(request, "Authorization")
                                    .startsWith(v4 ? "OSS4-HMAC-SHA256 Credential=testid/" : "OSS testid:")
                            && header(request, "Host").equals(pathStyle ? host + ":" + stub.port() : virtualHost()));
        }
    }

    private static String virtualHost() {
        return BUCKET + ".oss-cn-shanghai.aliyuncs.com";
    }

    private static String header(LoggedRequest request, String name) {
        return request.containsHeader(name) ? request.getHeader(name) : "";
    }
}
