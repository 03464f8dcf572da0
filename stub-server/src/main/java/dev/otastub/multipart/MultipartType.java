package dev.otastub.multipart;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a Content-Type header says about a form.
 *
 * @param kind what it is
 * @param boundary the boundary of a {@link Kind#FORM}, without its dashes; empty for the others
 */
public record MultipartType(Kind kind, String boundary) {

    /** What a Content-Type can be to somebody who expects a form. */
    public enum Kind {
        /** No header, or none that names a media type, such as {@code multipart/form-data, boundary=x}. */
        ABSENT,
        /** Another media type. */
        OTHER,
        /** A form, but no boundary that can be used. */
        NO_BOUNDARY,
        /** A form with its boundary. */
        FORM
    }

    // RFC 2046 allows 70, but nobody was seen to be refused for a longer one.
    private static final int LONGEST_BOUNDARY = 256;

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern MEDIA_TYPE = Pattern.compile(TOKEN + "/" + TOKEN);

    /** Reads a header; parameters before the boundary, quotes, any case and missing spaces are all right. */
    public static MultipartType of(@Nullable String contentTypeHeader) {
        HeaderText header = new HeaderText(contentTypeHeader == null ? "" : contentTypeHeader);
        String mediaType = header.until(";");
        if (!MEDIA_TYPE.matcher(mediaType).matches()) {
            return new MultipartType(Kind.ABSENT, "");
        }
        if (!mediaType.equalsIgnoreCase("multipart/form-data")) {
            return new MultipartType(Kind.OTHER, "");
        }
        String boundary = boundary(header);
        boolean usable = !boundary.isEmpty() && boundary.length() <= LONGEST_BOUNDARY;
        return usable ? new MultipartType(Kind.FORM, boundary) : new MultipartType(Kind.NO_BOUNDARY, "");
    }

    private static String boundary(HeaderText header) {
        while (header.skip(';')) {
            String name = header.until("=;");
            String value = header.skip('=') ? header.value(";") : "";
            if (name.equalsIgnoreCase("boundary")) {
                return value;
            }
            header.until(";");
        }
        return "";
    }
}
