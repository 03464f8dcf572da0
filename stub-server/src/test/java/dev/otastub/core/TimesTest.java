package dev.otastub.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The spellings of times, and that the last second is not remembered for longer than it lasts. */
final class TimesTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T11:50:16Z, 2026-11-22T11:50:16.000Z",
        "2026-11-22T11:50:16.007999999Z, 2026-11-22T11:50:16.007Z",
        "2026-11-22T11:50:16.070Z, 2026-11-22T11:50:16.070Z",
        "2026-11-22T11:50:16.999Z, 2026-11-22T11:50:16.999Z",
        "2026-11-22T11:50:17Z, 2026-11-22T11:50:17.000Z",
        "1969-12-31T23:59:59.5Z, 1969-12-31T23:59:59.500Z",
        "1970-01-01T00:00:00.123Z, 1970-01-01T00:00:00.123Z"
    })
    void milliseconds_have_three_digits(Instant instant, String text) {
        assertThat(UtcMillis.of(instant)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T11:50:16.9Z, 'Sun, 22 Nov 2026 11:50:16 GMT'",
        "2026-11-22T11:50:17.1Z, 'Sun, 22 Nov 2026 11:50:17 GMT'",
        "1970-01-01T00:00:00Z, 'Thu, 01 Jan 1970 00:00:00 GMT'"
    })
    void a_header_has_seconds(Instant instant, String text) {
        assertThat(HttpDate.of(instant)).isEqualTo(text);
    }
}
