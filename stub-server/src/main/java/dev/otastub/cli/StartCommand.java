package dev.otastub.cli;

import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ota-stub}: starts a stub, tells how to use it, and runs until it is stopped. */
@Command(
        name = "ota-stub",
        versionProvider = Version.class,
        abbreviateSynopsis = true,
        sortOptions = false,
        header = "Test double of Alibaba Cloud IoT Platform's firmware upload flow.",
        description = {
            "Without a command it starts the stub: GenerateOTAUploadURL, OSS PostObject and CreateOTAFirmware on one"
                    + " port, until Ctrl-C.",
            "",
            "Each option can be given by an environment variable as well, named in brackets; lists are separated by"
                    + " commas. What the command line says goes first.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 if all went well, 1 if a call was refused, nothing answers or there is nothing to"
                    + " delete, 2 for a mistake in the options or a port in use, 70 for a bug in ota-stub; 130 or 143 after"
                    + " Ctrl-C or SIGTERM. 'run' ends as its command does."
        })
final class StartCommand implements Callable<Integer> {

    private static final int USUAL_PORT = 8080;

    @Mixin
    private StubOptions stubOptions = new StubOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOptions help = new HelpOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final Consumer<OtaStub> stay;

    /** @param stay called with the started stub; when it returns, the stub stops */
    StartCommand(Consumer<OtaStub> stay) {
        this.stay = stay;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        OtaStubOptions options = stubOptions.options(
                USUAL_PORT,
                line -> {
                    out.println(line);
                    out.flush();
                },
                story -> {});
        Optional<ReadyFile> ready = stubOptions.readyFile();
        try (OtaStub stub = StubOptions.started(options)) {
            out.print(new Banner(stub).text());
            out.flush();
            ready.ifPresent(file -> {
                WarmUp.run(stub);
                file.tell(stub);
            });
            stay.accept(stub);
        } finally {
            ready.ifPresent(ReadyFile::close);
        }
        return 0;
    }
}
