package dev.otastub.contracts.kit.cli;

import dev.otastub.core.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** How calls leave this machine: by the proxy that the environment names, trusting whom Java trusts and a file's. */
final class Network {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private Network() {}

    static HttpClient client(Map<String, String> environment, Optional<Path> caFile) {
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT)
                .proxy(new Proxies(environment));
        caFile.ifPresent(file -> client.sslContext(trusting(file)));
        return client.build();
    }

    /**
     * The name and password in the URL of a proxy, as the header that it wants. Java keeps it from whoever is no proxy. Not
     * by an Authenticator: where there is one, Java sends no other Authorization, and ACS3 is one.
     */
    static Headers proxyPassword(Map<String, String> environment, URI url) {
        return proxyOf(environment, url.getScheme())
                .flatMap(proxy -> Optional.ofNullable(proxy.getUserInfo()))
                .map(user -> Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)))
                .map(basic -> Headers.of("Proxy-Authorization", "Basic " + basic))
                .orElse(Headers.NONE);
    }

    private static SSLContext trusting(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("file-" + number++, certificate);
            }
            if (number == 0) {
                throw Mistakes.Stop.wrongUsage("--ca-file " + file + " has no certificate in it.");
            }
            for (X509Certificate certificate : trustedByJava()) {
                trusted.setCertificateEntry("java-" + number++, certificate);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(trusted), null);
            return context;
        } catch (IOException e) {
            throw Mistakes.Stop.wrongUsage("Cannot read --ca-file " + file + ".");
        } catch (GeneralSecurityException e) {
            throw Mistakes.Stop.wrongUsage("--ca-file " + file + " is no file of PEM certificates.");
        }
    }

    private static List<X509Certificate> trustedByJava() throws GeneralSecurityException {
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager java) {
                return List.of(java.getAcceptedIssuers());
            }
        }
        return List.of();
    }

    private static TrustManager[] managers(@Nullable KeyStore trusted) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers();
    }

    /** The value of a variable that is written in capitals or not. */
    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT))))
                .filter(value -> !value.isBlank());
    }

    private static Optional<URI> proxyOf(Map<String, String> environment, String scheme) {
        String name = scheme.toUpperCase(Locale.ROOT) + "_PROXY";
        return variable(environment, name).map(value -> {
            URI proxy;
            try {
                proxy = URI.create(value.contains("://") ? value : "http://" + value);
            } catch (IllegalArgumentException e) {
                throw Mistakes.Stop.wrongUsage(name + " is no URL.");
            }
            if (proxy.getHost() == null || !"http".equals(proxy.getScheme())) {
                throw Mistakes.Stop.wrongUsage(name + " must be the URL of an HTTP proxy, such as http://proxy:3128.");
            }
            return proxy;
        });
    }

    /** HTTPS_PROXY, HTTP_PROXY and NO_PROXY, as curl and others read them. */
    static final class Proxies extends ProxySelector {

        private final Map<String, String> environment;

        Proxies(Map<String, String> environment) {
            this.environment = environment;
        }

        @Override
        public List<Proxy> select(URI uri) {
            return proxyOf(environment, uri.getScheme())
                    .filter(proxy -> !isExcepted(uri))
                    .map(proxy -> new Proxy(
                            Proxy.Type.HTTP,
                            new InetSocketAddress(proxy.getHost(), proxy.getPort() < 0 ? 80 : proxy.getPort())))
                    .map(List::of)
                    .orElse(List.of(Proxy.NO_PROXY));
        }

        private boolean isExcepted(URI uri) {
            String host = uri.getHost().toLowerCase(Locale.ROOT);
            for (String exception : variable(environment, "NO_PROXY").orElse("").split("[,\\s]+", -1)) {
                String name = exception.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", "");
                if (name.equals("*")
                        || !name.isEmpty()
                                && (host.equals(name)
                                        || host.endsWith("." + name)
                                        || (host + ":" + uri.getPort()).equals(name))) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            // Whoever sends is told.
        }
    }
}
