package dev.otastub.wiremock;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Stands before WireMock's admin API, which lets any origin in and reads any body whole: a web page that a developer
 * happens to visit must not read the journal or add stub mappings, and nobody may fill the memory.
 */
final class AdminGuard extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final int LARGEST_BODY = 8 << 20;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isForeign(request)) {
            refuse(request, response, 403, "The admin API answers no web page of another origin.");
            return;
        }
        byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            refuse(request, response, 413, "The admin API takes bodies of up to " + LARGEST_BODY + " bytes.");
            return;
        }
        chain.doFilter(new Buffered(request, body), response);
    }

    /** A browser says from which page a request comes; other clients say nothing. */
    private static boolean isForeign(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        String host = String.valueOf(request.getHeader("Host"));
        return origin != null && !origin.toLowerCase(Locale.ROOT).endsWith("://" + host.toLowerCase(Locale.ROOT));
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, int status, String sentence)
            throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain;charset=utf-8");
        response.getOutputStream().write((sentence + "\n").getBytes(StandardCharsets.UTF_8));
        response.flushBuffer();
        Drain.rest(request.getInputStream(), Drain.SHORT);
    }

    /** A request whose body was read. */
    private static final class Buffered extends HttpServletRequestWrapper {

        private final byte[] body;

        Buffered(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            return new BytesRead(body);
        }
    }
}
