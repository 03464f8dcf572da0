package dev.otastub.contracts.kit.cli;

import java.util.Map;
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
        System.exit(commandLine(System.getenv()).execute(arguments));
    }

    /**
     * The command line.
     *
     * @param environment the environment variables
     */
    static CommandLine commandLine(Map<String, String> environment) {
        Mistakes mistakes = new Mistakes();
        return new CommandLine(new VerifyCommand(environment))
                .setExpandAtFiles(false)
                .setInterpolateVariables(false)
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(mistakes)
                .setExecutionExceptionHandler(mistakes);
    }
}
