package dev.otastub.cli;

import dev.otastub.OtaStub;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A command that ran in this process.
 *
 * @param exitCode its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Ran(int exitCode, String out, String err) {

    static Ran command(String... arguments) {
        return with(Map.of(), arguments);
    }

    static Ran with(Map<String, String> environment, String... arguments) {
        return whileRunning(environment, stub -> {}, arguments);
    }

    /** @param stay called while the stub runs, if one starts */
    static Ran whileRunning(Map<String, String> environment, Consumer<OtaStub> stay, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.execute(
                environment,
                stay,
                line -> line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)),
                arguments);
        return new Ran(exitCode, out.toString(), err.toString());
    }
}
