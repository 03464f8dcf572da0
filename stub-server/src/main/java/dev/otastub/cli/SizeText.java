package dev.otastub.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes sizes as people write them: {@code 500}, {@code 64k}, {@code 20m}, {@code 100g}; 1k is 1,024 bytes. */
final class SizeText {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([kmg]?)b?");
    private static final String UNITS = "kmg";

    private SizeText() {}

    static OptionalLong parse(String text) {
        return Optional.of(SIZE.matcher(text.strip().toLowerCase(Locale.ROOT)))
                .filter(Matcher::matches)
                .map(size -> OptionalLong.of(Long.parseLong(size.group(1)) << shift(size.group(2))))
                .orElse(OptionalLong.empty());
    }

    private static int shift(String unit) {
        return unit.isEmpty() ? 0 : 10 * (UNITS.indexOf(unit) + 1);
    }

    /** In the largest unit that needs no fraction. */
    static String of(long bytes) {
        int unit = 0;
        long number = bytes;
        while (unit < UNITS.length() && number > 0 && number % 1024 == 0) {
            number /= 1024;
            unit++;
        }
        return number + (unit == 0 ? "" : UNITS.substring(unit - 1, unit));
    }
}
