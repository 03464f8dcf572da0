package dev.otastub.wiremock;

import com.github.tomakehurst.wiremock.core.FaultInjector;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * WireMock's faults on a stream of HTTP/2, where WireMock has none: it spoils connections, and here others share one. The
 * stream is reset instead; for a malformed chunk, after the head of the answer. An answer that is cut off ends within its
 * body; without one, nothing of it comes.
 */
final class StreamFaults implements FaultInjector {

    /** As Jetty takes it: no answer at all. */
    private static final int ABORT = -1;

    private final HttpServletResponse response;
    private final Optional<CutOff> cutOff;

    /** @param cutOff the answer that is to be cut off; empty if a stub mapping of the user's answers */
    StreamFaults(HttpServletResponse response, Optional<CutOff> cutOff) {
        this.response = response;
        this.cutOff = cutOff;
    }

    @Override
    public void connectionResetByPeer() {
        reset();
    }

    @Override
    public void emptyResponseAndCloseConnection() {
        reset();
    }

    @Override
    public void malformedResponseChunk() {
        try {
            if (cutOff.isEmpty()) {
                response.setStatus(200);
                response.flushBuffer();
            } else if (cutOff.get().hasBody()) {
                cutOff.get().sendHalf(response);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reset();
    }

    @Override
    public void randomDataAndCloseConnection() {
        reset();
    }

    private void reset() {
        try {
            response.sendError(ABORT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
