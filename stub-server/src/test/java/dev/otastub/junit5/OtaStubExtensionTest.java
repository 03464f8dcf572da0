package dev.otastub.junit5;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static dev.otastub.core.CloudOperation.GENERATE_OTA_UPLOAD_URL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import com.github.tomakehurst.wiremock.client.WireMock;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import dev.otastub.TestAccount;
import dev.otastub.control.Fault;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs small test classes, which note what they were given, in an engine of their own. */
@Execution(ExecutionMode.SAME_THREAD)
class OtaStubExtensionTest {

    /** What was given where, as {@code place -> account}. */
    private static final Map<String, List<String>> GIVEN = new ConcurrentHashMap<>();

    private static OtaStub lastServer;
    private static int lastPort;

    @BeforeEach
    void forget() {
        GIVEN.clear();
    }

    private static void note(String place, TestAccount account) {
        GIVEN.computeIfAbsent(place, key -> new ArrayList<>()).add(account.uid());
    }

    private static String given(String place) {
        return GIVEN.get(place).get(0);
    }

    private static Set<String> distinct(String... places) {
        return Stream.of(places).flatMap(place -> GIVEN.get(place).stream()).collect(Collectors.toSet());
    }

    private static EngineExecutionResults run(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testClass))
                .execute();
    }

    private static void succeeds(Class<?> testClass, int tests) {
        Events events = run(testClass).testEvents();
        events.assertStatistics(counts -> counts.started(tests).succeeded(tests));
    }

    @OtaStubTest
    static class EachKindOfTest {
        @InjectOtaStub
        static TestAccount inStaticField;

        @InjectOtaStub
        TestAccount inField;

        @InjectOtaStub
        OtaStub stubInField;

        private final TestAccount inConstructor;

        EachKindOfTest(TestAccount account) {
            inConstructor = account;
        }

        @BeforeAll
        static void before(TestAccount account, OtaStub stub) {
            note("beforeAll", account);
            note("static", inStaticField);
            lastServer = stub;
        }

        @BeforeEach
        void beforeEach(TestAccount account) {
            note("beforeEach", account);
        }

        @AfterEach
        void afterEach(TestAccount account) {
            note("afterEach", account);
        }

        @AfterAll
        static void after(TestAccount account) {
            note("afterAll", account);
        }

        private void noted(String test, TestAccount account, OtaStub stub) {
            note(test, account);
            note(test + " in field", inField);
            note(test + " in constructor", inConstructor);
            assertThat(stub).isSameAs(stubInField);
            assertThat(stub.account(account.uid())).isPresent();
        }

        @Test
        void one(TestAccount account, OtaStub stub) {
            noted("one", account, stub);
        }

        @Test
        void other(TestAccount account, OtaStub stub) {
            noted("other", account, stub);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void parameterized(int number, TestAccount account, OtaStub stub) {
            noted("parameterized", account, stub);
        }

        @RepeatedTest(2)
        void repeated(TestAccount account, OtaStub stub) {
            noted("repeated", account, stub);
        }

        @TestFactory
        Stream<DynamicTest> factory(TestAccount account, OtaStub stub) {
            noted("factory", account, stub);
            return Stream.of("a", "b").map(name -> DynamicTest.dynamicTest(name, () -> note("dynamic", account)));
        }

        @Nested
        class Inner {
            @InjectOtaStub
            TestAccount inInnerField;

            private final TestAccount inInnerConstructor;

            Inner(TestAccount account) {
                inInnerConstructor = account;
            }

            @Test
            void nested(TestAccount account, OtaStub stub) {
                noted("nested", account, stub);
                note("nested in inner field", inInnerField);
                note("nested in inner constructor", inInnerConstructor);
            }
        }
    }

    @Test
    void each_test_and_each_invocation_has_an_account_of_its_own_wherever_it_is_given() {
        succeeds(EachKindOfTest.class, 10);

        assertThat(distinct("one", "other", "parameterized", "repeated", "factory", "nested"))
                .hasSize(9);
        for (String test : List.of("one", "other", "parameterized", "repeated", "factory", "nested")) {
            assertThat(GIVEN.get(test + " in field")).isEqualTo(GIVEN.get(test));
            assertThat(GIVEN.get(test + " in constructor")).isEqualTo(GIVEN.get(test));
        }
        assertThat(GIVEN.get("nested in inner field")).isEqualTo(GIVEN.get("nested"));
        assertThat(GIVEN.get("nested in inner constructor")).isEqualTo(GIVEN.get("nested"));
        assertThat(GIVEN.get("beforeEach"))
                .isEqualTo(GIVEN.get("afterEach"))
                .hasSize(9)
                .doesNotHaveDuplicates();
        assertThat(distinct("beforeEach"))
                .isEqualTo(distinct("one", "other", "parameterized", "repeated", "factory", "nested"));
    }

    @Test
    void dynamic_tests_share_the_account_of_their_factory() {
        succeeds(EachKindOfTest.class, 10);

        assertThat(GIVEN.get("dynamic")).containsOnly(given("factory")).hasSize(2);
    }

    @Test
    void static_places_have_the_account_of_the_class_which_no_test_has() {
        succeeds(EachKindOfTest.class, 10);

        assertThat(distinct("beforeAll", "static", "afterAll"))
                .hasSize(1)
                .doesNotContainAnyElementsOf(distinct("beforeEach"));
    }

    @OtaStubTest
    @TestInstance(Lifecycle.PER_CLASS)
    static class OneInstance {
        @InjectOtaStub
        TestAccount inField;

        OneInstance(TestAccount account) {
            note("constructor", account);
        }

        @BeforeAll
        void before(TestAccount account) {
            note("beforeAll", account);
        }

        @Test
        void one(TestAccount account) {
            note("test", account);
            note("field", inField);
        }

        @Test
        void other(TestAccount account) {
            note("test", account);
            note("field", inField);
        }

        @Nested
        class Inner {
            private final TestAccount inConstructor;

            Inner(TestAccount account) {
                inConstructor = account;
            }

            @Test
            void nested(TestAccount account) {
                note("nested", account);
                note("nested constructor", inConstructor);
            }

            @Test
            void nested_too(TestAccount account) {
                note("nested", account);
                note("nested constructor", inConstructor);
            }
        }
    }

    @Test
    void an_instance_of_the_class_has_the_account_of_the_class_and_its_tests_have_their_own() {
        succeeds(OneInstance.class, 4);

        assertThat(distinct("constructor", "beforeAll", "field")).hasSize(1);
        assertThat(GIVEN.get("test")).hasSize(2).doesNotHaveDuplicates().doesNotContain(given("constructor"));
        assertThat(GIVEN.get("nested")).hasSize(2).doesNotHaveDuplicates();
        assertThat(GIVEN.get("nested constructor")).isEqualTo(GIVEN.get("nested"));
    }

    @OtaStubTest
    static class OneInstanceWithin {
        @InjectOtaStub
        TestAccount ofOuter;

        @Nested
        @TestInstance(Lifecycle.PER_CLASS)
        class Inner {
            @InjectOtaStub
            TestAccount inField;

            Inner(TestAccount account) {
                note("constructor", account);
            }

            @BeforeAll
            void before(TestAccount account) {
                note("beforeAll", account);
            }

            @RepeatedTest(2)
            void nested(TestAccount account, OtaStub stub) {
                note("test", account);
                note("field", inField);
                assertThat(stub.account(inField.uid())).isPresent();
                assertThat(stub.account(ofOuter.uid())).isPresent();
            }
        }
    }

    @Test
    void a_nested_instance_of_the_class_has_the_account_of_the_class() {
        succeeds(OneInstanceWithin.class, 2);

        assertThat(distinct("constructor", "beforeAll", "field")).hasSize(1);
        assertThat(GIVEN.get("test")).hasSize(2).doesNotHaveDuplicates().doesNotContain(given("constructor"));
    }

    @OtaStubTest(account = AccountScope.PER_CLASS, server = ServerScope.PER_CLASS)
    static class Prepared {
        @BeforeAll
        static void before(TestAccount account, OtaStub stub) {
            account.clock().advance(Duration.ofHours(1));
            stub.clock().freezeAt(Instant.parse("2030-01-01T00:00:00Z"));
        }

        @RepeatedTest(2)
        void one(TestAccount account, OtaStub stub) {
            GIVEN.computeIfAbsent("moved", key -> new ArrayList<>())
                    .add(account.clock().isMovedItself() + " " + stub.clock().isFrozen());
        }
    }

    @Test
    void what_was_made_before_all_is_there_in_the_first_test_and_not_in_the_next() {
        succeeds(Prepared.class, 2);

        assertThat(GIVEN.get("moved")).containsExactly("true true", "false false");
    }

    @OtaStubTest
    static class TwoServers {
        @BeforeAll
        static void before(TestAccount account) {
            note("outer", account);
        }

        @Nested
        @OtaStubTest(https = true)
        @TestInstance(Lifecycle.PER_CLASS)
        class Inner {
            @BeforeAll
            void before(TestAccount account, OtaStub stub) {
                assertThat(stub.account(account.uid())).isPresent();
                note("inner", account);
            }

            @Test
            void one() {}
        }
    }

    @Test
    void the_account_of_a_class_is_of_the_server_of_that_class() {
        succeeds(TwoServers.class, 1);

        assertThat(distinct("outer", "inner")).hasSize(2);
    }

    @OtaStubTest(account = AccountScope.PER_CLASS)
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class OneAccount {

        @BeforeAll
        static void before(TestAccount account) {
            note("class", account);
        }

        OneAccount(TestAccount account) {
            note("class", account);
        }

        @Test
        @Order(1)
        void uses_it_up(TestAccount account) {
            note("class", account);
            account.clock().freezeAt(Instant.parse("2030-01-01T00:00:00Z"));
            account.next().untilCleared().meets(Fault.reset());
        }

        @Test
        @Order(2)
        void finds_it_as_new(TestAccount account) {
            note("class", account);
            assertThat(account.clock().isMovedItself()).isFalse();
        }

        @Nested
        class Inner {
            @Test
            void nested(TestAccount account) {
                note("class", account);
            }
        }
    }

    @Test
    void tests_of_a_class_can_have_one_account_which_is_reset_between_them() {
        succeeds(OneAccount.class, 3);

        assertThat(GIVEN.get("class")).hasSize(7);
        assertThat(distinct("class")).hasSize(1);
    }

    @OtaStubTest(account = AccountScope.SHARED)
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class SharedAccount {
        @BeforeAll
        static void before(TestAccount account) {
            note("shared", account);
            assertThat(account.clock().isMovedItself()).isFalse();
            account.clock().advance(Duration.ofHours(1));
        }

        @Test
        @Order(1)
        void one(TestAccount account) {
            note("shared", account);
            assertThat(account.accessKeyId()).isEqualTo("testid");
            assertThat(account.accessKeySecret()).isEqualTo("testsecret");
            assertThat(account.clock().isMovedItself()).isTrue();
        }

        @Test
        @Order(2)
        void other(TestAccount account) {
            assertThat(account.clock().isMovedItself()).isFalse();
            account.clock().advance(Duration.ofHours(1));
        }
    }

    @Test
    void all_tests_can_have_one_account_whose_keys_are_known_beforehand() {
        succeeds(SharedAccount.class, 2);
        succeeds(SharedAccount.class, 2);

        assertThat(distinct("shared")).hasSize(1);
    }

    @OtaStubTest(server = ServerScope.PER_CLASS)
    static class OwnServer {
        private static int port;

        @BeforeAll
        static void before(OtaStub stub) {
            lastPort = stub.port();
            port = stub.port();
        }

        @RepeatedTest(2)
        void may_change_it_for_all(OtaStub stub) {
            assertThat(stub.port()).isEqualTo(port);
            assertThat(stub).isNotSameAs(OtaStub.shared());
            assertThat(stub.clock().isMoved()).isFalse();
            assertThat(stub.wireMock().getStubMappings()).hasSize(3);
            stub.clock().advance(Duration.ofDays(1));
            stub.wireMock().stubFor(any(anyUrl()).willReturn(aResponse()));
        }

        @Nested
        class Inner {
            @Test
            void has_the_same(OtaStub stub) {
                assertThat(stub.port()).isEqualTo(port);
            }
        }
    }

    @Test
    void a_class_can_have_a_server_of_its_own_which_is_reset_between_tests_and_ends_with_it() {
        succeeds(OwnServer.class, 3);

        assertThatThrownBy(() -> new Socket("127.0.0.1", lastPort)).isInstanceOf(ConnectException.class);
    }

    static class WithOptions {
        @RegisterExtension
        static final OtaStubExtension ota = OtaStubExtension.builder()
                .options(OtaStubOptions.builder()
                        .frozenAt(Instant.parse("2026-11-22T11:50:32Z"))
                        .build())
                .build();

        @RepeatedTest(2)
        void one(OtaStub stub, TestAccount account) {
            note("test", account);
            assertThat(account.clock().instant()).isEqualTo(Instant.parse("2026-11-22T11:50:32Z"));
            stub.clock().advance(Duration.ofSeconds(1));
        }
    }

    @Test
    void an_extension_can_have_options() {
        succeeds(WithOptions.class, 2);

        assertThat(distinct("test")).hasSize(2);
    }

    @OtaStubTest(https = true)
    static class Https {
        @Test
        void one(OtaStub stub, SSLContext tls) throws Exception {
            try (var socket = tls.getSocketFactory().createSocket("127.0.0.1", stub.httpsPort())) {
                ((SSLSocket) socket).startHandshake();
            }
            lastPort = stub.port();
        }
    }

    @Test
    void tests_can_have_https() {
        succeeds(Https.class, 1);
    }

    @Test
    void the_server_of_a_test_run_ends_with_it() {
        succeeds(Https.class, 1);

        assertThatThrownBy(() -> new Socket("127.0.0.1", lastPort)).isInstanceOf(ConnectException.class);
    }

    @OtaStubTest
    static class NoHttps {
        @Test
        void one(SSLContext tls) {}
    }

    @Test
    void an_ssl_context_without_https_says_what_is_missing() {
        run(NoHttps.class)
                .testEvents()
                .failed()
                .assertThatEvents()
                .singleElement()
                .extracting(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow()
                        .getMessage())
                .asString()
                .contains("@OtaStubTest(https = true)");
    }

    @OtaStubTest
    static class FailingConstructor {
        FailingConstructor(TestAccount account, OtaStub stub) {
            note("made", account);
            lastServer = stub;
            if (GIVEN.get("made").size() == 1) {
                throw new IllegalStateException("on purpose");
            }
        }

        @RepeatedTest(2)
        void one(TestAccount account, OtaStub stub) {
            note("test", account);
            assertThat(account.uid()).isNotEqualTo(given("made"));
        }
    }

    @Test
    void the_account_of_a_test_that_could_not_be_made_is_left_to_nobody() {
        run(FailingConstructor.class)
                .testEvents()
                .assertStatistics(counts -> counts.failed(1).succeeded(1));

        assertThat(GIVEN.get("made")).hasSize(2).endsWith(given("test"));
    }

    @OtaStubTest
    static class Forbidden {
        @Test
        void one(OtaStub stub) {
            assertThatThrownBy(stub::wireMock)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("server = ServerScope.PER_CLASS");
            assertThatThrownBy(() -> stub.clock().advance(Duration.ofSeconds(1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("account.clock()");
            assertThatThrownBy(stub::close).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(stub::next).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(stub::withholdContinue).isInstanceOf(IllegalStateException.class);
            WireMock mappings = new WireMock(stub.port());
            assertThatThrownBy(() -> mappings.register(any(anyUrl()).willReturn(aResponse())))
                    .hasMessageContaining("409");
            assertThatThrownBy(mappings::shutdown).hasMessageContaining("409");
            assertThatThrownBy(stub::resetCommon).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void what_would_change_the_shared_server_for_all_is_refused_in_a_sentence() {
        succeeds(Forbidden.class, 1);
    }

    @Test
    void the_shared_server_is_the_one_that_static_code_has() {
        OtaStub before = OtaStub.shared();

        succeeds(EachKindOfTest.class, 10);

        assertThat(lastServer).isSameAs(before);
        assertThat(before.newAccount().uid()).isNotEmpty();
    }

    @OtaStubTest
    @Execution(ExecutionMode.CONCURRENT)
    static class InParallel {
        @RepeatedTest(40)
        void one(TestAccount account) {
            note("test " + account.uid(), account);
            assertThat(account.next(GENERATE_OTA_UPLOAD_URL)).isNotNull();
        }
    }

    @Test
    void tests_in_parallel_have_accounts_of_their_own() {
        EngineTestKit.engine("junit-jupiter")
                .configurationParameters(new LinkedHashMap<>(Map.of(
                        "junit.jupiter.execution.parallel.enabled", "true",
                        "junit.jupiter.execution.parallel.config.strategy", "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", "8")))
                .selectors(selectClass(InParallel.class))
                .execute()
                .testEvents()
                .assertStatistics(counts -> counts.started(40).succeeded(40));

        assertThat(GIVEN).hasSize(40);
    }

    @Test
    void a_single_method_can_be_run() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(EachKindOfTest.class, "one", TestAccount.class, OtaStub.class))
                .execute()
                .testEvents()
                .assertStatistics(counts -> counts.succeeded(1));
    }
}
