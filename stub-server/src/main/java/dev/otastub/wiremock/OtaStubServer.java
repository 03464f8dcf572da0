package dev.otastub.wiremock;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.SingleRootFileSource;
import com.github.tomakehurst.wiremock.common.Slf4jNotifier;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.AdminApiExtension;
import com.github.tomakehurst.wiremock.extension.Extension;
import com.github.tomakehurst.wiremock.extension.ExtensionFactory;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.store.DefaultStores;
import com.github.tomakehurst.wiremock.store.RequestJournalStore;
import com.github.tomakehurst.wiremock.store.Stores;
import dev.otastub.control.ContinueRules;
import dev.otastub.control.Pace;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.HttpRequest;
import dev.otastub.core.Limits;
import dev.otastub.core.Secret;
import dev.otastub.tls.ServerIdentity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** WireMock as we run it: one port for RPC, uploads and admin, with the cloud below the user's stub mappings. */
public final class OtaStubServer {

    /** Besides one for each upload, so that there are always some for RPC and admin requests. */
    private static final int SPARE_THREADS = 72;

    private static final int JOURNAL_ENTRIES = 1000;
    private static final long JOURNAL_BYTES = 24L << 20;
    private static final int LOGGED_RESPONSE = 64 * 1024;

    private OtaStubServer() {}

    /**
     * How to run it.
     *
     * @param bind the address to listen on
     * @param port the port to listen on; 0 for any free one
     * @param httpsPort the port to speak TLS on, if there is to be one
     * @param identity what to prove oneself with there
     * @param adminToken what requests to the admin routes must carry, if anything
     * @param shared whether tests that know nothing of each other share it
     * @param root a folder that may hold {@code mappings} and {@code __files}
     * @param version for the header X-Ota-Stub
     * @param extraHeaders whether answers carry headers of ours
     * @param lenient whether every log line says LENIENT
     * @param log takes the log's lines
     * @param answers is told of each answer of the cloud
     * @param continues which requests are not told to go on
     * @param pace how time passes for answers that are held back
     * @param limits how much it takes on
     */
    public record Settings(
            String bind,
            int port,
            OptionalInt httpsPort,
            Optional<ServerIdentity> identity,
            Optional<Secret> adminToken,
            boolean shared,
            Path root,
            String version,
            boolean extraHeaders,
            boolean lenient,
            Consumer<String> log,
            Consumer<HttpAnswer.Story> answers,
            ContinueRules continues,
            Pace pace,
            Limits limits) {

        /** Without those that answers wait in. */
        int threads() {
            return limits.uploads() + SPARE_THREADS;
        }

        AnswerLog answerLog() {
            return new AnswerLog(log, answers, lenient);
        }
    }

    /**
     * The RPC operations for a WireMock server of somebody else's.
     *
     * @param cloud whose gateway tells callers where to upload
     * @param uploads that address
     */
    public static ExtensionFactory rpcExtension(Cloud cloud, String uploads, Settings settings) {
        return new RpcExtension(cloud, uploads, settings);
    }

    /** A pace for faults in uploads: one that waits by it is in the way of no other upload. */
    public static Pace givingWay(Pace pace) {
        return UploadSlots.givingWay(pace);
    }

    /** A server that is not started yet. */
    public static WireMockServer of(Cloud cloud, List<AdminApiExtension> routes, Settings settings) {
        AnswerLog log = settings.answerLog();
        FaultyDelivery faulty = new FaultyDelivery(givingWay(settings.pace()));
        ExchangeFilter filter = new ExchangeFilter(cloud, log, settings.extraHeaders(), faulty, settings.limits());
        SingleRootFileSource files = new SingleRootFileSource(settings.root().toFile());
        WireMockConfiguration configuration = new WireMockConfiguration()
                .bindAddress(settings.bind())
                .port(settings.port())
                .http2PlainDisabled(true)
                .containerThreads(settings.threads())
                .jettyHeaderRequestSize(settings.limits().headerBytes())
                .gzipDisabled(true)
                .stubRequestLoggingDisabled(true)
                .maxLoggedResponseSize(LOGGED_RESPONSE)
                .notifier(new Slf4jNotifier(false))
                .fileSource(files)
                .withStores(stores(files))
                .httpServerFactory(new StubServerFactory(cloud, filter, log, faulty, settings))
                .extensions(services -> extensions(
                        new DefaultMappings(services::getAdmin, EnumSet.allOf(Route.class)),
                        new Route.Matcher(request -> Optional.of(route(cloud, request))),
                        new CloudTransformer(
                                cloud, event -> Exchange.current().orElseThrow(), log, settings.extraHeaders(), faulty),
                        new AuthorityRoute(settings.identity()),
                        routes));
        settings.httpsPort().ifPresent(configuration::httpsPort);
        return new WireMockServer(configuration);
    }

    /** During an exchange the route is known; the journal is searched later, by what it holds. */
    private static Route route(Cloud cloud, Request request) {
        return Exchange.current()
                .map(exchange -> Route.of(exchange.request(), exchange.address()))
                .orElseGet(() -> {
                    HttpRequest seen =
                            SeenRequest.withoutBody(request, cloud.clock().instant());
                    return Route.of(seen, cloud.addressing().of(seen));
                });
    }

    private static List<Extension> extensions(
            DefaultMappings mappings,
            Route.Matcher matcher,
            CloudTransformer transformer,
            AuthorityRoute authority,
            List<AdminApiExtension> routes) {
        List<Extension> all = new ArrayList<>(List.of(mappings, matcher, transformer, authority));
        all.addAll(routes);
        return all;
    }

    private static Stores stores(SingleRootFileSource files) {
        RingJournal journal = new RingJournal(JOURNAL_ENTRIES, JOURNAL_BYTES);
        return new DefaultStores(files) {
            @Override
            public RequestJournalStore getRequestJournalStore() {
                return journal;
            }
        };
    }
}
