/** What the HTTPS port shows its callers: certificates, given or made, and whom to trust. */
@NullMarked
package dev.otastub.tls;

import org.jspecify.annotations.NullMarked;
