package dev.otastub.wiremock;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.admin.AdminTask;
import com.github.tomakehurst.wiremock.admin.Router;
import com.github.tomakehurst.wiremock.extension.AdminApiExtension;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import dev.otastub.TestAccount;
import dev.otastub.account.Accounts;
import dev.otastub.account.Clocks;
import dev.otastub.account.FreshAccounts;
import dev.otastub.core.StubClock;
import dev.otastub.testing.AccountCalls;
import dev.otastub.testing.UploadTicket;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The document that describes the control routes: it has them all, and what they answer is as it says. */
@TestInstance(Lifecycle.PER_CLASS)
class OpenApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROOT = "/__admin/ota";

    private static final Clocks CLOCKS = new Clocks(new StubClock(() -> Instant.EPOCH));

    /** They are registered, and not called. */
    private static final List<AdminApiExtension> ROUTES = List.of(
            new ControlRoutes(null),
            new StateRoutes(() -> "", new StateRoutes.Listings(null, null, null, null)),
            new AccountsRoute(
                    new Accounts(List.of(new FreshAccounts(new Random(1), CLOCKS).next()), false, CLOCKS),
                    Optional.empty(),
                    CLOCKS.stubs(),
                    line -> {}),
            new SignRoute(parameters -> parameters),
            new AuthorityRoute(Optional.empty()));

    private final OtaStub stub =
            OtaStub.start(OtaStubOptions.builder().httpsPort(0).build());
    private final TestAccount account = stub.newAccount();
    private final JsonNode document;

    OpenApiTest() throws Exception {
        document =
                JSON.readTree(given().get(stub.url() + ROOT + "/openapi.json").asString());
        AccountCalls calls = new AccountCalls(stub, account);
        UploadTicket ticket = calls.ticket();
        ticket.upload(new byte[] {1, 2, 3});
        calls.create(ticket, "pump");
        calls.create(ticket, "pump");
        UploadTicket late = calls.ticket();
        account.clock().advance(Duration.ofSeconds(61));
        late.upload(new byte[] {4});
        new UploadTicket(Map.of("Key", "k", "Host", stub.url(), "Policy", "p", "OSSAccessKeyId", "x", "Signature", "s"))
                .upload(new byte[] {5});
    }

    @AfterAll
    void stop() {
        stub.close();
    }

    @Test
    void the_document_has_all_routes_and_no_others() {
        Set<String> routes = new TreeSet<>();
        Router collecting = new Router() {
            @Override
            public void add(RequestMethod method, String path, Class<? extends AdminTask> task) {
                routes.add(method + " " + path);
            }

            @Override
            public void add(RequestMethod method, String path, AdminTask task) {
                routes.add(method + " " + path);
            }
        };
        ROUTES.forEach(extension -> extension.contributeAdminApiRoutes(collecting));
        Set<String> documented = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(method -> !method.equals("parameters"))
                        .forEach(method -> documented.add(method.toUpperCase(Locale.ROOT) + " "
                                + path.getKey().substring("/__admin".length()))));

        assertThat(routes).isNotEmpty();
        assertThat(documented).isEqualTo(routes);
    }

    @Test
    void no_routes_are_left_out_here() {
        assertThat(new ClassFileImporter()
                                .importPackagesOf(ControlRoutes.class)
                                .that(DescribedPredicate.describe(
                                        "has admin routes",
                                        (JavaClass type) ->
                                                type.isAssignableTo(AdminApiExtension.class) && type.isTopLevelClass()))
                                .stream()
                                .map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrderElementsOf(ROUTES.stream()
                        .map(extension -> extension.getClass().getSimpleName())
                        .toList());
    }

    @Test
    void each_operation_has_an_id_of_its_own_and_every_reference_leads_somewhere() {
        List<String> ids = new ArrayList<>();
        document.findValues("operationId").forEach(id -> ids.add(id.asText()));

        assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
        assertThat(document.findValues("$ref"))
                .isNotEmpty()
                .allSatisfy(
                        ref -> assertThat(document.at(ref.asText().substring(1)).isMissingNode())
                                .as(ref.asText())
                                .isFalse());
    }

    static Stream<String> reads() {
        return Stream.of(
                "",
                "/",
                "/state",
                "/accounts",
                "/accounts/{uid}",
                "/clock",
                "/accounts/{uid}/clock",
                "/errors",
                "/accounts/{uid}/errors",
                "/faults",
                "/accounts/{uid}/faults",
                "/withheld-continue",
                "/accounts/{uid}/uploads",
                "/accounts/{uid}/refusals",
                "/unattributed",
                "/accounts/{uid}/firmware",
                "/uploads",
                "/firmware",
                "/issued-urls",
                "/error-tables");
    }

    @ParameterizedTest
    @MethodSource("reads")
    void what_is_read_is_as_the_document_says(String path) throws Exception {
        Response answer = given().get(url(path));

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertValid(path, "get", answer);
        if (path.startsWith("/accounts/{uid}/")
                && Set.of("uploads", "refusals", "firmware").contains(path.substring(16))) {
            assertThat(answer.jsonPath().getList("items")).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /accounts              | ``                                                                   | 201
            /accounts              | {"timeToLive": "PT1M"}                                               | 201
            /accounts/{uid}/errors | {"error": "IotError.SYSTEM_EXCEPTION", "operation": "CreateOTAFirmware", "times": 2} | 201
            /accounts/{uid}/errors | {"error": "PostObjectError.FILE_TOO_LARGE", "untilCleared": true, "arguments": {"MaxSizeAllowed": "5"}} | 201
            /accounts/{uid}/faults | {"resetAfter": 10, "bytesPerSecond": 100, "delay": "PT0.1S", "spoiled": "CUT_OFF", "accessKeyId": "x"} | 201
            /errors                | {"error": "GatewayError.USER_FLOW_CONTROL", "accessKeyId": "nobody"} | 201
            /faults                | {"spoiled": "RESET", "accessKeyId": "nobody"}                        | 201
            /withheld-continue     | {"path": "/nowhere/*"}                                               | 201
            /accounts/{uid}/clock  | {"freeze": true}                                                     | 200
            /accounts/{uid}/clock  | {"freezeAt": "2026-11-22T11:50:16Z"}                                 | 200
            /accounts/{uid}/clock  | {"set": "2026-11-22T11:50:16Z"}                                      | 200
            /accounts/{uid}/clock  | {"advance": "-PT1H"}                                                 | 200
            /accounts/{uid}/clock  | {"run": true}                                                        | 200
            /accounts/{uid}/clock  | {"reset": true}                                                      | 200
            /clock                 | {"advance": "PT0S"}                                                  | 200
            """)
    void what_is_posted_and_answered_is_as_the_document_says(String path, String body, int status) throws Exception {
        String posted = body == null ? "" : body;
        if (!posted.isEmpty()) {
            assertThat(schema(document.get("paths").get(ROOT + path).get("post").get("requestBody"))
                            .validate(JSON.readTree(posted)))
                    .isEmpty();
        }

        Response answer = given().body(posted).post(url(path));

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertValid(path, "post", answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /accounts              | {"keys": [{"id": "a"}]}                              | keys[0].secret is missing
            /accounts              | {"timetolive": "PT1M"}                               | did you mean timeToLive?
            /accounts              | {"timeToLive": "1 minute"}                           | timeToLive must be a time span
            /accounts              | {"timeToLive": "PT0S"}                               | timeToLive must be longer than nothing
            /accounts              | {"uid": "1234567890123456"}                          | '1234567890123456'
            /accounts              | [                                                    | ends too early
            /accounts/{uid}/clock  | {}                                                   | say one thing
            /accounts/{uid}/clock  | {"freeze": true, "run": true}                        | say one thing
            /accounts/{uid}/clock  | {"freeze": false}                                    | freeze can only be true
            /accounts/{uid}/clock  | {"set": "tomorrow"}                                  | set must be a time in UTC
            /accounts/{uid}/clock  | {"advance": "1 h"}                                   | advance must be a time span
            /accounts/{uid}/errors | {}                                                   | error is missing
            /accounts/{uid}/errors | {"error": "IotError.SYSTEM_EXCEPTIONS"}              | did you mean IotError.SYSTEM_EXCEPTION?
            /accounts/{uid}/errors | {"error": "IotError.SYSTEM_EXCEPTION", "operation": "PostObject"} | error cannot be
            /accounts/{uid}/errors | {"error": "IotError.SYSTEM_EXCEPTION", "operation": "PostObjekt"} | did you mean PostObject?
            /accounts/{uid}/errors | {"error": "IotError.SYSTEM_EXCEPTION", "times": 0}   | times must be 1 or more
            /accounts/{uid}/errors | {"error": "IotError.SYSTEM_EXCEPTION", "times": 1, "untilCleared": true} | times and untilCleared exclude each other
            /accounts/{uid}/errors | {"error": "IotError.SYSTEM_EXCEPTION", "arguments": {"a": 1}} | arguments.a must be a string
            /accounts/{uid}/faults | {}                                                   | says nothing that goes wrong
            /accounts/{uid}/faults | {"spoiled": "empty"}                                 | did you mean EMPTY?
            /accounts/{uid}/faults | {"bytesPerSecond": 0}                                | 1 byte a second at least
            /accounts/{uid}/faults | {"delay": "-PT1S"}                                   | An answer can be held back for 0 to
            /accounts              | {"uid": "a/b"}                                       | uid is 'a/b'; take letters
            /accounts              | {"timeToLive": "PT2000000000000000H"}                | timeToLive can be 365 days at most
            /accounts/{uid}/clock  | {"advance": "P100000000000000D"}                     | advance leads out of the time
            /accounts/{uid}/clock  | {"freezeAt": "1960-01-01T00:00:00Z"}                 | freezeAt leads out of the time
            /accounts/{uid}/clock  | {"set": "9999-12-31T23:59:59.9999Z"}                 | set leads out of the time
            /accounts/{uid}/faults | {"delay": "PT99H"}                                   | delay cannot be
            /withheld-continue     | {"path": "nowhere"}                                  | path cannot be
            """)
    void a_wrong_request_is_told_its_field_and_changes_nothing(String path, String body, String sentence) {
        String before = state();

        Response answer = given().body(body).post(url(path));

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("text/plain");
        assertThat(answer.asString()).contains(sentence);
        assertThat(state()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "get, ''",
        "delete, ''",
        "post, /reset",
        "get, /clock",
        "post, /clock",
        "get, /errors",
        "post, /errors",
        "delete, /errors",
        "get, /faults",
        "post, /faults",
        "delete, /faults",
        "get, /uploads",
        "get, /refusals",
        "get, /firmware"
    })
    void an_account_that_is_not_there_is_told(String method, String path) {
        String body = Map.of(
                        "/clock", "{\"reset\": true}",
                        "/errors", "{\"error\": \"IotError.SYSTEM_EXCEPTION\"}",
                        "/faults", "{\"spoiled\": \"RESET\"}")
                .getOrDefault(path, "");

        Response answer = given().body(body).request(method, stub.url() + ROOT + "/accounts/none" + path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.asString()).isEqualTo("There is no account 'none'.\n");
    }

    private String state() {
        return given().get(url("/accounts/{uid}/errors")).asString()
                + given().get(url("/accounts/{uid}/faults")).asString()
                + account.clock().isMovedItself()
                + stub.accounts().size()
                + given().get(url("/withheld-continue")).asString();
    }

    private String url(String path) {
        return stub.url() + ROOT + path.replace("{uid}", account.uid());
    }

    private void assertValid(String path, String method, Response answer) throws Exception {
        JsonNode described = document.get("paths")
                .get(ROOT + path)
                .get(method)
                .get("responses")
                .get(Integer.toString(answer.statusCode()));
        assertThat(schema(described).validate(JSON.readTree(answer.asString())))
                .as(answer.asString())
                .isEmpty();
    }

    private JsonSchema schema(JsonNode described) {
        ObjectNode schema =
                described.get("content").get("application/json").get("schema").deepCopy();
        schema.set("components", document.get("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    }
}
