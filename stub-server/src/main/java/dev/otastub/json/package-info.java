/** JSON that people write, read so that they are told of their mistakes. */
@NullMarked
package dev.otastub.json;

import org.jspecify.annotations.NullMarked;
