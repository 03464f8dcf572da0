package dev.otastub.wiremock;

import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.LoggedResponse;
import com.github.tomakehurst.wiremock.store.RequestJournalStore;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request journal bounded by count and by bytes, at the same small cost for every request. WireMock's own bound counts
 * all entries each time, and knows nothing of bytes.
 */
final class RingJournal implements RequestJournalStore {

    private final int mostEntries;
    private final long mostBytes;
    private final LinkedHashMap<UUID, ServeEvent> events = new LinkedHashMap<>();
    private long bytes;

    RingJournal(int mostEntries, long mostBytes) {
        this.mostEntries = mostEntries;
        this.mostBytes = mostBytes;
    }

    @Override
    public synchronized void add(ServeEvent event) {
        replace(event.getId(), event);
        while (events.size() > mostEntries || bytes > mostBytes && events.size() > 1) {
            removeLast();
        }
    }

    @Override
    public synchronized void put(UUID id, ServeEvent event) {
        if (events.containsKey(id)) {
            replace(id, event);
        }
    }

    private void replace(UUID id, ServeEvent event) {
        ServeEvent before = events.put(id, event);
        bytes += size(event) - (before == null ? 0 : size(before));
    }

    @Override
    public synchronized void removeLast() {
        if (!events.isEmpty()) {
            remove(events.keySet().iterator().next());
        }
    }

    @Override
    public synchronized void remove(UUID id) {
        ServeEvent removed = events.remove(id);
        if (removed != null) {
            bytes -= size(removed);
        }
    }

    @Override
    public synchronized void clear() {
        events.clear();
        bytes = 0;
    }

    @Override
    public synchronized Optional<ServeEvent> get(UUID id) {
        return Optional.ofNullable(events.get(id));
    }

    /** The latest first, as WireMock expects. */
    @Override
    public synchronized Stream<ServeEvent> getAll() {
        Deque<ServeEvent> latestFirst = new ArrayDeque<>(events.size());
        events.values().forEach(latestFirst::addFirst);
        return latestFirst.stream();
    }

    @Override
    public synchronized Stream<UUID> getAllKeys() {
        return getAll().map(ServeEvent::getId);
    }

    /** What an event weighs: WireMock keeps a body up to three times, whole, in parts and as parameters. */
    private static long size(ServeEvent event) {
        LoggedRequest request = event.getRequest();
        LoggedResponse response = event.getResponse();
        return 3 * length(request.getBody())
                + 2L * request.getUrl().length()
                + size(request.getHeaders())
                + (response == null ? 0 : length(response.getBody()) + size(response.getHeaders()));
    }

    private static long length(byte @Nullable [] body) {
        return body == null ? 0 : body.length;
    }

    private static long size(@Nullable HttpHeaders headers) {
        return headers == null
                ? 0
                : headers.all().stream()
                        .flatMap(header -> header.values().stream())
                        .mapToLong(String::length)
                        .sum();
    }
}
