package dev.otastub.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;

/** Shows how far an upload is: a bar on a terminal, else a line for each tenth of a large file. */
final class Progress {

    private static final int WIDTH = 40;
    private static final long LARGE = 10L << 20;

    private final PrintWriter out;
    private final boolean terminal;
    private int shown = -1;

    Progress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** On a terminal, as far as Java can tell, or elsewhere. */
    static Progress on(PrintWriter out) {
        return new Progress(out, isOnTerminal());
    }

    @SuppressWarnings("SystemConsoleNull") // It is null on the older JDKs we run on.
    static boolean isOnTerminal() {
        Console console = System.console();
        return console != null && isTerminal(console);
    }

    /** Since Java 22 there is a console without a terminal too, and a method to ask. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException before22) {
            return true;
        }
    }

    void at(long done, long size) {
        int percent = size == 0 ? 100 : (int) Math.min(100, done * 100 / size);
        if (percent == shown) {
            return;
        }
        shown = percent;
        if (terminal) {
            int filled = WIDTH * percent / 100;
            out.print(String.format(
                    Locale.ROOT, "\r[%s%s] %3d%%", "#".repeat(filled), "-".repeat(WIDTH - filled), percent));
        } else if (size >= LARGE && percent % 10 == 0) {
            out.println(percent + "%");
        }
        out.flush();
    }

    void end(long done, long size) {
        at(done, size);
        if (terminal) {
            out.println();
            out.flush();
        }
    }
}
