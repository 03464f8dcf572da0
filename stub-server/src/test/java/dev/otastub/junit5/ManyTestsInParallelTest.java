package dev.otastub.junit5;

import static dev.otastub.assertj.OtaStubAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import dev.otastub.OtaStub;
import dev.otastub.SharedStub;
import dev.otastub.TestAccount;
import dev.otastub.account.AccessKey;
import dev.otastub.core.CloudOperation;
import dev.otastub.oss.PostObjectError;
import dev.otastub.rpc.GatewayError;
import dev.otastub.rpc.RequestSigner;
import dev.otastub.signature.Parameters;
import dev.otastub.testing.UploadTicket;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/**
 * Many tests at once on one server, of which each must find all that is its own and nothing else.
 *
 * <p>{@code -Drepetitions=20} says how often all of them run.
 */
@Execution(ExecutionMode.SAME_THREAD)
class ManyTestsInParallelTest {

    private static final int REPETITIONS = Integer.getInteger("repetitions", 1);
    private static final int TESTS = 200;
    private static final int AT_ONCE = 16;

    private static final Set<OtaStub> SERVERS = ConcurrentHashMap.newKeySet();
    private static final Set<String> ACCOUNTS = ConcurrentHashMap.newKeySet();
    private static final AtomicInteger RUNNING = new AtomicInteger();
    private static final AtomicInteger MOST_AT_ONCE = new AtomicInteger();

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final ObjectMapper JSON = new ObjectMapper();

    @OtaStubTest
    @Execution(ExecutionMode.CONCURRENT)
    static class Releases {

        private final OtaStub stub;
        private final TestAccount account;

        Releases(OtaStub stub, TestAccount account) {
            this.stub = stub;
            this.account = account;
        }

        @RepeatedTest(TESTS)
        void a_release_and_what_goes_wrong_with_it(RepetitionInfo repetition) throws Exception {
            MOST_AT_ONCE.accumulateAndGet(RUNNING.incrementAndGet(), Math::max);
            try {
                SERVERS.add(stub);
                ACCOUNTS.add(account.uid());
                release(repetition.getCurrentRepetition());
            } finally {
                RUNNING.decrementAndGet();
            }
        }

        /** Of four tests one is made to fail by order, one has a time of its own, one both, and one neither. */
        private void release(int number) throws Exception {
            boolean isOrderedToFail = number % 2 == 0;
            boolean hasItsOwnTime = number % 4 < 2;
            byte[] file = ("firmware " + number).getBytes(StandardCharsets.US_ASCII);
            Instant itsTime = Instant.parse("2036-01-01T00:00:00Z").plus(Duration.ofHours(number));
            if (hasItsOwnTime) {
                account.clock().freezeAt(itsTime);
            }
            if (isOrderedToFail) {
                account.next(CloudOperation.GENERATE_OTA_UPLOAD_URL).fails(GatewayError.USER_FLOW_CONTROL);
                assertThat(generate().path("Code").asText()).isEqualTo("Throttling.User");
            }

            UploadTicket ticket = ticket();
            assertThat(upload(ticket, file)).isEqualTo(204);
            if (hasItsOwnTime) {
                account.clock().advance(Duration.ofSeconds(61));
                assertThat(upload(ticket, file)).isEqualTo(403);
            }

            assertThat(account)
                    .hasUploaded(file)
                    .hasRefusals((isOrderedToFail ? 1 : 0) + (hasItsOwnTime ? 1 : 0))
                    .singleUpload()
                    .hasKey(ticket.key());
            if (isOrderedToFail) {
                assertThat(account).wasRefused(GatewayError.USER_FLOW_CONTROL);
            }
            if (hasItsOwnTime) {
                assertThat(account).wasRefused(PostObjectError.POLICY_EXPIRED);
                assertThat(account.uploads().get(0).at()).isEqualTo(itsTime);
            }
        }

        private JsonNode generate() throws IOException, InterruptedException {
            Parameters signed = RequestSigner.signed(
                    AccessKey.of(account.accessKeyId(), account.accessKeySecret()),
                    Parameters.NONE.and("Action", "GenerateOTAUploadURL").and("Format", "JSON"),
                    Instant.now(),
                    UUID.randomUUID().toString());
            HttpRequest request = HttpRequest.newBuilder(URI.create(stub.url() + "/?" + signed.encoded()))
                    .build();
            return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
        }

        private UploadTicket ticket() throws IOException, InterruptedException {
            Map<String, String> data = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> field : generate().path("Data").properties()) {
                data.put(field.getKey(), field.getValue().asText());
            }
            return new UploadTicket(data);
        }

        private int upload(UploadTicket ticket, byte[] file) throws IOException, InterruptedException {
            String form = ticket.formUpToFile() + new String(file, StandardCharsets.US_ASCII) + "\r\n--x--\r\n";
            HttpRequest request = HttpRequest.newBuilder(URI.create(ticket.host()))
                    .header("Content-Type", "multipart/form-data; boundary=x")
                    .POST(BodyPublishers.ofString(form, StandardCharsets.US_ASCII))
                    .build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    @Test
    void tests_in_parallel_on_one_server_see_only_what_is_their_own() {
        // So that the repetitions have one server as well.
        try (SharedStub.Lease lease = SharedStub.lease(false)) {
            for (int repetition = 1; repetition <= REPETITIONS; repetition++) {
                long before = cpuNanos();
                Events tests = EngineTestKit.engine("junit-jupiter")
                        .selectors(selectClass(Releases.class))
                        .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                        .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                        .configurationParameter(
                                "junit.jupiter.execution.parallel.config.fixed.parallelism", "" + AT_ONCE)
                        .execute()
                        .testEvents();
                tests.assertStatistics(counts -> counts.started(TESTS).succeeded(TESTS));
                if (REPETITIONS > 1) {
                    System.out.printf(
                            "repetition %d: %d tests, at most %d at once, %.1f ms of CPU for each, of client and server%n",
                            repetition, TESTS, MOST_AT_ONCE.get(), (cpuNanos() - before) / 1e6 / TESTS);
                }
            }
            assertThat(SERVERS).containsExactly(lease.stub());
            assertThat(ACCOUNTS).hasSize(TESTS * REPETITIONS);
            assertThat(MOST_AT_ONCE.get()).isGreaterThan(1);
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
