package dev.otastub.bench;

import java.util.List;

/**
 * What a row of the benchmark gave.
 *
 * @param how what was done, in a sentence or two
 * @param goals what should have come out, with what did
 */
record Section(String title, String how, Table figures, List<Goal> goals) {

    Section {
        goals = List.copyOf(goals);
    }
}
