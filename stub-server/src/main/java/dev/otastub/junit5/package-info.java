/** ota-stub in JUnit's hands: {@code @OtaStubTest} on a test class, or {@code OtaStubExtension} with options. */
@NullMarked
package dev.otastub.junit5;

import org.jspecify.annotations.NullMarked;
