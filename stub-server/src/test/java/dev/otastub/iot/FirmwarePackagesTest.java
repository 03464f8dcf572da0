package dev.otastub.iot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.core.Outcome;
import dev.otastub.testing.RpcStub;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class FirmwarePackagesTest {

    @Test
    void nobody_adds_a_package_while_somebody_else_looks_at_those_that_are_there() throws Exception {
        RpcStub stub = new RpcStub();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger together = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.add(threads.submit(() -> stub.packages.add(stub.account, there -> {
                    together.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    for (int turn = 0; turn < 20_000; turn++) {
                        Thread.onSpinWait();
                    }
                    inside.decrementAndGet();
                    return Outcome.refused(IotError.SYSTEM_BUSY.because("It is only a test."));
                })));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }

        assertThat(together).hasValue(1);
        assertThat(stub.packages.of(stub.account)).isEmpty();
    }
}
