/** Values that every part shares: requests and answers, outcomes and refusals, evidence, the clock and ids. */
@NullMarked
package dev.otastub.core;

import org.jspecify.annotations.NullMarked;
