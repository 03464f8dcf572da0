/**
 * What no input may do to the stub, as properties: run over a corpus with the other tests, and searched for new inputs
 * by {@code mvn -Pfuzz -pl stub-server -am test}.
 */
@NullMarked
package dev.otastub.fuzz;

import org.jspecify.annotations.NullMarked;
