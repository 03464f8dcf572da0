package dev.otastub.oss;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class BrokenOffTest {

    @Test
    void a_client_that_stalls_is_told_so_and_one_that_stops_is_told_that() {
        assertThat(BrokenOff.refusal(new IOException(new TimeoutException("30 s")))
                        .row())
                .isEqualTo(PostObjectError.REQUEST_TIMEOUT);
        assertThat(BrokenOff.refusal(new IOException("Early EOF")).row()).isEqualTo(PostObjectError.INCOMPLETE_BODY);
    }
}
