package dev.otastub.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.otastub.core.Secret;
import dev.otastub.core.StubClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The file of accounts: what may be in it, by the reader and by the published schema alike. */
class AccountsFileTest {

    private static final StubClock CLOCK = new StubClock(() -> Instant.parse("2026-11-22T11:50:32Z"));
    private static final Clocks CLOCKS = new Clocks(CLOCK);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path EXAMPLE = Path.of("docs", "accounts.example.json");

    /** An account with one of everything; each wrong file differs from it in one place. */
    private static final String WHOLE = """
            {
              "accounts": [
                { "uid": "1", "keys": [{ "id": "one", "secret": "hunter2" }] },
                {
                  "uid": "2",
                  "keys": [{ "id": "two", "secret": "hunter2", "active": true }],
                  "ramUsers": [{ "name": "ci", "key": { "id": "ram", "secret": "hunter2" }, "denied": ["iot:Delete*"] }],
                  "tokens": [{ "token": "hunter2token", "key": { "id": "STS.a", "secret": "hunter2" }, "expiration": "2030-01-01T00:00:00Z" }],
                  "instanceIds": ["iot-1"],
                  "products": ["a1", "a2"],
                  "callsPerSecond": 20,
                  "issuingKey": { "id": "LTAI", "secret": "hunter2" }
                }
              ]
            }
            """;

    /** Who finds the mistake: a schema knows nothing of JSON itself, nor of two places at once. */
    enum Finders {
        BOTH,
        READER_ALONE
    }

    /** What is written instead of something in {@link #WHOLE}, and what is then said. */
    record Wrong(Finders finders, String instead, String written, String told) {
        Wrong(String instead, String written, String told) {
            this(Finders.BOTH, instead, written, told);
        }

        String text() {
            assertThat(WHOLE).contains(instead);
            return WHOLE.replace(instead, written);
        }
    }

    static final List<Wrong> WRONG = List.of(
            new Wrong("\"accounts\"", "\"account\"", "line 2: account is unknown; did you mean accounts?"),
            new Wrong(WHOLE, "{}", "line 1: accounts is missing; the whole has accounts."),
            new Wrong(WHOLE, "[]", "line 1: the whole must be an object in {}, not a list in []."),
            new Wrong(WHOLE, "{\"accounts\": []}", "line 1: accounts is empty; there must be one account at least."),
            new Wrong(WHOLE, "{\"accounts\": {}}", "line 1: accounts must be a list in [], not an object in {}."),
            new Wrong("\"uid\": \"2\",", "", "line 4: accounts[1].uid is missing; each account has uid and keys."),
            new Wrong(
                    "\"uid\": \"2\"",
                    "\"uid\": 2",
                    "line 5: accounts[1].uid must be a string in quotes, not a number."),
            new Wrong("\"uid\": \"2\"", "\"uid\": \" \"", "line 5: accounts[1].uid must not be empty."),
            new Wrong(
                    "\"uid\": \"2\"", "\"uid\": null", "line 5: accounts[1].uid must be a string in quotes, not null."),
            new Wrong(
                    "\"uid\": \"2\"",
                    "\"uid\": \"any-2\"",
                    "line 5: accounts[1].uid is 'any-2', and any- is how those of accounts made at run time begin; choose"
                            + " another one."),
            new Wrong(
                    "\"uid\": \"2\"",
                    "\"uid\": \"2\", \"quota\": 3",
                    "line 5: accounts[1].quota is unknown; each account may have uid, keys, ramUsers, tokens,"
                            + " instanceIds, products, callsPerSecond and issuingKey."),
            new Wrong(
                    "[{ \"id\": \"two\", \"secret\": \"hunter2\", \"active\": true }]",
                    "[]",
                    "line 6: accounts[1].keys is empty; there must be one key at least."),
            new Wrong(
                    "{ \"id\": \"two\", \"secret\": \"hunter2\", \"active\": true }",
                    "{ \"id\": \"two\" }",
                    "line 6: accounts[1].keys[0].secret is missing; each key has id and secret."),
            new Wrong(
                    "\"two\", \"secret\": \"hunter2\"",
                    "\"two\", \"secret\": \"\"",
                    "line 6: accounts[1].keys[0].secret must not be empty."),
            new Wrong(
                    "\"two\", \"secret\": \"hunter2\"",
                    "\"two\", \"secret\": [\"hunter2\"]",
                    "line 6: accounts[1].keys[0].secret must be a string in quotes, not a list in []."),
            new Wrong(
                    "\"two\", \"secret\"",
                    "\"two\", \"Secret\"",
                    "line 6: accounts[1].keys[0].Secret is unknown; did you mean secret?"),
            new Wrong(
                    "\"active\": true",
                    "\"active\": \"yes\"",
                    "line 6: accounts[1].keys[0].active must be true or false, not a string in quotes."),
            new Wrong(
                    "\"name\": \"ci\", ",
                    "",
                    "line 7: accounts[1].ramUsers[0].name is missing; each RAM user has name and key."),
            new Wrong(
                    "\"denied\": [",
                    "\"deny\": [",
                    "line 7: accounts[1].ramUsers[0].deny is unknown; each RAM user may have name, key, allowed and denied."),
            new Wrong(
                    "[\"iot:Delete*\"]",
                    "\"iot:Delete*\"",
                    "line 7: accounts[1].ramUsers[0].denied must be a list in [], not a string in quotes."),
            new Wrong(
                    "iot:Delete*",
                    "oss:PutObject",
                    "line 7: accounts[1].ramUsers[0].denied[0] is no operation of IoT Platform: write"
                            + " iot:CreateOTAFirmware, CreateOTAFirmware or iot:Query*. Operations of other products are"
                            + " not checked."),
            new Wrong(
                    "\"token\": \"hunter2token\", ",
                    "",
                    "line 8: accounts[1].tokens[0].token is missing; each token has token and key."),
            new Wrong(
                    "2030-01-01T00:00:00Z",
                    "2030-01-01 00:00:00",
                    "line 8: accounts[1].tokens[0].expiration must be a time in UTC such as 2026-11-22T12:00:00Z."),
            new Wrong(
                    "2030-01-01T00:00:00Z",
                    "2030-13-01T00:00:00Z",
                    "line 8: accounts[1].tokens[0].expiration must be a time in UTC such as 2026-11-22T12:00:00Z."),
            new Wrong(
                    "[\"iot-1\"]",
                    "\"iot-1\"",
                    "line 9: accounts[1].instanceIds must be a list in [], not a string in quotes."),
            new Wrong("\"a1\", \"a2\"", "\"a1\", \"\"", "line 10: accounts[1].products[1] must not be empty."),
            new Wrong(
                    "\"a1\", \"a2\"",
                    "\"a1\", \"a1\"",
                    "line 10: accounts[1].products[1] is 'a1', which the list has already."),
            new Wrong(
                    ": 20", ": -1", "line 11: accounts[1].callsPerSecond must be a whole number from 0 to 2147483647."),
            new Wrong(
                    ": 20",
                    ": 1.5",
                    "line 11: accounts[1].callsPerSecond must be a whole number from 0 to 2147483647."),
            new Wrong(
                    ": 20",
                    ": 2147483648",
                    "line 11: accounts[1].callsPerSecond must be a whole number from 0 to 2147483647."),
            new Wrong(
                    ": 20",
                    ": \"20\"",
                    "line 11: accounts[1].callsPerSecond must be a number, not a string in quotes."),
            new Wrong(
                    "\"issuingKey\": { \"id\": \"LTAI\", ",
                    "\"issuingKey\": { ",
                    "line 12: accounts[1].issuingKey.id is missing; each key has id and secret."),
            new Wrong(
                    Finders.READER_ALONE,
                    "\"uid\": \"2\"",
                    "\"uid\": \"1\"",
                    "line 5: accounts[1].uid is '1', which was given before, by accounts[0].uid in line 3; give each one of"
                            + " its own."),
            new Wrong(
                    Finders.READER_ALONE,
                    "\"id\": \"ram\"",
                    "\"id\": \"one\"",
                    "line 7: accounts[1].ramUsers[0].key.id is 'one', which was given before, by accounts[0].keys[0].id in"
                            + " line 3; give each one of its own."),
            new Wrong(
                    Finders.READER_ALONE,
                    "\"id\": \"LTAI\"",
                    "\"id\": \"one\"",
                    "line 12: accounts[1].issuingKey.id is 'one', which was given before, by accounts[0].keys[0].id in line"
                            + " 3; give each one of its own."),
            new Wrong(
                    Finders.READER_ALONE,
                    "\"tokens\": [",
                    "\"tokens\": [{ \"token\": \"hunter2token\", \"key\": { \"id\": \"STS.b\", \"secret\": \"x\" } }, ",
                    "line 8: accounts[1].tokens[1].token was given before, by accounts[1].tokens[0].token in line 8; give"
                            + " each one of its own."),
            new Wrong(
                    Finders.READER_ALONE,
                    "\"active\": true",
                    "\"secret\": \"hunter2\"",
                    "line 6: accounts[1].keys[0].secret is given twice, first in line 6; leave one out."),
            new Wrong(
                    Finders.READER_ALONE,
                    "\"secret\": \"hunter2\", \"active\"",
                    "\"secret\": hunter2, \"active\"",
                    "line 6: this is no JSON (column 41); look for a quote, comma or bracket that is missing or too many."),
            new Wrong(
                    Finders.READER_ALONE,
                    "\"secret\": \"hunter2\", \"active\"",
                    "\"secret\": \"hunter2, \"active\"",
                    "line 6: this is no JSON (column 52); look for a quote, comma or bracket that is missing or too many."),
            new Wrong(
                    Finders.READER_ALONE,
                    "  ]\n}\n",
                    "",
                    "line 14: the JSON ends too early; a quote or a bracket is missing."),
            new Wrong(
                    Finders.READER_ALONE,
                    "  ]\n}\n",
                    "  ]\n}\n{}",
                    "line 16: the JSON ends before this; put nothing behind its last bracket."),
            new Wrong(Finders.READER_ALONE, WHOLE, "", "line 1: there is nothing; an object in {} is expected."),
            new Wrong(
                    Finders.READER_ALONE,
                    "[\"iot-1\"]",
                    "[".repeat(5000),
                    "the JSON is nested too deeply, or has texts or numbers that are too long."));

    @ParameterizedTest
    @FieldSource("WRONG")
    void a_mistake_is_told_with_its_line_and_field_and_without_a_secret(Wrong wrong, @TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("accounts.json"), wrong.text());

        assertThatThrownBy(() -> new AccountsFile(file, CLOCKS).read())
                .isInstanceOf(AccountsMistake.class)
                .hasMessage(file + ", " + wrong.told())
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @FieldSource("WRONG")
    void the_schema_finds_what_a_schema_can_find(Wrong wrong) throws Exception {
        boolean valid = wrong.finders() == Finders.READER_ALONE;
        JsonNode json;
        try {
            json = JSON.readTree(wrong.text());
        } catch (JsonProcessingException e) {
            assertThat(wrong.finders()).isEqualTo(Finders.READER_ALONE);
            return;
        }
        if (!json.isMissingNode()) {
            assertThat(schema().validate(json).isEmpty()).isEqualTo(valid);
        }
    }

    static Stream<String> right() throws IOException {
        return Stream.of(
                WHOLE,
                WHOLE.replace(": 20", ": 0"),
                WHOLE.replace(": 20", ": 20.0"),
                WHOLE.replace("\"active\": true", "\"active\": false"),
                WHOLE.replace("iot:Delete*", "deleteotafirmware"),
                WHOLE.replace("[\"iot:Delete*\"]", "[]"),
                WHOLE.replace("[\"iot-1\"]", "[]"),
                WHOLE.replace("2030-01-01T00:00:00Z", "2030-01-01T00:00:00.123Z"),
                WHOLE.replace("\"hunter2\"", "\"\\u00e4 \\n\\\"\""),
                WHOLE.replace("\n", "\r\n"),
                Files.readString(EXAMPLE),
                readme());
    }

    /** The one that the README shows. */
    private static String readme() throws IOException {
        Matcher block = Pattern.compile("<!-- accounts -->\n```json\n(.*?)```\n", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "README.md")));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    @ParameterizedTest
    @MethodSource("right")
    void a_right_file_is_right_for_the_reader_and_the_schema(String text, @TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("accounts.json"), text);

        assertThat(new AccountsFile(file, CLOCKS).read()).isNotEmpty();
        assertThat(schema().validate(JSON.readTree(text))).isEmpty();
    }

    @Test
    void everything_in_the_file_arrives() {
        List<Account> accounts = new AccountsFile(EXAMPLE, CLOCKS).read();

        assertThat(accounts)
                .containsExactly(
                        new Account(
                                "1000000000000001",
                                List.of(
                                        AccessKey.of("firmware-team", "firmware-team-secret"),
                                        new AccessKey(
                                                "firmware-team-old", new Secret("firmware-team-old-secret"), false)),
                                List.of(new RamUser(
                                        "ci",
                                        AccessKey.of("ci", "ci-secret"),
                                        new Permissions(List.of("iot:*OTA*"), List.of("iot:DeleteOTAFirmware")))),
                                List.of(new SecurityToken(
                                        "token-of-the-dashboard",
                                        AccessKey.of("STS.dashboard", "dashboard-secret"),
                                        Optional.of(Instant.parse("2030-01-01T00:00:00Z")),
                                        new Permissions(List.of("iot:Query*", "iot:List*"), List.of()))),
                                Set.of("iot-060a0001"),
                                Set.of("a1BwAGVexample"),
                                OptionalInt.of(50),
                                AccessKey.of("LTAI5tFirmwareTeamIssue", "firmware-team-issuing-secret"),
                                CLOCKS.of("1000000000000001")),
                        new Account(
                                "1000000000000002",
                                List.of(AccessKey.of("another-team", "another-team-secret")),
                                List.of(),
                                List.of(),
                                Set.of(),
                                AccessKey.issuingPairOf("1000000000000002"),
                                CLOCKS.of("1000000000000002")));
    }

    @Test
    void an_account_may_sign_policies_by_a_key_of_its_own(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), WHOLE.replace("\"id\": \"LTAI\"", "\"id\": \"two\""));

        Account account = new AccountsFile(file, CLOCKS).read().get(1);

        assertThat(account.issuingKey()).isEqualTo(account.keys().get(0));
    }

    @Test
    void what_is_written_is_read_as_the_same_and_fits_the_schema() throws Exception {
        for (Account account : new AccountsFile(EXAMPLE, CLOCKS).read()) {
            String json = AccountJson.write(account);

            assertThat(AccountJson.read(json, CLOCKS)).isEqualTo(account);
            assertThat(schema().validate(JSON.readTree("{\"accounts\":[" + json + "]}")))
                    .isEmpty();
        }
    }

    @Test
    void an_account_made_at_run_time_can_be_written_and_read() {
        Accounts accounts = new Accounts(new AccountsFile(EXAMPLE, CLOCKS).read(), true, CLOCKS);
        Account made = accounts.caller("\"new\u00e4\n").orElseThrow().account();

        assertThat(AccountJson.read(AccountJson.write(made), CLOCKS)).isEqualTo(made);
    }

    @Test
    void a_file_that_cannot_be_read_is_a_mistake_that_names_it(@TempDir Path folder) throws IOException {
        Path latin = Files.write(folder.resolve("latin1.json"), "{\"\u00e4".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> new AccountsFile(folder.resolve("none.json"), CLOCKS).read())
                .isInstanceOf(AccountsMistake.class)
                .hasMessageContainingAll("none.json", "there is no such file");
        assertThatThrownBy(() -> new AccountsFile(folder, CLOCKS).read())
                .isInstanceOf(AccountsMistake.class)
                .hasMessageContaining("it is a folder");
        assertThatThrownBy(() -> new AccountsFile(latin, CLOCKS).read())
                .isInstanceOf(AccountsMistake.class)
                .hasMessageContainingAll("latin1.json", "UTF-8");
    }

    @Test
    void a_byte_order_mark_is_passed_over(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("bom.json"), "\uFEFF" + WHOLE);

        assertThat(new AccountsFile(file, CLOCKS).read()).hasSize(2);
    }

    private static JsonSchema schema() throws IOException {
        try (var in = Objects.requireNonNull(
                AccountsFileTest.class.getResourceAsStream("/dev/otastub/accounts.schema.json"))) {
            return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                    .getSchema(
                            in,
                            SchemaValidatorsConfig.builder()
                                    .formatAssertionsEnabled(true)
                                    .build());
        }
    }
}
