package dev.otastub;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.otastub.account.AccessKey;
import dev.otastub.account.Account;
import dev.otastub.account.AccountsMistake;
import dev.otastub.rpc.RequestSigner;
import dev.otastub.signature.Parameters;
import dev.otastub.testing.UploadTicket;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An account that is reset is as new, one that is closed is gone, and others notice nothing. */
final class AccountResetTest {

    private static final String GENERATE = "Action=GenerateOTAUploadURL";
    private static final String USED = "a nonce that was used";

    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final OtaStub stub = OtaStub.start(
            OtaStubOptions.builder().callsPerSecond(3).log(log::add).build());
    private final AtomicInteger nonces = new AtomicInteger();
    private TestAccount account;
    private TestAccount other;

    @BeforeEach
    void useBoth() {
        account = stub.newAccount();
        other = stub.newAccount();
        use(account);
        use(other);
    }

    @AfterEach
    void stop() {
        stub.close();
        assertThat(log).noneMatch(line -> line.contains("BUG in ota-stub"));
    }

    /** Leaves a trace of every kind. */
    private void use(TestAccount each) {
        each.clock().advance(Duration.ofDays(-1));
        each.clock().freeze();
        UploadTicket claimed = ticket(each, USED);
        assertThat(claimed.upload(new byte[] {1}).statusCode()).isEqualTo(200);
        assertThat(created(each, claimed)).isTrue();
        assertThat(ticket(each).upload(new byte[] {2}).statusCode()).isEqualTo(200);
        ticket(each);
        assertThat(code(each, USED)).isEqualTo("SignatureNonceUsed");
        assertThat(code(each, nonce())).isEqualTo("Throttling.User");
    }

    private JsonPath call(TestAccount by, String parameters, String nonce) {
        AccessKey key = AccessKey.of(by.accessKeyId(), by.accessKeySecret());
        Parameters signed = RequestSigner.signed(
                key, Parameters.parse(parameters), by.clock().instant(), nonce);
        return given().urlEncodingEnabled(false)
                .get(stub.url() + "/?" + signed.encoded())
                .jsonPath();
    }

    private String nonce() {
        return "nonce " + nonces.incrementAndGet();
    }

    private UploadTicket ticket(TestAccount by) {
        return ticket(by, nonce());
    }

    private UploadTicket ticket(TestAccount by, String nonce) {
        return new UploadTicket(call(by, GENERATE, nonce).getMap("Data"));
    }

    private String code(TestAccount by, String nonce) {
        return call(by, GENERATE, nonce).getString("Code");
    }

    private boolean created(TestAccount by, UploadTicket ticket) {
        String parameters =
                "Action=CreateOTAFirmware&FirmwareName=name&DestVersion=1&FirmwareUrl=" + ticket.firmwareUrl();
        return call(by, parameters, nonce()).getBoolean("Success");
    }

    private List<Path> files(TestAccount of) {
        return stub.objects().stream()
                .filter(object -> object.ownerUid().equals(of.uid()))
                .map(object -> object.file())
                .toList();
    }

    private long listed(String list, TestAccount of) {
        List<String> accounts =
                given().get(stub.url() + "/__admin/ota/" + list).jsonPath().getList("items.account");
        return accounts.stream().filter(of.uid()::equals).count();
    }

    private void assertUsed(TestAccount each) {
        assertThat(files(each)).hasSize(2).allSatisfy(file -> assertThat(file).exists());
        assertThat(listed("firmware", each)).isOne();
        assertThat(listed("issued-urls", each)).isEqualTo(3);
        assertThat(each.clock().isMovedItself()).isTrue();
        assertThat(code(each, USED)).isEqualTo("SignatureNonceUsed");
        assertThat(code(each, nonce())).isEqualTo("Throttling.User");
    }

    private void assertEmpty(TestAccount each) {
        assertThat(files(each)).isEmpty();
        assertThat(listed("firmware", each)).isZero();
        assertThat(listed("issued-urls", each)).isZero();
        assertThat(each.clock().isMovedItself()).isFalse();
    }

    static Stream<Arguments> resets() {
        return Stream.of(
                arguments(Named.<Consumer<AccountResetTest>>of("of the account", test -> test.account.reset())),
                arguments(Named.<Consumer<AccountResetTest>>of(
                        "of all", test -> test.stub.control().resetAll())));
    }

    @ParameterizedTest
    @MethodSource("resets")
    void an_account_is_as_new_after_a_reset(Consumer<AccountResetTest> reset) {
        List<Path> files = files(account);
        Instant then = account.clock().instant();

        reset.accept(this);

        assertEmpty(account);
        assertThat(files).allSatisfy(file -> assertThat(file).doesNotExist());
        account.clock().freezeAt(then);
        UploadTicket ticket = ticket(account, USED);
        assertThat(ticket.upload(new byte[] {1}).statusCode()).isEqualTo(200);
        assertThat(created(account, ticket)).isTrue();
        ticket(account);
        ticket(account);
        assertThat(code(account, nonce())).isEqualTo("Throttling.User");
    }

    @Test
    void others_notice_nothing_of_a_reset() {
        account.reset();

        assertUsed(other);
    }

    @Test
    void of_a_closed_account_nothing_is_left_and_others_notice_nothing() {
        List<Path> files = files(account);

        account.close();

        assertEmpty(account);
        assertThat(files).allSatisfy(file -> assertThat(file).doesNotExist());
        assertThat(stub.account(account.uid())).isEmpty();
        assertThat(code(account, nonce())).isEqualTo("InvalidAccessKeyId.NotFound");
        assertUsed(other);
    }

    @Test
    void after_a_reset_of_all_each_account_is_there_with_its_keys_and_the_stubs_time_is_as_at_first() {
        stub.clock().advance(Duration.ofDays(1));

        stub.control().resetAll();

        for (TestAccount each : List.of(account, other)) {
            assertEmpty(each);
            assertThat(stub.account(each.uid())).isPresent();
            assertThat(ticket(each).key()).isNotEmpty();
        }
        assertThat(stub.clock().isMovedItself()).isFalse();
        assertThat(stub.objects()).isEmpty();
    }

    @Test
    void the_default_account_is_reset_when_it_is_closed_and_stays() {
        UploadTicket.from(stub).upload(new byte[] {1});

        stub.account().close();

        assertEmpty(stub.account());
        assertThat(stub.account(stub.account().uid())).isPresent();
        assertThat(UploadTicket.from(stub).upload(new byte[] {1}).statusCode()).isEqualTo(200);
        assertUsed(other);
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                arguments(Named.<Consumer<AccountResetTest>>of("reset", test -> test.account.reset())),
                arguments(Named.<Consumer<AccountResetTest>>of("closed", test -> test.account.close())),
                arguments(Named.<Consumer<AccountResetTest>>of(
                        "all are reset", test -> test.stub.control().resetAll())));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void an_upload_under_way_is_refused_at_its_end_and_leaves_nothing(Consumer<AccountResetTest> end)
            throws IOException {
        account.reset();
        try (Socket client = new Socket("127.0.0.1", stub.port())) {
            OutputStream out = client.getOutputStream();
            out.write(ticket(account).requestUpToFile(3));
            out.flush();
            await().until(() -> stub.uploadsUnderWay() == 1);

            end.accept(this);
            out.write("123\r\n--x--\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answer).startsWith("HTTP/1.1 500").contains("<Code>InternalError</Code>");
        }
        assertThat(files(account)).isEmpty();
        assertThat(account.uploads()).isEmpty();
        assertThat(account.refusals()).isEmpty();
        assertThat(stub.unattributed())
                .singleElement()
                .satisfies(refused -> assertThat(refused.reason()).contains("while the upload came in"));
        assertThat(log).anyMatch(line -> line.contains("was reset or removed while the upload came in"));
    }

    @Test
    void an_account_that_is_refused_leaves_no_clock_and_one_that_is_there_keeps_its_own() {
        Control control = stub.control();
        AccessKey taken = AccessKey.of(account.accessKeyId(), "secret");

        for (String uid : List.of("refused", other.uid())) {
            Account again = new Account(
                    uid,
                    List.of(taken),
                    List.of(),
                    List.of(),
                    Set.of(),
                    AccessKey.issuingPairOf(uid),
                    control.clocks().of(uid));
            assertThatThrownBy(() -> control.add(again, Optional.empty())).isInstanceOf(AccountsMistake.class);
        }

        assertThat(control.clocks().at("refused")).isSameAs(control.clocks().stubs());
        assertUsed(other);
    }
}
