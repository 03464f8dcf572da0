package dev.otastub.cli;

import dev.otastub.OtaStub;
import dev.otastub.OtaStubAccount;
import dev.otastub.OtaStubOptions;
import dev.otastub.account.AccessKey;
import dev.otastub.account.AccountsMistake;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.Limits;
import dev.otastub.oss.Unclaimed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of the commands that start a stub. */
final class StubOptions {

    @Option(
            names = "--port",
            paramLabel = "PORT",
            converter = Converters.OfInteger.class,
            description = "Port to listen on, 0 for any free one; 8080 by default, and 0 of 'run'. [OTA_STUB_PORT]")
    private @Nullable Integer port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "Address to listen on; 127.0.0.1 by default, 0.0.0.0 for all, which demands --admin-token."
                    + " [OTA_STUB_BIND]")
    private String bind = "127.0.0.1";

    @Option(
            names = "--https-port",
            paramLabel = "PORT",
            converter = Converters.OfInteger.class,
            description = "Port to speak HTTPS on besides (HTTP/2 and HTTP/1.1), 0 for any free one; none by default."
                    + " Clients must trust the certificate at /__admin/ota/ca.pem. [OTA_STUB_HTTPS_PORT]")
    private @Nullable Integer httpsPort;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "A certificate of your own for HTTPS in PEM, followed by those of its issuers; by default the"
                    + " stub makes one. [OTA_STUB_TLS_CERT]")
    private @Nullable Path tlsCertificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "Its private key in PEM (PKCS#8, no password). [OTA_STUB_TLS_KEY]")
    private @Nullable Path tlsKey;

    @Option(
            names = "--tls-keystore",
            paramLabel = "FILE",
            description = "Both in one PKCS#12 file instead. [OTA_STUB_TLS_KEYSTORE]")
    private @Nullable Path tlsKeyStore;

    @Option(
            names = "--tls-keystore-password",
            paramLabel = "PASSWORD",
            description = "Opens that file; better given by its variable. [OTA_STUB_TLS_KEYSTORE_PASSWORD]")
    private String tlsKeyStorePassword = "";

    @Option(
            names = "--admin-token",
            paramLabel = "TOKEN",
            description = "What requests to /__admin/ must carry in the header X-Ota-Stub-Admin-Token, or as"
                    + " 'Authorization: Bearer TOKEN'; 16 characters at least, better given by its variable."
                    + " [OTA_STUB_ADMIN_TOKEN]")
    private @Nullable String adminToken;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "Scheme and host that callers are told as Data.Host, such as http://ota-stub:8080; without it"
                    + " each is told the address it called. [OTA_STUB_PUBLIC_URL]")
    private @Nullable String publicUrl;

    @Option(
            names = "--root-dir",
            paramLabel = "DIR",
            description = "Folder with stub mappings of your own: mappings and __files, as WireMock has them."
                    + " [OTA_STUB_ROOT_DIR]")
    private @Nullable Path rootDir;

    @Option(
            names = "--accounts",
            paramLabel = "FILE",
            description =
                    "Accounts with their access keys, RAM users, tokens, instances, products and quotas, as JSON; the"
                            + " first is the default account. POST /__admin/ota/accounts/reload reads it again, GET"
                            + " /__admin/ota/accounts.schema.json says what may be in it. [OTA_STUB_ACCOUNTS]")
    private @Nullable Path accountsFile;

    @Option(
            names = "--access-key-id",
            paramLabel = "ID",
            converter = Converters.OfFilled.class,
            description = "AccessKeyId of the default account; testid by default. [OTA_STUB_ACCESS_KEY_ID]")
    private @Nullable String accessKeyId;

    @Option(
            names = "--access-key-secret",
            paramLabel = "SECRET",
            converter = Converters.OfFilled.class,
            description = "Its AccessKeySecret; testsecret by default. [OTA_STUB_ACCESS_KEY_SECRET]")
    private @Nullable String accessKeySecret;

    @Option(
            names = "--oss-access-key-id",
            paramLabel = "ID",
            converter = Converters.OfFilled.class,
            description = "AccessKeyId of the issuing pair, which signs upload policies; printed at start."
                    + " [OTA_STUB_OSS_ACCESS_KEY_ID]")
    private @Nullable String ossAccessKeyId;

    @Option(
            names = "--oss-access-key-secret",
            paramLabel = "SECRET",
            converter = Converters.OfFilled.class,
            description = "Its secret; printed at start. [OTA_STUB_OSS_ACCESS_KEY_SECRET]")
    private @Nullable String ossAccessKeySecret;

    @Option(
            names = "--iot-instance-id",
            paramLabel = "ID",
            split = ",",
            description = "An IoT Platform instance of the account; may be repeated. Once there is one, calls must name"
                    + " one. [OTA_STUB_IOT_INSTANCE_ID]")
    private List<String> iotInstanceIds = List.of();

    @Option(
            names = "--bucket",
            paramLabel = "NAME",
            split = ",",
            description = "A bucket besides iotx-ota; may be repeated. [OTA_STUB_BUCKET]")
    private List<String> buckets = List.of();

    @Option(
            names = "--cors-origin",
            paramLabel = "ORIGIN",
            split = ",",
            description = "Origin of web pages that may call OSS, such as https://app.example.com or"
                    + " https://*.example.com, or * for all; may be repeated. [OTA_STUB_CORS_ORIGIN]")
    private List<String> corsOrigins = List.of();

    @Option(
            names = "--any-access-key",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            converter = Converters.OfBoolean.class,
            description =
                    "Lets every AccessKeyId in, as an account of its own, and checks no RPC signatures; PostObject"
                            + " stays strict. Every log line says LENIENT. [OTA_STUB_ANY_ACCESS_KEY]")
    private boolean anyAccessKey;

    @Option(
            names = "--qps",
            paramLabel = "N",
            converter = Converters.OfInteger.class,
            description = "Calls a second for each account and operation, 0 for no limit, in place of what their pages"
                    + " say (10, QueryOTAFirmware 20, GenerateFileUploadURL 5), which does not hold while the clock is"
                    + " frozen. An account's own callsPerSecond goes first. [OTA_STUB_QPS]")
    private @Nullable Integer callsPerSecond;

    @Option(
            names = "--caller-time-window",
            paramLabel = "DURATION",
            converter = Converters.OfDuration.class,
            description = "How far a caller's own time may be off; 15m by default. [OTA_STUB_CALLER_TIME_WINDOW]")
    private Duration callerTimeWindow = Duration.ofMinutes(15);

    @Option(
            names = "--strict-caller-time",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            converter = Converters.OfBoolean.class,
            description = "Holds a caller's time against the stub's clock alone, even once that was moved."
                    + " [OTA_STUB_STRICT_CALLER_TIME]")
    private boolean strictCallerTime;

    @Option(
            names = "--clock",
            paramLabel = "TIME",
            converter = ClockSetting.Converter.class,
            description = "The stub's clock: frozen at an instant (2026-11-22T11:50:32Z), or so far ahead of the"
                    + " machine's (+1h, PT1H) or behind (-15m). [OTA_STUB_CLOCK]")
    private ClockSetting clock = ClockSetting.MACHINE;

    @Option(
            names = "--seed",
            paramLabel = "N",
            converter = Converters.OfLong.class,
            description = "Makes ids follow from a number: with a frozen clock, the same requests get the same answers,"
                    + " byte for byte. [OTA_STUB_SEED]")
    private @Nullable Long seed;

    @Option(
            names = "--no-extra-headers",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            converter = Converters.OfBoolean.class,
            description = "Leaves out X-Ota-Stub and X-Ota-Stub-Refusal, which the cloud does not send."
                    + " [OTA_STUB_NO_EXTRA_HEADERS]")
    private boolean noExtraHeaders;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description =
                    "Folder that keeps objects, packages, accounts made at run time and issued URLs across restarts;"
                            + " made if it is not there. Without one they go with the stub. [OTA_STUB_DATA_DIR]")
    private @Nullable Path dataDir;

    @Option(
            names = "--fsync",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            converter = Converters.OfBoolean.class,
            description = "With --data-dir, answers once the disk has what was changed: not even a power cut loses what"
                    + " was answered with success. Slower. [OTA_STUB_FSYNC]")
    private boolean fsync;

    @Option(
            names = "--unclaimed-lifetime",
            paramLabel = "DURATION",
            converter = Converters.OfDuration.class,
            description = "How long an uploaded file stays that no package is made of, by the stub's clock; 60m by"
                    + " default, 0s for ever. [OTA_STUB_UNCLAIMED_LIFETIME]")
    private Duration unclaimedLifetime = Unclaimed.LIFETIME;

    @Option(
            names = "--max-uploads",
            paramLabel = "N",
            converter = Converters.OfInteger.class,
            description = "Uploads that are taken in at once; 128 by default, 1000 at most. More are answered with 503."
                    + " [OTA_STUB_MAX_UPLOADS]")
    private int maxUploads = Limits.DEFAULT.uploads();

    @Option(
            names = "--max-stored",
            paramLabel = "SIZE",
            converter = Converters.OfSize.class,
            description = "Bytes that all objects may have together, such as 20g; 100g by default. An upload that would"
                    + " make them more is answered with 503. [OTA_STUB_MAX_STORED]")
    private long maxStored = Limits.DEFAULT.storedBytes();

    @Option(
            names = "--max-upload-time",
            paramLabel = "DURATION",
            converter = Converters.OfDuration.class,
            description =
                    "How long an upload may take; 30m by default. A longer one is answered with 400 RequestTimeout,"
                            + " as one is whose client sends nothing for 30 seconds. [OTA_STUB_MAX_UPLOAD_TIME]")
    private Duration maxUploadTime = Limits.DEFAULT.uploadTime();

    @Option(
            names = "--max-header",
            paramLabel = "SIZE",
            converter = Converters.OfSize.class,
            description =
                    "Bytes that the line and the headers of a request may have, 4k to 1m; 64k by default. More are"
                            + " answered with 400. [OTA_STUB_MAX_HEADER]")
    private long maxHeader = Limits.DEFAULT.headerBytes();

    @Option(
            names = "--ready-file",
            paramLabel = "FILE",
            description = "Written once the stub answers: port, URLs, keys and process id as lines of a .env file;"
                    + " deleted when it ends. [OTA_STUB_READY_FILE]")
    private @Nullable Path readyFile;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    Optional<ReadyFile> readyFile() {
        return Optional.ofNullable(readyFile).map(ReadyFile::at);
    }

    static OtaStub started(OtaStubOptions options) {
        try {
            return OtaStub.start(options);
        } catch (AccountsMistake e) {
            boolean fromFile = options.accountsFile().isPresent();
            throw new Mistakes.Mistake(
                    (fromFile ? "--accounts" : "--access-key-id or --oss-access-key-id") + ": " + e.getMessage());
        }
    }

    /**
     * The options of the stub.
     *
     * @param usualPort the port if none is named
     * @param log takes the log's lines
     * @param answers is told of each answer
     */
    OtaStubOptions options(int usualPort, Consumer<String> log, Consumer<HttpAnswer.Story> answers) {
        OtaStubOptions.Builder builder = OtaStubOptions.builder()
                .anyAccessKey(anyAccessKey)
                .strictCallerTime(strictCallerTime)
                .extraHeaders(!noExtraHeaders)
                .clockOffset(clock.offset())
                .log(log)
                .answers(answers);
        checked("--bind", () -> builder.bind(bind));
        checked("--port", () -> builder.port(port == null ? usualPort : port));
        Optional.ofNullable(httpsPort).ifPresent(https -> checked("--https-port", () -> builder.httpsPort(https)));
        Optional.ofNullable(adminToken).ifPresent(token -> checked("--admin-token", () -> builder.adminToken(token)));
        certificate(builder);
        checked("--caller-time-window", () -> builder.callerTimeWindow(callerTimeWindow));
        accounts(builder);
        checked("--bucket", () -> buckets.forEach(builder::bucket));
        checked("--cors-origin", () -> corsOrigins.forEach(builder::corsOrigin));
        checked("--unclaimed-lifetime", () -> builder.unclaimedLifetime(unclaimedLifetime));
        checked("--max-uploads", () -> builder.maxUploads(maxUploads));
        checked("--max-stored", () -> builder.maxStored(maxStored));
        checked("--max-upload-time", () -> builder.maxUploadTime(maxUploadTime));
        checked("--max-header", () -> builder.maxHeader((int) Math.min(maxHeader, Integer.MAX_VALUE)));
        clock.frozenAt().ifPresent(builder::frozenAt);
        Optional.ofNullable(dataDir).ifPresent(builder::dataDir);
        if (fsync) {
            checked("--fsync", () -> requireDataDir(dataDir));
        }
        builder.fsync(fsync);
        Optional.ofNullable(callsPerSecond).ifPresent(calls -> checked("--qps", () -> builder.callsPerSecond(calls)));
        Optional.ofNullable(publicUrl).ifPresent(url -> checked("--public-url", () -> builder.publicUrl(url)));
        Optional.ofNullable(rootDir).ifPresent(builder::rootDir);
        Optional.ofNullable(seed).ifPresent(builder::seed);
        return built(builder);
    }

    private void certificate(OtaStubOptions.Builder builder) {
        if (tlsKeyStore != null && (tlsCertificate != null || tlsKey != null)) {
            throw new Mistakes.Mistake("--tls-keystore holds certificate and key: leave --tls-cert and --tls-key out.");
        }
        if (tlsKeyStore != null) {
            builder.keyStore(tlsKeyStore, tlsKeyStorePassword);
        } else if (tlsCertificate != null && tlsKey != null) {
            builder.certificate(tlsCertificate, tlsKey);
        } else if (tlsCertificate != null || tlsKey != null) {
            throw new Mistakes.Mistake("--tls-cert and --tls-key belong together: "
                    + (tlsKey == null
                            ? "name the certificate's private key by --tls-key."
                            : "name the key's certificate by --tls-cert."));
        }
    }

    /** What is wrong with each value was found before; what remains is how they go together. */
    private static OtaStubOptions built(OtaStubOptions.Builder builder) {
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new Mistakes.Mistake("--https-port: " + e.getMessage());
        }
    }

    private void accounts(OtaStubOptions.Builder builder) {
        if (accountsFile == null) {
            checked("--access-key-id", () -> builder.accounts(account()));
            return;
        }
        refuseBesidesFile("--access-key-id", accessKeyId != null);
        refuseBesidesFile("--access-key-secret", accessKeySecret != null);
        refuseBesidesFile("--oss-access-key-id", ossAccessKeyId != null);
        refuseBesidesFile("--oss-access-key-secret", ossAccessKeySecret != null);
        refuseBesidesFile("--iot-instance-id", !iotInstanceIds.isEmpty());
        builder.accountsFile(accountsFile);
    }

    private void refuseBesidesFile(String option, boolean given) {
        checked(option, () -> {
            if (given) {
                throw new IllegalArgumentException(
                        "The file of --accounts says which keys and instances there are; leave this out.");
            }
        });
    }

    private OtaStubAccount account() {
        OtaStubAccount standard = OtaStubAccount.DEFAULT;
        return standard.withKeys(
                        key(accessKeyId, accessKeySecret, standard.keys().get(0)))
                .withIssuingKey(key(ossAccessKeyId, ossAccessKeySecret, standard.issuingKey()))
                .withInstanceIds(iotInstanceIds.toArray(String[]::new));
    }

    private static AccessKey key(@Nullable String id, @Nullable String secret, AccessKey standard) {
        return AccessKey.of(
                Objects.requireNonNullElse(id, standard.id()),
                Objects.requireNonNullElse(secret, standard.secret().value()));
    }

    private static void requireDataDir(@Nullable Path dataDir) {
        if (dataDir == null) {
            throw new IllegalArgumentException(
                    "there is nothing to keep safe from a power cut without --data-dir; name a folder, or leave it out.");
        }
    }

    /** Hands a value over; what is wrong with it is then said of the option. */
    private void checked(String option, Runnable set) {
        try {
            set.run();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), option + ": " + e.getMessage(), e, spec.findOption(option), "");
        }
    }
}
