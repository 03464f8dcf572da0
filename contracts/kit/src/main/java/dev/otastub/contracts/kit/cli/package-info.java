/** The command {@code ota-stub-verify}. */
@NullMarked
package dev.otastub.contracts.kit.cli;

import org.jspecify.annotations.NullMarked;
