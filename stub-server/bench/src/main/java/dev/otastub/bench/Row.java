package dev.otastub.bench;

import java.io.IOException;

/** A row of the benchmark. */
@FunctionalInterface
interface Row {

    /**
     * Measures.
     *
     * @throws IOException if ota-stub answered wrongly, or not at all; for another it is a line of the table
     * @throws NotMeasured if ota-stub does not start
     */
    Section measure(Bench bench) throws IOException, NotMeasured;
}
