package dev.otastub.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.common.Json;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The journal forgets the oldest, by count and by weight. */
class RingJournalTest {

    private static final long MOST_BYTES = 100_000;

    private final RingJournal journal = new RingJournal(10, MOST_BYTES);

    private static ServeEvent event(int bodyBytes, int headerBytes) {
        LoggedRequest request = Json.read(
                """
                {"url": "/", "absoluteUrl": "http://h/", "method": "POST", "headers": {"X": "%s"}, "bodyAsBase64": "%s"}""".formatted("h".repeat(headerBytes), Base64.getEncoder().encodeToString(new byte[bodyBytes])),
                LoggedRequest.class);
        return ServeEvent.ofUnmatched(request, ok().build());
    }

    private List<UUID> ids() {
        return journal.getAllKeys().toList();
    }

    @ParameterizedTest(name = "bodies of {0} and headers of {1} bytes leave {2} entries")
    @CsvSource({"0, 0, 10", "20000, 0, 1", "3500, 0, 9", "0, 30000, 3", "1000000, 0, 1"})
    void as_many_entries_are_kept_as_count_and_weight_allow(int body, int header, int kept) {
        for (int i = 0; i < 20; i++) {
            journal.add(event(body, header));
        }

        assertThat(ids()).hasSize(kept);
    }

    @Test
    void the_latest_comes_first_and_the_oldest_goes_first() {
        ServeEvent first = event(0, 0);
        ServeEvent second = event(0, 60_000);
        ServeEvent third = event(0, 60_000);
        List.of(first, second).forEach(journal::add);
        assertThat(ids()).containsExactly(second.getId(), first.getId());

        journal.add(third);

        assertThat(ids()).containsExactly(third.getId());
    }

    @Test
    void what_was_removed_weighs_nothing() {
        ServeEvent heavy = event(0, 90_000);
        journal.add(heavy);
        journal.remove(heavy.getId());
        journal.add(event(0, 50_000));
        journal.add(event(0, 40_000));

        assertThat(ids()).hasSize(2);
    }
}
