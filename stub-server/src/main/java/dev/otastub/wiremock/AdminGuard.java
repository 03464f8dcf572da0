package dev.otastub.wiremock;

import dev.otastub.core.Secret;
import dev.otastub.signature.ConstantTime;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Stands before WireMock's admin API, which lets any origin in and reads any body whole: a web page that a developer
 * happens to visit must not read the journal or add stub mappings, nobody may fill the memory, and where there is a token
 * nobody may do anything without it.
 */
final class AdminGuard extends HttpFilter {

    private static final long serialVersionUID = 1L;

    /** Carries the token; Authorization does too, but some clients keep that for signatures. */
    static final String TOKEN_HEADER = "X-Ota-Stub-Admin-Token";

    private static final String BEARER = "Bearer ";

    private static final int LARGEST_BODY = 8 << 20;

    /** What is no secret, and must be there for those who have none yet. */
    private static final Set<String> FOR_ALL = Set.of("/__admin/health", "/__admin" + AuthorityRoute.PATH);

    private final transient Optional<Secret> token;
    private final boolean shared;

    /** @param shared whether tests that know nothing of each other share the server */
    AdminGuard(Optional<Secret> token, boolean shared) {
        this.token = token;
        this.shared = shared;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isForeign(request)) {
            refuse(request, response, 403, "The admin API answers no web page of another origin.");
            return;
        }
        if (!isLetIn(request)) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"ota-stub\"");
            refuse(
                    request,
                    response,
                    401,
                    "The admin API wants the token that the stub was started with (--admin-token): send it in the header "
                            + TOKEN_HEADER + ", or as 'Authorization: Bearer ...'.");
            return;
        }
        if (shared && changesWireMock(request)) {
            refuse(
                    request,
                    response,
                    409,
                    "All tests of this JVM share this server, so WireMock cannot be changed here: take a server of the"
                            + " class's own by @OtaStubTest(server = ServerScope.PER_CLASS).");
            return;
        }
        byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            refuse(request, response, 413, "The admin API takes bodies of up to " + LARGEST_BODY + " bytes.");
            return;
        }
        chain.doFilter(new Buffered(request, body), response);
    }

    /** Stub mappings, journal, settings: all but our routes, which look after themselves. */
    private static boolean changesWireMock(HttpServletRequest request) {
        String path = request.getRequestURI();
        boolean ours = path.equals("/__admin/ota") || path.startsWith("/__admin/ota/");
        return !ours && !request.getMethod().equals("GET");
    }

    private boolean isLetIn(HttpServletRequest request) {
        boolean forAll = request.getMethod().equals("GET") && FOR_ALL.contains(request.getRequestURI());
        return forAll
                || token.map(Secret::value)
                        .map(right -> given(request).anyMatch(given -> ConstantTime.equal(right, given)))
                        .orElse(true);
    }

    private static Stream<String> given(HttpServletRequest request) {
        Stream<String> bearer = Optional.ofNullable(request.getHeader("Authorization")).stream()
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip());
        return Stream.concat(Stream.ofNullable(request.getHeader(TOKEN_HEADER)), bearer);
    }

    /** A browser says from which page a request comes; other clients say nothing. */
    private static boolean isForeign(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        String host = ExchangeFilter.host(request);
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
