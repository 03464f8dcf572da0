package dev.otastub.wiremock;

import com.github.tomakehurst.wiremock.core.FaultInjector;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * WireMock's faults on a stream of HTTP/2, where WireMock has none: it spoils connections, and here others share one. The
 * stream is reset instead; for a malformed chunk, after the head of the answer.
 */
final class StreamFaults implements FaultInjector {

    /** As Jetty takes it: no answer at all. */
    private static final int ABORT = -1;

    private final HttpServletResponse response;

    StreamFaults(HttpServletResponse response) {
        this.response = response;
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
        response.setStatus(200);
        try {
            response.flushBuffer();
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
