package dev.otastub.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server in a process of its own, with a folder of its own; both go when it is closed, or when the benchmark ends. */
final class Running implements AutoCloseable {

    private static final Set<Process> PROCESSES = ConcurrentHashMap.newKeySet();
    private static final Set<Runnable> LAST_WORDS = ConcurrentHashMap.newKeySet();
    private static final long READY_SECONDS = 90;
    private static final long STOP_SECONDS = 30;
    private static final long PAUSE_MILLIS = 5;

    private final Process process;
    private final int port;
    private final Path folder;
    private int firstStatus;

    private Running(Process process, int port, Path folder) {
        this.process = process;
        this.port = port;
        this.folder = folder;
    }

    /** What a server is started with. */
    record Place(int port, Path folder) {}

    /** Makes the command that starts a server. */
    @FunctionalInterface
    interface Launch {
        List<String> command(Place place) throws IOException, NotMeasured;
    }

    /** Starts a server, and waits until it has answered a first request. */
    static Running start(Path work, Launch launch, String firstPath) throws NotMeasured {
        try {
            Files.createDirectories(work);
            Place place = new Place(freePort(), Files.createTempDirectory(work, "server-"));
            ProcessBuilder builder = new ProcessBuilder(launch.command(place))
                    .directory(place.folder().toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(place.folder().resolve("stderr.txt").toFile());
            Process process = builder.start();
            endsWithUs(process);
            Running running = new Running(process, place.port(), place.folder());
            return running.answering(firstPath);
        } catch (IOException e) {
            throw new NotMeasured("it does not start: " + e.getMessage());
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void endsWithUs(Process process) {
        PROCESSES.add(process);
    }

    private Running answering(String path) throws NotMeasured {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
        while (System.nanoTime() < end && process.isAlive()) {
            try (HttpConnection connection = new HttpConnection(port)) {
                firstStatus = connection.get(path).status();
                return this;
            } catch (IOException notYet) {
                pause();
            }
        }
        String said = said();
        boolean ended = !process.isAlive();
        close();
        throw new NotMeasured(
                (ended ? "it ended before it answered: " : "it did not answer within " + READY_SECONDS + " s: ")
                        + Commands.lastLine(said));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("stderr.txt"));
        } catch (IOException e) {
            return "";
        }
    }

    int port() {
        return port;
    }

    /** What the first answer had; some refuse what they are asked first. */
    int firstStatus() {
        return firstStatus;
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    /** Where it runs: what it says on standard error is there, in {@code stderr.txt}. */
    Path folder() {
        return folder;
    }

    ProcessFigures figures() {
        return ProcessFigures.of(process.toHandle());
    }

    /** Something to be measured. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    Sample measure(Work work) throws IOException {
        double before = figures().cpuSeconds();
        long start = System.nanoTime();
        work.run();
        double wall = (System.nanoTime() - start) / 1e9;
        return new Sample(figures().cpuSeconds() - before, wall);
    }

    /** Stops the server as its user would, and waits for what it still does. */
    void stop() {
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        process.destroy();
        for (ProcessHandle one : all) {
            one.onExit().completeOnTimeout(one, STOP_SECONDS, TimeUnit.SECONDS).join();
        }
    }

    @Override
    public void close() {
        end(process);
        delete(folder);
    }

    static void end(Process process) {
        kill(process);
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        PROCESSES.remove(process);
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Done at the end, also on Ctrl-C, while the servers still run; it must come to an end by itself. */
    static void beforeAllEnd(Runnable lastWords) {
        LAST_WORDS.add(lastWords);
    }

    /** Also on Ctrl-C, nothing stays. */
    static void endAllAtExit(Path work) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            LAST_WORDS.forEach(Runnable::run);
                            PROCESSES.forEach(Running::end);
                            delete(work);
                        },
                        "end-all"));
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            System.err.println("bench: cannot delete " + folder + ": " + e.getMessage());
        }
    }
}
