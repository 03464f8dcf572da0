/** The command line. */
@NullMarked
package dev.otastub.cli;

import org.jspecify.annotations.NullMarked;
