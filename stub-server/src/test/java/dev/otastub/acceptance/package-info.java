/** The stub as its users meet it: over a real port, through the vendor's SDKs and everyday HTTP clients. */
@NullMarked
package dev.otastub.acceptance;

import org.jspecify.annotations.NullMarked;
