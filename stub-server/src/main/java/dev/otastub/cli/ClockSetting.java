package dev.otastub.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What {@code --clock} says: frozen at an instant, or ahead of the machine's clock or behind.
 *
 * @param frozenAt where it stands
 * @param offset how far it is ahead
 */
record ClockSetting(Optional<Instant> frozenAt, Duration offset) {

    /** The machine's clock. */
    static final ClockSetting MACHINE = new ClockSetting(Optional.empty(), Duration.ZERO);

    Instant instant(Instant machine) {
        return frozenAt.orElseGet(() -> machine.plus(offset));
    }

    private static Optional<ClockSetting> parse(String text) {
        try {
            return Optional.of(new ClockSetting(Optional.of(Instant.parse(text)), Duration.ZERO));
        } catch (DateTimeParseException noInstant) {
            boolean behind = text.startsWith("-");
            String duration = behind || text.startsWith("+") ? text.substring(1) : text;
            return DurationText.parse(duration)
                    .map(offset -> new ClockSetting(Optional.empty(), behind ? offset.negated() : offset));
        }
    }

    /** Reads it from the command line. */
    static final class Converter implements ITypeConverter<ClockSetting> {
        @Override
        public ClockSetting convert(String text) {
            return parse(text)
                    .orElseThrow(() -> new TypeConversionException("'" + text
                            + "' is neither an instant such as 2026-11-22T11:50:32Z nor an offset such as +1h or"
                            + " -15m."));
        }
    }
}
