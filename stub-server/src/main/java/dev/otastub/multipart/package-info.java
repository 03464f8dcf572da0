/** The streaming parser of multipart/form-data bodies. */
@NullMarked
package dev.otastub.multipart;

import org.jspecify.annotations.NullMarked;
