/** The post policy and its conditions. */
@NullMarked
package dev.otastub.oss.policy;

import org.jspecify.annotations.NullMarked;
