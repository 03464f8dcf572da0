/** Tests of clients against the published contracts, and of servers against them. */
@NullMarked
package dev.otastub.contracts.kit;

import org.jspecify.annotations.NullMarked;
