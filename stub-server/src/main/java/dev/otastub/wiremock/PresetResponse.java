package dev.otastub.wiremock;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * A response that has headers of ours beforehand. Where neither may be there twice, as a date or an allowed origin, the
 * first one of the same name that anybody adds takes the place of ours: WireMock adds where it should set.
 */
final class PresetResponse extends HttpServletResponseWrapper {

    private final Set<String> preset = new HashSet<>();

    /** The server has set the Date, to the stub's time. */
    PresetResponse(HttpServletResponse response) {
        super(response);
        preset.add("date");
    }

    static boolean isCors(String header) {
        return lowerCase(header).startsWith("access-control-");
    }

    void preset(String name, String value) {
        setHeader(name, value);
        if (isCors(name)) {
            preset.add(lowerCase(name));
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (preset.remove(lowerCase(name))) {
            setHeader(name, value);
        } else {
            super.addHeader(name, value);
        }
    }

    private static String lowerCase(String header) {
        return header.toLowerCase(Locale.ROOT);
    }
}
