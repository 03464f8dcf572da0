package dev.otastub.fuzz;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs Jazzer on every target, each in a JVM of its own, two at a time, and prints what came of it; ends with 1 if an
 * input breaks a property. Arguments: seconds in all, Jazzer's jars as a class path, a folder to work in, and the names
 * of targets if not all are wanted.
 */
public final class Campaign {

    private static final int AT_A_TIME = 2;

    /** A JVM's start with the fuzzer, and its end, on a busy machine. */
    private static final int SECONDS_TO_START = 4;

    /** For longer than this no input takes; it includes the start of what it runs in. */
    private static final int LONGEST_SECONDS = 60;

    private static final int ENDED = -1;

    private static final Pattern PROGRESS =
            Pattern.compile("(?m)^#([0-9]+)\\s+\\S+\\s+cov: ([0-9]+) ft: ([0-9]+) corp: ([0-9]+)");
    private static final Pattern RUNS = Pattern.compile("(?m)^stat::number_of_executed_units: ([0-9]+)");
    private static final Pattern PEAK = Pattern.compile("(?m)^stat::peak_rss_mb: +([0-9]+)");

    private final int secondsEach;

    /** Where a search begins; the same one tries the same inputs, as far as it comes. */
    private final int seed;

    private final String jazzer;
    private final Path folder;

    private Campaign(int secondsEach, int seed, String jazzer, Path folder) {
        this.secondsEach = secondsEach;
        this.seed = seed;
        this.jazzer = jazzer;
        this.folder = folder;
    }

    /** About what a busy machine gets through in the seconds of a target when a minute is for all of them. */
    private static final int RUNS_FROM_A_SEED = 1500;

    private record Result(Target target, int exitCode, String output, long seconds, List<Path> findings) {

        /** One that had to be ended found nothing either, if it had begun: Jazzer itself sees what hangs. */
        boolean isClean() {
            return findings.isEmpty()
                    && (exitCode == 0 || exitCode == ENDED && !last(PROGRESS, 1).equals("-"));
        }

        private String runs() {
            String counted = last(RUNS, 1);
            return counted.equals("-") ? last(PROGRESS, 1) : counted;
        }

        String row() {
            return String.format(
                    "| %s | %s | %s | %s | %s | %s | %d | %d |",
                    target.folder(),
                    runs(),
                    last(PROGRESS, 2),
                    last(PROGRESS, 3),
                    last(PROGRESS, 4),
                    last(PEAK, 1),
                    seconds,
                    findings.size());
        }

        private String last(Pattern pattern, int group) {
            List<MatchResult> found = pattern.matcher(output).results().toList();
            return found.isEmpty() ? "-" : found.get(found.size() - 1).group(group);
        }
    }

    public static void main(String... arguments) throws Exception {
        List<Target> targets = arguments.length > 4
                ? Stream.of(arguments).skip(4).map(Campaign::named).toList()
                : List.of(Target.values());
        int seconds = Integer.parseInt(arguments[0]);
        int rounds = (targets.size() + AT_A_TIME - 1) / AT_A_TIME;
        Campaign campaign = new Campaign(
                Math.max(1, seconds / rounds - SECONDS_TO_START),
                Integer.parseInt(arguments[1]),
                arguments[2],
                Path.of(arguments[3]).toAbsolutePath());
        List<Result> results = campaign.run(targets);
        print(results);
        System.exit(results.stream().allMatch(Result::isClean) ? 0 : 1);
    }

    private static Target named(String folder) {
        return Stream.of(Target.values())
                .filter(target -> target.folder().equals(folder))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no target '" + folder + "'."));
    }

    private List<Result> run(List<Target> targets) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Callable<Result>> all = new ArrayList<>();
            targets.forEach(target -> all.add(() -> fuzz(target)));
            List<Result> results = new ArrayList<>();
            for (Future<Result> result : threads.invokeAll(all)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private Result fuzz(Target target) throws IOException, InterruptedException {
        Path here = Files.createDirectories(folder.resolve(target.folder()));
        Path found = Files.createDirectories(here.resolve("found"));
        Path crashes = Files.createDirectories(here.resolve("crashes"));
        Path temporary = Files.createDirectories(here.resolve("tmp"));
        Path log = here.resolve("log.txt");
        List<Path> earlier = files(crashes);
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command(target, found, seeds(target, here), crashes, temporary))
                .directory(here.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(secondsEach + LONGEST_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
        String output = Files.readString(log, StandardCharsets.ISO_8859_1);
        List<Path> findings =
                files(crashes).stream().filter(file -> !earlier.contains(file)).toList();
        return new Result(target, ended ? process.exitValue() : ENDED, output, seconds, findings);
    }

    private List<String> command(Target target, Path found, Path seeds, Path crashes, Path temporary)
            throws IOException {
        String classPath = Stream.of((jazzer + File.pathSeparator + System.getProperty("java.class.path"))
                        .split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                // A short run would spend its time on the better compiler.
                secondsEach < 60 ? "-XX:TieredStopAtLevel=1" : "-XX:+TieredCompilation",
                "-Djava.io.tmpdir=" + temporary,
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                classPath,
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.className(),
                "--instrumentation_includes=dev.otastub.**",
                "--instrumentation_excludes=dev.otastub.fuzz.**" + File.pathSeparator + "dev.otastub.testing.**",
                // Comparisons, too, would cost most of the time; the words make up for them.
                "--trace=cov",
                "--custom_hook_includes=dev.otastub.**",
                "--custom_hook_excludes=dev.otastub.fuzz.**" + File.pathSeparator + "dev.otastub.testing.**",
                // A target is a client, too.
                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery",
                "--reproducer_path=" + crashes,
                "-artifact_prefix=" + crashes + File.separator,
                "-max_total_time=" + secondsEach,
                "-seed=" + seed,
                "-runs=" + (seed == 0 ? -1 : RUNS_FROM_A_SEED),
                "-max_len=8192",
                "-timeout=" + LONGEST_SECONDS,
                "-report_slow_units=" + LONGEST_SECONDS,
                "-rss_limit_mb=2048",
                "-print_final_stats=1",
                "-dict=" + dictionary(target, found.getParent()),
                found.toString(),
                seeds.toString(),
                CorpusTest.CORPUS.resolve(target.folder()).toAbsolutePath().toString());
    }

    private static Path seeds(Target target, Path folder) throws IOException {
        Path seeds = Files.createDirectories(folder.resolve("seeds"));
        List<byte[]> all = target.seeds().toList();
        for (int i = 0; i < all.size(); i++) {
            Files.write(seeds.resolve("seed-" + i), all.get(i));
        }
        return seeds;
    }

    /** As libFuzzer reads it: a word a line, in quotes, bytes in hex. */
    private static Path dictionary(Target target, Path folder) throws IOException {
        HexFormat hex = HexFormat.of().withPrefix("\\x");
        List<String> lines = target.words().stream()
                .map(word -> "\"" + hex.formatHex(Bytes.of(word)) + "\"")
                .toList();
        return Files.write(folder.resolve("words.txt"), lines);
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void print(List<Result> results) {
        System.out.println("| target | inputs | coverage (edges) | features | corpus | peak MB | seconds | findings |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        results.forEach(result -> System.out.println(result.row()));
        for (Result result : results) {
            if (!result.isClean()) {
                System.out.println("\n!! " + result.target().folder() + " ended with " + result.exitCode());
                result.findings().forEach(file -> System.out.println("   " + file));
                System.out.println(
                        result.output().substring(Math.max(0, result.output().length() - 6000)));
            }
        }
    }
}
