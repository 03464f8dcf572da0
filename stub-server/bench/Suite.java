import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.sun.management.OperatingSystemMXBean;
import dev.otastub.OtaStub;
import dev.otastub.SharedStub;
import dev.otastub.TestAccount;
import dev.otastub.account.AccessKey;
import dev.otastub.junit5.OtaStubTest;
import dev.otastub.rpc.RequestSigner;
import dev.otastub.signature.Parameters;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestInfo;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Measures what the JUnit extension costs a test suite. README.md beside this file says how. */
public final class Suite {

    private static final int TESTS = 2000;

    public static void main(String[] arguments) throws Exception {
        long before = processCpu();
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "tests" -> tests(Integer.parseInt(arguments[1]));
            case "starts" -> starts(Integer.parseInt(arguments[1]));
            case "start-bare" -> startBare(before);
            case "start-stub" -> startStub(before);
            default -> {
                System.err.println("Suite tests ROUNDS | Suite starts RUNS");
                System.exit(2);
            }
        }
    }

    static class Plain {
        @RepeatedTest(TESTS)
        void test(TestInfo info) {}
    }

    @OtaStubTest
    static class WithoutAccount {
        @RepeatedTest(TESTS)
        void test(TestInfo info) {}
    }

    @OtaStubTest
    static class WithAccount {
        @RepeatedTest(TESTS)
        void test(TestAccount account) {}
    }

    /** CPU time of one thread and of the whole process. */
    private record Cost(long thread, long process) {}

    private static void tests(int rounds) {
        Launcher launcher = LauncherFactory.create();
        Map<Class<?>, List<Cost>> costs = new LinkedHashMap<>();
        // Held, so that no round starts a server.
        try (SharedStub.Lease lease = SharedStub.lease(false)) {
            for (int round = -rounds; round < rounds; round++) {
                for (Class<?> tests : List.of(Plain.class, WithoutAccount.class, WithAccount.class)) {
                    Cost cost = cost(launcher, tests);
                    if (round >= 0) {
                        costs.computeIfAbsent(tests, key -> new ArrayList<>()).add(cost);
                    }
                }
            }
        }
        System.out.printf("microseconds of CPU a test, median of %d rounds of %d tests after as many to warm up%n", rounds, TESTS);
        costs.forEach((tests, of) -> System.out.printf(
                "%-16s thread of the tests %7.1f, whole process %7.1f%n",
                tests.getSimpleName(),
                median(of.stream().mapToLong(Cost::thread)) / 1e3 / TESTS,
                median(of.stream().mapToLong(Cost::process)) / 1e3 / TESTS));
    }

    private static Cost cost(Launcher launcher, Class<?> tests) {
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)).build();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        System.gc();
        long process = processCpu();
        long thread = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        launcher.execute(request, summary);
        Cost cost = new Cost(
                ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - thread, processCpu() - process);
        if (summary.getSummary().getTestsSucceededCount() != TESTS) {
            throw new IllegalStateException(summary.getSummary().getFailures().toString());
        }
        return cost;
    }

    private static double median(java.util.stream.LongStream values) {
        long[] sorted = values.sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static long processCpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** In JVMs of their own, one after the other, in turns. */
    private static void starts(int runs) throws Exception {
        Map<String, List<double[]>> all = new LinkedHashMap<>();
        for (int run = 0; run < runs; run++) {
            for (String kind : List.of("start-bare", "start-stub")) {
                Process process = new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "Suite",
                                kind)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
                System.out.println(kind + " " + line);
                all.computeIfAbsent(kind, key -> new ArrayList<>())
                        .add(Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray());
            }
        }
        System.out.println("(CPU seconds: started, answered once, and since the JVM began)");
        for (int column = 0; column < 3; column++) {
            int at = column;
            double bare = median(all.get("start-bare").stream().mapToLong(values -> (long) (values[at] * 1000)));
            double stub = median(all.get("start-stub").stream().mapToLong(values -> (long) (values[at] * 1000)));
            System.out.printf(
                    "%s: bare %.0f ms, stub %.0f ms, %.2f times%n",
                    List.of("start", "start and first answer", "whole JVM").get(column), bare, stub, stub / bare);
        }
    }

    private static void startBare(long before) throws Exception {
        WireMockServer server = new WireMockServer(options().dynamicPort());
        server.stubFor(get(urlPathEqualTo("/")).willReturn(okJson("{\"Success\":true}")));
        server.start();
        long started = processCpu();
        answered(server.port(), "/");
        print(before, started);
    }

    private static void startStub(long before) throws Exception {
        SharedStub.Lease lease = SharedStub.lease(false);
        OtaStub stub = lease.stub();
        long started = processCpu();
        TestAccount account = stub.newAccount();
        Parameters signed = RequestSigner.signed(
                AccessKey.of(account.accessKeyId(), account.accessKeySecret()),
                Parameters.parse("Action=GenerateOTAUploadURL&Format=JSON"),
                Instant.now(),
                UUID.randomUUID().toString());
        answered(stub.port(), "/?" + signed.encoded());
        print(before, started);
    }

    private static void print(long before, long started) {
        long answered = processCpu();
        System.out.printf("%.3f %.3f %.3f%n", (started - before) / 1e9, (answered - before) / 1e9, answered / 1e9);
        System.exit(0);
    }

    private static void answered(int port, String path) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.startsWith("HTTP/1.1 200") || !answer.contains("\"Success\":true")) {
                throw new IllegalStateException(answer);
            }
        }
    }
}
