/** What several tests share. */
@NullMarked
package dev.otastub.testing;

import org.jspecify.annotations.NullMarked;
