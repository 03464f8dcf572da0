package dev.otastub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otastub.oss.Addressing;
import dev.otastub.rpc.RequestSigner;
import dev.otastub.signature.Parameters;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ota-stub upload}: GenerateOTAUploadURL, PostObject and CreateOTAFirmware in one command. */
@Command(
        name = "upload",
        abbreviateSynopsis = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Uploads a file and makes a firmware package of it.",
        description = {"Calls GenerateOTAUploadURL, PostObject and CreateOTAFirmware, as a client would.", ""})
final class UploadCommand implements Callable<Integer> {

    /** As GenerateOTAUploadURL takes them, the longest that fits first. */
    private static final List<String> SUFFIXES = List.of("tar.gz", "bin", "dav", "apk", "tar", "gz", "zip", "gzip");

    @CommandLine.Parameters(paramLabel = "FILE", description = "The file.")
    @SuppressWarnings("NullAway.Init") // picocli sets it, or refuses
    private Path file;

    @Option(names = "--name", paramLabel = "NAME", description = "FirmwareName; a new one by default. [OTA_STUB_NAME]")
    private @Nullable String name;

    @Option(
            names = "--dest-version",
            paramLabel = "VERSION",
            description = "DestVersion; a new one by default. [OTA_STUB_DEST_VERSION]")
    private @Nullable String destVersion;

    @Option(
            names = "--suffix",
            paramLabel = "SUFFIX",
            description = "FileSuffix; by default the file's own if it is one of the cloud's, else bin."
                    + " [OTA_STUB_SUFFIX]")
    private @Nullable String suffix;

    @Option(
            names = "--iot-instance-id",
            paramLabel = "ID",
            split = ",",
            description = "The instance to name, the first if there are several; none by default."
                    + " [OTA_STUB_IOT_INSTANCE_ID]")
    private List<String> iotInstanceIds = List.of();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private AccessKeyOptions accessKey = new AccessKeyOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOptions help = new HelpOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new Mistakes.Mistake("Cannot read FILE " + file + ": name a file that is there and may be read.");
        }
        return connection.calling(connection.where().endpoint(), () -> {
            upload(
                    new CloudCalls(connection.where().endpoint(), connection.connections()),
                    spec.commandLine().getOut());
            return 0;
        });
    }

    private void upload(CloudCalls cloud, PrintWriter out) throws IOException {
        JsonNode answer = cloud.operation(signed(Parameters.NONE
                .and("Action", "GenerateOTAUploadURL")
                .and("FileSuffix", Optional.ofNullable(suffix).orElseGet(this::ownSuffix))));
        JsonNode ticket = answer.path("Data");
        say(out, "GenerateOTAUploadURL", ticket.path("Key").asText());
        Progress progress = Progress.on(spec.commandLine().getErr());
        say(out, "PostObject", cloud.post(ticket, file, progress));
        String id = answer.path("RequestId").asText();
        JsonNode firmware = cloud.operation(signed(Parameters.NONE
                .and("Action", "CreateOTAFirmware")
                .and("FirmwareName", Optional.ofNullable(name).orElse("fw-" + id))
                .and("DestVersion", Optional.ofNullable(destVersion).orElse(id))
                .and("FirmwareUrl", ticket.path("FirmwareUrl").asText())));
        say(
                out,
                "CreateOTAFirmware",
                "FirmwareId " + firmware.path("Data").path("FirmwareId").asText());
        say(out, "FirmwareUrl", ticket.path("FirmwareUrl").asText());
    }

    private Parameters signed(Parameters own) {
        Parameters all = iotInstanceIds.isEmpty() ? own : own.and("IotInstanceId", iotInstanceIds.get(0));
        return RequestSigner.signed(
                accessKey.key(),
                all.and("RegionId", Addressing.REGION),
                connection.where().now(),
                UUID.randomUUID().toString());
    }

    private String ownSuffix() {
        String lower = file.toString().toLowerCase(Locale.ROOT);
        return SUFFIXES.stream()
                .filter(known -> lower.endsWith("." + known))
                .findFirst()
                .orElse("bin");
    }

    private static void say(PrintWriter out, String what, String text) {
        out.println(String.format(Locale.ROOT, "%-20s  %s", what, text));
        out.flush();
    }
}
