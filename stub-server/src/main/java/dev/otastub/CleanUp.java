package dev.otastub;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Deletes what nobody can see any more, beside the requests. Each second it looks at what is oldest, which costs nothing if
 * that may stay.
 */
final class CleanUp implements AutoCloseable {

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "ota-stub-clean-up");
        made.setDaemon(true);
        return made;
    });
    private final Consumer<String> log;
    private boolean failed;

    private CleanUp(Consumer<String> log) {
        this.log = log;
    }

    /**
     * @param once done at once
     * @param eachSecond done each second after that
     */
    static CleanUp start(Runnable once, Runnable eachSecond, Consumer<String> log) {
        CleanUp cleanUp = new CleanUp(log);
        cleanUp.thread.execute(() -> cleanUp.tried(once));
        Future<?> unused =
                cleanUp.thread.scheduleWithFixedDelay(() -> cleanUp.tried(eachSecond), 1, 1, TimeUnit.SECONDS);
        return cleanUp;
    }

    /** Says once that it fails, and goes on trying: a full disk may have room again. */
    private void tried(Runnable work) {
        try {
            work.run();
            failed = false;
        } catch (RuntimeException | Error e) {
            if (!failed && !thread.isShutdown()) {
                log.accept("Cleaning up failed: " + e.getMessage());
            }
            failed = true;
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
