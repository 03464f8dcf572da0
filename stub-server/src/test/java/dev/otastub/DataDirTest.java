package dev.otastub;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otastub.account.Account;
import dev.otastub.oss.StoredObject;
import dev.otastub.testing.UploadTicket;
import io.restassured.path.json.JsonPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stub with a data folder goes on where the one before it ended. */
final class DataDirTest {

    @TempDir
    Path parent;

    private OtaStubOptions.Builder options() {
        return OtaStubOptions.builder().dataDir(parent.resolve("data"));
    }

    private static JsonPath create(OtaStub stub, UploadTicket ticket, String name) {
        return given().baseUri(stub.url())
                .queryParam("Action", "CreateOTAFirmware")
                .queryParam("FirmwareName", name)
                .queryParam("DestVersion", name)
                .queryParam("FirmwareUrl", ticket.firmwareUrl().replaceAll("^http://[^/]*", stub.url()))
                .get("/__admin/ota/sign")
                .jsonPath();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void objects_packages_and_tickets_outlive_the_stub(boolean fsync) throws Exception {
        UploadTicket claimed;
        UploadTicket unclaimed;
        UploadTicket unused;
        try (OtaStub stub = OtaStub.start(options().fsync(fsync).build())) {
            claimed = UploadTicket.from(stub);
            assertThat(claimed.upload(new byte[] {1, 2, 3}).statusCode()).isEqualTo(200);
            assertThat(create(stub, claimed, "one").getBoolean("Success")).isTrue();
            unclaimed = UploadTicket.from(stub);
            unclaimed.upload(new byte[] {4});
            unused = UploadTicket.from(stub);
        }
        try (OtaStub stub = OtaStub.start(options().fsync(fsync).build())) {
            assertThat(stub.objects())
                    .extracting(StoredObject::key)
                    .containsExactlyInAnyOrder(claimed.key(), unclaimed.key());
            StoredObject object = stub.objects().stream()
                    .filter(stored -> stored.key().equals(claimed.key()))
                    .findFirst()
                    .orElseThrow();
            assertThat(object.body().open()).hasBinaryContent(new byte[] {1, 2, 3});
            assertThat(create(stub, unclaimed, "one").getString("Code"))
                    .isEqualTo("iot.firmware.AlreadyExistedFirmwareName");
            assertThat(create(stub, unclaimed, "two").getBoolean("Success")).isTrue();
            assertThat(unused.form()
                            .multiPart("file", "firmware.bin", new byte[5])
                            .post(stub.url())
                            .statusCode())
                    .isEqualTo(200);

            stub.clock().advance(Duration.ofMinutes(61));
            assertThat(stub.objects()).hasSize(2);
            Awaitility.await().untilAsserted(() -> assertThat(files()).hasSize(2));
        }
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(parent.resolve("data/objects"))) {
            return files.toList();
        }
    }

    @Test
    void ids_are_new_ones_after_a_restart_even_with_a_seed() {
        OtaStubOptions seeded = options().seed(42).build();
        UploadTicket before;
        try (OtaStub stub = OtaStub.start(seeded)) {
            before = UploadTicket.from(stub);
        }
        try (OtaStub stub = OtaStub.start(seeded)) {
            assertThat(UploadTicket.from(stub).key()).isNotEqualTo(before.key());
        }
    }

    @Test
    void accounts_made_at_run_time_keep_their_uploads() {
        OtaStubOptions lenient = options().anyAccessKey(true).build();
        String uid = "any-somebody";
        try (OtaStub stub = OtaStub.start(lenient)) {
            given().baseUri(stub.url())
                    .queryParam("Action", "GenerateOTAUploadURL")
                    .queryParam("Version", "2018-01-20")
                    .queryParam("AccessKeyId", "somebody")
                    .queryParam(
                            "Timestamp",
                            stub.clock()
                                    .instant()
                                    .truncatedTo(ChronoUnit.SECONDS)
                                    .toString())
                    .queryParam("SignatureNonce", "1")
                    .queryParam("SignatureMethod", "HMAC-SHA1")
                    .queryParam("SignatureVersion", "1.0")
                    .queryParam("Signature", "unchecked")
                    .get("/")
                    .then()
                    .statusCode(200);
            assertThat(stub.accounts()).extracting(Account::uid).contains(uid);
        }
        try (OtaStub stub = OtaStub.start(lenient)) {
            assertThat(stub.accounts()).extracting(Account::uid).contains(uid);
        }
        try (OtaStub stub = OtaStub.start(options().build())) {
            assertThat(stub.accounts()).extracting(Account::uid).doesNotContain(uid);
        }
    }

    @Test
    void a_package_that_is_deleted_long_after_its_upload_takes_its_file_along() throws Exception {
        try (OtaStub stub = OtaStub.start(options().build())) {
            UploadTicket ticket = UploadTicket.from(stub);
            ticket.upload(new byte[] {1});
            String id = create(stub, ticket, "one").getString("Data.FirmwareId");
            stub.clock().advance(Duration.ofMinutes(61));

            given().baseUri(stub.url())
                    .queryParam("Action", "DeleteOTAFirmware")
                    .queryParam("FirmwareId", id)
                    .get("/__admin/ota/sign")
                    .then()
                    .statusCode(200);

            assertThat(files()).isEmpty();
        }
    }

    @Test
    void a_stub_that_is_closed_by_an_interrupted_thread_leaves_the_folder_free() {
        OtaStub stub = OtaStub.start(options().build());
        Thread.currentThread().interrupt();
        stub.close();

        assertThat(Thread.interrupted()).isTrue();
        OtaStub.start(options().build()).close();
    }

    @Test
    void files_in_a_folder_that_was_named_relatively_are_told_absolutely() {
        Path relative = Path.of("").toAbsolutePath().relativize(parent.resolve("data"));
        OtaStubOptions options =
                OtaStubOptions.builder().dataDir(relative).httpsPort(0).build();
        try (OtaStub stub = OtaStub.start(options)) {
            assertThat(stub.caFile()).isAbsolute().exists();
        }
    }

    @Test
    void a_second_stub_on_the_folder_does_not_start() {
        try (OtaStub first = OtaStub.start(options().build())) {
            assertThatThrownBy(() -> OtaStub.start(options().build()))
                    .isInstanceOf(OtaStub.StartFailure.class)
                    .hasMessageContaining("in use by another ota-stub");
            assertThat(UploadTicket.from(first).upload(new byte[1]).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void fsync_without_a_folder_is_a_mistake() {
        OtaStubOptions.Builder options = OtaStubOptions.builder().fsync(true);

        assertThatThrownBy(options::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without a data folder");
    }
}
