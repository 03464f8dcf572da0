package dev.otastub.rpc;

import java.util.Locale;
import java.util.Optional;

/** In what an answer is written: the common parameter {@code Format}, compared without case as clients spell it both ways. */
public enum ResponseFormat {
    JSON("application/json;charset=utf-8"),
    /** One SDK compares this content type to the letter. */
    XML("text/xml;charset=utf-8");

    private final String contentType;

    ResponseFormat(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    static Optional<ResponseFormat> named(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "JSON" -> Optional.of(JSON);
            case "XML" -> Optional.of(XML);
            default -> Optional.empty();
        };
    }
}
