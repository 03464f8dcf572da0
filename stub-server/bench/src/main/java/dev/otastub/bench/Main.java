package dev.otastub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The command {@code run}: measures rows, or loads a running stub by one of its other commands. */
public final class Main {

    private static final Map<Integer, Supplier<Row>> ROWS = new TreeMap<>(Map.of(
            1, LargeUpload::new,
            2, EightUploads::new,
            3, SmallUploads::new,
            4, TlsUploads::new,
            5, Calls::new,
            6, Start::new,
            7, JUnitExtension::new,
            8, LongRun::new,
            9, Pieces::new));

    private Main() {}

    /** Exits with 0, with 1 if something failed, or with 2 if the arguments are none of ours. */
    public static void main(String[] arguments) {
        Path home = Path.of(System.getProperty("ota-stub.home", "stub-server")).toAbsolutePath();
        List<String> all = List.of(arguments);
        try {
            boolean isCommand = !all.isEmpty() && !all.get(0).startsWith("--");
            Settings settings = Settings.of(isCommand ? List.of() : all, home);
            Running.endAllAtExit(Files.createDirectories(settings.work()));
            if (!isCommand) {
                System.exit(measured(settings) ? 0 : 1);
            }
            if (all.get(0).equals("soak")) {
                System.exit(Soak.run(all.subList(1, all.size()), settings) ? 0 : 1);
            }
            if (!Load.run(all, settings)) {
                throw new IllegalArgumentException("There is no command " + all.get(0) + ".");
            }
            System.exit(0);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + " See run --help.");
            System.exit(2);
        } catch (IOException | NotMeasured e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static boolean measured(Settings settings) throws IOException {
        Bench bench = Bench.of(settings);
        Report report = new Report();
        ROWS.forEach((number, row) -> {
            if (settings.rows().contains(number)) {
                measure(bench, report, number, row.get());
            }
        });
        String text = report.text(settings);
        Path file = Files.createDirectories(settings.target().resolve("bench")).resolve("results.md");
        Files.writeString(file, text);
        System.out.print(text);
        bench.say("written to " + file);
        return report.isFree();
    }

    /** What fails in one row does not keep the others from being measured. */
    private static void measure(Bench bench, Report report, int number, Row row) {
        bench.say("row " + number);
        try {
            report.add(row.measure(bench));
        } catch (IOException | NotMeasured | RuntimeException e) {
            bench.say("row " + number + " came to an error: " + e);
            report.error("row " + number + ": " + e.getMessage());
        }
    }
}
