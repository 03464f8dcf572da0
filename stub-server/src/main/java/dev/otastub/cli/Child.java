package dev.otastub.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The command that {@code run} runs: it has our input and output, and is ended with us. */
final class Child {

    /** A terminal's Ctrl-C reaches the command as well, which needs no other signal then. */
    private static final long SECONDS_BY_ITSELF = 3;

    private static final long SECONDS_TO_END = 10;

    private final List<String> command;
    private final Map<String, String> environment;
    private final boolean onTerminal;

    private @Nullable Process process;
    private boolean ending;

    /** @param onTerminal whether Ctrl-C may be what ends us */
    Child(List<String> command, Map<String, String> environment, boolean onTerminal) {
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.onTerminal = onTerminal;
    }

    /** Runs it, and waits until it has ended; 128 and its number if a signal ended it. */
    int run() throws IOException, InterruptedException {
        return started().waitFor();
    }

    /** Once we are ending nothing is started any more, as nobody would end it. */
    private synchronized Process started() throws IOException, InterruptedException {
        while (ending) {
            wait();
        }
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process started = builder.start();
        process = started;
        return started;
    }

    /** Passes on that we are to end, waits, and leaves nothing of it running. */
    void end() {
        Process running = toEnd();
        if (running == null) {
            return;
        }
        List<ProcessHandle> family = running.descendants().toList();
        if (!onTerminal || !endsWithin(SECONDS_BY_ITSELF, Stream.of(running.toHandle()))) {
            running.destroy();
        }
        endsWithin(SECONDS_TO_END, Stream.of(running.toHandle()));
        List<ProcessHandle> left = Stream.of(Stream.of(running.toHandle()), family.stream(), running.descendants())
                .flatMap(handles -> handles)
                .filter(ProcessHandle::isAlive)
                .toList();
        left.stream().filter(handle -> handle.pid() != running.pid()).forEach(ProcessHandle::destroy);
        if (!endsWithin(left.isEmpty() ? 0 : SECONDS_BY_ITSELF, left.stream())) {
            left.forEach(ProcessHandle::destroyForcibly);
            endsWithin(SECONDS_BY_ITSELF, left.stream());
        }
    }

    private synchronized @Nullable Process toEnd() {
        ending = true;
        return process;
    }

    private static boolean endsWithin(long seconds, Stream<ProcessHandle> handles) {
        return handles
                .map(ProcessHandle::onExit)
                .map(ended -> ended.completeOnTimeout(null, seconds, TimeUnit.SECONDS))
                .toList()
                .stream()
                .allMatch(ended -> ended.join() != null);
    }
}
