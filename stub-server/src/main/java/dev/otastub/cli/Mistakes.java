package dev.otastub.cli;

import dev.otastub.OtaStub;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Tells users what they did wrong: one sentence, exit code 2, no stack trace. Whatever may be a secret, such as what
 * follows a misspelt option, is not repeated.
 */
final class Mistakes implements IParameterExceptionHandler, IExecutionExceptionHandler {

    /** As sysexits.h has it for a bug in the program itself. */
    private static final int BUG = 70;

    private final Map<String, String> environment;

    Mistakes(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Runs the command that was named last; options belong behind its name, where alone they are heard. */
    int lastCommand(ParseResult result) {
        if (result.hasSubcommand() && !result.matchedOptions().isEmpty() && !isHelp(result)) {
            OptionSpec option = result.matchedOptions().get(0);
            String command = result.subcommand().commandSpec().name();
            boolean known = result.subcommand().commandSpec().findOption(option.longestName()) != null;
            return print(
                    result.commandSpec().commandLine(),
                    option.longestName() + " stands before '" + command + "', where it has no effect: "
                            + (known ? "put it behind." : "leave it out, it is for starting a stub."));
        }
        return new CommandLine.RunLast().execute(result);
    }

    static boolean isHelp(ParseResult result) {
        return result.isUsageHelpRequested() || result.isVersionHelpRequested();
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        return print(e.getCommandLine(), sentence(e, arguments));
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, @Nullable ParseResult result) {
        if (e instanceof OtaStub.StartFailure || e instanceof Mistake) {
            return print(command, e.getMessage());
        }
        command.getErr().println("This is a bug in ota-stub, please report it:");
        e.printStackTrace(command.getErr());
        command.getErr().flush();
        return BUG;
    }

    private String sentence(ParameterException e, String[] arguments) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        String message = String.valueOf(e.getMessage());
        if (e instanceof MissingParameterException) {
            return message + "; see " + help(e) + ".";
        }
        return fromEnvironment(e.getArgSpec(), arguments)
                .map(variable -> message + " (It came from the environment variable " + variable + ".)")
                .orElse(message);
    }

    private static String unmatched(UnmatchedArgumentException e) {
        String first = e.getUnmatched().get(0);
        boolean option = e.isUnknownOption();
        String name = option ? first.split("=", 2)[0] : first;
        // What is much longer than a command is none misspelt, and may be a secret.
        List<String> similar = e.getSuggestions().stream()
                .filter(known -> option || name.length() <= known.length() + 1)
                .toList();
        if (similar.isEmpty()) {
            return (option ? "There is no option " + name : "There is an argument too many, which belongs to no option")
                    + "; see " + help(e) + ".";
        }
        return "There is no " + (option ? "option " + name : "command '" + name + "'") + "; did you mean "
                + String.join(" or ", similar) + ", or see " + help(e) + "?";
    }

    private static String help(ParameterException e) {
        return "'" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'";
    }

    private Optional<String> fromEnvironment(@Nullable ArgSpec argument, String[] arguments) {
        if (!(argument instanceof OptionSpec option)) {
            return Optional.empty();
        }
        for (String given : arguments) {
            if (List.of(option.names()).contains(given.split("=", 2)[0])) {
                return Optional.empty();
            }
        }
        return EnvironmentDefaults.variable(option).filter(environment::containsKey);
    }

    private static int print(CommandLine command, @Nullable String sentence) {
        command.getErr().println(sentence);
        command.getErr().flush();
        return ExitCode.USAGE;
    }

    /** A user's mistake that only shows when the command runs; the message is a sentence for the user. */
    static final class Mistake extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Mistake(String sentence) {
            super(sentence);
        }
    }
}
