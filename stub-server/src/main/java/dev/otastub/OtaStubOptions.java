package dev.otastub;

import dev.otastub.core.HttpAnswer;
import dev.otastub.core.Limits;
import dev.otastub.core.Secret;
import dev.otastub.oss.CorsRules;
import dev.otastub.oss.Unclaimed;
import dev.otastub.tls.CertificateSource;
import dev.otastub.tls.KeyStoreFile;
import dev.otastub.tls.PemFiles;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a stub is to be. The defaults are safe and strict: 127.0.0.1, a free port, every check on.
 *
 * @param port the port; 0 for any free one
 * @param bind the address to listen on
 * @param httpsPort the port for HTTPS, 0 for any free one; without it there is none
 * @param certificate a certificate of the user's own for HTTPS; without it the stub makes one
 * @param adminToken what requests to the admin routes must carry, if anything
 * @param publicUrl what callers are told as Data.Host; without it each is told the address it called
 * @param rootDir a folder with {@code mappings} and {@code __files} of the user's own
 * @param accounts the accounts, of which the first is the default account; none if there is a file of them
 * @param accountsFile a file of accounts, in JSON as {@code accounts.schema.json} describes it
 * @param buckets buckets besides IoT Platform's
 * @param corsOrigins origins of web pages that may call OSS
 * @param anyAccessKey whether every access key id is let in, RPC signatures unchecked
 * @param callsPerSecond calls a second for each account and operation; 0 for no limit. If nobody says, what the
 *     operation's page says, and none while the clock is frozen
 * @param callerTimeWindow how far a caller's own time may be off
 * @param strictCallerTime whether it is held against the stub's clock alone
 * @param frozenAt where the clock stands, if it is to stand
 * @param clockOffset how far the clock is ahead of the machine's
 * @param seed what ids follow from; without it they are random
 * @param dataDir a folder that keeps objects, packages, accounts and issued URLs; without one they go with the stub
 * @param fsync whether what is answered with success is safe from a power cut, too
 * @param unclaimedLifetime how long a file stays that no package is made of; empty for ever
 * @param limits how much the stub takes on before it refuses more
 * @param extraHeaders whether answers carry X-Ota-Stub and, for a refusal, why
 * @param log takes a line for each request
 * @param answers is told what each answer of the cloud was about; what stub mappings of the user's answer is not told
 */
public record OtaStubOptions(
        int port,
        String bind,
        OptionalInt httpsPort,
        Optional<CertificateSource> certificate,
        Optional<Secret> adminToken,
        Optional<String> publicUrl,
        Optional<Path> rootDir,
        List<OtaStubAccount> accounts,
        Optional<Path> accountsFile,
        Set<String> buckets,
        List<String> corsOrigins,
        boolean anyAccessKey,
        OptionalInt callsPerSecond,
        Duration callerTimeWindow,
        boolean strictCallerTime,
        Optional<Instant> frozenAt,
        Duration clockOffset,
        OptionalLong seed,
        Optional<Path> dataDir,
        boolean fsync,
        Optional<Duration> unclaimedLifetime,
        Limits limits,
        boolean extraHeaders,
        Consumer<String> log,
        Consumer<HttpAnswer.Story> answers) {

    private static final Instant EARLIEST = Instant.parse("1972-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");
    private static final int SHORTEST_TOKEN = 16;
    private static final Duration CENTURY = Duration.ofDays(36_525);

    public OtaStubOptions {
        accounts = List.copyOf(accounts);
        buckets = Set.copyOf(buckets);
        corsOrigins = List.copyOf(corsOrigins);
        require(!accounts.isEmpty() || accountsFile.isPresent(), "There must be one account at least.");
        require(
                accounts.isEmpty() || accountsFile.isEmpty(),
                "Accounts come from a file or are given one by one, not both.");
        require(!fsync || dataDir.isPresent(), "There is nothing to keep safe from a power cut without a data folder.");
        requirePort("port", port);
        httpsPort.ifPresent(https -> requirePort("HTTPS port", https));
        require(
                port == 0 || httpsPort.isEmpty() || httpsPort.getAsInt() != port,
                "HTTP and HTTPS cannot share the port " + port + ": choose another one for HTTPS.");
        require(
                certificate.isEmpty() || httpsPort.isPresent(),
                "A certificate is of no use without HTTPS: say on which port (httpsPort, --https-port).");
        adminToken.ifPresent(token -> requireToken(token.value()));
        frozenAt.ifPresent(OtaStubOptions::requireInRange);
        requireInRange(clockOffset);
    }

    private static void requirePort(String name, int port) {
        require(port >= 0 && port <= 65535, "The " + name + " must be between 0 and 65535, not " + port + ".");
    }

    private static void requireToken(String token) {
        require(
                token.length() >= SHORTEST_TOKEN && token.chars().allMatch(c -> c > ' ' && c < 0x7F),
                "The admin token must have " + SHORTEST_TOKEN + " characters at least, all of them visible ASCII, as"
                        + " 'openssl rand -hex 16' makes them.");
    }

    private static void requireInRange(Instant frozenAt) {
        require(
                !frozenAt.isBefore(EARLIEST) && frozenAt.isBefore(LATEST),
                "The clock may stand between the years 1972 and 9000; got " + frozenAt + ".");
    }

    private static void requireInRange(Duration clockOffset) {
        require(
                clockOffset.compareTo(CENTURY) <= 0 && clockOffset.compareTo(Duration.ofDays(-14_600)) >= 0,
                "The clock may be up to 40 years behind and a century ahead; got " + clockOffset + ".");
    }

    private static void require(boolean right, String sentence) {
        if (!right) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /** A stub's options with everything as it is by default. */
    public static OtaStubOptions defaults() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * The account that is meant when nobody names one.
     *
     * @throws IllegalStateException if the accounts are in a file: then {@link OtaStub#defaultAccount} knows
     */
    public OtaStubAccount defaultAccount() {
        return accounts.stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "The accounts are in a file; ask OtaStub.defaultAccount() of the started stub."));
    }

    /** Makes options, checked one by one; a wrong value throws {@link IllegalArgumentException} with a sentence. */
    public static final class Builder {
        private int port;
        private String bind = "127.0.0.1";
        private OptionalInt httpsPort = OptionalInt.empty();
        private @Nullable CertificateSource certificate;
        private @Nullable Secret adminToken;
        private @Nullable String publicUrl;
        private @Nullable Path rootDir;
        private List<OtaStubAccount> accounts = List.of();
        private @Nullable Path accountsFile;
        private final Set<String> buckets = new LinkedHashSet<>();
        private final List<String> corsOrigins = new ArrayList<>();
        private boolean anyAccessKey;
        private OptionalInt callsPerSecond = OptionalInt.empty();
        private Duration callerTimeWindow = Duration.ofMinutes(15);
        private boolean strictCallerTime;
        private @Nullable Instant frozenAt;
        private Duration clockOffset = Duration.ZERO;
        private OptionalLong seed = OptionalLong.empty();
        private @Nullable Path dataDir;
        private boolean fsync;
        private Optional<Duration> unclaimedLifetime = Optional.of(Unclaimed.LIFETIME);
        private Limits limits = Limits.DEFAULT;
        private boolean extraHeaders = true;
        private Consumer<String> log = line -> {};
        private Consumer<HttpAnswer.Story> answers = story -> {};

        private Builder() {}

        /** The port, 0 (the default here) for any free one. */
        public Builder port(int value) {
            requirePort("port", value);
            port = value;
            return this;
        }

        /** A port for HTTPS besides, 0 for any free one; without this there is none. */
        public Builder httpsPort(int value) {
            requirePort("HTTPS port", value);
            httpsPort = OptionalInt.of(value);
            return this;
        }

        /**
         * A certificate of your own for HTTPS, in PEM files.
         *
         * @param chain the certificate, followed by those of its issuers
         * @param key its private key, in the form PKCS#8 without a password
         */
        public Builder certificate(Path chain, Path key) {
            certificate = new PemFiles(chain, key);
            return this;
        }

        /** A certificate of your own for HTTPS, with its key, in a key store. */
        public Builder keyStore(Path file, String password) {
            certificate = new KeyStoreFile(file, new Secret(password));
            return this;
        }

        /**
         * What requests to the admin routes must carry, after {@code Authorization: Bearer} or in the header
         * X-Ota-Stub-Admin-Token. Nobody need have one as long as the stub listens on 127.0.0.1.
         */
        public Builder adminToken(String value) {
            requireToken(value);
            adminToken = new Secret(value);
            return this;
        }

        /** The address to listen on; 127.0.0.1 by default. Another than a loopback address demands an admin token. */
        public Builder bind(String value) {
            require(!value.isBlank(), "The address to listen on is empty; 127.0.0.1 is the usual one, 0.0.0.0 is all.");
            bind = value;
            return this;
        }

        /** Scheme and host that callers are told, such as {@code http://ota-stub:8080}, without a path. */
        public Builder publicUrl(String value) {
            publicUrl = requireOrigin(value);
            return this;
        }

        /** A folder with {@code mappings} and {@code __files}. */
        public Builder rootDir(Path value) {
            rootDir = value;
            return this;
        }

        /** The accounts, of which the first is the default account. */
        public Builder accounts(OtaStubAccount... values) {
            require(values.length > 0, "There must be one account at least.");
            accounts = List.of(values);
            return this;
        }

        /** A file of accounts instead, read when the stub starts and whenever {@link OtaStub#reloadAccounts} says so. */
        public Builder accountsFile(Path value) {
            accountsFile = value;
            return this;
        }

        /** A bucket besides IoT Platform's. */
        public Builder bucket(String value) {
            require(
                    !value.equals("ota"),
                    "A bucket cannot be named 'ota': paths that begin so are keys of IoT Platform's bucket.");
            require(
                    value.matches("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]"),
                    "A bucket's name has 3 to 63 lower-case letters, digits and hyphens, no hyphen at its ends; got '"
                            + value + "'.");
            buckets.add(value);
            return this;
        }

        /** An origin of web pages that may call OSS, such as {@code https://*.example.com}, or {@code *} for all. */
        public Builder corsOrigin(String value) {
            corsOrigins.addAll(new CorsRules(List.of(value)).origins());
            return this;
        }

        /** Lets every access key id in, RPC signatures unchecked; PostObject stays strict. */
        public Builder anyAccessKey(boolean value) {
            anyAccessKey = value;
            return this;
        }

        /** Calls a second for each account and operation, 0 for no limit; holds even while the clock is frozen. */
        public Builder callsPerSecond(int value) {
            require(value >= 0, "The quota must be 0 or more calls a second, not " + value + ".");
            callsPerSecond = OptionalInt.of(value);
            return this;
        }

        /** How far a caller's own time may be off; 15 minutes by default. */
        public Builder callerTimeWindow(Duration value) {
            require(
                    !value.isNegative() && value.compareTo(Duration.ofDays(36500)) < 0,
                    "The caller time window must not be negative, and less than a century; got " + value + ".");
            callerTimeWindow = value;
            return this;
        }

        /** Holds a caller's time against the stub's clock alone. */
        public Builder strictCallerTime(boolean value) {
            strictCallerTime = value;
            return this;
        }

        /** Stops the clock at an instant. */
        public Builder frozenAt(Instant value) {
            requireInRange(value);
            frozenAt = value;
            return this;
        }

        /** Sets the clock ahead of the machine's, or behind. */
        public Builder clockOffset(Duration value) {
            requireInRange(value);
            clockOffset = value;
            return this;
        }

        /** Makes ids follow from a number. */
        public Builder seed(long value) {
            seed = OptionalLong.of(value);
            return this;
        }

        /** A folder that keeps objects, packages, accounts and issued URLs; made if it is not there. */
        public Builder dataDir(Path value) {
            dataDir = value;
            return this;
        }

        /** Answers with success only once the disk has what was changed, so that a power cut loses nothing either. */
        public Builder fsync(boolean value) {
            fsync = value;
            return this;
        }

        /** How long a file stays that no package is made of, 60 minutes by default; zero for ever. */
        public Builder unclaimedLifetime(Duration value) {
            require(
                    !value.isNegative() && value.compareTo(CENTURY) <= 0,
                    "Unclaimed files may stay from 0 (for ever) up to a century; got " + value + ".");
            unclaimedLifetime = Optional.of(value).filter(time -> !time.isZero());
            return this;
        }

        /** How many uploads are taken in at once, 128 by default; more are answered with 503. */
        public Builder maxUploads(int value) {
            limits = limits.withUploads(value);
            return this;
        }

        /** How many bytes all objects may have together, 100 GiB by default; what would be more is answered with 503. */
        public Builder maxStored(long bytes) {
            limits = limits.withStoredBytes(bytes);
            return this;
        }

        /** How long an upload may take, 30 minutes by default; a longer one is answered with 400 RequestTimeout. */
        public Builder maxUploadTime(Duration value) {
            limits = limits.withUploadTime(value);
            return this;
        }

        /** How many bytes the line and the headers of a request may have, 64 KiB by default; more are answered with 400. */
        public Builder maxHeader(int bytes) {
            limits = limits.withHeaderBytes(bytes);
            return this;
        }

        /** Whether answers carry headers of ours; they do by default. */
        public Builder extraHeaders(boolean value) {
            extraHeaders = value;
            return this;
        }

        /** Takes a line for each request. */
        public Builder log(Consumer<String> value) {
            log = value;
            return this;
        }

        /**
         * Is told what each answer of the cloud was about, before the client has it; many threads tell at once. What stub
         * mappings of yours answer is not told.
         */
        public Builder answers(Consumer<HttpAnswer.Story> value) {
            answers = value;
            return this;
        }

        public OtaStubOptions build() {
            return new OtaStubOptions(
                    port,
                    bind,
                    httpsPort,
                    Optional.ofNullable(certificate),
                    Optional.ofNullable(adminToken),
                    Optional.ofNullable(publicUrl),
                    Optional.ofNullable(rootDir),
                    accounts.isEmpty() && accountsFile == null ? List.of(OtaStubAccount.DEFAULT) : accounts,
                    Optional.ofNullable(accountsFile),
                    buckets,
                    corsOrigins,
                    anyAccessKey,
                    callsPerSecond,
                    callerTimeWindow,
                    strictCallerTime,
                    Optional.ofNullable(frozenAt),
                    clockOffset,
                    seed,
                    Optional.ofNullable(dataDir),
                    fsync,
                    unclaimedLifetime,
                    limits,
                    extraHeaders,
                    log,
                    answers);
        }

        private static String requireOrigin(String value) {
            try {
                URI uri = new URI(value);
                String path = Optional.ofNullable(uri.getRawPath()).orElse("");
                boolean origin = ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                        && uri.getHost() != null
                        && (path.isEmpty() || path.equals("/"))
                        && uri.getRawQuery() == null;
                require(
                        origin,
                        "The public URL must be a scheme and a host, such as http://ota-stub:8080; got '" + value
                                + "'.");
                return uri.getScheme() + "://" + uri.getRawAuthority();
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException("The public URL is no URL: '" + value + "'.", e);
            }
        }
    }
}
