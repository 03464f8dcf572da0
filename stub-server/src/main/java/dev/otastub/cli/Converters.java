package dev.otastub.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Read the values of options, and say what they expect. */
final class Converters {

    private Converters() {}

    /** A duration such as {@code 15m}. */
    static final class OfDuration implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return DurationText.parse(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is no duration such as 90s, 15m, 1h or PT15M."));
        }
    }

    /** A size in bytes such as {@code 64k}. */
    static final class OfSize implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return SizeText.parse(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is no size in bytes such as 500000, 64k, 20m or 100g."));
        }
    }

    /** A text that is not empty; it may be a secret, so it is not repeated. */
    static final class OfFilled implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (text.isBlank()) {
                throw new TypeConversionException("it must not be empty.");
            }
            return text;
        }
    }

    /** A whole number. */
    static final class OfInteger implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is no whole number such as 8080.");
            }
        }
    }

    /** A whole number that may be large. */
    static final class OfLong implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is no whole number such as 42.");
            }
        }
    }

    /** Yes or no. */
    static final class OfBoolean implements ITypeConverter<Boolean> {
        @Override
        public Boolean convert(String text) {
            if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
                throw new TypeConversionException("'" + text + "' is neither true nor false.");
            }
            return Boolean.valueOf(text);
        }
    }
}
