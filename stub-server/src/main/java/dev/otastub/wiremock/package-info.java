/** What makes WireMock ours: server, upload filter, default mappings, transformers, admin routes, journal. */
@NullMarked
package dev.otastub.wiremock;

import org.jspecify.annotations.NullMarked;
