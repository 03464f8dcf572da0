package dev.otastub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Row 9: the hot pieces, by JMH, each beside its floor. */
final class Pieces implements Row {

    private static final String FLOOR = "Floor";

    /** What each is, and what its floor is. */
    private static final Map<String, List<String>> WORDS = Map.of(
            "multipart", List.of("a form with a file of 8 MiB, scanned", "copied in pieces of 64 KiB"),
            "policy", List.of("a policy, parsed", "base64 and JSON by the JDK and Jackson"),
            "v1", List.of("signature V1 of a call", "HMAC-SHA1 alone"),
            "acs3", List.of("signature V3 of a call", "SHA-256 and HMAC-SHA256 alone"),
            "crc64", List.of("CRC64 of 64 KiB", "MD5"));

    @Override
    public Section measure(Bench bench) throws IOException, NotMeasured {
        Map<String, Double> micros = new TreeMap<>();
        results(bench).forEach(result -> {
            String label = result.getPrimaryResult().getLabel();
            micros.put(label, result.getPrimaryResult().getScore() / 1000);
            bench.say(label + ": " + Table.number(result.getPrimaryResult().getScore() / 1000) + " µs");
        });
        Table figures = new Table("piece", "µs", "floor", "µs", "times");
        WORDS.forEach((piece, words) -> {
            double own = micros.getOrDefault(piece, Double.NaN);
            double floor = micros.getOrDefault(piece + FLOOR, Double.NaN);
            figures.row(words.get(0), Table.number(own), words.get(1), Table.number(floor), Table.number(own / floor));
        });
        return new Section("9. Hot pieces", "Average time of one thread, by JMH.", figures, List.of());
    }

    private static Collection<RunResult> results(Bench bench) throws IOException, NotMeasured {
        boolean smoke = bench.settings().isSmoke();
        Path output = Files.createDirectories(bench.settings().target().resolve("bench"))
                .resolve("jmh.txt");
        try {
            return new Runner(new OptionsBuilder()
                            .include(HotPieces.class.getName().replace(".", "\\.") + "\\..*")
                            .forks(smoke ? 0 : 1)
                            .warmupIterations(smoke ? 1 : 3)
                            .warmupTime(TimeValue.milliseconds(smoke ? 20 : 1000))
                            .measurementIterations(smoke ? 1 : bench.settings().rounds())
                            .measurementTime(TimeValue.milliseconds(smoke ? 20 : 1000))
                            .shouldDoGC(!smoke)
                            .shouldFailOnError(true)
                            .output(output.toString())
                            .build())
                    .run();
        } catch (RunnerException e) {
            throw new NotMeasured("JMH: " + e.getMessage());
        }
    }
}
