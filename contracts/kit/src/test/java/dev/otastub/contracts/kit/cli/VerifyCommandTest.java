package dev.otastub.contracts.kit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubAccount;
import dev.otastub.OtaStubOptions;
import dev.otastub.account.AccessKey;
import dev.otastub.account.SecurityToken;
import dev.otastub.contracts.kit.AlteringProxy;
import dev.otastub.contracts.kit.Answer;
import dev.otastub.contracts.kit.BrokenServers;
import dev.otastub.contracts.kit.CloudStates;
import dev.otastub.contracts.kit.Message;
import dev.otastub.core.CloudOperation;
import dev.otastub.rpc.GatewayError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import picocli.CommandLine;

/** The command, in this process. */
class VerifyCommandTest {

    private static final String TOKEN_OF_ADMIN = "an-admin-token-0123456789";
    private static final String TOKEN = "CAIS-a-token-of-temporary-credentials+/=";
    private static final Map<String, String> KEY =
            Map.of("ALIBABA_CLOUD_ACCESS_KEY_ID", "testid", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "testsecret");
    private static final String AS_FAST_AS_CAN_BE = "--calls-per-second=10000";

    private static OtaStub stub;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        OtaStubAccount account = OtaStubAccount.DEFAULT.withTokens(
                new SecurityToken(TOKEN, AccessKey.of("STS.temporary", "temporary-secret"), Optional.empty()));
        stub = OtaStub.start(OtaStubOptions.builder()
                .httpsPort(0)
                .accounts(account)
                .callsPerSecond(0)
                .build());
    }

    @BeforeEach
    void reset() {
        stub.account().reset();
    }

    @AfterAll
    static void stop() {
        stub.close();
    }

    private record Ran(int exitCode, String out, String err) {}

    private static Ran run(Map<String, String> environment, String... arguments) {
        return run(environment, time -> stub.clock().advance(time), arguments);
    }

    private static Ran run(Map<String, String> environment, CloudStates.Waiting waiting, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine(environment, waiting)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        return new Ran(command.execute(arguments), out.toString(), err.toString());
    }

    private static Map<String, String> with(String... more) {
        Map<String, String> all = new HashMap<>(KEY);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private AlteringProxy different(AlteringProxy.Change change) throws Exception {
        return AlteringProxy.before(URI.create(stub.url()), change);
    }

    @Test
    void a_stub_keeps_all_and_nothing_is_left_of_it() {
        Ran ran = run(Map.of(), "--target", stub.url(), "--stub");

        assertThat(ran.exitCode()).as(ran.out()).isZero();
        assertThat(ran.out())
                .contains("VERDICT", "KEPT     PostObject with a file name: 204", " 0 broken, 0 skipped")
                .doesNotContain("BROKEN ", "SKIPPED ");
        assertThat(ran.err()).contains("[1/", "] KEPT ");
        assertThat(stub.accounts()).hasSize(1);
    }

    @Test
    void over_tls_a_target_that_is_taken_for_the_cloud_keeps_all_that_a_client_can_ask_for() {
        Ran ran = run(
                KEY,
                "--target=" + stub.httpsUrl(),
                "--ca-file=" + stub.caFile(),
                AS_FAST_AS_CAN_BE,
                "--wait-for-expiry",
                "--quiet");

        assertThat(ran.exitCode()).as(ran.out()).isZero();
        assertThat(ran.out())
                .contains("KEPT     PostObject with a file name: AccessDenied, policy expired")
                .contains("KEPT     GenerateOTAUploadURL as JSON: SignatureNonceUsed")
                .contains("SKIPPED  GenerateOTAUploadURL as JSON: Throttling.User")
                .contains("it takes more calls a second than are allowed")
                .contains(" 0 broken");
        assertThat(ran.err()).isEmpty();
        assertThat(stub.account().firmware()).isEmpty();
    }

    @Test
    void nobody_waits_for_a_minute_unless_asked_to() {
        Ran ran = run(
                KEY,
                time -> {
                    throw new AssertionError("waited for " + time);
                },
                "--target",
                stub.url(),
                "--scenario",
                "policy-expired");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains("a minute of waiting", "0 kept, 0 broken, 2 skipped");
    }

    @Test
    void temporary_credentials_work_in_every_framing() {
        Map<String, String> temporary = Map.of(
                "ALIBABA_CLOUD_ACCESS_KEY_ID", "STS.temporary",
                "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "temporary-secret",
                "ALIBABA_CLOUD_SECURITY_TOKEN", TOKEN);

        Ran ran = run(temporary, "--target", stub.url(), AS_FAST_AS_CAN_BE, "--scenario", "main");

        assertThat(ran.exitCode()).as(ran.out()).isZero();
        assertThat(ran.out()).contains(" 0 broken, 0 skipped");
    }

    @Test
    void an_instance_is_named_in_every_call_whatever_its_framing() throws Exception {
        try (AlteringProxy cloud = different((request, answer) -> answer)) {
            Ran ran = run(
                    KEY, "--target=" + cloud.url(), "--instance-id=iot-060a0001", AS_FAST_AS_CAN_BE, "--scenario=main");

            assertThat(ran.exitCode()).as(ran.out()).isZero();
            assertThat(cloud.seen())
                    .filteredOn(request ->
                            !request.headers().first("Content-Type").orElse("").startsWith("multipart"))
                    .hasSizeGreaterThan(50)
                    .allSatisfy(request -> assertThat(
                                    request.query() + "&" + new String(request.body(), StandardCharsets.UTF_8))
                            .containsOnlyOnce("IotInstanceId=iot-060a0001"));
        }
    }

    @Test
    void packages_are_deleted_again() throws Exception {
        try (AlteringProxy cloud = different((request, answer) -> answer)) {
            Ran ran = run(KEY, "--target", cloud.url().toString(), AS_FAST_AS_CAN_BE, "--only", "CreateOTAFirmware");

            assertThat(ran.exitCode()).as(ran.out()).isZero();
            assertThat(cloud.seen())
                    .filteredOn(request -> request.query().contains("DeleteOTAFirmware"))
                    .hasSizeGreaterThan(5);
            assertThat(stub.account().firmware()).isEmpty();
        }
    }

    @Test
    void a_package_that_cannot_be_deleted_is_named() throws Exception {
        try (AlteringProxy cloud =
                different((request, answer) -> request.query().contains("DeleteOTAFirmware")
                        ? BrokenServers.withText(answer, text -> "{}")
                        : answer)) {
            Ran ran = run(
                    KEY,
                    "--target",
                    cloud.url().toString(),
                    AS_FAST_AS_CAN_BE,
                    "--only",
                    "CreateOTAFirmware by a V1 form, as XML");

            assertThat(ran.exitCode()).isZero();
            assertThat(ran.err()).containsPattern("could not be deleted, please do so: [A-Za-z0-9]{20,}");
        }
    }

    @Test
    void uploads_are_small() throws Exception {
        try (AlteringProxy cloud = different((request, answer) -> answer)) {
            run(KEY, "--target", cloud.url().toString(), AS_FAST_AS_CAN_BE, "--quiet");

            assertThat(cloud.seen())
                    .hasSizeGreaterThan(100)
                    .allSatisfy(request -> assertThat(request.body()).hasSizeLessThan(2048));
        }
    }

    @Test
    void drift_is_exit_code_1_in_every_format() throws Exception {
        try (AlteringProxy cloud = different((request, answer) -> BrokenServers.withText(
                answer, text -> text.replace("\"ObjectStorage\":\"OSS\"", "\"ObjectStorage\":\"S3\"")))) {
            String target = cloud.url().toString();
            Path json = folder.resolve("drift.json");
            Path xml = folder.resolve("drift.xml");
            String[] main = {"--target", target, "--stub", "--only", "GenerateOTAUploadURL as", "--quiet"};

            Ran ran = run(Map.of(), with(main, "--format", "json", "--output", json.toString()));
            Ran again = run(Map.of(), with(main, "--format", "junit"));
            Files.writeString(xml, again.out());

            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.out())
                    .containsPattern(
                            "BROKEN   GenerateOTAUploadURL as JSON +200 Success=true json +200 Success=true json")
                    .contains("Expected 'S3' (String) to be equal to 'OSS' (String)");
            JsonNode report = new ObjectMapper().readTree(json.toFile());
            assertThat(report.path("target").asText()).isEqualTo(target);
            assertThat(report.path("broken").asInt()).isEqualTo(2);
            assertThat(report.path("interactions").get(0).path("evidence").asText())
                    .isEqualTo("DOCUMENTED");
            assertThat(report.findValuesAsText("verdict")).contains("BROKEN", "KEPT");
            Element suites = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(xml.toFile())
                    .getDocumentElement();
            assertThat(suites.getElementsByTagName("failure").getLength()).isEqualTo(2);
            assertThat(((Element) suites.getElementsByTagName("failure").item(0)).getAttribute("message"))
                    .isEqualTo("promised 200 Success=true json, got 200 Success=true json");
        }
    }

    private static String[] with(String[] some, String... more) {
        List<String> all = new ArrayList<>(List.of(some));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void what_may_be_secret_is_never_printed() throws Exception {
        Map<String, String> environment = with(
                "ALIBABA_CLOUD_ACCESS_KEY_ID", "STS.temporary",
                "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "temporary-secret",
                "ALIBABA_CLOUD_SECURITY_TOKEN", TOKEN);
        // The refusals with their strings to sign, where none is promised, and none where they are.
        try (AlteringProxy cloud = different((request, answer) -> BrokenServers.withText(
                answer,
                text -> text.replace("is not matched", "does not match")
                        .replace("Specified signature does", "Your signature does")
                        .replace("\"Policy\"", "\"policy\"")))) {
            for (String format : List.of("text", "json", "junit")) {
                Ran ran = run(
                        environment,
                        "--target",
                        cloud.url().toString(),
                        AS_FAST_AS_CAN_BE,
                        "--scenario=signature-mismatch",
                        "--scenario=main",
                        "--format",
                        format);

                assertThat(ran.exitCode()).isEqualTo(1);
                assertThat(ran.out() + ran.err())
                        .contains("Your signature does not match", "string to sign is: ***")
                        .doesNotContain("temporary-secret", TOKEN, "CAIS-a-token")
                        .doesNotContain("SecurityToken%", "SignatureNonce%", "eyJleHBpcmF0aW9u")
                        .doesNotContain("Signature=");
            }
        }
    }

    @Test
    void calls_go_through_the_proxy_that_the_environment_names() throws Exception {
        try (TunnelProxy proxy = new TunnelProxy()) {
            Map<String, String> environment = with("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port());
            String[] arguments = {
                "--target=" + stub.httpsUrl(), "--ca-file=" + stub.caFile(), AS_FAST_AS_CAN_BE, "--scenario=main"
            };

            Ran ran = run(environment, arguments);

            assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
            assertThat(proxy.heads())
                    .isNotEmpty()
                    .allSatisfy(head -> assertThat(head).startsWith("CONNECT 127.0.0.1:" + stub.httpsPort() + " "));
        }
    }

    @Test
    void a_host_that_no_proxy_names_is_called_directly_and_not_told_the_proxys_password() throws Exception {
        try (TunnelProxy proxy = new TunnelProxy();
                AlteringProxy cloud = different((request, answer) -> answer)) {
            Map<String, String> environment = with(
                    "http_proxy", "http://me:pass@127.0.0.1:" + proxy.port(), "NO_PROXY", "example.com, 127.0.0.1");

            Ran ran = run(environment, "--target=" + cloud.url(), AS_FAST_AS_CAN_BE, "--only=204");

            assertThat(ran.exitCode()).as(ran.err()).isZero();
            assertThat(proxy.heads()).isEmpty();
            assertThat(cloud.seen())
                    .isNotEmpty()
                    .allSatisfy(request -> assertThat(request.headers().first("Proxy-Authorization"))
                            .isEmpty());
        }
    }

    @Test
    void an_admin_token_is_wanted_and_may_come_by_the_environment() {
        try (OtaStub guarded = OtaStub.start(
                OtaStubOptions.builder().adminToken(TOKEN_OF_ADMIN).build())) {
            String[] arguments = {"--target", guarded.url(), "--stub", "--only", "204"};

            Ran without = run(Map.of(), arguments);
            Ran with = run(Map.of("OTA_STUB_ADMIN_TOKEN", TOKEN_OF_ADMIN), arguments);

            assertThat(without.exitCode()).isEqualTo(3);
            assertThat(without.err()).contains("answered 401", "--admin-token").hasLineCount(1);
            assertThat(with.exitCode()).as(with.err()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s\n", " %s\r\n"})
    void a_line_s_end_that_came_along_with_a_token_is_no_part_of_it(String pasted) {
        try (OtaStub guarded = OtaStub.start(
                OtaStubOptions.builder().adminToken(TOKEN_OF_ADMIN).build())) {
            Ran ran = run(
                    Map.of("OTA_STUB_ADMIN_TOKEN", pasted.formatted(TOKEN_OF_ADMIN)),
                    "--target=" + guarded.url(),
                    "--stub",
                    "--only=204");

            assertThat(ran.exitCode()).as(ran.err()).isZero();
        }
    }

    @Test
    void a_token_that_cannot_be_sent_is_not_printed() {
        Ran ran = run(Map.of("OTA_STUB_ADMIN_TOKEN", "one-line\nanother"), "--target=" + stub.url(), "--stub");

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).contains("X-Ota-Stub-Admin-Token").hasLineCount(1).doesNotContain("one-line", "another");
    }

    @ParameterizedTest
    @CsvSource({
        "Host, iotx-ota.oss-cn-shanghai.aliyuncs.com, Data.Host that nothing can be sent to",
        "Host, http://no host, Data.Host that nothing can be sent to",
        "Signature, no-base64, the signature that GenerateOTAUploadURL gave is no Base64",
        "Policy, {}, the policy that GenerateOTAUploadURL gave is no Base64"
    })
    void a_ticket_that_is_none_is_drift_and_the_rest_is_verified(String field, String value, String reason)
            throws Exception {
        try (AlteringProxy cloud = different((request, answer) -> BrokenServers.withText(
                answer,
                text -> text.replaceAll("\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":\"" + value + "\"")))) {
            Ran ran = run(Map.of(), "--target=" + cloud.url(), "--stub", "--only=altered", "--only=as XML", "--quiet");

            assertThat(ran.exitCode()).as(ran.err()).isEqualTo(1);
            assertThat(ran.out()).contains(reason, "KEPT     GenerateOTAUploadURL as XML");
            assertThat(ran.err()).isEmpty();
        }
    }

    @Test
    void what_was_found_and_what_is_left_is_told_even_where_no_file_can_be_written() throws Exception {
        try (AlteringProxy cloud =
                different((request, answer) -> request.query().contains("DeleteOTAFirmware")
                        ? BrokenServers.withText(answer, text -> "{}")
                        : answer)) {
            Ran ran = run(
                    KEY,
                    "--target=" + cloud.url(),
                    AS_FAST_AS_CAN_BE,
                    "--only=CreateOTAFirmware by a V1 form, as XML",
                    "--output=" + folder.resolve("nowhere").resolve("drift.xml"));

            assertThat(ran.exitCode()).isEqualTo(3);
            assertThat(ran.out()).contains("KEPT     CreateOTAFirmware by a V1 form, as XML");
            assertThat(ran.err()).contains("Cannot write --output").contains("could not be deleted, please do so: ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"InvalidTimeStamp.Expired", "iot.Sre.IotInstanceNotFound", "iot.system.UidNotFound"})
    void what_the_account_or_the_machine_lacks_is_no_drift(String code) throws Exception {
        try (AlteringProxy cloud = different((request, answer) ->
                BrokenServers.withText(answer, text -> "{\"Code\":\"" + code + "\",\"Success\":false}"))) {
            Ran ran = run(KEY, "--target=" + cloud.url());

            assertThat(ran.exitCode()).isEqualTo(3);
            assertThat(ran.err()).contains(code).hasLineCount(1);
        }
    }

    @Test
    void a_key_that_is_not_let_in_is_no_drift() {
        Ran ran = run(with("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "another"), "--target", stub.url());

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).contains("400 SignatureDoesNotMatch").hasLineCount(1);
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void an_authority_that_nobody_trusts_is_told_with_what_helps() {
        Ran ran = run(KEY, "--target", stub.httpsUrl());

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).contains("--ca-file").hasLineCount(1);
    }

    @Test
    void nobody_there_is_told() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        Ran ran = run(KEY, "--target", "http://127.0.0.1:" + free);

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).contains("does not answer").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "| Nothing was sent: --target",
                "--target=ftp://127.0.0.1 | --target must be",
                "--target=http://127.0.0.1/path | --target must be",
                "--target=http://me:secret@127.0.0.1 | --target must be",
                "--target=http://127.0.0.1 --only=nonsense | No interaction is",
                "--target=http://127.0.0.1 --calls-per-second=0 | --calls-per-second",
                "--target=http://127.0.0.1 --stub --instance-id=iot-1 | --instance-id is for the cloud",
                "--target=http://127.0.0.1 --ca-file=nowhere.pem | Cannot read --ca-file nowhere.pem",
                "--target=http://127.0.0.1 --format=yaml | --format",
                "--tarket=http://127.0.0.1 | There is no option --tarket",
                "secret | There is an argument too many"
            })
    void wrong_usage_is_told_in_a_sentence(String arguments, String sentence) {
        Ran ran = run(KEY, arguments == null ? new String[0] : arguments.split(" "));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains(sentence).hasLineCount(1).doesNotContain("secret");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void without_a_key_nothing_is_sent() {
        Ran ran = run(Map.of("ALIBABA_CLOUD_ACCESS_KEY_ID", "testid"), "--target", "http://127.0.0.1");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).startsWith("Nothing was sent: ").contains("ALIBABA_CLOUD_ACCESS_KEY_SECRET");
    }

    @Test
    void there_are_never_more_calls_a_second_than_allowed() throws Exception {
        try (AlteringProxy cloud = different((request, answer) -> answer)) {
            long before = System.nanoTime();

            Ran ran = run(KEY, "--target=" + cloud.url(), "--calls-per-second=20", "--only=name: 204");

            assertThat(ran.exitCode()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isGreaterThan(Duration.ofMillis(50L * (cloud.seen().size() - 1)));
        }
    }

    private static boolean isCreation(Message request) {
        return (request.query()
                        + new String(request.body(), StandardCharsets.UTF_8)
                        + request.headers().first("x-acs-action").orElse(""))
                .contains("CreateOTAFirmware");
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE_OTA_FIRMWARE, 1",
        "CREATE_OTA_FIRMWARE, 2",
        "GENERATE_OTA_UPLOAD_URL, 2",
        "DELETE_OTA_FIRMWARE, 2"
    })
    void an_account_that_is_throttled_for_a_while_is_waited_for(CloudOperation operation, int times) {
        List<Duration> waits = new CopyOnWriteArrayList<>();
        stub.next(operation).times(times).fails(GatewayError.THROTTLING);

        Ran ran = run(
                KEY,
                waits::add,
                "--target=" + stub.url(),
                AS_FAST_AS_CAN_BE,
                "--scenario=main",
                "--only=CreateOTAFirmware with size and digest, as JSON");

        assertThat(ran.exitCode()).as(ran.out()).isZero();
        assertThat(ran.out()).contains("1 kept, 0 broken, 0 skipped");
        assertThat(waits).hasSize(times).containsOnly(Duration.ofSeconds(1));
        assertThat(stub.account().firmware()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE_OTA_FIRMWARE", "DELETE_OTA_FIRMWARE"})
    void an_account_that_stays_throttled_is_no_drift(CloudOperation operation) throws Exception {
        List<Duration> waits = new CopyOnWriteArrayList<>();
        stub.next(operation).times(3).fails(GatewayError.THROTTLING);
        try (AlteringProxy cloud = different((request, answer) -> answer)) {
            Ran ran = run(
                    KEY,
                    waits::add,
                    "--target=" + cloud.url(),
                    AS_FAST_AS_CAN_BE,
                    "--only=CreateOTAFirmware by a V1 form, as XML");

            boolean asked = operation == CloudOperation.CREATE_OTA_FIRMWARE;
            assertThat(ran.exitCode()).as(ran.out()).isZero();
            assertThat(ran.out())
                    .contains(
                            asked ? "the account was throttled" : "KEPT", "0 broken, " + (asked ? 1 : 0) + " skipped");
            assertThat(ran.err().contains("could not be deleted")).isNotEqualTo(asked);
            assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
            assertThat(cloud.seen().stream().filter(VerifyCommandTest::isCreation))
                    .extracting(request -> request.query() + new String(request.body(), StandardCharsets.UTF_8))
                    .hasSize(asked ? 3 : 1)
                    .doesNotHaveDuplicates();
        }
    }

    /** It was created, but the answer does not say so. */
    private static Answer lost(Message request, Answer answer) {
        return isCreation(request) ? BrokenServers.withText(answer, text -> "{}") : answer;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CreateOTAFirmware by a V1 form, as XML",
                "CreateOTAFirmware by ACS3, as JSON",
                "CreateOTAFirmware as JSON: iot.firmware.AlreadyExistedFirmwareName"
            })
    void a_package_whose_id_was_never_told_is_deleted_by_its_name(String interaction) throws Exception {
        try (AlteringProxy cloud = different(VerifyCommandTest::lost)) {
            Ran ran = run(KEY, "--target=" + cloud.url(), AS_FAST_AS_CAN_BE, "--only=" + interaction);

            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.err()).doesNotContain("could not be deleted");
            assertThat(cloud.seen()).anyMatch(request -> request.query().contains("DeleteOTAFirmware"));
            assertThat(stub.account().firmware()).isEmpty();
        }
    }

    @Test
    void a_package_that_cannot_be_found_either_is_named() throws Exception {
        try (AlteringProxy cloud =
                different((request, answer) -> request.query().contains("ListOTAFirmware")
                        ? BrokenServers.withText(answer, text -> "{}")
                        : lost(request, answer))) {
            Ran ran =
                    run(KEY, "--target=" + cloud.url(), AS_FAST_AS_CAN_BE, "--only=CreateOTAFirmware by ACS3, as JSON");

            assertThat(ran.err())
                    .containsPattern("could not be deleted, please do so: the one named ota-stub-verify-[0-9a-f]{8}");
        }
    }

    private static Answer givenEarlier(Answer answer, Duration by) {
        Matcher created = Pattern.compile("\"UtcCreate\":\"([^\"]*)\"").matcher(answer.text());
        return created.find()
                ? BrokenServers.withText(
                        answer,
                        text -> text.replace(
                                created.group(1),
                                Instant.parse(created.group(1)).minus(by).toString()))
                : answer;
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 61, KEPT", "PT1M, 121, KEPT", "PT9M30S, 0, is good for 10 minutes"})
    void a_ticket_is_waited_for_as_long_as_its_policy_says_but_not_forever(Duration earlier, int seconds, String found)
            throws Exception {
        List<Duration> waits = new CopyOnWriteArrayList<>();
        try (AlteringProxy cloud = different((request, answer) -> givenEarlier(answer, earlier))) {
            Ran ran = run(
                    KEY,
                    time -> {
                        waits.add(time);
                        stub.clock().advance(time);
                    },
                    "--target=" + cloud.url(),
                    AS_FAST_AS_CAN_BE,
                    "--wait-for-expiry",
                    "--only=with a file name: AccessDenied, policy expired");

            assertThat(ran.out()).contains(found);
            assertThat(waits)
                    .hasSize(seconds == 0 ? 0 : 1)
                    .allSatisfy(time -> assertThat(time.toSeconds()).isBetween(seconds - 1L, (long) seconds));
        }
    }

    @Test
    void secrets_that_come_back_in_any_place_and_control_characters_are_not_printed() throws Exception {
        Map<String, String> environment = with(
                "ALIBABA_CLOUD_ACCESS_KEY_ID",
                "STS.temporary",
                "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
                "temporary-secret",
                "ALIBABA_CLOUD_SECURITY_TOKEN",
                TOKEN,
                "OTA_STUB_ADMIN_TOKEN",
                TOKEN_OF_ADMIN);
        String said = "temporary-secret " + TOKEN + " \\u001b[2J" + TOKEN_OF_ADMIN;
        try (AlteringProxy cloud = different((request, answer) -> BrokenServers.withText(
                answer,
                text -> text.replace("\"OSS\"", "\"" + said + "\"")
                        .replaceFirst("^\\{", "{\"Code\":\"\u001b[31mx temporary-secret\",")))) {
            for (String format : List.of("text", "json", "junit")) {
                Ran ran = run(
                        environment,
                        "--target=" + cloud.url(),
                        AS_FAST_AS_CAN_BE,
                        "--only=GenerateOTAUploadURL as JSON",
                        "--format=" + format);

                assertThat(ran.exitCode()).as(ran.err()).isEqualTo(1);
                assertThat(ran.out() + ran.err())
                        .contains("***", "?[31mx ***")
                        .doesNotContain("temporary-secret", TOKEN, TOKEN_OF_ADMIN, "\u001b", "\\u001b");
            }
        }
    }

    @Test
    void a_bug_is_told_without_secrets() {
        Ran ran = run(
                with("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "testsecret"),
                time -> {
                    throw new IllegalStateException("with testsecret and an-admin\u001b[2J-token");
                },
                "--target=" + stub.url(),
                AS_FAST_AS_CAN_BE,
                "--admin-token=an-admin",
                "--wait-for-expiry",
                "--only=with a file name: AccessDenied, policy expired");

        assertThat(ran.exitCode()).isEqualTo(70);
        assertThat(ran.err())
                .contains("This is a bug", "with *** and ***?[2J-token", "\tat dev.otastub")
                .doesNotContain("testsecret", "an-admin", "\u001b");
    }
}
