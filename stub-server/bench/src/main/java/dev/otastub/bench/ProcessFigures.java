package dev.otastub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process and all that it started have cost so far, as Linux counts it.
 *
 * @param cpuSeconds user and system time
 * @param peakBytes the most memory it held at a time
 */
record ProcessFigures(double cpuSeconds, long peakBytes) {

    /** USER_HZ: a hundred on every Linux that Java runs on. */
    private static final double TICKS_A_SECOND = 100;

    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final int USER_TIME = 11;

    static ProcessFigures of(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .map(one -> of(one.pid()))
                .reduce(new ProcessFigures(0, 0), ProcessFigures::plus);
    }

    private ProcessFigures plus(ProcessFigures other) {
        return new ProcessFigures(cpuSeconds + other.cpuSeconds, peakBytes + other.peakBytes);
    }

    private static ProcessFigures of(long pid) {
        try {
            Path folder = Path.of("/proc", Long.toString(pid));
            return new ProcessFigures(
                    cpuSeconds(Files.readString(folder.resolve("stat"))),
                    peakBytes(Files.readString(folder.resolve("status"))));
        } catch (IOException e) {
            // It ended meanwhile; whoever waited for it has its time.
            return new ProcessFigures(0, 0);
        }
    }

    /** Of the process and of those children of it that ended and were waited for. */
    static double cpuSeconds(String stat) {
        // The name in parentheses may hold spaces, and parentheses.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1);
        long ticks = 0;
        for (int i = USER_TIME; i < USER_TIME + 4; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks / TICKS_A_SECOND;
    }

    static long peakBytes(String status) {
        Matcher matcher = PEAK.matcher(status);
        return matcher.find() ? Long.parseLong(matcher.group(1)) * 1024 : 0;
    }
}
