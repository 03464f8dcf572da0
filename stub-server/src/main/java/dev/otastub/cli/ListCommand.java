package dev.otastub.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;
import dev.otastub.core.Printable;
import dev.otastub.oss.Addressing;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ota-stub ls}: lists objects by ListObjectsV2, so that it shows what {@code rm} may delete. */
@Command(
        name = "ls",
        abbreviateSynopsis = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Lists the objects of the default account.",
        description = {
            "A line for each: its size, when it was uploaded, its key. Calls ListObjectsV2 with the issuing pair, which sees"
                    + " its own account's objects.",
            "",
            "  ota-stub ls",
            "  ota-stub ls --json --prefix ota/ | jq -r '.[].key'",
            ""
        })
final class ListCommand implements Callable<Integer> {

    @Option(names = "--prefix", paramLabel = "PREFIX", description = "What the keys must begin with; all by default.")
    private String prefix = "";

    @Option(names = "--bucket", paramLabel = "NAME", description = "The bucket; iotx-ota by default.")
    private String bucket = Addressing.PLATFORM_BUCKET;

    @Option(
            names = "--json",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            converter = Converters.OfBoolean.class,
            description = "Prints one array of JSON objects with bucket, key, size and time instead.")
    private boolean json;

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

    /** Shows objects one by one. */
    @FunctionalInterface
    private interface Shown {
        void show(ObjectCalls.Listed object) throws IOException;
    }

    @Override
    public Integer call() {
        EndpointOptions where = connection.where();
        ObjectCalls calls = new ObjectCalls(where.endpoint(), connection.connections(), issuing.pair(), where::now);
        return connection.calling(where.endpoint(), () -> {
            if (json) {
                printJson(calls);
            } else {
                PrintWriter out = spec.commandLine().getOut();
                each(calls, object -> out.println(line(object)));
            }
            return 0;
        });
    }

    private void printJson(ObjectCalls calls) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        ObjectMapper mapper = new ObjectMapper().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        try (SequenceWriter array = mapper.writer().writeValuesAsArray(out)) {
            each(calls, array::write);
        }
        out.println();
    }

    private void each(ObjectCalls calls, Shown shown) throws IOException {
        Optional<String> next = Optional.empty();
        do {
            ObjectCalls.Page page = calls.list(bucket, prefix, next);
            for (ObjectCalls.Listed object : page.objects()) {
                shown.show(object);
            }
            next = page.next();
        } while (next.isPresent());
    }

    private static String line(ObjectCalls.Listed object) {
        return String.format(
                Locale.ROOT, "%10d  %s  %s", object.size(), object.time(), Printable.oneLine(object.key()));
    }
}
