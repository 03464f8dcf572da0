/** The operations of IoT Platform, one class each, and their business errors. */
@NullMarked
package dev.otastub.iot;

import org.jspecify.annotations.NullMarked;
