package dev.otastub.cli;

import dev.otastub.core.Printable;
import dev.otastub.oss.Addressing;
import dev.otastub.oss.OssAddress;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ota-stub rm}: deletes objects. */
@Command(
        name = "rm",
        abbreviateSynopsis = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Deletes objects, without asking.",
        description = {
            "Calls DeleteObject with the issuing pair, and says what was deleted; packages made of it stay.",
            "",
            "  ota-stub rm ota/.../firmware.bin",
            "  ota-stub rm http://127.0.0.1:8080/ota/.../firmware.bin",
            ""
        })
final class RemoveCommand implements Callable<Integer> {

    @CommandLine.Parameters(
            arity = "1..*",
            paramLabel = "KEY|URL",
            description =
                    "The objects' keys, as 'ls' prints them, or their FirmwareUrls. A URL is called at its own host"
                            + " unless --endpoint says where.")
    private List<String> objects = List.of();

    @Option(names = "--bucket", paramLabel = "NAME", description = "The bucket of the keys; iotx-ota by default.")
    private String bucket = Addressing.PLATFORM_BUCKET;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private IssuingPairOptions issuing = new IssuingPairOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOptions help = new HelpOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** An object, and where to delete it. */
    private record Named(String endpoint, String bucket, String key) {}

    /** All are read before the first is deleted. */
    @Override
    public Integer call() {
        List<Named> named = objects.stream().map(this::named).toList();
        Connections connections = connection.connections();
        int worst = 0;
        for (Named object : named) {
            worst = Math.max(worst, connection.calling(object.endpoint(), () -> remove(connections, object)));
        }
        return worst;
    }

    private int remove(Connections connections, Named object) throws IOException {
        ObjectCalls calls = new ObjectCalls(object.endpoint(), connections, issuing.pair(), connection.where()::now);
        String name = Printable.oneLine(object.bucket() + "/" + object.key());
        Optional<ObjectCalls.Listed> there = calls.find(object.bucket(), object.key());
        if (there.isEmpty()) {
            return connection.failed("There is no object " + name + " of this account; see 'ota-stub ls'.");
        }
        calls.delete(object.bucket(), object.key());
        spec.commandLine()
                .getOut()
                .println("Deleted " + name + ", " + there.get().size() + " bytes");
        return 0;
    }

    private Named named(String text) {
        if (!text.contains("://")) {
            return new Named(connection.where().endpoint(), bucket, requireKey(text, text));
        }
        try {
            URI url = new URI(text);
            OssAddress address = Optional.ofNullable(url.getHost())
                    .filter(host -> url.getScheme().matches("https?"))
                    .flatMap(host -> new Addressing(Set.of(Addressing.PLATFORM_BUCKET))
                            .of("DELETE", host, url.getRawPath(), Optional.empty()))
                    .orElseThrow(() -> mistake(text));
            String endpoint =
                    connection.where().named().orElseGet(() -> url.getScheme() + "://" + url.getRawAuthority());
            return new Named(endpoint, address.bucket(), requireKey(address.key(), text));
        } catch (URISyntaxException e) {
            throw mistake(text);
        }
    }

    private String requireKey(String key, String text) {
        if (key.isEmpty()) {
            throw mistake(text);
        }
        return key;
    }

    private ParameterException mistake(String text) {
        return new ParameterException(
                spec.commandLine(), "'" + text + "' names no object: give its key, or its URL such as a FirmwareUrl.");
    }
}
