package dev.otastub;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.FatalStartupException;
import com.github.tomakehurst.wiremock.extension.ExtensionFactory;
import com.github.tomakehurst.wiremock.standalone.MappingFileException;
import dev.otastub.account.Account;
import dev.otastub.account.AccountJson;
import dev.otastub.account.Accounts;
import dev.otastub.account.AccountsFile;
import dev.otastub.account.AccountsMistake;
import dev.otastub.account.Clocks;
import dev.otastub.account.FreshAccounts;
import dev.otastub.account.Lifetimes;
import dev.otastub.account.Nonces;
import dev.otastub.account.Quota;
import dev.otastub.control.ContinueRules;
import dev.otastub.control.Faults;
import dev.otastub.control.Orders;
import dev.otastub.control.Refusals;
import dev.otastub.control.RefusedCall;
import dev.otastub.core.CallerTime;
import dev.otastub.core.CloudOperation;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.RequestIds;
import dev.otastub.core.StubClock;
import dev.otastub.data.Codec;
import dev.otastub.data.Database;
import dev.otastub.data.Table;
import dev.otastub.iot.BucketFiles;
import dev.otastub.iot.FirmwarePackages;
import dev.otastub.iot.IotPlatform;
import dev.otastub.iot.IssuedUrls;
import dev.otastub.oss.Addressing;
import dev.otastub.oss.CorsRules;
import dev.otastub.oss.ObjectStore;
import dev.otastub.oss.OssAnswers;
import dev.otastub.oss.PostObject;
import dev.otastub.oss.StoredObject;
import dev.otastub.oss.Unclaimed;
import dev.otastub.oss.object.ObjectRequests;
import dev.otastub.oss.object.ObjectSurroundings;
import dev.otastub.rpc.Gateway;
import dev.otastub.rpc.Operations;
import dev.otastub.rpc.RequestSigner;
import dev.otastub.rpc.Surroundings;
import dev.otastub.signature.Parameters;
import dev.otastub.wiremock.AccountsRoute;
import dev.otastub.wiremock.Cloud;
import dev.otastub.wiremock.ControlRoutes;
import dev.otastub.wiremock.OtaStubServer;
import dev.otastub.wiremock.SignRoute;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A running stub of GenerateOTAUploadURL, OSS PostObject and CreateOTAFirmware on one port. This is the one place where
 * its parts are put together, and the only one that knows the wall clock and chance.
 *
 * <pre>{@code
 * try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
 *     config.setEndpoint(stub.hostPort());
 * }
 * }</pre>
 */
public final class OtaStub implements AutoCloseable {

    private static final int MOST_NONCES = 100_000;

    /** So that no start has the seed of another one whose user chose a seed nearby. */
    private static final long FAR_APART = 0x9E3779B97F4A7C15L;

    private final OtaStubOptions options;
    private final boolean shared;
    private final Control control;
    private final Optional<AccountsFile> accountsFile;
    private final ObjectStore store;
    private final FirmwarePackages packages;
    private final Storage storage;
    private final Optional<Https> https;
    private final WireMockServer server;
    /** For uploads at an address, which is known only once the server runs. */
    private final Function<String, ExtensionFactory> rpcExtension;

    private final CleanUp cleanUp;
    private final Thread atExit = new Thread(this::exit, "ota-stub-exit");
    private final AtomicBoolean stopped = new AtomicBoolean();
    /** Empty once the process is ending. */
    private final AtomicReference<Optional<Runnable>> beforeExit = new AtomicReference<>(Optional.of(() -> {}));

    private OtaStub(
            OtaStubOptions options,
            boolean shared,
            Control control,
            Optional<AccountsFile> accountsFile,
            ObjectStore store,
            FirmwarePackages packages,
            Storage storage,
            Optional<Https> https,
            WireMockServer server,
            Function<String, ExtensionFactory> rpcExtension,
            CleanUp cleanUp) {
        this.options = options;
        this.shared = shared;
        this.control = control;
        this.accountsFile = accountsFile;
        this.store = store;
        this.packages = packages;
        this.storage = storage;
        this.https = https;
        this.server = server;
        this.rpcExtension = rpcExtension;
        this.cleanUp = cleanUp;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts a stub.
     *
     * @throws StartFailure if it cannot: a port is in use, the root folder or a stub mapping in it cannot be read, there
     *     is no certificate for HTTPS, or other machines could reach the admin routes without a token
     * @throws AccountsMistake if the file of accounts is wrong, or two accounts share an access key id
     */
    public static OtaStub start(OtaStubOptions options) {
        return start(options, false);
    }

    /**
     * The server that all tests in this JVM share: {@code @OtaStubTest} takes it, and so can Spring's
     * {@code @DynamicPropertySource} before any test begins. Started when it is first wanted, it stays until the JVM ends.
     * What would change it for all its tests throws an {@link IllegalStateException} that says so.
     */
    public static OtaStub shared() {
        return SharedStub.kept(false);
    }

    /** As {@link #shared()}, another server, which speaks HTTPS as well: {@code @OtaStubTest(https = true)} takes it. */
    public static OtaStub sharedWithHttps() {
        return SharedStub.kept(true);
    }

    static OtaStub startShared(OtaStubOptions options) {
        return start(options, true);
    }

    private static OtaStub start(OtaStubOptions options, boolean shared) {
        requireReadable(options.rootDir());
        requireTokenForOthers(options);
        Clocks clocks = new Clocks(clock(options, shared));
        Optional<AccountsFile> accountsFile = options.accountsFile().map(file -> new AccountsFile(file, clocks));
        List<Account> known = accountsFile
                .map(AccountsFile::read)
                .orElseGet(() -> options.accounts().stream()
                        .map(account -> account.in(clocks))
                        .toList());
        Storage storage = Storage.open(options.dataDir(), options.fsync());
        try {
            return start(options, shared, clocks, known, accountsFile, storage);
        } catch (RuntimeException e) {
            storage.close();
            throw explained(options, e);
        }
    }

    private static OtaStub start(
            OtaStubOptions options,
            boolean shared,
            Clocks clocks,
            List<Account> known,
            Optional<AccountsFile> accountsFile,
            Storage storage) {
        StubClock clock = clocks.stubs();
        Accounts accounts = accounts(options, clocks, known, storage.database());
        FirmwarePackages packages = new FirmwarePackages(storage.database());
        IssuedUrls issued = new IssuedUrls(storage.database(), clocks);
        Unclaimed unclaimed = new Unclaimed(clocks, options.unclaimedLifetime(), packages);
        ObjectStore store = new ObjectStore(
                storage.objects(),
                storage.database(),
                unclaimed,
                options.fsync(),
                options.limits().storedBytes());
        Optional<Https> https = Https.of(options, storage, InstantSource.system());
        // Sources of their own: what the route signs, or who is added, must not change the ids of the cloud's answers.
        RequestIds nonces = new RequestIds(chance(options, store.start()));
        Control control = new Control(
                shared,
                accounts,
                clocks,
                new FreshAccounts(chance(options, store.start()), clocks),
                new Lifetimes(InstantSource.system()),
                new Orders<>(),
                new Orders<>(),
                new Refusals(),
                new ContinueRules(),
                new RealPace(),
                store,
                packages,
                issued,
                new Quota(options.callsPerSecond()),
                new Nonces(MOST_NONCES));
        RequestIds ids = new RequestIds(chance(options, store.start()));
        OtaStubServer.Settings settings = settings(
                options,
                control,
                story -> {
                    control.refusals().note(story);
                    options.answers().accept(story);
                },
                storage,
                https);
        WireMockServer server = OtaStubServer.of(
                cloud(options, control, ids, options.publicUrl()),
                List.of(
                        new SignRoute(asked -> signed(accounts.defaultAccount(), asked, nonces.traceId())),
                        new AccountsRoute(accounts, accountsFile, clock, options.log()),
                        new ControlRoutes(new ControlDesk(control)),
                        new State(accounts, store, packages, issued, unclaimed, clocks).routes()),
                settings);
        Function<String, ExtensionFactory> rpc =
                told -> OtaStubServer.rpcExtension(cloud(options, control, ids, Optional.of(told)), told, settings);
        server.start();
        CleanUp cleanUp = CleanUp.start(
                store::deleteRemains,
                () -> {
                    control.removeExpired();
                    store.deleteUnclaimed();
                    issued.deleteExpired();
                    storage.database().tidy();
                },
                options.log());
        return new OtaStub(
                options, shared, control, accountsFile, store, packages, storage, https, server, rpc, cleanUp);
    }

    private static Parameters signed(Account account, Parameters asked, String nonce) {
        return RequestSigner.signed(account.signingKey(), asked, account.clock().instant(), nonce);
    }

    /** What the user can mend is said in a sentence; anything else is a bug. */
    private static RuntimeException explained(OtaStubOptions options, RuntimeException e) {
        if (e instanceof MappingFileException mapping) {
            return new StartFailure(cannotReadMapping(mapping), e);
        }
        if (e instanceof Database.Failure) {
            return new StartFailure(String.valueOf(e.getMessage()), e);
        }
        return e instanceof FatalStartupException || e instanceof IllegalStateException
                ? new StartFailure(cannotListen(options, e), e)
                : e;
    }

    /** Accounts that were made at run time are kept, and come back with the option that lets them be made. */
    private static Accounts accounts(OtaStubOptions options, Clocks clocks, List<Account> known, Database database) {
        Table<Account> made = database.table("accounts", new Codec<>() {
            @Override
            public String write(Account account) {
                return AccountJson.write(account);
            }

            @Override
            public Account read(String text) {
                try {
                    return AccountJson.read(text, clocks);
                } catch (AccountsMistake e) {
                    throw new StartFailure(
                            "An account in the data folder cannot be read (" + e.getMessage()
                                    + "): put a copy of the folder back, or name another one by --data-dir.",
                            e);
                }
            }
        });
        Accounts accounts =
                new Accounts(known, options.anyAccessKey(), clocks, account -> made.put(account.uid(), account));
        if (options.anyAccessKey()) {
            accounts.restore(made.all().map(Table.Entry::value).toList());
        }
        return accounts;
    }

    private static OtaStubServer.Settings settings(
            OtaStubOptions options,
            Control control,
            Consumer<HttpAnswer.Story> answers,
            Storage storage,
            Optional<Https> https) {
        return new OtaStubServer.Settings(
                options.bind(),
                options.port(),
                options.httpsPort(),
                https.map(Https::identity),
                options.adminToken(),
                control.shared(),
                options.rootDir().orElseGet(() -> storage.temporary("root")),
                version(),
                options.extraHeaders(),
                options.anyAccessKey(),
                options.log(),
                answers,
                control.continues(),
                control.pace(),
                options.limits());
    }

    /** WireMock's message has a line for the file, one for what is wrong, and some that show the file. */
    private static String cannotReadMapping(MappingFileException e) {
        return "A stub mapping in the root folder (--root-dir) cannot be read: mend it or take it away. "
                + String.valueOf(e.getMessage())
                        .lines()
                        .limit(2)
                        .map(String::strip)
                        .collect(Collectors.joining(" "));
    }

    /** @param publicUrl the address that all callers are told; without one each is told the address it called */
    private static Cloud cloud(OtaStubOptions options, Control control, RequestIds ids, Optional<String> publicUrl) {
        StubClock clock = control.clocks().stubs();
        Accounts accounts = control.accounts();
        ObjectStore store = control.store();
        CallerTime callerTime = new CallerTime(clock, options.callerTimeWindow(), options.strictCallerTime());
        Set<String> buckets = new HashSet<>(options.buckets());
        buckets.add(Addressing.PLATFORM_BUCKET);
        Addressing addressing = new Addressing(buckets);
        OssAnswers answers = new OssAnswers(ids);
        Faults faults = new Faults(control.faults(), OtaStubServer.givingWay(control.pace()));
        CorsRules cors = new CorsRules(options.corsOrigins());
        Operations operations = IotPlatform.operations(
                ids,
                new BucketFiles(store, addressing, publicUrl),
                control.packages(),
                control.issuedUrls(),
                publicUrl);
        Gateway gateway = new Gateway(new Surroundings(
                accounts,
                control.nonces(),
                control.quota(),
                ids,
                options.callerTimeWindow(),
                options.strictCallerTime(),
                operations,
                control.errors(),
                faults));
        return new Cloud(
                gateway,
                new PostObject(accounts, addressing, store, answers, callerTime, control.errors(), faults),
                new ObjectRequests(
                        new ObjectSurroundings(accounts, addressing, store, cors, callerTime, control.errors(), faults),
                        answers),
                addressing,
                answers,
                cors,
                clock);
    }

    /** With a data folder each start has ids of its own: those of earlier ones are in use. */
    private static Random chance(OtaStubOptions options, long start) {
        return options.seed().isPresent()
                ? new Random(options.seed().getAsLong() + (start - 1) * FAR_APART)
                : new Random();
    }

    /** A clock over that of the options, to whose time it goes back when it is reset. */
    private static StubClock clock(OtaStubOptions options, boolean shared) {
        StubClock asStarted = new StubClock(InstantSource.system());
        options.frozenAt().ifPresent(asStarted::freezeAt);
        asStarted.advance(options.clockOffset());
        return new StubClock(
                asStarted, () -> Control.requireOwn(shared, "the stub's clock cannot be moved; move account.clock()"));
    }

    private static void requireReadable(Optional<Path> rootDir) {
        rootDir.filter(dir -> !Files.isDirectory(dir) || !Files.isReadable(dir)).ifPresent(dir -> {
            throw new StartFailure(
                    "The root folder " + dir + " is no folder that can be read: name another one (--root-dir).", null);
        });
    }

    private static void requireTokenForOthers(OtaStubOptions options) {
        if (options.adminToken().isEmpty() && !isLoopback(options.bind())) {
            throw new StartFailure(
                    "Listening on " + options.bind() + " lets other machines in, where the admin routes can do anything"
                            + " to the stub: give a token for these by --admin-token (OTA_STUB_ADMIN_TOKEN), or stay on"
                            + " 127.0.0.1 by --bind.",
                    null);
        }
    }

    private static boolean isLoopback(String bind) {
        try {
            return InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException e) {
            // Nobody can listen there, which is found out next.
            return true;
        }
    }

    private static String cannotListen(OtaStubOptions options, Throwable failure) {
        Throwable cause = root(failure);
        boolean https = options.httpsPort().isPresent()
                && isAbout(failure, options.httpsPort().getAsInt());
        String option = https ? "--https-port" : "--port";
        String remedy = cause instanceof BindException
                        && String.valueOf(cause.getMessage()).contains("in use")
                ? "another program uses the port: choose one by " + option + ", 0 for any free one."
                : "choose another address by --bind, or another port by " + option + ", 0 for any free one.";
        return "Cannot listen on " + options.bind() + ":"
                + (https ? options.httpsPort().getAsInt() : options.port()) + " ("
                + Optional.ofNullable(cause.getMessage())
                        .orElseGet(() -> cause.getClass().getSimpleName())
                + "); " + remedy;
    }

    /** Jetty names the address that it could not bind to. */
    private static boolean isAbout(Throwable failure, int port) {
        return port != 0
                && Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                        .anyMatch(e -> String.valueOf(e.getMessage()).endsWith(":" + port));
    }

    private static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** The version of ota-stub, or {@code dev} where it does not run from its jar. */
    public static String version() {
        return Optional.ofNullable(OtaStub.class.getPackage().getImplementationVersion())
                .orElse("dev");
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** Host and port, as SDKs want their endpoint. */
    public String hostPort() {
        return host() + ":" + port();
    }

    /** The URL of the stub, without a path. */
    public String url() {
        return "http://" + hostPort();
    }

    /**
     * The port of HTTPS.
     *
     * @throws IllegalStateException if the options name none
     */
    public int httpsPort() {
        requireHttps();
        return server.httpsPort();
    }

    /** Host and port for HTTPS, as SDKs want their endpoint. */
    public String httpsHostPort() {
        return host() + ":" + httpsPort();
    }

    /** The URL of the stub by HTTPS, without a path. */
    public String httpsUrl() {
        return "https://" + httpsHostPort();
    }

    /** For clients: trusts the stub's authority, or whoever issued the certificate of the user's own, and nobody else. */
    public SSLContext sslContext() {
        return requireHttps().identity().trust().context();
    }

    /** As {@link #sslContext}, for the clients that want this of it: OkHttp and Alibaba's SDKs do. */
    public X509TrustManager trustManager() {
        return requireHttps().identity().trust().manager();
    }

    /** The certificate that clients must trust, in PEM. */
    public String caPem() {
        return requireHttps().identity().authorityPem();
    }

    /** A file with {@link #caPem}, there as long as the stub runs. */
    public Path caFile() {
        return requireHttps().authorityFile();
    }

    private Https requireHttps() {
        return https.orElseThrow(() -> new IllegalStateException(
                "The stub does not speak HTTPS: say on which port by OtaStubOptions.builder().httpsPort(0)."));
    }

    private String host() {
        return switch (options.bind()) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::", "::0" -> "[::1]";
            default -> options.bind().contains(":") ? "[" + options.bind() + "]" : options.bind();
        };
    }

    public OtaStubOptions options() {
        return options;
    }

    /** All accounts that there are at this moment, the default account first. */
    public List<Account> accounts() {
        return control.accounts().all();
    }

    /** The account that is meant when nobody names one. */
    public Account defaultAccount() {
        return control.accounts().defaultAccount();
    }

    /** A new account, which nobody else uses. */
    public TestAccount newAccount() {
        return new TestAccount(control, control.addFresh());
    }

    /** The account that is meant when nobody names one, in hand. */
    public TestAccount account() {
        return new TestAccount(control, defaultAccount());
    }

    /** The next call of an operation, whichever account's it is, to order an error or a fault for. */
    public NextCalls next(CloudOperation operation) {
        return control.next(Optional.empty(), Optional.of(operation));
    }

    /** The next call, whichever it is and whosever. */
    public NextCalls next() {
        return control.next(Optional.empty(), Optional.empty());
    }

    /** Forgets what was ordered for all accounts together; orders for one of them stay. */
    public void clearOrders() {
        control.errors().clear(Optional.empty());
        control.faults().clear(Optional.empty());
    }

    /** An account in hand, by its id. */
    public Optional<TestAccount> account(String uid) {
        return control.accounts().find(uid).map(found -> new TestAccount(control, found));
    }

    /** The requests that were refused and name no known access key, so that they are no account's; oldest first. */
    public List<RefusedCall> unattributed() {
        return control.refusals().of(Optional.empty());
    }

    /**
     * Reads the file of accounts again. What belongs to an account's id stays: files, packages, nonces, counted calls.
     *
     * @return what changed
     * @throws AccountsMistake if something is wrong in it; then nothing changes
     * @throws IllegalStateException if the stub was started without such a file
     */
    public Accounts.Changes reloadAccounts() {
        return control.accounts()
                .reload(accountsFile.orElseThrow(() -> new IllegalStateException(
                        "There is no file of accounts to read again; give one by OtaStubOptions.accountsFile.")));
    }

    /** What tests may do to it. */
    Control control() {
        return control;
    }

    /** The stub's time. */
    public StubClock clock() {
        return control.clocks().stubs();
    }

    /** The objects that were uploaded. */
    public Collection<StoredObject> objects() {
        return store.all();
    }

    /** Whether a package is made of an object. */
    public boolean isClaimed(StoredObject object) {
        return packages.isClaimed(object.bucket(), object.key());
    }

    /**
     * Leaves all clients without {@code 100 Continue} that ask for it before they send a body ({@code Expect: 100-continue}),
     * until {@link #grantContinue}. Most go on by themselves after a while, and are answered as always.
     */
    public void withholdContinue() {
        withholdContinue(ContinueRules.ALL);
    }

    /**
     * The same for some paths. Whose a request is nobody knows yet when the client asks: a form upload goes to the path
     * {@code /} of a bucket's host.
     *
     * @param path as clients send it, without a query; each {@code *} stands for any characters, as in {@code /ota/*}
     */
    public void withholdContinue(String path) {
        control.withholdContinue(path);
    }

    /** Sends {@code 100 Continue} again to all that ask for it. */
    public void grantContinue() {
        control.continues().grantAll();
    }

    /** How many uploads passed their checks and are still coming in. */
    public int uploadsUnderWay() {
        return store.drafts();
    }

    /**
     * The WireMock server below, for stub mappings of your own, scenarios and {@code verify}.
     *
     * @throws IllegalStateException if all tests share it
     */
    public WireMockServer wireMock() {
        Control.requireOwn(
                shared, "WireMock's stub mappings, which all would meet, cannot be had here; take account.next(...)");
        return server;
    }

    /**
     * The RPC operations for a WireMock server of your own: those of this stub, with its accounts, files and packages.
     * Stub mappings of that server's go before. Uploads are streamed, which takes this stub's own server, so callers are
     * told its address (or the public URL of the options) as the Host to upload to.
     *
     * <pre>{@code
     * new WireMockServer(options().dynamicPort().extensions(stub.rpcExtension()));
     * }</pre>
     */
    public ExtensionFactory rpcExtension() {
        return rpcExtension.apply(options.publicUrl().orElseGet(this::url));
    }

    /**
     * Makes what all accounts have in common as it was at the start: the time, the orders for all, the list of refusals
     * that are nobody's, WireMock's stub mappings, scenarios and journal. Accounts stay as they are.
     *
     * @throws IllegalStateException if all tests share the stub
     */
    public void resetCommon() {
        control.resetCommon();
        resetWireMock();
    }

    /**
     * Makes all as it was at the start: as {@link #resetCommon}, and all accounts as if nobody had used them. Accounts that
     * were added stay, with their keys.
     *
     * @throws IllegalStateException if all tests share the stub
     */
    public void reset() {
        control.resetAll();
        resetWireMock();
    }

    private void resetWireMock() {
        server.resetAll();
        server.resetToDefaultMappings();
    }

    /**
     * Stops it and deletes what was uploaded, unless there is a data folder.
     *
     * @throws IllegalStateException if all tests share it
     */
    @Override
    public void close() {
        Control.requireOwn(shared, "nobody can close it: JUnit does, or the end of the JVM");
        end();
    }

    /** As {@link #close}, for whoever started it, shared or not. */
    void end() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException alreadyShuttingDown) {
            return;
        }
        stop();
    }

    /**
     * Has something done when the process is told to end, by Ctrl-C or a signal, while the stub still answers. It does not
     * stop before that is done, and does not do it when it is closed.
     *
     * @throws IllegalStateException if the process is ending already
     */
    public void beforeExit(Runnable last) {
        if (beforeExit.getAndUpdate(there -> there.map(before -> last)).isEmpty()) {
            throw new IllegalStateException("The process is ending.");
        }
    }

    private void exit() {
        try {
            beforeExit.getAndSet(Optional.empty()).ifPresent(Runnable::run);
        } finally {
            stop();
        }
    }

    private void stop() {
        if (stopped.compareAndSet(false, true)) {
            // Jetty gives up where its thread is interrupted, as by a test's timeout; nothing may stay open for that.
            boolean interrupted = Thread.interrupted();
            try (storage;
                    store;
                    cleanUp) {
                control.pace().close();
                server.stop();
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** The stub cannot start; the message is a sentence for the user. */
    public static final class StartFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StartFailure(String sentence, @Nullable Throwable cause) {
            super(sentence, cause);
        }
    }
}
