/** Reading, listing, putting and deleting objects by signed requests. */
@NullMarked
package dev.otastub.oss.object;

import org.jspecify.annotations.NullMarked;
