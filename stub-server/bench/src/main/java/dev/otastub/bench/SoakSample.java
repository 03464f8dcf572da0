package dev.otastub.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the stub held at a moment, as Linux counts it.
 *
 * @param seconds since the soak began
 * @param residentBytes memory now
 * @param peakBytes the most memory so far
 * @param files open files, sockets among them
 * @param dataBytes all files of the data folder
 * @param cpuSeconds user and system time so far
 */
record SoakSample(
        long seconds, long residentBytes, long peakBytes, int files, int threads, long dataBytes, double cpuSeconds) {

    static final String[] HEADS = {"at", "memory", "peak memory", "open files", "threads", "data folder", "CPU seconds"
    };

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");

    static SoakSample of(ProcessHandle process, Path data, long seconds) throws IOException {
        Path folder = Path.of("/proc", Long.toString(process.pid()));
        String status = Files.readString(folder.resolve("status"));
        try (Stream<Path> files = Files.list(folder.resolve("fd"))) {
            return new SoakSample(
                    seconds,
                    number(RESIDENT, status) * 1024,
                    ProcessFigures.peakBytes(status),
                    (int) files.count(),
                    (int) number(THREADS, status),
                    bytes(data.toFile()),
                    ProcessFigures.cpuSeconds(Files.readString(folder.resolve("stat"))));
        }
    }

    static long number(Pattern pattern, String status) {
        Matcher matcher = pattern.matcher(status);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    /** Files come and go meanwhile: one that has gone has no bytes. */
    private static long bytes(File folder) {
        File[] files = folder.listFiles();
        long bytes = 0;
        for (File file : files == null ? new File[0] : files) {
            bytes += file.isDirectory() ? bytes(file) : file.length();
        }
        return bytes;
    }

    String[] cells(String at) {
        return List.of(
                        at,
                        Table.megabytes(residentBytes),
                        Table.megabytes(peakBytes),
                        Integer.toString(files),
                        Integer.toString(threads),
                        Table.megabytes(dataBytes),
                        String.format(Locale.ROOT, "%.0f", cpuSeconds))
                .toArray(String[]::new);
    }
}
