package dev.otastub.wiremock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.core.Headers;
import dev.otastub.core.HttpRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a client sends, a line of the log is one line of readable text. */
class AnswerLogTest {

    private final List<String> lines = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "a\u56fa\u4ef6.bin, a\u56fa\u4ef6.bin",
        "'a\r\nb', 'a\\r\\nb'",
        "'a\u001b[31mb', a?[31mb",
        "'a\u009b31mb', a?31mb",
        "'a\u202egnp.exe', a?gnp.exe",
        "'a\u2028b\u2029c\u200bd', a?b?c?d"
    })
    void a_path_stays_one_line_that_steers_no_terminal(String path, String written) {
        HttpRequest request = new HttpRequest("GET", "http", "h", path, "", Headers.NONE, new byte[0], Instant.EPOCH);

        new AnswerLog(lines::add, story -> {}, false).usersOwn(request, 200);

        assertThat(lines)
                .containsExactly("1970-01-01T00:00:00Z  GET " + written + "  -> 200 by a stub mapping of yours");
    }
}
