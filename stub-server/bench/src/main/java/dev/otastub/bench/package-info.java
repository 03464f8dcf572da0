/** The benchmark: starts ota-stub and others of its kind, drives them, and writes down what it cost them. */
@NullMarked
package dev.otastub.bench;

import org.jspecify.annotations.NullMarked;
