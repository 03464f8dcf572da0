package dev.otastub.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TimestampTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T11:50:16Z",
                "2024-02-29T00:00:00Z",
                "2026-11-22T11:50:16.7Z",
                "2026-11-22T11:50:16.123456789Z",
                "2026-11-22T24:00:00Z",
                "2016-12-31T23:59:60Z"
            })
    void a_time_is_what_the_jdk_reads_in_it(String text) {
        assertThat(Timestamp.parse(text)).contains(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-22 11:50:16Z",
                "2026-11-22T11:50:16",
                "2026-11-22T11:50:16+08:00",
                "2026-13-22T11:50:16Z",
                "2026-02-29T11:50:16Z",
                "2026-11-22T25:50:16Z",
                "2026-11-22T11:60:16Z",
                "2026-11-22T11:50:60Z",
                "2026-11-22T11:50:16.Z",
                "2026-11-22T11:50:16.1234567890Z",
                "-026-11-22T11:50:16Z"
            })
    void anything_else_is_none(String text) {
        assertThat(Timestamp.parse(text)).isEmpty();
    }
}
