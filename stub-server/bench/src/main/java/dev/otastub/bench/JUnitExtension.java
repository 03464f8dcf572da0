package dev.otastub.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Row 7: what the JUnit extension costs a test suite: its first start, and each test. */
final class JUnitExtension implements Row {

    private static final long SECONDS = 180;

    private final Table figures = new Table("CPU", "plain", "with ota-stub", "");

    @Override
    public Section measure(Bench bench) throws IOException, NotMeasured {
        List<Goal> goals = new ArrayList<>();
        List<double[]> bare = new ArrayList<>();
        List<double[]> stub = new ArrayList<>();
        for (int round = 1; round <= bench.settings().rounds(); round++) {
            bare.add(figures(bench, SuiteStart.class, "bare").get(0));
            stub.add(figures(bench, SuiteStart.class, "stub").get(0));
            bench.say("start " + round + ": bare " + bare.get(round - 1)[1] + ", ota-stub " + stub.get(round - 1)[1]
                    + " CPU s to the first answer");
        }
        start("first start in a JVM, to the first answer", 1, bare, stub);
        start("the same, to the start alone", 0, bare, stub);
        goals.add(Goal.atMost(
                "CPU of the extension's first start, of bare WireMock's", median(stub, 1) / median(bare, 1), 1.3, ""));
        int testRounds = bench.settings().scale().of(1, 12, 20);
        // Plain, with ota-stub, with an account of its own: the thread of the tests, and the process.
        List<double[]> tests = figures(bench, SuiteTests.class, Integer.toString(testRounds));
        test("an empty test: thread, whole process", tests.get(0), tests.get(1));
        test("the same with an account of its own", tests.get(0), tests.get(2));
        goals.add(
                Goal.atMost("CPU of each further test, with its account", tests.get(2)[1] - tests.get(0)[1], 1, " ms"));
        return new Section(
                "7. The JUnit extension",
                "Starts: medians of " + bench.settings().rounds() + " JVMs each, in turns. Tests: medians of "
                        + testRounds + " rounds of 500, after as many to warm up.",
                figures,
                goals);
    }

    private void start(String what, int column, List<double[]> bare, List<double[]> stub) {
        double plain = median(bare, column);
        double ours = median(stub, column);
        figures.row(what, Table.number(plain) + " s", Table.number(ours) + " s", Table.number(ours / plain) + " times");
    }

    private void test(String what, double[] plain, double[] ours) {
        figures.row(
                what,
                pair(plain[0], plain[1]),
                pair(ours[0], ours[1]),
                pair(ours[0] - plain[0], ours[1] - plain[1]) + " more");
    }

    private static String pair(double thread, double process) {
        return Table.number(thread) + ", " + Table.number(process) + " ms";
    }

    private static double median(List<double[]> lines, int column) {
        return Sample.median(lines.stream().mapToDouble(line -> line[column]).toArray());
    }

    /** The lines of figures that a program prints. */
    private static List<double[]> figures(Bench bench, Class<?> program, String argument) throws NotMeasured {
        List<double[]> lines = Commands.run(
                        bench.settings().work(),
                        SECONDS,
                        List.of(
                                Commands.JAVA,
                                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                                "-cp",
                                System.getProperty("java.class.path"),
                                program.getName(),
                                argument))
                .lines()
                .filter(line -> line.matches("[-0-9. ]+"))
                .map(line -> Arrays.stream(line.split(" ", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
        if (lines.isEmpty()) {
            throw new NotMeasured(program.getSimpleName() + " printed no figures");
        }
        return lines;
    }
}
