package dev.otastub.behaviour;

import static dev.otastub.core.CloudOperation.GENERATE_OTA_UPLOAD_URL;
import static dev.otastub.core.CloudOperation.POST_OBJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otastub.GeneratedFile;
import dev.otastub.OtaStub;
import dev.otastub.TestAccount;
import dev.otastub.control.Fault;
import dev.otastub.junit5.InjectOtaStub;
import dev.otastub.junit5.OtaStubTest;
import dev.otastub.oss.PostObjectError;
import dev.otastub.rpc.GatewayError;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test has an account of its own, and the same one wherever it asks for it. */
@OtaStubTest
@TestMethodOrder(OrderAnnotation.class)
class ExtensionTest {

    private static final int FIRST = 1;

    /** Of tests that went before. */
    private static final Set<String> USED = ConcurrentHashMap.newKeySet();

    @InjectOtaStub
    private static TestAccount ofTheClass;

    @InjectOtaStub
    private OtaStub stub;

    @InjectOtaStub
    private TestAccount account;

    private final TestAccount constructed;

    ExtensionTest(TestAccount account) {
        constructed = account;
    }

    @BeforeAll
    static void the_class_has_an_account(TestAccount account) {
        assertThat(account.uid()).isEqualTo(ofTheClass.uid());
    }

    @BeforeEach
    void all_places_agree(TestAccount given, OtaStub server) {
        assertThat(given.uid())
                .isEqualTo(account.uid())
                .isEqualTo(constructed.uid())
                .isNotEqualTo(ofTheClass.uid());
        assertThat(server).isSameAs(stub).isSameAs(OtaStub.shared());
        assertThat(USED).doesNotContain(account.uid());
    }

    @AfterEach
    void is_used(TestAccount given) {
        assertThat(given.uid()).isEqualTo(account.uid());
        USED.add(given.uid());
    }

    @Test
    @Order(FIRST)
    void an_account_begins_with_nothing() throws Exception {
        Client client = Client.of(stub);

        assertThat(client.upload(client.ticketOf(account), "firmware").statusCode())
                .isEqualTo(204);

        assertThat(account.uploads()).hasSize(1);
        assertThat(ofTheClass.uploads()).isEmpty();
    }

    @Test
    void accounts_of_earlier_tests_are_removed() {
        assertThat(USED)
                .isNotEmpty()
                .allSatisfy(uid -> assertThat(stub.account(uid)).isEmpty());
    }

    @RepeatedTest(2)
    void a_repetition_has_an_account_of_its_own(TestAccount given) {
        assertThat(given.uid()).isEqualTo(constructed.uid());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void an_invocation_has_an_account_of_its_own(int number, TestAccount given) {
        assertThat(given.uid()).isEqualTo(constructed.uid());
    }

    @TestFactory
    Stream<DynamicTest> dynamic_tests_share_the_account_of_their_factory(TestAccount given) {
        return Stream.of("one", "another")
                .map(name -> DynamicTest.dynamicTest(
                        name, () -> assertThat(given.uid()).isEqualTo(account.uid())));
    }

    @Test
    void an_error_comes_on_demand() throws Exception {
        Client client = Client.of(stub);
        account.next(GENERATE_OTA_UPLOAD_URL).fails(GatewayError.USER_FLOW_CONTROL);

        assertThat(client.generateOtaUploadUrl(account).body()).contains("\"Throttling.User\"");
        assertThat(client.ticketOf(account)).containsKey("Key");
        assertThat(account.refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.cause()).isEqualTo(GatewayError.USER_FLOW_CONTROL));
    }

    @Test
    void a_fault_comes_within_an_upload() throws Exception {
        Client client = Client.of(stub);
        Map<String, String> ticket = client.ticketOf(account);
        account.next(POST_OBJECT).meets(Fault.resetAfter(2));

        assertThatThrownBy(() -> client.upload(ticket, "firmware")).isInstanceOf(IOException.class);
        assertThat(account.uploads()).isEmpty();
    }

    @Test
    void time_is_the_accounts_and_a_refusal_says_why() throws Exception {
        Client client = Client.of(stub);
        Map<String, String> ticket = client.ticketOf(account);
        account.clock().advance(Duration.ofSeconds(61));

        assertThat(client.upload(ticket, "firmware").statusCode()).isEqualTo(403);
        assertThat(account.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.cause()).isEqualTo(PostObjectError.POLICY_EXPIRED);
            assertThat(refusal.expected()).isPresent();
        });
        assertThat(account.uploads()).isEmpty();
    }

    @Test
    void an_upload_is_there_to_be_looked_at() throws Exception {
        Client client = Client.of(stub);
        Map<String, String> ticket = client.ticketOf(account);
        client.upload(ticket, "firmware");

        assertThat(account.uploads()).singleElement().satisfies(upload -> {
            assertThat(upload.key()).isEqualTo(ticket.get("Key"));
            assertThat(upload.size()).isEqualTo("firmware".length());
            assertThat(upload.field("OSSAccessKeyId")).contains(account.issuingKeyId());
            assertThat(upload.claimedBy()).isEmpty();
            assertThat(upload.open()).hasContent("firmware");
        });
    }

    @Test
    void a_file_is_generated() {
        assertThat(GeneratedFile.of(1000).open())
                .hasSameContentAs(GeneratedFile.of(1000).open());
    }

    @Test
    void the_shared_server_cannot_be_changed_for_all() {
        assertThatIllegalStateException().isThrownBy(() -> stub.wireMock()).withMessageContaining("account.next(");
    }

    @Nested
    class Inner {

        private final TestAccount ofInner;

        @InjectOtaStub
        private TestAccount injected;

        Inner(TestAccount account) {
            ofInner = account;
        }

        @Test
        void a_nested_test_has_one_account_in_all_its_instances(TestAccount given) {
            assertThat(given.uid())
                    .isEqualTo(ofInner.uid())
                    .isEqualTo(injected.uid())
                    .isEqualTo(account.uid())
                    .isEqualTo(constructed.uid());
        }
    }
}
