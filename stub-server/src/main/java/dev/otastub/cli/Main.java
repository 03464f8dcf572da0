package dev.otastub.cli;

import dev.otastub.OtaStub;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import picocli.CommandLine;

/** The command {@code ota-stub}. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        // Before anything logs: the libraries below have nothing to say to users of a command.
        if (System.getProperty("org.slf4j.simpleLogger.defaultLogLevel") == null) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        }
        System.exit(execute(System.getenv(), Main::untilTheProcessEnds, line -> line, arguments));
    }

    /**
     * Runs the command that the arguments name, and gives its exit code. Whoever just starts a stub does not wait until
     * picocli has read all other commands: they are read where there is a mistake, or help to print.
     *
     * @param output sets where a command line writes to
     */
    static int execute(
            Map<String, String> environment,
            Consumer<OtaStub> stay,
            UnaryOperator<CommandLine> output,
            String... arguments) {
        IntSupplier withAllCommands =
                () -> output.apply(commandLine(environment, stay)).execute(arguments);
        if (arguments.length > 0 && !arguments[0].startsWith("-")) {
            return withAllCommands.getAsInt();
        }
        return output.apply(configured(new CommandLine(new StartCommand(stay)), environment))
                .setParameterExceptionHandler((mistake, given) -> withAllCommands.getAsInt())
                .setExecutionStrategy(parsed -> Mistakes.isHelp(parsed)
                        ? withAllCommands.getAsInt()
                        : new CommandLine.RunLast().execute(parsed))
                .execute(arguments);
    }

    /**
     * The command line with all commands.
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
        return configured(commandLine, environment);
    }

    private static CommandLine configured(CommandLine commandLine, Map<String, String> environment) {
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
