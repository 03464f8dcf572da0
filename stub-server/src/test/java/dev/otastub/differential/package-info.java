/** Generated cases, from a fixed seed, in which the stub and the vendor's SDKs must come to the same result. */
@NullMarked
package dev.otastub.differential;

import org.jspecify.annotations.NullMarked;
