/** What somebody ordered for requests to come, errors and faults, and the record of what was refused. */
@NullMarked
package dev.otastub.control;

import org.jspecify.annotations.NullMarked;
