package dev.otastub.wiremock;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.Locale;

/** A response with CORS headers of ours, whose place a stub mapping of the user's takes if it has its own. */
final class CorsResponse extends HttpServletResponseWrapper {

    CorsResponse(HttpServletResponse response) {
        super(response);
    }

    static boolean isCors(String header) {
        return header.toLowerCase(Locale.ROOT).startsWith("access-control-");
    }

    /** Browsers take no answer that names an allowed origin twice. */
    @Override
    public void addHeader(String name, String value) {
        if (isCors(name)) {
            super.setHeader(name, value);
        } else {
            super.addHeader(name, value);
        }
    }
}
