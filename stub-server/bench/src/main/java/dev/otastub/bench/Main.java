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

    private static final Map<Integer, Supplier<Row>> ROWS =
            new TreeMap<>(Map.of(
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

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(System.getProperty("ota-stub.home", "stub-server")).toAbsolutePath();
        Settings settings;
        try {
            settings = Settings.of(List.of(arguments), home);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + " See run --help.");
            System.exit(2);
            return;
        }
        System.exit(measured(settings) ? 0 : 1);
    }

    private static boolean measured(Settings settings) throws IOException {
        Running.endAllAtExit(Files.createDirectories(settings.work()));
        Bench bench = Bench.of(settings);
        Report report = new Report();
        ROWS.forEach((number, row) -> {
            if (settings.rows().contains(number)) {
                bench.say("row " + number);
                try {
                    report.add(row.get().measure(bench));
                } catch (IOException | NotMeasured | RuntimeException e) {
                    bench.say("row " + number + " came to an error: " + e);
                    report.error("row " + number + ": " + e.getMessage());
                }
            }
        });
        String text = report.text(settings);
        Path file = settings.target().resolve("bench/results.md");
        Files.createDirectories(settings.target().resolve("bench"));
        Files.writeString(file, text);
        System.out.print(text);
        bench.say("written to " + file);
        return report.isFree();
    }
}
