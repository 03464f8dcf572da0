package dev.otastub.contracts.kit;

import au.com.dius.pact.core.model.HttpRequest;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A client's request in the form of an interaction.
 *
 * @param request what Pact compares with the contract
 * @param leftOut what the interaction does without, and the cloud knows
 * @param impossible what cannot be brought into its form at all
 * @param objections which values differ, in our words: Pact decides whether they do
 */
record Adapted(HttpRequest request, List<String> leftOut, List<String> impossible, List<String> objections) {

    Adapted {
        leftOut = List.copyOf(leftOut);
        impossible = List.copyOf(impossible);
        objections = List.copyOf(objections);
    }

    /** All that is wrong; in Pact's words only where we have none. */
    List<String> wrong(Supplier<List<String>> pacts) {
        if (!impossible.isEmpty()) {
            return Stream.concat(impossible.stream(), objections.stream()).toList();
        }
        List<String> mismatches = pacts.get();
        return mismatches.isEmpty() || objections.isEmpty() ? mismatches : objections;
    }
}
