/** OSS: addressing, PostObject with its form, checks, errors and answers, reading objects, the object store. */
@NullMarked
package dev.otastub.oss;

import org.jspecify.annotations.NullMarked;
