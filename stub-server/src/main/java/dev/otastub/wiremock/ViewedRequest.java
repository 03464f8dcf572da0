package dev.otastub.wiremock;

import dev.otastub.signature.Parameters;
import dev.otastub.signature.PercentEncoding;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request as WireMock is shown it: nothing that WireMock would answer with a 500, such as an escape that is none, an
 * unknown charset, or a body that says it is gzip and is not. What is sound passes unchanged.
 */
final class ViewedRequest extends HttpServletRequestWrapper {

    private static final List<String> REPLACED = List.of("content-type", "content-length", "content-encoding");

    private final byte[] body;
    private final @Nullable String contentType;
    private final @Nullable String query;
    private final String path;

    private ViewedRequest(HttpServletRequest request, byte[] body, @Nullable String contentType) {
        super(request);
        String sent = request.getQueryString();
        this.query = sent == null ? null : soundQuery(sent);
        this.path = soundPath(request.getRequestURI());
        this.body = body;
        this.contentType = contentType;
    }

    /** A form upload, by its view. */
    static ViewedRequest ofForm(HttpServletRequest request, FormView view) {
        return new ViewedRequest(request, view.body(), view.contentType());
    }

    /** Any other request, with its whole body. */
    static ViewedRequest of(HttpServletRequest request, byte[] body) {
        String type = soundContentType(request.getContentType());
        if (type != null && type.toLowerCase(Locale.ROOT).contains("application/x-www-form-urlencoded")) {
            return new ViewedRequest(
                    request,
                    soundQuery(new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8),
                    type);
        }
        // WireMock unpacks whatever begins like gzip, and fails where it does not go on like it.
        boolean looksZipped = body.length > 1 && body[0] == 0x1F && (body[1] & 0xFF) == 0x8B;
        return new ViewedRequest(request, looksZipped ? new byte[0] : body, type);
    }

    private static @Nullable String soundContentType(@Nullable String type) {
        if (type == null) {
            return null;
        }
        String mediaType = type.split(";", 2)[0].strip();
        if (mediaType.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            return "application/octet-stream";
        }
        for (String parameter : type.split(";", -1)) {
            String[] pair = parameter.split("=", 2);
            if (pair[0].strip().equalsIgnoreCase("charset") && (pair.length < 2 || !isCharset(pair[1]))) {
                return mediaType;
            }
        }
        return type;
    }

    private static boolean isCharset(String name) {
        try {
            return Charset.isSupported(name.replace("\"", "").strip()) && !name.isBlank();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The parameters as they are if they can be decoded, else written anew. */
    private static String soundQuery(String query) {
        try {
            // Jetty, by which WireMock reads forms, fails on escapes that are no UTF-8; the JDK's decoder replaces
            // them.
            boolean isUtf8 = URLDecoder.decode(query, StandardCharsets.UTF_8).indexOf('\uFFFD') < 0;
            return isUtf8 ? query : Parameters.parse(query).encoded();
        } catch (IllegalArgumentException e) {
            return Parameters.parse(query).encoded();
        }
    }

    @Override
    public @Nullable String getQueryString() {
        return query;
    }

    @Override
    public String getRequestURI() {
        return path;
    }

    @Override
    public StringBuffer getRequestURL() {
        String host = super.getHeader("Host");
        String authority = host == null || !isAuthority(host) ? "localhost" : host;
        return new StringBuffer(getScheme()).append("://").append(authority).append(getRequestURI());
    }

    private static String soundPath(String path) {
        return isUri("http://host" + path) ? path : PercentEncoding.encodePath(PercentEncoding.decodePath(path));
    }

    private static boolean isAuthority(String host) {
        return !host.isBlank() && isUri("http://" + host + "/");
    }

    private static boolean isUri(String text) {
        try {
            return URI.create(text).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public @Nullable String getContentType() {
        return contentType;
    }

    @Override
    public @Nullable String getCharacterEncoding() {
        return null;
    }

    @Override
    public int getContentLength() {
        return body.length;
    }

    @Override
    public long getContentLengthLong() {
        return body.length;
    }

    @Override
    public @Nullable String getHeader(String name) {
        return isReplaced(name) ? replaced(name) : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        if (!isReplaced(name)) {
            return super.getHeaders(name);
        }
        String value = replaced(name);
        return Collections.enumeration(value == null ? List.of() : List.of(value));
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        List<String> names = new ArrayList<>(Collections.list(super.getHeaderNames()));
        names.removeIf(ViewedRequest::isReplaced);
        REPLACED.stream().filter(name -> replaced(name) != null).forEach(names::add);
        return Collections.enumeration(names);
    }

    private static boolean isReplaced(String name) {
        return REPLACED.contains(name.toLowerCase(Locale.ROOT));
    }

    private @Nullable String replaced(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "content-type" -> contentType;
            case "content-length" -> super.getHeader(name) == null ? null : Integer.toString(body.length);
            default -> null;
        };
    }

    /** WireMock fails on a cookie without a value. */
    @Override
    public Cookie @Nullable [] getCookies() {
        try {
            Cookie[] cookies = super.getCookies();
            return cookies == null
                    ? null
                    : Arrays.stream(cookies)
                            .filter(cookie -> cookie.getValue() != null)
                            .toArray(Cookie[]::new);
        } catch (RuntimeException e) {
            return null;
        }
    }

    @Override
    public ServletInputStream getInputStream() {
        return new BytesRead(body);
    }
}
