/** The contracts' source: what each interaction promises, and a client that uses all of it. */
@NullMarked
package dev.otastub.contracts;

import org.jspecify.annotations.NullMarked;
