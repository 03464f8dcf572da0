package dev.otastub.wiremock;

import com.github.tomakehurst.wiremock.common.HttpsSettings;
import com.github.tomakehurst.wiremock.common.JettySettings;
import com.github.tomakehurst.wiremock.core.FaultInjector;
import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.http.AdminRequestHandler;
import com.github.tomakehurst.wiremock.http.HttpServer;
import com.github.tomakehurst.wiremock.http.HttpServerFactory;
import com.github.tomakehurst.wiremock.http.StubRequestHandler;
import com.github.tomakehurst.wiremock.jetty.JettyFaultInjectorFactory;
import com.github.tomakehurst.wiremock.jetty12.Jetty12HttpServer;
import com.github.tomakehurst.wiremock.jetty12.Jetty12HttpUtils;
import com.github.tomakehurst.wiremock.servlet.FaultInjectorFactory;
import dev.otastub.core.Body;
import dev.otastub.core.Delivery;
import dev.otastub.core.Headers;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.HttpDate;
import dev.otastub.core.HttpRequest;
import dev.otastub.core.Refusal;
import dev.otastub.oss.OssError;
import dev.otastub.oss.PostObjectError;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletApiResponse;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.NetworkTrafficListener;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * WireMock's own server with our filter in front of its stub mappings. All that touches Jetty is in this class, because
 * the next major version of WireMock changes it.
 */
final class StubServerFactory implements HttpServerFactory {

    /** Says on every answer that it is a stub's. */
    static final String VERSION_HEADER = "X-Ota-Stub";

    /** Jetty reads 8 KiB at a time by default, which makes uploads half as fast. */
    private static final int INPUT_BUFFER = 64 * 1024;

    /** So that no test fills the memory. */
    private static final int MOST_SPARE_THREADS = 1000;

    /** A test that withholds what clients wait for wants to go on using these. */
    private static final String ADMIN = "/__admin";

    private final Cloud cloud;
    private final ExchangeFilter filter;
    private final AnswerLog log;
    private final FaultyDelivery faulty;
    private final OtaStubServer.Settings settings;

    StubServerFactory(
            Cloud cloud, ExchangeFilter filter, AnswerLog log, FaultyDelivery faulty, OtaStubServer.Settings settings) {
        this.cloud = cloud;
        this.filter = filter;
        this.log = log;
        this.faulty = faulty;
        this.settings = settings;
    }

    @Override
    public String getName() {
        return "ota-stub-server";
    }

    @Override
    public HttpServer buildHttpServer(Options options, AdminRequestHandler admin, StubRequestHandler stubs) {
        // Jetty12HttpServer calls these from its constructor, when no field of a subclass would be set yet.
        return new Jetty12HttpServer(options, admin, stubs) {
            @Override
            protected Server createServer(Options serverOptions) {
                Server server = super.createServer(serverOptions);
                server.setErrorHandler(new CloudErrors());
                lendThreads(server);
                return server;
            }

            @Override
            protected ServerConnector createHttpConnector(
                    String bind, int port, JettySettings jetty, NetworkTrafficListener listener) {
                return tuned(super.createHttpConnector(bind, port, jetty, listener));
            }

            @Override
            protected ServerConnector createHttpsConnector(
                    String bind, HttpsSettings https, JettySettings jetty, NetworkTrafficListener listener) {
                return tuned(super.createHttpsConnector(bind, https, jetty, listener));
            }

            @Override
            protected void decorateAdminServiceContextBeforeConfig(ServletContextHandler context) {
                context.addFilter(
                        new FilterHolder(new AdminGuard(settings.adminToken(), settings.shared())),
                        "/*",
                        EnumSet.of(DispatcherType.REQUEST));
            }

            @Override
            protected void decorateMockServiceContextAfterConfig(ServletContextHandler context) {
                // Object keys hold what Jetty finds ambiguous in a path: %2F, %2e, empty segments.
                context.getServletHandler().setDecodeAmbiguousURIs(true);
                FilterHolder holder = new FilterHolder(filter);
                holder.setAsyncSupported(true);
                context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
                context.setErrorHandler(new CloudErrors());
                setFaults(context);
            }
        };
    }

    /** As many more than usual as wait with an answer. */
    private void lendThreads(Server server) {
        if (server.getThreadPool() instanceof QueuedThreadPool threads) {
            faulty.lendThreads(waiting -> {
                threads.setMaxThreads(settings.threads() + Math.min(waiting, MOST_SPARE_THREADS));
                lookForWork(threads);
            });
        }
    }

    /** The pool looks for work that has no thread only when it is given some. */
    private static void lookForWork(QueuedThreadPool threads) {
        try {
            threads.execute(() -> {});
        } catch (RejectedExecutionException e) {
            // The server is being stopped.
        }
    }

    private void setFaults(ServletContextHandler context) {
        String name = JettyFaultInjectorFactory.class.getName();
        FaultInjectorFactory ofConnections = (FaultInjectorFactory) context.getAttribute(name);
        FaultInjectorFactory ours = (request, response) -> {
            Optional<CutOff> cutOff = Exchange.current().flatMap(this::cutOff);
            HttpServletResponse jettys = unwrapped(response);
            if (request.getProtocol().startsWith("HTTP/2")) {
                return new StreamFaults(jettys, cutOff);
            }
            FaultInjector wireMocks = ofConnections.buildFaultInjector(request, jettys);
            return cutOff.<FaultInjector>map(end -> new CutOffConnection(jettys, end, wireMocks))
                    .orElse(wireMocks);
        };
        context.setAttribute(name, ours);
    }

    private Optional<CutOff> cutOff(Exchange exchange) {
        return exchange.answer()
                .filter(answer -> answer.delivery()
                        .flatMap(Delivery::spoiled)
                        .filter(Delivery.Spoiled.CUT_OFF::equals)
                        .isPresent())
                .map(answer -> CutOff.of(exchange, answer, settings.extraHeaders()));
    }

    /** WireMock looks for the connection in Jetty's own response. */
    private static HttpServletResponse unwrapped(HttpServletResponse response) {
        return response instanceof HttpServletResponseWrapper wrapper
                ? unwrapped((HttpServletResponse) wrapper.getResponse())
                : response;
    }

    /** Cuts an answer off by ending its connection. */
    private record CutOffConnection(HttpServletResponse response, CutOff cutOff, FaultInjector wireMocks)
            implements FaultInjector {

        @Override
        public void malformedResponseChunk() {
            try {
                if (cutOff.hasBody()) {
                    cutOff.sendHalf(response);
                } else {
                    sendHalfOfHead();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            wireMocks.emptyResponseAndCloseConnection();
        }

        private void sendHalfOfHead() throws IOException {
            byte[] half = cutOff.halfOfHead(
                    response, HttpStatus.getMessage(cutOff.answer().status()));
            Blocker.Shared blocker = new Blocker.Shared();
            EndPoint connection = new Jetty12HttpUtils().unwrapEndPoint(((ServletApiResponse) response).getResponse());
            try (Blocker.Callback callback = blocker.callback()) {
                connection.write(callback, ByteBuffer.wrap(half));
                callback.block();
            }
        }

        @Override
        public void connectionResetByPeer() {
            wireMocks.connectionResetByPeer();
        }

        @Override
        public void emptyResponseAndCloseConnection() {
            wireMocks.emptyResponseAndCloseConnection();
        }

        @Override
        public void randomDataAndCloseConnection() {
            wireMocks.randomDataAndCloseConnection();
        }
    }

    private ServerConnector tuned(ServerConnector connector) {
        for (ConnectionFactory factory : connector.getConnectionFactories()) {
            if (factory instanceof AbstractConnectionFactory buffered) {
                buffered.setInputBufferSize(INPUT_BUFFER);
            }
            if (factory instanceof SslConnectionFactory tls) {
                // In place of the key store that WireMock brings along.
                tls.getSslContextFactory()
                        .setSslContext(settings.identity().orElseThrow().serverContext());
            }
            if (factory instanceof HttpConfiguration.ConnectionFactory http) {
                configure(http.getHttpConfiguration());
            }
        }
        return connector;
    }

    private void configure(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.addCustomizer((request, headers) -> {
            common(headers);
            if (isLeftWaiting(request)) {
                request.addHttpStreamWrapper(WithoutContinue::new);
            }
            return request;
        });
    }

    private boolean isLeftWaiting(Request request) {
        String path = request.getHttpURI().getPath();
        return request.getHeaders().contains(HttpHeader.EXPECT)
                && path != null
                && !path.startsWith(ADMIN)
                && settings.continues().isWithheld(path);
    }

    /** Has Jetty believe that it told the client to go on, as it does when the body is first asked for. */
    private static final class WithoutContinue extends HttpStream.Wrapper {

        WithoutContinue(HttpStream stream) {
            super(stream);
        }

        @Override
        public void send(
                MetaData.Request request,
                MetaData.@Nullable Response response,
                boolean last,
                @Nullable ByteBuffer content,
                Callback callback) {
            if (response != null && response.getStatus() == HttpStatus.CONTINUE_100) {
                callback.succeeded();
            } else {
                super.send(request, response, last, content, callback);
            }
        }
    }

    /** What every answer has, whoever gives it. */
    private void common(HttpFields.Mutable headers) {
        headers.put(HttpHeader.DATE, HttpDate.of(cloud.clock().instant()));
        if (settings.extraHeaders()) {
            headers.put(VERSION_HEADER, settings.version());
        }
    }

    /** What Jetty or WireMock refuse before us, or fail at, in OSS's form instead of an HTML page. */
    private final class CloudErrors extends ErrorHandler {
        @Override
        public boolean errorPageForMethod(String method) {
            return true;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            HttpRequest unread = new HttpRequest(
                    request.getMethod() == null ? "-" : request.getMethod(),
                    Optional.ofNullable(request.getHttpURI().getScheme()).orElse("http"),
                    Optional.ofNullable(request.getHeaders().get(HttpHeader.HOST))
                            .orElse(""),
                    Request.getPathInContext(request),
                    "",
                    Headers.NONE,
                    new byte[0],
                    cloud.clock().instant());
            HttpAnswer answer = cloud.refuse(unread, refusal(request, response.getStatus()));
            log.answer(unread, answer);
            response.setStatus(answer.status());
            common(response.getHeaders());
            AnswerHeaders.of(answer, settings.extraHeaders())
                    .fields()
                    .forEach(field -> response.getHeaders().put(field.getKey(), field.getValue()));
            response.write(true, ByteBuffer.wrap(bytes(answer.body())), callback);
            return true;
        }

        private Refusal refusal(Request request, int status) {
            String problem = String.valueOf(request.getAttribute(ERROR_MESSAGE));
            if (status == 404) {
                return OssError.NO_SUCH_KEY.because("There is nothing at this path.");
            }
            if (status == HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 || status == HttpStatus.URI_TOO_LONG_414) {
                return OssError.BAD_REQUEST.because("The line and the headers of the request have more than "
                        + settings.limits().headerBytes()
                        + " bytes, the most that the stub reads: raise --max-header.");
            }
            return status == 500
                    ? PostObjectError.INTERNAL_ERROR.because("A bug in ota-stub: " + problem)
                    : OssError.BAD_REQUEST.because("The request could not be read: " + problem + hint(problem));
        }

        /** A TLS handshake begins with a byte that is no letter. */
        private static String hint(String problem) {
            return problem.endsWith("CNTL=0x16")
                    ? "; was it HTTPS? This port speaks HTTP, another one speaks HTTPS by --https-port"
                    : "";
        }

        private static byte[] bytes(Body body) {
            try (var in = body.open()) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
