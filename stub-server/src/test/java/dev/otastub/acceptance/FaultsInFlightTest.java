package dev.otastub.acceptance;

import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.otastub.GeneratedFile;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import dev.otastub.TestAccount;
import dev.otastub.control.Fault;
import dev.otastub.core.CloudOperation;
import dev.otastub.core.HttpRequest;
import dev.otastub.testing.OssStub;
import dev.otastub.testing.RawHttp;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client sees of a fault that was ordered, by a raw socket and by a real client, and what the stub has then. */
@Timeout(60)
final class FaultsInFlightTest {

    private static final GeneratedFile FILE = GeneratedFile.of(3000);

    /** More than all buffers between client and stub can hold. */
    private static final GeneratedFile LARGE = GeneratedFile.of(20_000_000);

    private static final List<String> LOG = new CopyOnWriteArrayList<>();
    private static OtaStub stub;

    private TestAccount account;

    @BeforeAll
    static void start() {
        stub = OtaStub.start(OtaStubOptions.builder()
                .frozenAt(OssStub.NOW)
                .bucket(OssStub.BUCKET)
                .httpsPort(0)
                .corsOrigin("https://app.example.com")
                .log(LOG::add)
                .build());
    }

    @AfterAll
    static void stop() {
        stub.close();
    }

    @BeforeEach
    void begin() {
        LOG.clear();
        account = stub.newAccount();
    }

    @AfterEach
    void end() {
        assertThat(LOG).noneMatch(line -> line.startsWith("BUG"));
        account.close();
    }

    /** How an exchange of any kind ends. */
    enum Spoiling {
        EMPTY(Fault.emptyAnswer()),
        GARBAGE(Fault.garbage()),
        CUT_OFF(Fault.answerCutOff()),
        RESET(Fault.reset());

        private final Fault fault;

        Spoiling(Fault fault) {
            this.fault = fault;
        }

        /** A connection that is closed for good lets the client see how. */
        void assertSeen(RawHttp.End end, Traffic traffic) {
            assertThat(end.reset()).as(end.toString()).isEqualTo(this == RESET);
            String text = end.answer().text();
            switch (this) {
                case EMPTY, RESET -> assertThat(text).isEmpty();
                case GARBAGE -> assertThat(text).isNotEmpty().doesNotContain("HTTP/");
                case CUT_OFF -> assertCutOff(end.answer(), traffic);
            }
        }

        private static void assertCutOff(RawHttp.Answer answer, Traffic traffic) {
            assertThat(answer.text()).startsWith("HTTP/1.1 200 OK\r\nDate: ");
            assertThat(answer.text().split("\r\nDate: ", -1)).hasSize(2);
            if (traffic.isUpload()) {
                assertThat(answer.text()).doesNotContain("\r\n\r\n");
            } else {
                int announced = Integer.parseInt(answer.header("Content-Length").orElseThrow());
                int came = answer.text().length() - answer.text().indexOf("\r\n\r\n") - 4;
                assertThat(came).isPositive().isEqualTo(announced / 2);
            }
        }
    }

    static Stream<Arguments> spoiled() {
        return Stream.of(Traffic.values())
                .flatMap(traffic -> Stream.of(Spoiling.values()).map(how -> Arguments.of(traffic, how)));
    }

    private RawHttp.End sendRaw(Traffic traffic) throws Exception {
        return sendRaw(traffic.by(account, stub, FILE));
    }

    private static RawHttp.End sendRaw(HttpRequest request) throws IOException {
        return RawHttp.sendToTheEnd(stub.port(), Traffic.bytes(request, ""));
    }

    private void provide() throws Exception {
        assertThat(sendRaw(Traffic.PUT_OBJECT).answer().status()).isEqualTo(200);
    }

    private long files() {
        return stub.objects().stream()
                .filter(object -> object.ownerUid().equals(account.uid()))
                .count();
    }

    @ParameterizedTest
    @MethodSource("spoiled")
    void an_answer_is_spoiled_and_the_next_one_is_not(Traffic traffic, Spoiling how) throws Exception {
        provide();
        account.next(traffic.operation()).meets(how.fault);

        how.assertSeen(sendRaw(traffic), traffic);

        RawHttp.End next = sendRaw(traffic);
        assertThat(next.answer().status()).isEqualTo(200);
        assertThat(next.reset()).isFalse();
        assertThat(LOG)
                .filteredOn(line -> line.contains("by a fault that was ordered"))
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(value = Traffic.class, names = ".*_OBJECT|RPC", mode = EnumSource.Mode.MATCH_ALL)
    void an_answer_is_held_back(Traffic traffic) throws Exception {
        provide();
        account.next(traffic.operation()).meets(Fault.delay(Duration.ofMillis(300)));
        HttpRequest request = traffic.by(account, stub, FILE);

        long begun = System.nanoTime();
        assertThat(sendRaw(request).answer().status()).isEqualTo(200);

        assertThat(System.nanoTime() - begun).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(299));
    }

    @Test
    void an_answer_can_be_held_back_and_then_never_come() throws Exception {
        account.next().meets(Fault.delay(Duration.ofMillis(300)).and(Fault.emptyAnswer()));

        long begun = System.nanoTime();
        Spoiling.EMPTY.assertSeen(sendRaw(Traffic.RPC), Traffic.RPC);

        assertThat(System.nanoTime() - begun).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(299));
    }

    @ParameterizedTest
    @EnumSource(value = Traffic.class, names = "P.*_OBJECT", mode = EnumSource.Mode.MATCH_ALL)
    void an_upload_is_stored_although_its_answer_never_comes(Traffic traffic) throws Exception {
        account.next(traffic.operation()).meets(Fault.emptyAnswer());

        sendRaw(traffic);

        assertThat(files()).isOne();
    }

    @ParameterizedTest
    @EnumSource(value = Traffic.class, names = "P.*_OBJECT", mode = EnumSource.Mode.MATCH_ALL)
    void a_file_is_read_slowly(Traffic traffic) throws Exception {
        account.next(traffic.operation()).meets(Fault.slowReading(10_000));
        HttpRequest request = traffic.by(account, stub, FILE);

        long begun = System.nanoTime();
        assertThat(sendRaw(request).answer().status()).isEqualTo(200);

        assertThat(System.nanoTime() - begun).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(150));
        assertThat(stub.objects())
                .filteredOn(object -> object.ownerUid().equals(account.uid()))
                .singleElement()
                .satisfies(object -> assertThat(object.body().open()).hasSameContentAs(FILE.open()));
    }

    @ParameterizedTest
    @EnumSource(value = Traffic.class, names = "P.*_OBJECT", mode = EnumSource.Mode.MATCH_ALL)
    void a_connection_is_reset_within_the_file_and_nothing_stays_of_it(Traffic traffic) throws Exception {
        account.next(traffic.operation()).meets(Fault.resetAfter(1000));

        Spoiling.RESET.assertSeen(sendRaw(traffic), traffic);

        assertThat(files()).isZero();
        assertThat(stub.uploadsUnderWay()).isZero();
        assertThat(LOG)
                .anyMatch(
                        line -> line.contains("IncompleteBody  (The connection was reset after 1000 bytes of the file,"
                                + " by a fault that was ordered.)"));
        assertThat(account.refusals()).singleElement().satisfies(refused -> {
            assertThat(refused.operation()).contains(traffic.operation());
            assertThat(refused.reason()).endsWith("by a fault that was ordered.");
        });
        assertThat(sendRaw(traffic).answer().status()).isEqualTo(200);
        assertThat(files()).isOne();
    }

    @ParameterizedTest
    @EnumSource(value = Traffic.class, names = "P.*_OBJECT", mode = EnumSource.Mode.MATCH_ALL)
    void a_fault_of_files_waits_for_a_call_that_brings_one(Traffic traffic) throws Exception {
        account.next().meets(Fault.resetAfter(1000));

        sendRaw(Traffic.RPC);
        sendRaw(Traffic.LIST_OBJECTS);

        Spoiling.RESET.assertSeen(sendRaw(traffic), traffic);
        assertThat(sendRaw(traffic).answer().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(value = Traffic.class, names = "P.*_OBJECT", mode = EnumSource.Mode.MATCH_ALL)
    void a_client_in_the_middle_of_a_large_file_is_reset(Traffic traffic) throws Exception {
        account.next(traffic.operation()).meets(Fault.resetAfter(1_000_000));

        Spoiling.RESET.assertSeen(sendRaw(traffic.by(account, stub, LARGE)), traffic);

        assertThat(files()).isZero();
    }

    @ParameterizedTest
    @MethodSource("spoiled")
    void a_refused_request_meets_it_too(Traffic traffic, Spoiling how) throws Exception {
        account.next(traffic.operation()).meets(how.fault);
        HttpRequest request = traffic.by(account, stub, traffic.isUpload() ? LARGE : FILE);
        account.clock().advance(Duration.ofDays(1));

        RawHttp.End end = sendRaw(request);

        assertThat(end.reset()).isEqualTo(how == Spoiling.RESET);
        assertThat(end.answer().text().contains("\r\n\r\n")).isEqualTo(how == Spoiling.CUT_OFF);
        assertThat(files()).isZero();
        assertThat(sendRaw(request).answer().status()).isGreaterThanOrEqualTo(400);
    }

    @Test
    void only_the_account_meets_it_for_which_it_was_ordered() throws Exception {
        try (TestAccount other = stub.newAccount()) {
            for (Traffic traffic : EnumSet.complementOf(EnumSet.of(Traffic.GET_OBJECT))) {
                account.next(traffic.operation()).meets(Fault.reset());

                RawHttp.End others = sendRaw(traffic.by(other, stub, FILE));

                assertThat(others.answer().status()).isEqualTo(200);
                Spoiling.RESET.assertSeen(sendRaw(traffic), traffic);
                other.reset();
            }
        }
    }

    @Test
    void a_call_with_a_body_that_is_too_large_to_look_at_meets_it() throws Exception {
        for (Spoiling how : Spoiling.values()) {
            account.next(CloudOperation.GENERATE_OTA_UPLOAD_URL).meets(how.fault);
            HttpRequest call = Traffic.RPC.by(account, stub, FILE);
            byte[] bytes = Traffic.bytes(
                    new HttpRequest(
                            call.method(),
                            call.scheme(),
                            call.host(),
                            call.path(),
                            call.query(),
                            call.headers(),
                            new byte[2_000_000],
                            call.arrived()),
                    "");

            RawHttp.End end = RawHttp.sendToTheEnd(stub.port(), bytes);

            assertThat(end.reset()).as(how.name()).isEqualTo(how == Spoiling.RESET);
            assertThat(end.answer().text().startsWith("HTTP/1.1 ")).isEqualTo(how == Spoiling.CUT_OFF);
        }
    }

    /** An answer to a web page goes through one more pair of hands. */
    @ParameterizedTest
    @EnumSource(Spoiling.class)
    void a_web_page_meets_it(Spoiling how) throws Exception {
        account.next(CloudOperation.PUT_OBJECT).meets(how.fault);

        RawHttp.End end = RawHttp.sendToTheEnd(
                stub.port(),
                Traffic.bytes(Traffic.PUT_OBJECT.by(account, stub, FILE), "Origin: https://app.example.com\r\n"));

        how.assertSeen(end, Traffic.PUT_OBJECT);
    }

    @Test
    void wiremocks_journal_has_the_request() throws Exception {
        stub.wireMock().resetRequests();
        provide();
        account.next().meets(Fault.answerCutOff());

        sendRaw(Traffic.GET_OBJECT);

        stub.wireMock().verify(1, getRequestedFor(urlPathEqualTo("/" + OssStub.BUCKET + "/" + Traffic.name(account))));
    }

    /** Ways in which a client reaches the stub. */
    enum Way {
        HTTP(Version.HTTP_1_1),
        HTTPS(Version.HTTP_1_1),
        HTTP_2(Version.HTTP_2);

        private final Version version;

        Way(Version version) {
            this.version = version;
        }

        HttpClient client() {
            return HttpClient.newBuilder()
                    .sslContext(stub.sslContext())
                    .version(version)
                    .build();
        }

        java.net.http.HttpRequest request(HttpRequest request) {
            Set<String> clientsOwn = Set.of("Host", "Content-Length");
            String url = (this == HTTP ? stub.url() : stub.httpsUrl())
                    + request.path()
                    + (request.query().isEmpty() ? "" : "?" + request.query());
            var built = java.net.http.HttpRequest.newBuilder(URI.create(url))
                    .method(request.method(), BodyPublishers.ofByteArray(request.body()));
            request.headers().fields().stream()
                    .filter(field -> !clientsOwn.contains(field.getKey()))
                    .forEach(field -> built.header(field.getKey(), field.getValue()));
            return built.build();
        }
    }

    static Stream<Arguments> ways() {
        return Stream.of(Way.values())
                .flatMap(way -> spoiled().map(arguments -> {
                    Object[] both = arguments.get();
                    return Arguments.of(way, both[0], both[1]);
                }));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void a_client_meets_it_and_goes_on(Way way, Traffic traffic, Spoiling how) throws Exception {
        provide();
        HttpClient client = way.client();
        account.next(traffic.operation()).times(2).meets(how.fault);

        AtomicBoolean begun = new AtomicBoolean();
        var request = way.request(traffic.by(account, stub, FILE));
        assertThatThrownBy(() -> client.send(request, head -> {
                    begun.set(head.statusCode() == 200);
                    return BodySubscribers.ofByteArray();
                }))
                .isInstanceOf(IOException.class);
        assertThat(begun.get()).isEqualTo(how == Spoiling.CUT_OFF && !traffic.isUpload());
        // Clients try some requests again by themselves.
        account.clearOrders();

        HttpResponse<byte[]> next = send(client, way, traffic);
        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(next.version()).isEqualTo(way.version);
    }

    private HttpResponse<byte[]> send(HttpClient client, Way way, Traffic traffic) throws Exception {
        return client.send(way.request(traffic.by(account, stub, FILE)), BodyHandlers.ofByteArray());
    }

    static Stream<Arguments> uploadsByWays() {
        return Stream.of(Way.values())
                .flatMap(way ->
                        Stream.of(Traffic.POST_OBJECT, Traffic.PUT_OBJECT).map(traffic -> Arguments.of(way, traffic)));
    }

    @ParameterizedTest
    @MethodSource("uploadsByWays")
    void a_client_is_reset_within_the_file(Way way, Traffic traffic) throws Exception {
        HttpClient client = way.client();
        account.next(traffic.operation()).untilCleared().meets(Fault.resetAfter(1000));

        assertThatThrownBy(() -> send(client, way, traffic)).isInstanceOf(IOException.class);
        assertThat(files()).isZero();
        account.clearOrders();

        assertThat(send(client, way, traffic).statusCode()).isEqualTo(200);
        assertThat(files()).isOne();
    }

    @ParameterizedTest
    @MethodSource("uploadsByWays")
    void a_client_is_read_slowly_and_answered_late(Way way, Traffic traffic) throws Exception {
        account.next(traffic.operation()).meets(Fault.slowReading(20_000).and(Fault.delay(Duration.ofMillis(100))));
        var request = way.request(traffic.by(account, stub, FILE));

        long begun = System.nanoTime();
        assertThat(way.client().send(request, BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);

        assertThat(System.nanoTime() - begun).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(200));
    }

    private static List<Socket> heldBack(int count, OtaStub stub, Traffic traffic) throws Exception {
        TestAccount slow = stub.newAccount();
        slow.next(traffic.operation()).untilCleared().meets(Fault.delay(Fault.LONGEST_DELAY));
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket client = new Socket("127.0.0.1", stub.port());
            client.getOutputStream().write(Traffic.bytes(traffic.by(slow, stub, FILE), ""));
            clients.add(client);
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> LOG.stream()
                                .filter(line -> line.contains("held back for 600000 ms"))
                                .count()
                        == count);
        return clients;
    }

    private static OtaStub another() {
        return OtaStub.start(OtaStubOptions.builder()
                .frozenAt(OssStub.NOW)
                .bucket(OssStub.BUCKET)
                .log(LOG::add)
                .build());
    }

    @Test
    void more_answers_can_be_held_back_than_the_server_has_threads() throws Exception {
        try (OtaStub crowded = another()) {
            List<Socket> clients = heldBack(250, crowded, Traffic.RPC);

            HttpRequest call = Traffic.RPC.by(crowded.newAccount(), crowded, FILE);
            assertThat(RawHttp.send(crowded.port(), Traffic.bytes(call, "")).status())
                    .isEqualTo(200);

            for (Socket client : clients) {
                client.close();
            }
        }
    }

    @Test
    void uploads_that_wait_are_in_the_way_of_no_others() throws Exception {
        try (OtaStub crowded = another()) {
            List<Socket> clients = heldBack(130, crowded, Traffic.PUT_OBJECT);

            HttpRequest upload = Traffic.PUT_OBJECT.by(crowded.newAccount(), crowded, FILE);
            assertThat(RawHttp.send(crowded.port(), Traffic.bytes(upload, "")).status())
                    .isEqualTo(200);

            for (Socket client : clients) {
                client.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Traffic.class, names = "LIST_OBJECTS", mode = EnumSource.Mode.EXCLUDE)
    void a_stub_that_is_closed_waits_for_no_answer(Traffic traffic) throws Exception {
        OtaStub closed = another();
        try (Socket client = heldBack(1, closed, traffic).get(0)) {
            closed.close();

            // It ends, with an answer or without.
            client.getInputStream().readAllBytes();
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    @Test
    void a_stub_that_is_closed_waits_for_no_file() throws Exception {
        OtaStub closed = another();
        TestAccount slow = closed.newAccount();
        HttpRequest upload = Traffic.PUT_OBJECT.by(slow, closed, FILE);
        slow.next().meets(Fault.slowReading(1));
        try (Socket client = new Socket("127.0.0.1", closed.port())) {
            client.getOutputStream().write(Traffic.bytes(upload, ""));
            await().until(() -> closed.uploadsUnderWay() == 1);

            closed.close();
        }
        assertThat(closed.uploadsUnderWay()).isZero();
    }
}
