package dev.otastub;

import dev.otastub.oss.Addressing;
import dev.otastub.tls.CertificateProblem;
import dev.otastub.tls.ServerIdentity;
import dev.otastub.tls.ServerNames;
import dev.otastub.tls.StubAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a stub that speaks HTTPS has for it.
 *
 * @param identity what it proves itself with
 * @param authorityFile a file that says whom clients must trust
 */
record Https(ServerIdentity identity, Path authorityFile) {

    /** @param machine the real time, by which clients judge certificates */
    static Optional<Https> of(OtaStubOptions options, Storage storage, InstantSource machine) {
        return options.httpsPort().isPresent()
                ? Optional.of(in(storage.path("tls"), options, machine))
                : Optional.empty();
    }

    private static Https in(Path folder, OtaStubOptions options, InstantSource machine) {
        try {
            ServerIdentity identity = options.certificate().isPresent()
                    ? options.certificate().get().read()
                    : new StubAuthority(folder, machine).identity(names(options));
            return new Https(identity, Files.writeString(folder.resolve("ca.pem"), identity.authorityPem()));
        } catch (CertificateProblem e) {
            throw new OtaStub.StartFailure(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What clients may call the stub: its addresses, and the cloud's names that a hosts file may point at it. */
    private static ServerNames names(OtaStubOptions options) {
        List<String> hosts = new ArrayList<>(List.of(
                "localhost",
                "*.localhost",
                "127.0.0.1",
                "::1",
                "iot." + Addressing.REGION + ".aliyuncs.com",
                "oss-" + Addressing.REGION + ".aliyuncs.com",
                "*.oss-" + Addressing.REGION + ".aliyuncs.com"));
        // Wildcards below "localhost" are not honoured by every client.
        Stream.concat(Stream.of(Addressing.PLATFORM_BUCKET), options.buckets().stream())
                .forEach(bucket -> hosts.add(bucket + ".localhost"));
        if (!List.of("0.0.0.0", "::", "::0").contains(options.bind())) {
            hosts.add(options.bind());
        }
        options.publicUrl().map(url -> URI.create(url).getHost()).ifPresent(hosts::add);
        return ServerNames.of(hosts);
    }
}
