/** The stub as a whole: start, stop, endpoints, options. The one place where things are wired. */
@NullMarked
package dev.otastub;

import org.jspecify.annotations.NullMarked;
