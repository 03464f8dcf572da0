package dev.otastub.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyuncs.http.FormatType;
import com.github.tomakehurst.wiremock.client.WireMock;
import dev.otastub.GeneratedFile;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubAccount;
import dev.otastub.OtaStubOptions;
import dev.otastub.acceptance.IotClient.Connection;
import dev.otastub.acceptance.IotClient.FirmwarePackage;
import dev.otastub.acceptance.PackageClient.NamedFile;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A package from its creation to its deletion, by both official SDKs, in every format that they read. */
final class PackageLifeTest {

    /** The tests; whoever runs them says which client. */
    abstract static class Contract {

        private static final GeneratedFile FILE = GeneratedFile.of(300_001);
        private static final GeneratedFile OTHER_FILE = GeneratedFile.of(1_234);

        private final OtaStub stub =
                OtaStub.start(OtaStubOptions.builder().callsPerSecond(0).build());
        private final PackageClient client = client(
                new Connection(stub.hostPort(), OtaStubAccount.DEFAULT.keys().get(0)));

        abstract PackageClient client(Connection connection);

        abstract boolean isSentAsSet(String url);

        @AfterEach
        void stop() {
            stub.close();
        }

        @Test
        void a_package_is_told_all_about() throws Exception {
            String id = created("one", "1.0.0", FILE);

            IotAnswer answer = client.queryOtaFirmware(id);

            assertSuccess(answer);
            assertThat(answer.data())
                    .containsEntry("FirmwareId", id)
                    .containsEntry("FirmwareName", "one")
                    .containsEntry("FirmwareDesc", "说明 <&> \"'")
                    .containsEntry("FirmwareSize", "300001")
                    .containsEntry("FirmwareSign", FILE.md5Hex())
                    .containsEntry("SignMethod", "MD5")
                    .containsEntry("DestVersion", "1.0.0")
                    .containsEntry("ModuleName", "default")
                    .containsEntry("Type", "0")
                    .containsEntry("Status", "0")
                    .containsEntry("VerifyProgress", "0")
                    .containsEntry("UtcModified", answer.data("UtcCreate"));
            assertThat(stub.wireMock().findAll(WireMock.anyRequestedFor(WireMock.anyUrl())))
                    .anyMatch(request -> isSentAsSet(request.getUrl()));
        }

        @Test
        void a_device_downloads_what_was_uploaded_until_a_day_has_passed() throws Exception {
            String url = client.queryOtaFirmware(created("one", "1", FILE)).data("FirmwareUrl");

            stub.clock().advance(Duration.ofHours(24).minusMinutes(1));
            assertDownloads(url, FILE);

            stub.clock().advance(Duration.ofMinutes(2));
            HttpResponse<String> late = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(late.statusCode()).isEqualTo(403);
            assertThat(late.body()).contains("<Code>AccessDenied</Code>");
        }

        @Test
        void a_device_that_was_cut_off_goes_on_where_it_was() throws Exception {
            URI url = URI.create(
                    client.queryOtaFirmware(created("one", "1", FILE)).data("FirmwareUrl"));
            HttpClient device = HttpClient.newHttpClient();
            HttpResponse<InputStream> cutOff =
                    device.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofInputStream());
            byte[] got = cutOff.body().readNBytes(123_456);
            cutOff.body().close();

            HttpResponse<byte[]> rest = device.send(
                    HttpRequest.newBuilder(url)
                            .header("Range", "bytes=" + got.length + "-")
                            .header(
                                    "If-Match",
                                    cutOff.headers().firstValue("ETag").orElseThrow())
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());

            assertThat(rest.statusCode()).isEqualTo(206);
            assertThat(rest.headers().firstValue("Content-Range")).contains("bytes 123456-300000/300001");
            assertThat(new SequenceInputStream(new ByteArrayInputStream(got), new ByteArrayInputStream(rest.body())))
                    .hasSameContentAs(FILE.open());
        }

        @Test
        void each_of_several_files_is_downloaded() throws Exception {
            NamedFile first = new NamedFile("first", uploaded(FILE), FILE.md5Hex(), 300_001);
            NamedFile second = new NamedFile("第二", uploaded(OTHER_FILE), OTHER_FILE.md5Hex(), 1_234);

            IotAnswer created = client.createOtaFirmware("several", "1", List.of(first, second));
            assertSuccess(created);
            IotAnswer answer = client.queryOtaFirmware(created.data("FirmwareId"));

            assertSuccess(answer);
            assertThat(answer.data())
                    .containsEntry("0.Name", "first")
                    .containsEntry("0.Size", "300001")
                    .containsEntry("0.FileMd5", first.md5())
                    .containsEntry("1.Name", "第二")
                    .containsEntry("1.Size", "1234")
                    .containsEntry("1.SignValue", second.md5())
                    .doesNotContainKeys("FirmwareUrl", "2.Name");
            assertDownloads(answer.data("0.Url"), FILE);
            assertDownloads(answer.data("1.Url"), OTHER_FILE);
        }

        @Test
        void a_package_of_one_named_file_is_told_too() throws Exception {
            NamedFile only = new NamedFile("only", uploaded(OTHER_FILE), OTHER_FILE.md5Hex(), 1_234);

            IotAnswer created = client.createOtaFirmware("single", "1", List.of(only));

            assertThat(client.queryOtaFirmware(created.data("FirmwareId")).data())
                    .containsEntry("0.Name", "only")
                    .doesNotContainKey("1.Name");
        }

        @Test
        void packages_are_listed_by_pages() throws Exception {
            created("one", "1", OTHER_FILE);
            created("two", "2", OTHER_FILE);
            created("three", "3", OTHER_FILE);

            IotAnswer first = client.listOtaFirmware(1, 2, Map.of());
            IotAnswer second = client.listOtaFirmware(2, 2, Map.of());

            assertSuccess(first);
            assertThat(first.data())
                    .containsEntry("0.FirmwareName", "three")
                    .containsEntry("1.FirmwareName", "two")
                    .containsEntry("0.FirmwareSize", "1234")
                    .doesNotContainKey("2.FirmwareName")
                    .containsEntry("Total", "3")
                    .containsEntry("PageCount", "2")
                    .containsEntry("PageSize", "2")
                    .containsEntry("CurrentPage", "1");
            assertThat(second.data()).containsEntry("0.FirmwareName", "one").doesNotContainKey("1.FirmwareName");
        }

        @Test
        void a_list_is_filtered_and_may_be_empty() throws Exception {
            created("one", "1", OTHER_FILE);

            assertThat(client.listOtaFirmware(1, 10, Map.of("DestVersion", "1")).data())
                    .containsEntry("0.FirmwareName", "one");
            assertThat(client.listOtaFirmware(1, 10, Map.of("ProductKey", "a1Le6d0ABCD"))
                            .data())
                    .containsEntry("Total", "0")
                    .doesNotContainKey("0.FirmwareName");
        }

        @Test
        void a_deleted_package_is_gone_and_its_file_with_it() throws Exception {
            String id = created("one", "1", FILE);

            assertSuccess(client.deleteOtaFirmware(id));

            assertFailure(client.queryOtaFirmware(id), "iot.firmware.FirmwareNotFound");
            assertFailure(client.deleteOtaFirmware(id), "iot.firmware.FirmwareNotFound");
            assertThat(stub.objects()).isEmpty();
        }

        @Test
        void what_is_wrong_is_a_failure_without_an_exception() throws Exception {
            assertFailure(client.queryOtaFirmware("no id"), "iot.firmware.InvalidFirmwareId");
            assertFailure(client.listOtaFirmware(0, 10, Map.of()), "iot.common.InvalidPageParams");
            assertFailure(client.generateFileUploadUrl("OTHER", "bin", "name"), "iot.common.InvalidFormattedParameter");
        }

        @Test
        void a_list_of_devices_is_uploaded() throws Exception {
            IotAnswer ticket = client.generateDeviceNameListUrl();

            assertSuccess(ticket);
            assertThat(ticket.data("Key")).matches("ota/[0-9a-f]{32}/\\w{25}\\.csv");
            assertThat(ticket.data("FileUrl")).isEqualTo(ticket.data("Host") + "/" + ticket.data("Key"));
            assertThat(ticket.data("UtcCreate")).isNotEmpty();
            assertThat(upload(ticket, GeneratedFile.of(5_242_880)).status()).isEqualTo(200);
            UploadReply tooLarge = upload(client.generateDeviceNameListUrl(), GeneratedFile.of(5_242_881));
            assertThat(tooLarge.body()).contains("<Code>EntityTooLarge</Code>");
        }

        @Test
        void a_file_of_a_job_is_uploaded() throws Exception {
            IotAnswer ticket = client.generateFileUploadUrl("DEVICE_JOB_FILE", "tar.gz", "文件 1");

            assertSuccess(ticket);
            assertThat(ticket.data("Key")).endsWith("/文件 1.tar.gz");
            assertThat(ticket.data("ObjectStorage")).isEqualTo("OSS");
            // The documentation's sample sends its fields in ISO 8859-1, and so would lose the name.
            UploadReply reply = UploadClient.OK_HTTP.send(ticket.data("Host"), UploadForm.of(ticket, OTHER_FILE));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(stub.objects())
                    .singleElement()
                    .satisfies(object -> assertThat(object.key()).isEqualTo(ticket.data("Key")));
        }

        private String created(String name, String version, GeneratedFile file) throws Exception {
            IotAnswer created =
                    client.createOtaFirmware(new FirmwarePackage(name, version, uploaded(file), "说明 <&> \"'"));
            assertSuccess(created);
            return created.data("FirmwareId");
        }

        private String uploaded(GeneratedFile file) throws Exception {
            IotAnswer ticket = client.generateOtaUploadUrl(Optional.of("bin"));
            assertThat(upload(ticket, file).status()).isEqualTo(200);
            return ticket.data("FirmwareUrl");
        }

        private static UploadReply upload(IotAnswer ticket, GeneratedFile file) throws Exception {
            return UploadClient.DOCUMENTATION_SAMPLE.send(ticket.data("Host"), UploadForm.of(ticket, file));
        }

        private static void assertDownloads(String url, GeneratedFile file) throws Exception {
            HttpResponse<InputStream> response = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(body).hasSameContentAs(file.open());
            }
        }

        private static void assertSuccess(IotAnswer answer) {
            assertThat(answer.success()).as(answer.toString()).isTrue();
            assertThat(answer.code()).isNullOrEmpty();
        }

        private static void assertFailure(IotAnswer answer, String code) {
            assertThat(answer.success()).as(answer.toString()).isFalse();
            assertThat(answer.code()).isEqualTo(code);
            assertThat(answer.errorMessage()).isNotEmpty();
            assertThat(answer.data()).isEmpty();
        }
    }

    @Nested
    final class LegacyJson extends Contract {
        @Override
        PackageClient client(Connection connection) {
            return new LegacyPackages(new LegacySdk(LegacySdk.Settings.USUAL, connection, Optional.empty()));
        }

        @Override
        boolean isSentAsSet(String url) {
            return url.contains("Action=QueryOTAFirmware") && url.contains("Format=JSON");
        }
    }

    @Nested
    final class LegacyXml extends Contract {
        @Override
        PackageClient client(Connection connection) {
            return new LegacyPackages(
                    new LegacySdk(LegacySdk.Settings.USUAL.format(FormatType.XML), connection, Optional.empty()));
        }

        @Override
        boolean isSentAsSet(String url) {
            return url.contains("Action=QueryOTAFirmware") && url.contains("Format=XML");
        }
    }

    /** It reads JSON only. */
    @Nested
    final class Tea extends Contract {
        @Override
        PackageClient client(Connection connection) {
            try {
                return new TeaPackages(new TeaSdk(connection, Optional.empty(), Optional.empty()));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        @Override
        boolean isSentAsSet(String url) {
            return url.startsWith("/?FirmwareId=");
        }
    }
}
