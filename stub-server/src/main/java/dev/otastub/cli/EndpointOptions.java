package dev.otastub.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of the commands that sign requests to a stub: where it is, and what time it is there. */
final class EndpointOptions {

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            converter = OfOrigin.class,
            description = "Where the stub is; http://127.0.0.1:8080 by default. [OTA_STUB_ENDPOINT, or OTA_STUB_URL as"
                    + " a ready file has it]")
    private @Nullable String endpoint;

    @Option(
            names = "--clock",
            paramLabel = "TIME",
            converter = ClockSetting.Converter.class,
            description = "The time to sign with, as 'ota-stub' takes it: an instant, or an offset to the machine's"
                    + " clock. [OTA_STUB_CLOCK]")
    private ClockSetting clock = ClockSetting.MACHINE;

    Optional<String> named() {
        return Optional.ofNullable(endpoint);
    }

    String endpoint() {
        return named().orElse("http://127.0.0.1:8080");
    }

    Instant now() {
        return clock.instant(InstantSource.system().instant());
    }

    /** A scheme and a host; {@code http://} may be left out, as SDKs do. */
    static final class OfOrigin implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            String url = text.contains("://") ? text : "http://" + text;
            try {
                URI uri = new URI(url);
                boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
                if (http && uri.getHost() != null) {
                    return uri.getScheme() + "://" + uri.getRawAuthority();
                }
            } catch (URISyntaxException e) {
                // As below.
            }
            throw new TypeConversionException("'" + text + "' is no URL such as http://127.0.0.1:8080.");
        }
    }
}
