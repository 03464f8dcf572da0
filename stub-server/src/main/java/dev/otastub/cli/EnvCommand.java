package dev.otastub.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code ota-stub env}: tells a shell of a running stub. */
@Command(
        name = "env",
        abbreviateSynopsis = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Prints what sets the environment variables of a running stub.",
        description = {
            "They are those of a ready file, and NO_PROXY with the stub's host besides what it has. What is not in a ready"
                    + " file comes from the options below. It fails if no stub answers.",
            "",
            "  eval \"$(ota-stub env)\"",
            "  ota-stub env --format powershell | Out-String | Invoke-Expression",
            "  ota-stub env --format dotenv --ready-file stub.env > .env",
            ""
        })
final class EnvCommand implements Callable<Integer> {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = OfFormat.class,
            description = "sh (the default), powershell, or dotenv for readers of .env files.")
    private ExportFormat format = ExportFormat.SH;

    @Option(
            names = "--ready-file",
            paramLabel = "FILE",
            description = "The stub's ready file, which says everything; without it the options say. --endpoint is not"
                    + " heard then. [OTA_STUB_READY_FILE]")
    private @Nullable Path readyFile;

    @Option(
            names = "--admin-token",
            paramLabel = "TOKEN",
            converter = Converters.OfFilled.class,
            description = "The stub's admin token, if it has one. [OTA_STUB_ADMIN_TOKEN]")
    private @Nullable String adminToken;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

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

    private final Map<String, String> environment;

    /** @param environment the environment variables there are */
    EnvCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Map<String, String> stub = readyFile == null ? told() : ReadyFile.read(readyFile);
        String url = stub.getOrDefault(StubVariables.URL, "");
        URI endpoint = URI.create(new EndpointOptions.OfOrigin().convert(url));
        Map<String, String> variables = new LinkedHashMap<>(stub);
        variables.putAll(StubVariables.noProxy(List.of(endpoint.getHost()), environment));
        List<String> lines = variables.entrySet().stream().map(this::line).toList();
        return connection.calling(url, () -> {
            if (!answers(url)) {
                return connection.failed(
                        "What answers at " + url + " is no ota-stub: say where one is by --endpoint or --ready-file.");
            }
            PrintWriter out = spec.commandLine().getOut();
            lines.forEach(out::println);
            return 0;
        });
    }

    private Map<String, String> told() {
        return StubVariables.of(
                URI.create(connection.where().endpoint()),
                connection.caFile().map(file -> file.toAbsolutePath().toString()),
                Optional.ofNullable(adminToken),
                accessKey.key(),
                issuing.pair());
    }

    private boolean answers(String url) throws IOException {
        HttpURLConnection health = connection.connections().open(url + "/__admin/health");
        String text = Connections.body(health);
        return health.getResponseCode() == 200 && text.contains("healthy");
    }

    /** A line end would begin a line of its own, whatever then stands in it. */
    private String line(Map.Entry<String, String> variable) {
        String value = variable.getValue();
        Optional<String> line = value.chars().anyMatch(Character::isISOControl)
                ? Optional.empty()
                : format.line(variable.getKey(), value);
        return line.orElseThrow(() -> new Mistakes.Mistake("The value of " + variable.getKey()
                + " has characters that the format " + format + " cannot carry safely; choose "
                + (format == ExportFormat.DOTENV ? "another --format, or " : "") + "another value."));
    }

    /** A format by its name. */
    static final class OfFormat implements ITypeConverter<ExportFormat> {
        @Override
        public ExportFormat convert(String text) {
            for (ExportFormat format : ExportFormat.values()) {
                if (format.toString().equals(text.toLowerCase(Locale.ROOT))) {
                    return format;
                }
            }
            throw new TypeConversionException("'" + text + "' is none of sh, powershell and dotenv.");
        }
    }
}
