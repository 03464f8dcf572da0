package dev.otastub.wiremock;

import dev.otastub.core.HttpAnswer;
import dev.otastub.core.HttpRequest;
import dev.otastub.core.Outage;
import dev.otastub.core.Printable;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.function.Consumer;

/** Writes each request as one readable line: what, who, answer, and for a refusal the reason. */
final class AnswerLog {

    /** A field or a string to sign may have megabytes. */
    private static final int LONGEST = 16 * 1024;

    private final Consumer<String> lines;
    private final Consumer<HttpAnswer.Story> answers;
    private final String prefix;

    /**
     * @param lines takes the lines
     * @param answers is told of each answer of the cloud
     * @param lenient whether every line says that RPC signatures are not checked
     */
    AnswerLog(Consumer<String> lines, Consumer<HttpAnswer.Story> answers, boolean lenient) {
        this.lines = lines;
        this.answers = answers;
        this.prefix = lenient ? "LENIENT " : "";
    }

    /** A stub mapping of the user's answered, not the cloud. */
    void usersOwn(HttpRequest request, int status) {
        line(request.arrived() + "  " + request.method() + " " + request.path() + "  -> " + status
                + " by a stub mapping of yours");
    }

    /** The cloud answered; the line is there before the client has the answer. */
    void answer(HttpRequest request, HttpAnswer answer) {
        HttpAnswer.Story story = answer.story();
        answers.accept(story);
        line(request.arrived() + "  " + story.what() + "  by " + story.who() + "  -> " + answer.status()
                + story.refusal()
                        .map(why -> " " + why.code() + "  (" + why.reason() + ")")
                        .orElse("")
                + answer.delivery()
                        .map(how -> "  [by a fault that was ordered: " + how + "]")
                        .orElse(""));
    }

    /** Something of note that is no answer of the cloud. */
    void event(Instant when, String what) {
        line(when + "  " + what);
    }

    /** Says why a request fails that the cloud would have served. A full disk is no bug, and may have room again. */
    String failure(HttpRequest request, RuntimeException e) {
        if (e instanceof Outage) {
            return String.valueOf(e.getMessage());
        }
        bug(request, e);
        return "A bug in ota-stub; its log has the details.";
    }

    /** What should never happen: with its stack trace, for it is ours to mend. */
    private void bug(HttpRequest request, RuntimeException bug) {
        StringWriter trace = new StringWriter();
        bug.printStackTrace(new PrintWriter(trace));
        lines.accept(prefix + "BUG in ota-stub at " + request.method() + " " + Printable.oneLine(request.path())
                + ", please report it:\n" + trace);
    }

    private void line(String text) {
        String whole = Printable.oneLine(text);
        lines.accept(prefix + (whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST) + "..."));
    }
}
