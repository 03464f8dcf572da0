package dev.otastub.contracts.kit.cli;

import dev.otastub.contracts.kit.CloudStates;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** The command {@code ota-stub-verify}. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        // Before anything logs: the libraries below have nothing to say to users of a command.
        if (System.getProperty("org.slf4j.simpleLogger.defaultLogLevel") == null) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        }
        // Pact tells its makers of each run otherwise.
        System.setProperty("pact_do_not_track", "true");
        // Java sends no password to an HTTP proxy before HTTPS otherwise.
        System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        System.exit(commandLine(System.getenv(), time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()))
                .execute(arguments));
    }

    /**
     * The command line.
     *
     * @param environment the environment variables
     * @param waiting lets time pass until a ticket expires
     */
    static CommandLine commandLine(Map<String, String> environment, CloudStates.Waiting waiting) {
        VerifyCommand verify = new VerifyCommand(environment, waiting);
        Mistakes mistakes = new Mistakes(verify::printable);
        return new CommandLine(verify)
                .setExpandAtFiles(false)
                .setInterpolateVariables(false)
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(mistakes)
                .setExecutionExceptionHandler(mistakes);
    }
}
