package dev.otastub.contracts.kit;

import static dev.otastub.contracts.kit.BrokenServers.isCall;
import static dev.otastub.contracts.kit.BrokenServers.isJson;
import static dev.otastub.contracts.kit.BrokenServers.isUpload;
import static dev.otastub.contracts.kit.BrokenServers.isXml;
import static dev.otastub.contracts.kit.BrokenServers.lacksTheCheckFor;
import static dev.otastub.contracts.kit.BrokenServers.when;
import static dev.otastub.contracts.kit.BrokenServers.withHeader;
import static dev.otastub.contracts.kit.BrokenServers.withStatus;
import static dev.otastub.contracts.kit.BrokenServers.withText;
import static dev.otastub.contracts.kit.BrokenServers.without;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import dev.otastub.core.Headers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contracts bite: each server that is broken in one way is caught, by these interactions and no others. */
class BrokenServersTest {

    private static final PublishedContracts CONTRACTS = PublishedContracts.onClassPath();

    /**
     * What is sent and answered for each interaction by a server that is not broken: where a break would alter none of it,
     * there is nothing to verify again.
     */
    private static final Map<String, List<Exchange>> KEPT = new HashMap<>();

    private static OtaStub stub;
    private static AlteringProxy proxy;
    private static StubStates states;

    @BeforeAll
    static void start() throws IOException {
        stub = OtaStub.start(OtaStubOptions.defaults());
        proxy = AlteringProxy.before(URI.create(stub.url()), (request, answer) -> answer);
        states = new StubStates(
                proxy.url(), Optional.empty(), new PacedClient(HttpClient.newHttpClient(), 0), Machine.GIVEN);
        CONTRACTS.files().forEach(file -> file.interactions().forEach(one -> keep(file, one)));
    }

    /** Behind the same proxy, which then alters nothing. */
    private static void keep(ContractFile file, PublishedInteraction one) {
        List<Exchange> exchanges = new CopyOnWriteArrayList<>();
        Row row = verified(file, one, (request, answer) -> {
            exchanges.add(new Exchange(request, answer));
            return answer;
        });
        assertThat(row.verdict()).as(row.toString()).isEqualTo(Verdict.KEPT);
        KEPT.put(one.description(), exchanges);
    }

    @AfterAll
    static void stop() throws IOException {
        states.close();
        proxy.close();
        stub.close();
    }

    /** All that the gateway refuses. */
    private static final String[] GATEWAY = {
        "* as *: SignatureDoesNotMatch",
        "*: InvalidAccessKeyId.*",
        "*: InvalidTimeStamp.Expired",
        "*: SignatureNonceUsed",
        "*: Throttling.User",
        "*: Forbidden.RAM",
        "*: InvalidSecurityToken.Expired",
        "*: ServiceUnavailable",
        "*: InternalError",
        "*: MissingFirmwareName"
    };

    /** All that there is no way to without a ticket, which is asked for as JSON. */
    private static final String[] TICKETS = {
        "GenerateOTAUploadURL*as JSON",
        "PostObject *",
        "CreateOTAFirmware*as JSON",
        "CreateOTAFirmware*as XML",
        "CreateOTAFirmware without a name*",
        "CreateOTAFirmware*: iot.firmware.*",
        "Flow, *"
    };

    /**
     * A broken server.
     *
     * @param caughtBy the interactions that catch it; "*" stands for any characters
     */
    private record Broken(String what, AlteringProxy.Change change, List<String> caughtBy) {

        @Override
        public String toString() {
            return what;
        }
    }

    private static Broken server(String what, AlteringProxy.Change change, String... caughtBy) {
        return new Broken(what, change, List.of(caughtBy));
    }

    static Stream<Broken> caught() {
        return Stream.of(
                server(
                        "does not check when a policy expires",
                        lacksTheCheckFor("Policy expired"),
                        "PostObject *: AccessDenied, policy expired"),
                server(
                        "does not check the signature of a policy",
                        (request, answer) -> isUpload(request) && answer.text().contains("SignatureDoesNotMatch")
                                ? BrokenServers.success(request)
                                : answer,
                        "PostObject *: SignatureDoesNotMatch, signature altered",
                        "PostObject *: SignatureDoesNotMatch, policy altered"),
                server(
                        "does not check the signature of a call",
                        (request, answer) -> isCall(request) && answer.text().contains("SignatureDoesNotMatch")
                                ? BrokenServers.success(request)
                                : answer,
                        "* as *: SignatureDoesNotMatch"),
                server(
                        "knows every access key",
                        lacksTheCheckFor("InvalidAccessKeyId.NotFound"),
                        "*: InvalidAccessKeyId.NotFound"),
                server(
                        "lets disabled access keys in",
                        lacksTheCheckFor("InvalidAccessKeyId.Inactive"),
                        "*: InvalidAccessKeyId.Inactive"),
                server(
                        "does not check the timestamp",
                        lacksTheCheckFor("InvalidTimeStamp.Expired"),
                        "*: InvalidTimeStamp.Expired"),
                server("does not check the nonce", lacksTheCheckFor("SignatureNonceUsed"), "*: SignatureNonceUsed"),
                server("does not count calls", lacksTheCheckFor("Throttling.User"), "*: Throttling.User"),
                server("does not check permissions", lacksTheCheckFor("Forbidden.RAM"), "*: Forbidden.RAM"),
                server(
                        "does not check when a security token expires",
                        lacksTheCheckFor("InvalidSecurityToken.Expired"),
                        "*: InvalidSecurityToken.Expired"),
                server(
                        "does not check the conditions of a policy",
                        lacksTheCheckFor("Policy Condition failed"),
                        "PostObject *: AccessDenied, condition failed"),
                server("takes a file of any size", lacksTheCheckFor("EntityTooLarge"), "PostObject *: EntityTooLarge"),
                server(
                        "takes a file that is too small",
                        lacksTheCheckFor("EntityTooSmall"),
                        "PostObject *: EntityTooSmall"),
                server(
                        "makes packages of nothing",
                        lacksTheCheckFor("InvalidFirmwareUrl"),
                        "*: iot.firmware.InvalidFirmwareUrl, nothing uploaded"),
                server(
                        "takes a name twice",
                        lacksTheCheckFor("AlreadyExistedFirmwareName"),
                        "*: iot.firmware.AlreadyExistedFirmwareName"),
                server(
                        "takes a version twice",
                        lacksTheCheckFor("AlreadyExistedFirmwareVersion"),
                        "*: iot.firmware.AlreadyExistedFirmwareVersion"),
                server(
                        "does not compare digests",
                        lacksTheCheckFor("InvalidFirmwareSign"),
                        "*: iot.firmware.InvalidFirmwareSign"),
                server(
                        "ignores success_action_status",
                        when(
                                (request, answer) -> isUpload(request) && answer.status() / 100 == 2,
                                answer -> withStatus(answer, 204)),
                        "*PostObject with*: 200",
                        "PostObject with*: 201"),
                server(
                        "answers 201 without a body",
                        when(
                                (request, answer) -> answer.status() == 201,
                                answer -> new Answer(
                                        201, without(answer, "Content-Type").headers(), new byte[0])),
                        "PostObject with*: 201"),
                server(
                        "answers gateway errors with status 200",
                        when(
                                (request, answer) -> isCall(request) && answer.status() >= 400,
                                answer -> withStatus(answer, 200)),
                        GATEWAY),
                server(
                        "answers business errors with status 400",
                        when(
                                (request, answer) -> answer.text().contains("iot.firmware."),
                                answer -> withStatus(answer, 400)),
                        "*: iot.firmware.*"),
                server(
                        "answers an unknown access key with status 403",
                        when((request, answer) -> answer.status() == 404, answer -> withStatus(answer, 403)),
                        "*: InvalidAccessKeyId.NotFound"),
                server(
                        "writes Success as text",
                        when(
                                (request, answer) -> isJson(answer),
                                answer -> withText(
                                        answer,
                                        text -> text.replaceAll("\"Success\":(true|false)", "\"Success\":\"$1\""))),
                        "*as JSON",
                        "*as JSON: iot.firmware.*"),
                server(
                        "answers a Key of null",
                        when(
                                (request, answer) -> isJson(answer),
                                answer -> withText(
                                        answer, text -> text.replaceAll("\"Key\":\"[^\"]*\"", "\"Key\":null"))),
                        TICKETS),
                server(
                        "answers no Data",
                        when(
                                (request, answer) -> isJson(answer),
                                answer -> withText(answer, text -> text.replaceAll("\"Data\":\\{[^}]*\\},", ""))),
                        TICKETS),
                server(
                        "answers no FirmwareUrl",
                        when(
                                (request, answer) -> isXml(answer),
                                answer -> withText(
                                        answer, text -> text.replaceAll("<FirmwareUrl>[^<]*</FirmwareUrl>", ""))),
                        "GenerateOTAUploadURL*as XML"),
                server(
                        "says text/plain of JSON",
                        when(
                                (request, answer) -> isJson(answer),
                                answer -> withHeader(answer, "Content-Type", type -> "text/plain;charset=utf-8")),
                        "*as JSON*"),
                server(
                        "writes XML that is not well-formed",
                        when(
                                (request, answer) -> isXml(answer),
                                answer -> withText(answer, text -> text.replaceFirst("</[A-Za-z]+>$", ""))),
                        "*as XML*",
                        "PostObject with*: 201",
                        "PostObject *: InvalidArgument*",
                        "PostObject *: IncorrectNumberOfFiles*",
                        "PostObject *: AccessDenied*",
                        "PostObject *: SignatureDoesNotMatch*",
                        "PostObject *: EntityToo*"),
                server(
                        "answers XML whatever was asked for",
                        (request, answer) -> isCall(request)
                                        && isJson(answer)
                                        && answer.text().contains("\"Data\"")
                                ? BrokenServers.success(request, true)
                                : answer,
                        TICKETS),
                server(
                        "answers JSON whatever was asked for",
                        (request, answer) -> isCall(request)
                                        && isXml(answer)
                                        && answer.text().contains("<Data>")
                                ? BrokenServers.success(request, false)
                                : answer,
                        "GenerateOTAUploadURL*as XML",
                        "CreateOTAFirmware*as XML"),
                server(
                        "writes --gzip into the ETag",
                        when(
                                (request, answer) -> isUpload(request),
                                answer -> withHeader(answer, "ETag", etag -> etag.replaceFirst("\"$", "--gzip\""))),
                        "*PostObject with*: 20*"),
                server(
                        "answers uploads without their request id",
                        when((request, answer) -> isUpload(request), answer -> without(answer, "x-oss-request-id")),
                        "*PostObject *"),
                server(
                        "ignores FileSuffix",
                        when(
                                (request, answer) -> isCall(request),
                                answer -> withText(answer, text -> text.replace(".zip", ".bin"))),
                        "GenerateOTAUploadURL for a zip file*"),
                server(
                        "reads no form body",
                        (request, answer) -> isCall(request) && request.isForm()
                                ? new Answer(
                                        400,
                                        Headers.of("Content-Type", "application/json"),
                                        BrokenServers.bytes("{\"Code\":\"MissingAction\"}"))
                                : answer,
                        "* by a V1 form*"));
    }

    @ParameterizedTest
    @MethodSource
    void caught(Broken server) {
        assertThat(broken(server.change()))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(CONTRACTS.interactions().stream()
                        .map(PublishedInteraction::description)
                        .filter(name -> server.caughtBy().stream().anyMatch(pattern -> matches(pattern, name)))
                        .toList());
    }

    @Test
    void a_server_behind_the_same_proxy_that_is_not_broken_keeps_all() {
        assertThat(KEPT.keySet())
                .containsExactlyInAnyOrderElementsOf(CONTRACTS.interactions().stream()
                        .map(PublishedInteraction::description)
                        .toList());
        assertThat(KEPT.values()).noneMatch(List::isEmpty);
    }

    /**
     * A broken server that Pact has no words for.
     *
     * @param test the class of the stub's tests that catches it, below its root package
     * @param method and the method
     */
    private record Unseen(String what, AlteringProxy.Change change, String test, String method) {

        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Unseen> outside_of_what_pact_can_say() {
        return Stream.of(
                // No field can be forbidden. SDKs that look at Code would take the answer for a failure.
                new Unseen(
                        "says a Code on success",
                        when(
                                (request, answer) -> isJson(answer),
                                answer -> withText(
                                        answer,
                                        text -> text.replace(
                                                "\"Success\":true", "\"Code\":\"Done\",\"Success\":true"))),
                        "rpc/GatewayAnswerTest",
                        "with_a_frozen_clock_and_a_seed_an_answer_is_the_same_to_the_byte"),
                // JSON is compared as it is meant, not as it is written. One SDK garbles the escapes.
                new Unseen(
                        "escapes = in JSON",
                        when(
                                (request, answer) -> isJson(answer),
                                answer -> withText(answer, text -> text.replace("=", "\\u003d"))),
                        "rpc/GatewayAnswerTest",
                        "texts_are_escaped_as_little_as_may_be"),
                // What two parts of an answer have in common.
                new Unseen(
                        "says another request id in the header than in the body",
                        when(
                                (request, answer) -> isCall(request),
                                answer -> withHeader(
                                        answer, "x-acs-request-id", id -> "74C2BB8D-1D6F-41F5-AE68-6B2310883F63")),
                        "rpc/GatewayAnswerTest",
                        "the_request_id_in_header_and_body_is_the_same"),
                // What an answer has in common with its request.
                new Unseen(
                        "answers the ETag of another file",
                        when(
                                (request, answer) -> isUpload(request),
                                answer -> withHeader(answer, "ETag", etag -> "\"00000000000000000000000000000000\"")),
                        "oss/PostObjectTest",
                        "the_digests_of_the_file_are_answered_and_stored"));
    }

    @ParameterizedTest
    @MethodSource
    void outside_of_what_pact_can_say(Unseen server) throws IOException {
        assertThat(broken(server.change())).isEmpty();
        Path test = Path.of("../../stub-server/src/test/java/dev/otastub/" + server.test() + ".java");
        assertThat(Files.readString(test)).contains("void " + server.method() + "(");
    }

    private record Exchange(Message request, Answer answer) {

        boolean isAlteredBy(AlteringProxy.Change change) {
            Answer altered = change.of(request, answer);
            return altered.status() != answer.status()
                    || !altered.headers().equals(answer.headers())
                    || !Arrays.equals(altered.body(), answer.body());
        }
    }

    private static List<String> broken(AlteringProxy.Change change) {
        return CONTRACTS.files().stream()
                .flatMap(file -> file.interactions().stream()
                        .filter(one ->
                                KEPT.get(one.description()).stream().anyMatch(exchange -> exchange.isAlteredBy(change)))
                        .map(one -> verified(file, one, change)))
                .filter(row -> row.verdict() != Verdict.KEPT)
                .map(row -> row.interaction().description())
                .toList();
    }

    private static Row verified(ContractFile file, PublishedInteraction one, AlteringProxy.Change change) {
        proxy.change(change);
        return new Verification(states).verify(file, one);
    }

    private static boolean matches(String pattern, String name) {
        return name.matches(
                Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }
}
