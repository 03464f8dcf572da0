package dev.otastub.cli;

import dev.otastub.tls.CertificateProblem;
import dev.otastub.tls.Trust;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of the commands that call a stub. */
final class ConnectionOptions {

    @Mixin
    private EndpointOptions where = new EndpointOptions();

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "Whom to trust if the endpoint is HTTPS, in PEM: the stub's /__admin/ota/ca.pem; by default"
                    + " whom Java trusts. [OTA_STUB_CA_FILE, as a ready file has it]")
    private @Nullable Path caFile;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Calls to a stub. */
    @FunctionalInterface
    interface Calls {
        /** Makes them, and gives the exit code. */
        int make() throws IOException;
    }

    EndpointOptions where() {
        return where;
    }

    Optional<Path> caFile() {
        return Optional.ofNullable(caFile);
    }

    Connections connections() {
        return new Connections(trust());
    }

    private Optional<Trust> trust() {
        try {
            return caFile == null ? Optional.empty() : Optional.of(Trust.in(caFile));
        } catch (CertificateProblem e) {
            throw new Mistakes.Mistake(String.valueOf(e.getMessage()));
        }
    }

    /** Makes calls; what goes wrong is told in a sentence. */
    int calling(String endpoint, Calls calls) {
        try {
            return calls.make();
        } catch (Refused refused) {
            return failed(String.valueOf(refused.getMessage()));
        } catch (SSLException e) {
            return failed("No safe connection to " + endpoint + " (" + e.getMessage()
                    + "): say whom to trust by --ca-file, and see that the certificate is good for that name.");
        } catch (IOException e) {
            return failed("No answer from " + endpoint + " (" + e.getMessage()
                    + "): is ota-stub running there? Say where by --endpoint.");
        } finally {
            spec.commandLine().getOut().flush();
        }
    }

    int failed(String sentence) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(sentence);
        err.flush();
        return 1;
    }
}
