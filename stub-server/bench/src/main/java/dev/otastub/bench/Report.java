package dev.otastub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Everything that was measured, in Markdown. */
final class Report {

    private final List<Section> sections = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    void add(Section section) {
        sections.add(section);
    }

    void error(String sentence) {
        errors.add(sentence);
    }

    boolean isFree() {
        return errors.isEmpty();
    }

    String text(Settings settings) {
        StringBuilder text = new StringBuilder();
        text.append(heading(settings)).append('\n');
        Table goals = new Table("goal", "to reach", "measured", "verdict");
        sections.stream()
                .flatMap(section -> section.goals().stream())
                .forEach(goal -> goals.row(goal.what(), goal.limit(), goal.measured(), verdict(goal, settings)));
        errors.forEach(error -> goals.row("no errors", "none", error, "**error**"));
        if (!goals.isEmpty()) {
            text.append(goals.text());
        }
        for (Section section : sections) {
            text.append("\n### ")
                    .append(section.title())
                    .append("\n\n")
                    .append(section.how())
                    .append("\n\n");
            text.append(section.figures().text());
        }
        return text.toString();
    }

    private static String verdict(Goal goal, Settings settings) {
        boolean means = !settings.isSmoke() || goal.verdict() == Goal.Verdict.NOT_MEASURED;
        return means ? goal.verdictText() : "none: smoke";
    }

    private static String heading(Settings settings) {
        return "Java " + System.getProperty("java.version") + ", "
                + Runtime.getRuntime().availableProcessors() + " cores (" + processor() + "), "
                + Instant.now().truncatedTo(ChronoUnit.MINUTES) + ", "
                + switch (settings.scale()) {
                    case SMOKE -> "smoke, too small for figures that mean anything";
                    case USUAL -> settings.rounds() + " rounds";
                    case FULL -> settings.rounds() + " rounds, in full";
                }
                + ".\n";
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
