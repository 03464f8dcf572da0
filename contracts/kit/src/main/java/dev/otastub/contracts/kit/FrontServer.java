package dev.otastub.contracts.kit;

import dev.otastub.core.Headers;
import dev.otastub.multipart.MultipartType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * An HTTP server on a free port of 127.0.0.1, which reads requests as calls and uploads. It is Jetty, for the JDK's own server
 * writes {@code Content-type}, by which one of the SDKs does not know the header.
 */
final class FrontServer implements AutoCloseable {

    private static final int MOST_THREADS = 64;

    /** Decides what is answered; called by many threads. */
    interface Answering {
        Reply answer(ClientRequest request);
    }

    /**
     * An answer.
     *
     * @param headers its headers, without those of framing
     */
    record Reply(int status, Map<String, List<String>> headers, byte[] body) {

        static Reply of(int status, String contentType, String text) {
            return new Reply(
                    status, Map.of("Content-Type", List.of(contentType)), text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private final Server server;
    private final ServerConnector connector;

    /**
     * Starts it.
     *
     * @param failed what is answered when answering fails by a bug of our own, which must not go unnoticed
     */
    FrontServer(Answering answering, Function<RuntimeException, Reply> failed) {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 0);
        threads.setName("contract-mock");
        threads.setDaemon(true);
        server = new Server(threads);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setStopTimeout(0);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws IOException {
                send(response, callback, answered(request, answering, failed));
                return true;
            }
        });
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("ContractMock cannot listen on 127.0.0.1.", e);
        }
    }

    String hostPort() {
        return "127.0.0.1:" + connector.getLocalPort();
    }

    private static Reply answered(Request request, Answering answering, Function<RuntimeException, Reply> failed)
            throws IOException {
        try {
            return answering.answer(read(request));
        } catch (RuntimeException bug) {
            return failed.apply(bug);
        }
    }

    private static ClientRequest read(Request request) throws IOException {
        Headers headers = headers(request);
        String path = request.getHttpURI().getPath();
        MultipartType type = MultipartType.of(headers.first("Content-Type").orElse(null));
        try (InputStream in = Content.Source.asInputStream(request)) {
            if (type.kind() == MultipartType.Kind.FORM) {
                ClientUpload upload = ClientUpload.of(request.getMethod(), path, type.boundary(), in);
                // What was not understood has to be read too, or its client would not see the answer.
                in.transferTo(OutputStream.nullOutputStream());
                return upload;
            }
            String query = Optional.ofNullable(request.getHttpURI().getQuery()).orElse("");
            return ClientCall.of(request.getMethod(), path, query, headers, in.readAllBytes());
        }
    }

    private static Headers headers(Request request) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        request.getHeaders()
                .forEach(field -> fields.add(Map.entry(
                        field.getName(), Optional.ofNullable(field.getValue()).orElse(""))));
        return new Headers(fields);
    }

    private static void send(Response response, Callback callback, Reply reply) {
        response.setStatus(reply.status());
        reply.headers().forEach((name, values) -> response.getHeaders().put(name, values));
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("ContractMock did not stop.", e);
        }
    }
}
