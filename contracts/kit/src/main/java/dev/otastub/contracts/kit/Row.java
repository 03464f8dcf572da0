package dev.otastub.contracts.kit;

import java.util.List;

/**
 * A line of a verification.
 *
 * @param file the contract's file
 * @param interaction what was promised
 * @param promised the answer that was promised, in a few words
 * @param got the answer that came, in a few words; empty if nobody asked
 * @param verdict what to make of it
 * @param reasons why it is broken or skipped, one sentence for each difference; no secret is in them
 */
public record Row(
        ContractFile file,
        PublishedInteraction interaction,
        String promised,
        String got,
        Verdict verdict,
        List<String> reasons) {

    public Row {
        reasons = List.copyOf(reasons);
    }
}
