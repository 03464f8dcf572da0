/** What an account did, asserted with AssertJ: {@code OtaStubAssertions.assertThat}. */
@NullMarked
package dev.otastub.assertj;

import org.jspecify.annotations.NullMarked;
