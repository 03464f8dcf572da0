@NullMarked
package dev.otastub.contracts.kit;

import org.jspecify.annotations.NullMarked;
