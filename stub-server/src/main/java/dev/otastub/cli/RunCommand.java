package dev.otastub.cli;

import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ota-stub run}: a command, and a stub for as long as it runs. */
@Command(
        name = "run",
        abbreviateSynopsis = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Runs a command with a stub of its own.",
        description = {
            "Starts a stub on a free port, runs the command once it is ready, and tells it by environment variables how to"
                    + " reach the stub: OTA_STUB_URL, OTA_STUB_HOST_PORT, OTA_STUB_ACCESS_KEY_ID and so on, as a ready file"
                    + " has them. NO_PROXY has the stub's host besides what it had.",
            "",
            "  ota-stub run -- mvn test",
            "  ota-stub run --https-port 0 --log-file stub.log -- sh -c 'node flow.js \"$OTA_STUB_HTTPS_URL\"'",
            "",
            "It ends as the command does. Told to end itself, it tells the command, and ends by force what still runs 10"
                    + " seconds later. At last it says what the command did to the cloud.",
            ""
        },
        footer = {
            "",
            "Exit codes: the command's own; 126 if it cannot be run, 127 if there is none; 2 for a mistake in the options;"
                    + " 130 or 143 after Ctrl-C or SIGTERM."
        })
final class RunCommand implements Callable<Integer> {

    private static final int CANNOT_RUN = 126;
    private static final int NOT_FOUND = 127;

    /** They would lead programs of ours elsewhere, or tell of what the stub does not have. */
    private static final List<String> NOT_PASSED_ON = List.of(
            "OTA_STUB_ENDPOINT",
            "OTA_STUB_READY_FILE",
            "OTA_STUB_HTTPS_PORT",
            "OTA_STUB_HTTPS_URL",
            "OTA_STUB_HTTPS_HOST_PORT",
            "OTA_STUB_CA_FILE");

    @CommandLine.Parameters(
            arity = "1..*",
            paramLabel = "COMMAND",
            description = "The command and its arguments; what follows it is its own.")
    private List<String> command = List.of();

    @Option(
            names = "--log-file",
            paramLabel = "FILE",
            description = "Takes the stub's log, which otherwise goes to standard error. [OTA_STUB_LOG_FILE]")
    private @Nullable Path logFile;

    @Option(
            names = "--quiet",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            converter = Converters.OfBoolean.class,
            description = "Writes neither log nor summary to standard error. [OTA_STUB_QUIET]")
    private boolean quiet;

    @Mixin
    private StubOptions stubOptions = new StubOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOptions help = new HelpOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final Map<String, String> environment;

    /** @param environment the environment variables, which the command gets too */
    RunCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Log log = log()) {
            Summary summary = new Summary();
            OtaStubOptions options = stubOptions.options(0, log.lines()::println, summary);
            Optional<ReadyFile> ready = stubOptions.readyFile();
            try (OtaStub stub = StubOptions.started(options)) {
                WarmUp.run(stub);
                ready.ifPresent(file -> file.tell(stub));
                log.lines().println("ota-stub " + OtaStub.version() + " listens on " + stub.url());
                return run(stub, summary);
            } finally {
                ready.ifPresent(ReadyFile::close);
            }
        }
    }

    private int run(OtaStub stub, Summary summary) throws InterruptedException {
        Instant began = stub.clock().instant();
        Child child = new Child(command, variables(stub), Progress.isOnTerminal());
        Runnable atLast = once(() -> say(summary.lines(stub, began)));
        stub.beforeExit(() -> {
            child.end();
            atLast.run();
        });
        try {
            int exitCode = child.run();
            atLast.run();
            return exitCode;
        } catch (IOException e) {
            return notRun(e);
        }
    }

    /** Whoever comes second waits for the first: the process must not end within the summary. */
    private static Runnable once(Runnable action) {
        return new Runnable() {
            private boolean done;

            @Override
            public synchronized void run() {
                if (!done) {
                    done = true;
                    action.run();
                }
            }
        };
    }

    private Map<String, String> variables(OtaStub stub) {
        List<String> hosts = Stream.concat(Stream.of(stub.url()), stub.options().publicUrl().stream())
                .map(url -> URI.create(url).getHost())
                .distinct()
                .toList();
        Map<String, String> variables = new HashMap<>(environment);
        NOT_PASSED_ON.forEach(variables::remove);
        variables.putAll(StubVariables.of(stub));
        variables.putAll(StubVariables.noProxy(hosts, environment));
        return variables;
    }

    /** Where the log goes; a file is ours to close. */
    private record Log(PrintWriter lines, boolean own) implements AutoCloseable {
        @Override
        public void close() {
            if (own) {
                lines.close();
            }
        }
    }

    private Log log() {
        if (logFile == null) {
            Writer err = quiet ? Writer.nullWriter() : spec.commandLine().getErr();
            return new Log(new PrintWriter(err, true), false);
        }
        try {
            return new Log(new PrintWriter(Files.newBufferedWriter(logFile, StandardCharsets.UTF_8), true), true);
        } catch (IOException e) {
            throw new Mistakes.Mistake("Cannot write " + logFile + ", the file of --log-file ("
                    + e.getClass().getSimpleName() + "): name one in a folder that is there and can be written to.");
        }
    }

    private void say(List<String> lines) {
        if (!quiet) {
            PrintWriter err = spec.commandLine().getErr();
            lines.forEach(err::println);
            err.flush();
        }
    }

    /** As shells have it. */
    private int notRun(IOException e) {
        String name = command.get(0);
        boolean there = name.contains(File.separator)
                ? Files.exists(Path.of(name))
                : Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(folder -> Files.exists(Path.of(folder, name)));
        PrintWriter err = spec.commandLine().getErr();
        err.println(
                there
                        ? "Cannot run " + name
                                + ": it is there, but not executable, or what it names to be run with is not"
                                + " there (" + e.getMessage() + ")."
                        : "There is no command " + name + ": see that it is on the PATH, or name its file.");
        err.flush();
        return there ? CANNOT_RUN : NOT_FOUND;
    }
}
