package dev.otastub.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Each option's default is its environment variable: {@code --public-url} is {@code OTA_STUB_PUBLIC_URL}. */
final class EnvironmentDefaults implements IDefaultValueProvider {

    /** These say what to do rather than how; nobody wants them to hold for every call. */
    private static final Set<String> NOT_BY_VARIABLE = Set.of("--get", "--curl", "--json", "--format", "--prefix");

    /** A stub's buckets are no bucket to look into. */
    private static final Set<String> OF_A_BUCKET = Set.of("ls", "rm");

    /** Beside a stub's URL they say where that stub listens, and {@code run} starts another one. */
    private static final Set<String> PORTS = Set.of("OTA_STUB_PORT", "OTA_STUB_HTTPS_PORT");

    /** A ready file names the address of its stub so. */
    private static final Map<String, String> ALSO = Map.of("OTA_STUB_ENDPOINT", "OTA_STUB_URL");

    private final Map<String, String> environment;

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        return variable(argument)
                .filter(variable -> !isAnothers(variable, argument))
                .flatMap(variable -> value(variable).or(() -> value(ALSO.getOrDefault(variable, ""))))
                .orElse(null);
    }

    private boolean isAnothers(String variable, ArgSpec argument) {
        return PORTS.contains(variable)
                && argument.command().name().equals("run")
                && value(StubVariables.URL).isPresent();
    }

    /** Compose files set what is absent to an empty text. */
    private Optional<String> value(String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isEmpty());
    }

    /** The variable that stands in for an option; some options have none. */
    static Optional<String> variable(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return Optional.empty();
        }
        return Optional.of(option.longestName())
                .filter(name -> !NOT_BY_VARIABLE.contains(name))
                .filter(name -> !name.equals("--bucket")
                        || !OF_A_BUCKET.contains(argument.command().name()))
                .map(name -> "OTA_STUB_"
                        + name.substring("--".length()).replace('-', '_').toUpperCase(Locale.ROOT));
    }
}
