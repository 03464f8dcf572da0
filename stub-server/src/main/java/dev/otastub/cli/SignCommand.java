package dev.otastub.cli;

import dev.otastub.oss.Addressing;
import dev.otastub.oss.OssAddress;
import dev.otastub.oss.PresignedUrl;
import dev.otastub.rpc.RequestSigner;
import dev.otastub.signature.Parameters;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ota-stub sign}: prints a signed URL, of any operation or for a download. */
@Command(
        name = "sign",
        abbreviateSynopsis = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Prints a signed URL for an operation, or for a download.",
        description = {
            "A URL of an operation can be used once, within the caller time window.",
            "",
            "  ota-stub sign GenerateOTAUploadURL FileSuffix=bin",
            "  ota-stub sign --get http://127.0.0.1:8080/ota/.../firmware.bin",
            ""
        })
final class SignCommand implements Callable<Integer> {

    @CommandLine.Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ACTION",
            description = "The operation, such as GenerateOTAUploadURL.")
    private @Nullable String action;

    @CommandLine.Parameters(
            index = "1..*",
            paramLabel = "Name=Value",
            description = "Its parameters. Format=XML makes the answer XML.")
    private List<String> parameters = List.of();

    @Option(
            names = "--get",
            paramLabel = "URL",
            description = "Signs a download of an uploaded object instead: its FirmwareUrl.")
    private @Nullable String get;

    @Option(
            names = "--expires",
            paramLabel = "DURATION",
            converter = Converters.OfDuration.class,
            description = "How long the download URL is good for; 1h by default. [OTA_STUB_EXPIRES]")
    private Duration expires = Duration.ofHours(1);

    @Option(
            names = "--curl",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            converter = Converters.OfBoolean.class,
            description = "Prints a curl command instead of the bare URL.")
    private boolean curl;

    @Mixin
    private EndpointOptions where = new EndpointOptions();

    @Mixin
    private AccessKeyOptions accessKey = new AccessKeyOptions();

    @Mixin
    private IssuingPairOptions issuing = new IssuingPairOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOptions help = new HelpOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        if ((action == null) == (get == null)) {
            throw mistake("Say either an operation, as in 'ota-stub sign GenerateOTAUploadURL', or the URL of a"
                    + " download by --get.");
        }
        String url = get == null ? operation(String.valueOf(action)) : download(get);
        spec.commandLine().getOut().println(curl ? (get == null ? "curl -s '" : "curl -O '") + url + "'" : url);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private String operation(String name) {
        Parameters asked = Parameters.NONE.and("Action", name);
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            if (equals <= 0) {
                throw mistake("A parameter of " + name + " is written Name=Value, not '" + parameter + "'.");
            }
            asked = asked.and(parameter.substring(0, equals), parameter.substring(equals + 1));
        }
        return where.endpoint() + "/?"
                + RequestSigner.signed(
                                accessKey.key(),
                                asked,
                                where.now(),
                                UUID.randomUUID().toString())
                        .encoded();
    }

    private String download(String text) {
        URI url = uri(text);
        OssAddress address = address(url)
                .filter(found -> !found.key().isEmpty())
                .orElseThrow(() -> mistake("--get takes the URL of an uploaded object, such as a FirmwareUrl; '" + text
                        + "' names none."));
        return PresignedUrl.get(issuing.pair(), url, address, where.now().plus(expires));
    }

    private static Optional<OssAddress> address(URI url) {
        return Optional.ofNullable(url.getHost())
                .flatMap(host -> new Addressing(Set.of(Addressing.PLATFORM_BUCKET))
                        .of("GET", host, url.getRawPath(), Optional.empty()));
    }

    private URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw mistake("--get takes a URL, such as a FirmwareUrl; '" + text + "' is none.");
        }
    }

    private ParameterException mistake(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
