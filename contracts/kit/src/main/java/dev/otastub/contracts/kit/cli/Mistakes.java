package dev.otastub.contracts.kit.cli;

import dev.otastub.contracts.kit.Printable;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells users what they did wrong, or what does not work: one sentence, no stack trace, no value that may be a secret. */
final class Mistakes implements IParameterExceptionHandler, IExecutionExceptionHandler {

    static final int WRONG_USAGE = 2;
    static final int COULD_NOT_RUN = 3;

    /** As sysexits.h has it for a bug in the program itself. */
    private static final int BUG = 70;

    private final Supplier<Printable> printable;

    /** @param printable makes texts fit to be printed, by then */
    Mistakes(Supplier<Printable> printable) {
        this.printable = printable;
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        return print(e.getCommandLine(), sentence(e), WRONG_USAGE);
    }

    private static String sentence(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0);
            return (unmatched.isUnknownOption()
                            ? "There is no option " + first.split("=", 2)[0]
                            : "There is an argument too many, which belongs to no option")
                    + "; see --help.";
        }
        return String.valueOf(e.getMessage());
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, @Nullable ParseResult result) {
        if (e instanceof Stop stop) {
            return print(command, String.valueOf(stop.getMessage()), stop.exitCode);
        }
        command.getErr().println("This is a bug in ota-stub-verify, please report it:");
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace, true));
        printable.get().of(trace.toString().replace("\r\n", "\n")).lines().forEach(command.getErr()::println);
        command.getErr().flush();
        return BUG;
    }

    private int print(CommandLine command, String sentence, int exitCode) {
        command.getErr().println(printable.get().of(sentence));
        command.getErr().flush();
        return exitCode;
    }

    /** Nothing more can be done; the message is a sentence for the user. */
    static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int exitCode;

        private Stop(int exitCode, String sentence) {
            super(sentence);
            this.exitCode = exitCode;
        }

        static Stop wrongUsage(String sentence) {
            return new Stop(WRONG_USAGE, sentence);
        }

        static Stop couldNotRun(String sentence) {
            return new Stop(COULD_NOT_RUN, sentence);
        }
    }
}
