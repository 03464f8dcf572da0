package dev.otastub.bench;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.otastub.SharedStub;
import dev.otastub.TestAccount;
import dev.otastub.junit5.OtaStubTest;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * A JVM that runs empty tests, with ota-stub and without, and prints what one costs in milliseconds of CPU: that of its
 * thread, and that of the whole process.
 */
final class SuiteTests {

    private static final int TESTS = 500;

    private SuiteTests() {}

    static final class Plain {
        @RepeatedTest(TESTS)
        void test() {}
    }

    @OtaStubTest
    static final class WithoutAccount {
        @RepeatedTest(TESTS)
        void test() {}
    }

    @OtaStubTest
    static final class WithAccount {
        @RepeatedTest(TESTS)
        void test(TestAccount account) {}
    }

    /** CPU time of one thread and of the whole process, in nanoseconds. */
    private record Cost(long thread, long process) {}

    public static void main(String[] arguments) {
        int rounds = Integer.parseInt(arguments[0]);
        Launcher launcher = LauncherFactory.create();
        // Held, so that no round starts a server.
        SharedStub.Lease lease = SharedStub.lease(false);
        for (Class<?> tests : List.of(Plain.class, WithoutAccount.class, WithAccount.class)) {
            List<Cost> costs = new ArrayList<>();
            for (int round = -rounds; round < rounds; round++) {
                Cost cost = cost(launcher, tests);
                if (round >= 0) {
                    costs.add(cost);
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%.4f %.4f%n",
                    median(costs.stream().mapToDouble(Cost::thread).toArray()),
                    median(costs.stream().mapToDouble(Cost::process).toArray()));
        }
        lease.close();
        System.exit(0);
    }

    private static double median(double... nanos) {
        return Sample.median(nanos) / 1e6 / TESTS;
    }

    private static Cost cost(Launcher launcher, Class<?> tests) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests))
                .build();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        System.gc();
        long process = SuiteStart.processCpu();
        long thread = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        launcher.execute(request, summary);
        Cost cost = new Cost(
                ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - thread,
                SuiteStart.processCpu() - process);
        if (summary.getSummary().getTestsSucceededCount() != TESTS) {
            throw new IllegalStateException(summary.getSummary().getFailures().toString());
        }
        return cost;
    }
}
