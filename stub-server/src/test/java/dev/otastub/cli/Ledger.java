package dev.otastub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What clients may find of things that they asked a stub to make, change and delete while it could be killed at any moment.
 * What was answered with success is so; what was asked and not answered is so or as it was before. Each thing is changed by
 * one client at a time.
 */
final class Ledger<V> {

    private final Map<String, Set<Optional<V>>> possible = new HashMap<>();
    private int confirmed;

    /** A client asks that something be so; empty asks that it be gone. */
    synchronized void asked(String name, Optional<V> wanted) {
        possible.computeIfAbsent(name, first -> new HashSet<>(List.of(Optional.empty())))
                .add(wanted);
    }

    /** The client was told that it is. */
    synchronized void confirmed(String name, Optional<V> wanted) {
        possible.put(name, new HashSet<>(List.of(wanted)));
        confirmed++;
    }

    /** How often clients were told that something is so. */
    synchronized int confirmed() {
        return confirmed;
    }

    /** Compares with what there is, which is then known. */
    synchronized void settle(String what, Map<String, V> there) {
        Map<String, Object> wrong = new TreeMap<>();
        Stream.concat(possible.keySet().stream(), there.keySet().stream()).forEach(name -> {
            Optional<V> found = Optional.ofNullable(there.get(name));
            Set<Optional<V>> states = possible.getOrDefault(name, Set.of(Optional.empty()));
            if (!states.contains(found)) {
                wrong.put(name, "is " + found + ", may be " + states);
            }
        });
        assertThat(wrong).as(what).isEmpty();
        possible.clear();
        there.forEach((name, value) -> possible.put(name, new HashSet<>(List.of(Optional.of(value)))));
    }
}
