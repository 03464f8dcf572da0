package dev.otastub.contracts.kit.cli;

import dev.otastub.contracts.kit.CloudStates;
import dev.otastub.contracts.kit.ContractFile;
import dev.otastub.contracts.kit.Credentials;
import dev.otastub.contracts.kit.Given;
import dev.otastub.contracts.kit.PacedClient;
import dev.otastub.contracts.kit.Printable;
import dev.otastub.contracts.kit.PublishedContracts;
import dev.otastub.contracts.kit.PublishedInteraction;
import dev.otastub.contracts.kit.Row;
import dev.otastub.contracts.kit.States;
import dev.otastub.contracts.kit.StubStates;
import dev.otastub.contracts.kit.Verdict;
import dev.otastub.contracts.kit.Verification;
import dev.otastub.core.Secret;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ota-stub-verify}: holds a provider, a stub or the cloud, to the published contracts. */
@Command(
        name = "ota-stub-verify",
        abbreviateSynopsis = true,
        versionProvider = Version.class,
        sortOptions = false,
        header =
                "Holds a provider to the published contracts of GenerateOTAUploadURL, PostObject and CreateOTAFirmware.",
        description = {
            "Sends the contracts' requests, freshly signed, and says which answers are as promised. Against the cloud it"
                    + " signs with the access key in the environment, keeps below the limit of calls, uploads less than"
                    + " 1 KB at a time, deletes the update packages that it creates, and skips what no client can bring"
                    + " about. Nothing is sent without --target.",
            ""
        },
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET",
            "                       the access key; not needed with --stub",
            "  ALIBABA_CLOUD_SECURITY_TOKEN",
            "                       goes with it if it is temporary",
            "  OTA_STUB_ADMIN_TOKEN stands in for --admin-token",
            "  HTTPS_PROXY, HTTP_PROXY, NO_PROXY",
            "                       the proxy to go through, and for which hosts not",
            "",
            "Exit codes:",
            "  0  all promises that could be asked for are kept",
            "  1  drift: one at least is broken",
            "  2  wrong usage",
            "  3  could not be run: no answer, or not let in",
            "",
            "Examples:",
            "  java -jar ota-stub-verify.jar --target http://127.0.0.1:8080 --stub",
            "  java -jar ota-stub-verify.jar --target https://iot.cn-shanghai.aliyuncs.com \\",
            "      --wait-for-expiry --format junit --output drift.xml"
        })
final class VerifyCommand implements Callable<Integer> {

    private static final double CALLS_PER_SECOND = 5;

    /** The machine's own time and chance, which nothing below takes for itself. */
    private static final Given GIVEN =
            new Given(InstantSource.system(), () -> UUID.randomUUID().toString().replace("-", ""));

    private final Map<String, String> environment;
    private final CloudStates.Waiting waiting;

    @Option(
            names = "--target",
            paramLabel = "URL",
            description = "The endpoint of the operations, such as https://iot.cn-shanghai.aliyuncs.com; uploads go"
                    + " wherever it says.")
    private @Nullable URI target;

    @Option(
            names = "--stub",
            description =
                    "The target is ota-stub: all states are reached, by its admin routes and accounts made for the"
                            + " purpose.")
    private boolean stub;

    @Option(names = "--admin-token", paramLabel = "TOKEN", description = "What ota-stub's admin routes want.")
    private @Nullable String adminToken;

    @Option(
            names = "--instance-id",
            paramLabel = "ID",
            description = "The IotInstanceId of all calls, if the account has instances: the cloud wants it then.")
    private @Nullable String instanceId;

    @Option(
            names = "--only",
            paramLabel = "TEXT",
            description = "Only interactions whose description contains this, in any case. May be repeated.")
    private List<String> only = List.of();

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description = "Only interactions of this scenario, such as throttled; main for those of none. May be"
                    + " repeated.")
    private List<String> scenarios = List.of();

    @Option(
            names = "--calls-per-second",
            paramLabel = "N",
            description = "Never more calls than that; 5 by default, with --stub as many as can be.")
    private @Nullable Double callsPerSecond;

    @Option(
            names = "--wait-for-expiry",
            description = "Waits until upload tickets expire, a minute for each interaction that is about it.")
    private boolean waitForExpiry;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "PEM certificates to trust besides those that Java trusts.")
    private @Nullable Path caFile;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text, json or junit (XML); text by default.")
    private Format format = Format.TEXT;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where the format is written; standard output then has the table.")
    private @Nullable Path output;

    @Option(names = "--quiet", description = "No progress on standard error.")
    private boolean quiet;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Prints this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Prints the version.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean version;

    private volatile boolean stopping;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /**
     * @param environment the environment variables
     * @param waiting lets time pass until a ticket expires
     */
    VerifyCommand(Map<String, String> environment, CloudStates.Waiting waiting) {
        this.environment = Map.copyOf(environment);
        this.waiting = waiting;
    }

    @Override
    public Integer call() {
        URI endpoint = endpoint();
        List<Wanted> wanted = wanted();
        PacedClient client = new PacedClient(
                Network.client(environment, Optional.ofNullable(caFile)),
                callsPerSecond(),
                url -> Network.proxyPassword(environment, url));
        States states = states(endpoint, client);
        Format.Report report = new Format.Report(endpoint.toString(), cleanedUpAfter(states, wanted, endpoint));
        tellWhatIsLeft(states);
        tell(report);
        return report.count(Verdict.BROKEN) == 0 ? 0 : 1;
    }

    private List<Row> cleanedUpAfter(States states, List<Wanted> wanted, URI endpoint) {
        Thread atExit = new Thread(() -> stop(states), "clean-up");
        Runtime.getRuntime().addShutdownHook(atExit);
        try (states) {
            return verified(states, wanted, endpoint);
        } finally {
            forget(atExit);
        }
    }

    /** Somebody pressed Ctrl-C. */
    private void stop(States states) {
        stopping = true;
        progress("Stopping; what was created is deleted.");
        states.close();
        tellWhatIsLeft(states);
    }

    /** While the process ends it is too late for that, and no need. */
    private void forget(Thread atExit) {
        if (!stopping) {
            Runtime.getRuntime().removeShutdownHook(atExit);
        }
    }

    private record Wanted(ContractFile file, PublishedInteraction interaction) {}

    private URI endpoint() {
        if (target == null) {
            throw Mistakes.Stop.wrongUsage("Nothing was sent: --target URL must say whom to verify, and "
                    + "ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET by which key, or --stub that it is"
                    + " ota-stub; see --help.");
        }
        boolean plain = target.getRawQuery() == null
                && target.getRawFragment() == null
                && target.getRawUserInfo() == null
                && List.of("", "/")
                        .contains(Optional.ofNullable(target.getRawPath()).orElse(""));
        if (target.getHost() == null
                || !List.of("http", "https").contains(String.valueOf(target.getScheme()))
                || !plain) {
            throw Mistakes.Stop.wrongUsage(
                    "--target must be the URL of an endpoint alone, such as https://iot.cn-shanghai.aliyuncs.com.");
        }
        return URI.create(target.getScheme() + "://" + target.getRawAuthority());
    }

    private double callsPerSecond() {
        double calls = callsPerSecond != null ? callsPerSecond : stub ? 0 : CALLS_PER_SECOND;
        if (callsPerSecond != null && !(calls > 0)) {
            throw Mistakes.Stop.wrongUsage("--calls-per-second must be more than 0.");
        }
        return calls;
    }

    private List<Wanted> wanted() {
        List<Wanted> wanted = new ArrayList<>();
        for (ContractFile file : PublishedContracts.onClassPath().files()) {
            if (scenarios.isEmpty() || scenarios.contains(file.scenario().orElse("main"))) {
                file.interactions().stream()
                        .filter(this::isNamed)
                        .forEach(interaction -> wanted.add(new Wanted(file, interaction)));
            }
        }
        if (wanted.isEmpty()) {
            throw Mistakes.Stop.wrongUsage("No interaction is as --only and --scenario say.");
        }
        return wanted;
    }

    private boolean isNamed(PublishedInteraction interaction) {
        String description = interaction.description().toLowerCase(Locale.ROOT);
        return only.isEmpty() || only.stream().anyMatch(text -> description.contains(text.toLowerCase(Locale.ROOT)));
    }

    private States states(URI endpoint, PacedClient client) {
        if (stub && instanceId != null) {
            throw Mistakes.Stop.wrongUsage(
                    "--instance-id is for the cloud; with --stub accounts are made that have none.");
        }
        if (stub) {
            return new StubStates(
                    endpoint,
                    Optional.ofNullable(adminToken)
                            .or(() -> variable("OTA_STUB_ADMIN_TOKEN"))
                            .map(Secret::new),
                    client,
                    GIVEN);
        }
        Optional<String> id = variable("ALIBABA_CLOUD_ACCESS_KEY_ID");
        Optional<String> secret = variable("ALIBABA_CLOUD_ACCESS_KEY_SECRET");
        if (id.isEmpty() || secret.isEmpty()) {
            throw Mistakes.Stop.wrongUsage("Nothing was sent: ALIBABA_CLOUD_ACCESS_KEY_ID and"
                    + " ALIBABA_CLOUD_ACCESS_KEY_SECRET must be set to sign with, or --stub say that the target is"
                    + " ota-stub.");
        }
        return new CloudStates(
                endpoint,
                new Credentials(
                        id.get(),
                        new Secret(secret.get()),
                        variable("ALIBABA_CLOUD_SECURITY_TOKEN").map(Secret::new)),
                waiting,
                waitForExpiry,
                client,
                GIVEN,
                Optional.ofNullable(instanceId));
    }

    /** What leaves this run leaves it without these values. */
    Printable printable() {
        return new Printable(Stream.of(
                        variable("ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
                        variable("ALIBABA_CLOUD_SECURITY_TOKEN"),
                        variable("OTA_STUB_ADMIN_TOKEN"),
                        Optional.ofNullable(adminToken))
                .flatMap(Optional::stream)
                .toList());
    }

    private Optional<String> variable(String name) {
        // Pipelines like to add a line's end to a secret.
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private List<Row> verified(States states, List<Wanted> wanted, URI endpoint) {
        try {
            letIn(states, endpoint);
        } catch (IOException e) {
            throw Mistakes.Stop.couldNotRun(endpoint + " does not answer: " + why(e));
        }
        Verification verification = new Verification(states, printable());
        List<Row> rows = new ArrayList<>();
        for (Wanted one : wanted) {
            if (stopping) {
                throw Mistakes.Stop.couldNotRun("Stopped.");
            }
            Row row = verification.verify(one.file(), one.interaction());
            rows.add(row);
            progress("[" + rows.size() + "/" + wanted.size() + "] " + row.verdict() + " "
                    + row.interaction().description());
        }
        return rows;
    }

    private static void letIn(States states, URI endpoint) throws IOException {
        if (states instanceof StubStates ours) {
            ours.notControllable().ifPresent(what -> {
                throw Mistakes.Stop.couldNotRun(
                        endpoint
                                + " cannot be controlled as ota-stub: " + what
                                + ". An admin token goes into --admin-token; without --stub, the target is taken for the cloud.");
            });
        } else if (states instanceof CloudStates cloud) {
            cloud.notLetIn().ifPresent(what -> {
                throw Mistakes.Stop.couldNotRun(endpoint
                        + " does not let the access key in: GenerateOTAUploadURL answered " + what
                        + ". Give another in ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET.");
            });
        }
    }

    private static String why(IOException e) {
        if (e instanceof SSLException) {
            return "there is no TLS with it (" + e.getMessage() + "); --ca-file names whom to trust.";
        }
        String unsaid = e instanceof ConnectException
                ? "nothing takes connections there"
                : e.getClass().getSimpleName();
        return Optional.ofNullable(e.getMessage()).orElse(unsaid) + ".";
    }

    private void progress(String line) {
        if (!quiet) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(line);
            err.flush();
        }
    }

    private void tell(Format.Report report) {
        PrintWriter out = spec.commandLine().getOut();
        // First of all what needs no file: it took calls to find out.
        out.print(output == null ? format.written(report) : Format.TEXT.written(report));
        out.flush();
        if (output != null) {
            try {
                Files.writeString(output, format.written(report), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw Mistakes.Stop.couldNotRun("Cannot write --output " + output + ".");
            }
        }
    }

    private void tellWhatIsLeft(States states) {
        if (states instanceof CloudStates cloud && !cloud.leftBehind().isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("These update packages could not be deleted, please do so: "
                            + printable().of(String.join(", ", cloud.leftBehind())));
        }
    }
}
