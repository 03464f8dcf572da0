package dev.otastub.contracts.kit;

import dev.otastub.signature.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An update package that a request asks for.
 *
 * @param name its FirmwareName
 * @param version its DestVersion
 */
record NewPackage(String name, String version) {

    private static final String OWN_NAME = "ota-stub-verify-";
    private static final String OWN_VERSION = "0.0.0-";

    static NewPackage unique(Given given) {
        return new NewPackage(unique(OWN_NAME, given), unique(OWN_VERSION, given));
    }

    private static String unique(String prefix, Given given) {
        return prefix + given.word().substring(0, 8);
    }

    /** That of a request, whatever its framing; empty if it asks for none, or for one that has no name. */
    static Optional<NewPackage> askedForBy(Message request) {
        Parameters parameters = Parameters.parse(request.query())
                .and(Parameters.parse(request.isForm() ? new String(request.body(), StandardCharsets.UTF_8) : ""));
        return parameters
                .first("Action")
                .or(() -> request.headers().first("x-acs-action"))
                .filter("CreateOTAFirmware"::equals)
                .flatMap(action -> parameters.first("FirmwareName"))
                .map(name ->
                        new NewPackage(name, parameters.first("DestVersion").orElse("")));
    }

    /** Whether nobody else has a package of that name and version. */
    boolean isOurs() {
        return name.startsWith(OWN_NAME) || version.startsWith(OWN_VERSION);
    }
}
