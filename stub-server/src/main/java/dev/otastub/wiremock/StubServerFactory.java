package dev.otastub.wiremock;

import com.github.tomakehurst.wiremock.common.HttpsSettings;
import com.github.tomakehurst.wiremock.common.JettySettings;
import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.http.AdminRequestHandler;
import com.github.tomakehurst.wiremock.http.HttpServer;
import com.github.tomakehurst.wiremock.http.HttpServerFactory;
import com.github.tomakehurst.wiremock.http.StubRequestHandler;
import com.github.tomakehurst.wiremock.jetty.JettyFaultInjectorFactory;
import com.github.tomakehurst.wiremock.jetty12.Jetty12HttpServer;
import com.github.tomakehurst.wiremock.servlet.FaultInjectorFactory;
import dev.otastub.core.Body;
import dev.otastub.core.Headers;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.HttpDate;
import dev.otastub.core.HttpRequest;
import dev.otastub.core.Refusal;
import dev.otastub.oss.OssError;
import dev.otastub.oss.PostObjectError;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.NetworkTrafficListener;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * WireMock's own server with our filter in front of its stub mappings. All that touches Jetty is in this class, because
 * the next major version of WireMock changes it.
 */
final class StubServerFactory implements HttpServerFactory {

    /** Says on every answer that it is a stub's. */
    static final String VERSION_HEADER = "X-Ota-Stub";

    /** Jetty reads 8 KiB at a time by default, which makes uploads half as fast. */
    private static final int INPUT_BUFFER = 64 * 1024;

    private final Cloud cloud;
    private final ExchangeFilter filter;
    private final AnswerLog log;
    private final OtaStubServer.Settings settings;

    StubServerFactory(Cloud cloud, ExchangeFilter filter, AnswerLog log, OtaStubServer.Settings settings) {
        this.cloud = cloud;
        this.filter = filter;
        this.log = log;
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
                        new FilterHolder(new AdminGuard(settings.adminToken())),
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

    private static void setFaults(ServletContextHandler context) {
        String name = JettyFaultInjectorFactory.class.getName();
        FaultInjectorFactory ofConnections = (FaultInjectorFactory) context.getAttribute(name);
        FaultInjectorFactory ofStreamsToo =
                (request, response) -> request.getProtocol().startsWith("HTTP/2")
                        ? new StreamFaults(response)
                        // It takes any wrapper for one of its own.
                        : ofConnections.buildFaultInjector(request, PresetResponse.unwrapped(response));
        context.setAttribute(name, ofStreamsToo);
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
            return request;
        });
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

        private static Refusal refusal(Request request, int status) {
            String problem = String.valueOf(request.getAttribute(ERROR_MESSAGE));
            if (status == 404) {
                return OssError.NO_SUCH_KEY.because("There is nothing at this path.");
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
