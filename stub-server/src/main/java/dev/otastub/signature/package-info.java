/** Strings to sign and signatures: percent-encoding, RPC V1 and ACS3, OSS V1 and V4. */
@NullMarked
package dev.otastub.signature;

import org.jspecify.annotations.NullMarked;
