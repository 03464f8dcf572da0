package dev.otastub.wiremock;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import dev.otastub.account.AccountsMistake;
import dev.otastub.testing.UploadTicket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of accounts of a running stub: read at start, and again when somebody asks. */
class AccountsRouteTest {

    private static final String RELOAD = "/__admin/ota/accounts/reload";

    @TempDir
    private Path folder;

    private Path file;
    private final List<String> log = new CopyOnWriteArrayList<>();

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("accounts.json");
        accounts(account("1", "one", "first"), account("2", "two", "hunter2"));
    }

    private void accounts(String... accounts) throws IOException {
        Files.writeString(file, "{\"accounts\":[\n" + String.join(",\n", accounts) + "]}");
    }

    private static String account(String uid, String key, String secret) {
        return "{\"uid\":\"" + uid + "\",\"keys\":[{\"id\":\"" + key + "\",\"secret\":\"" + secret + "\"}]}";
    }

    private OtaStub start() {
        return OtaStub.start(
                OtaStubOptions.builder().accountsFile(file).log(log::add).build());
    }

    @Test
    void the_first_account_of_the_file_is_the_default_one() {
        try (OtaStub stub = start()) {
            assertThat(stub.defaultAccount().uid()).isEqualTo("1");
            assertThat(UploadTicket.from(stub).key())
                    .startsWith("ota/" + stub.defaultAccount().folder() + "/");
            assertThat(stub.accounts()).hasSize(2);
        }
    }

    @Test
    void reading_it_again_says_what_changed_and_no_secret() throws IOException {
        try (OtaStub stub = start()) {
            accounts(account("3", "three", "hunter3"), account("2", "two", "hunter4"));

            String answer = given().baseUri(stub.url())
                    .post(RELOAD)
                    .then()
                    .statusCode(200)
                    .body("added", contains("3"))
                    .body("removed", contains("1"))
                    .body("changed", contains("2"))
                    .extract()
                    .asString();

            assertThat(stub.defaultAccount().uid()).isEqualTo("3");
            assertThat(log).last().asString().contains(file.toString(), "added 3, removed 1, changed 2");
            assertThat(answer + log).doesNotContain("hunter");
            given().baseUri(stub.url())
                    .post(RELOAD)
                    .then()
                    .statusCode(200)
                    .body("added", empty())
                    .body("removed", empty())
                    .body("changed", empty());
        }
    }

    @Test
    void what_belongs_to_an_account_stays_when_its_keys_change() throws IOException {
        try (OtaStub stub = start()) {
            UploadTicket ticket = UploadTicket.from(stub);
            accounts(account("1", "changed", "changed"));
            given().baseUri(stub.url()).post(RELOAD);

            assertThat(ticket.upload(new byte[] {1}).statusCode()).isEqualTo(200);
            given().baseUri(stub.url())
                    .queryParam("Action", "CreateOTAFirmware")
                    .queryParam("FirmwareName", "name")
                    .queryParam("DestVersion", "1")
                    .queryParam("FirmwareUrl", ticket.firmwareUrl())
                    .get("/__admin/ota/sign")
                    .then()
                    .body("Success", equalTo(true));
            assertThat(log).last().asString().contains("by changed");
        }
    }

    @Test
    void a_wrong_file_is_told_by_line_and_field_and_changes_nothing() throws IOException {
        try (OtaStub stub = start()) {
            accounts(account("3", "three", "hunter3"), "{\"uid\":\"4\",\"keys\":[{\"id\":\"four\"}]}");

            String answer = given().baseUri(stub.url())
                    .post(RELOAD)
                    .then()
                    .statusCode(400)
                    .extract()
                    .asString();

            assertThat(answer)
                    .contains(file + ", line 3: accounts[1].keys[0].secret is missing", "as they were")
                    .doesNotContain("hunter");
            assertThat(log).last().asString().contains("line 3", "as they were").doesNotContain("hunter");
            assertThat(stub.accounts()).extracting("uid").containsExactly("1", "2");
            assertThatThrownBy(stub::reloadAccounts).isInstanceOf(AccountsMistake.class);
        }
    }

    @Test
    void a_stub_without_a_file_has_none_to_read_again() {
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            assertThat(given().baseUri(stub.url())
                            .post(RELOAD)
                            .then()
                            .statusCode(409)
                            .extract()
                            .asString())
                    .contains("--accounts");
            assertThatThrownBy(stub::reloadAccounts)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("accountsFile");
        }
    }

    @Test
    void in_process_it_can_be_read_again_too() throws IOException {
        try (OtaStub stub = start()) {
            accounts(account("1", "one", "first"));

            assertThat(stub.reloadAccounts().removed()).containsExactly("2");
            assertThat(stub.accounts()).hasSize(1);
        }
    }

    @Test
    void the_schema_is_served() throws IOException {
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            byte[] served = given().baseUri(stub.url())
                    .get("/__admin/ota/accounts.schema.json")
                    .then()
                    .statusCode(200)
                    .extract()
                    .asByteArray();

            assertThat(served)
                    .isEqualTo(Files.readAllBytes(Path.of("src/main/resources/dev/otastub/accounts.schema.json")));
        }
    }
}
