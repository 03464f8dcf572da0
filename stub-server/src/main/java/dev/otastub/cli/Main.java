package dev.otastub.cli;

import dev.otastub.OtaStub;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import picocli.CommandLine;

/** The command {@code ota-stub}. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        // Before anything logs: the libraries below have nothing to say to users of a command.
        if (System.getProperty("org.slf4j.simpleLogger.defaultLogLevel") == null) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        }
        System.exit(commandLine(System.getenv(), Main::untilTheProcessEnds).execute(arguments));
    }

    /**
     * The command line.
     *
     * @param environment the environment variables
     * @param stay called with the started stub; when it returns, the stub stops
     */
    static CommandLine commandLine(Map<String, String> environment, Consumer<OtaStub> stay) {
        CommandLine commandLine = new CommandLine(new StartCommand(stay))
                // What follows the name of the command that it runs is that command's.
                .addSubcommand(new CommandLine(new RunCommand(environment)).setStopAtPositional(true))
                .addSubcommand(new EnvCommand(environment))
                .addSubcommand(new UploadCommand())
                .addSubcommand(new ListCommand())
                .addSubcommand(new RemoveCommand())
                .addSubcommand(new SignCommand());
        Mistakes mistakes = new Mistakes(environment);
        // What users pass stays as it is: no files of arguments for an "@", no variables for a "${".
        return commandLine
                .setExpandAtFiles(false)
                .setInterpolateVariables(false)
                .setUsageHelpAutoWidth(true)
                .setDefaultValueProvider(new EnvironmentDefaults(environment))
                .setExecutionStrategy(mistakes::lastCommand)
                .setParameterExceptionHandler(mistakes)
                .setExecutionExceptionHandler(mistakes);
    }

    private static void untilTheProcessEnds(OtaStub stub) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
