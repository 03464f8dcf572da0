package dev.otastub.cli;

import dev.otastub.tls.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/** Opens connections to a stub, or to the cloud. */
final class Connections {

    private static final int CONNECT_TIMEOUT = 10_000;
    private static final int ANSWER_TIMEOUT = 60_000;

    /** More than any answer has that is read as a text. */
    private static final int LONGEST_ANSWER = 1 << 20;

    private final Optional<SSLSocketFactory> sockets;

    /** @param trust whom to trust in place of those whom Java trusts */
    Connections(Optional<Trust> trust) {
        this.sockets = trust.map(Trust::context).map(SSLContext::getSocketFactory);
    }

    HttpURLConnection open(String url) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        if (connection instanceof HttpsURLConnection https) {
            sockets.ifPresent(https::setSSLSocketFactory);
        }
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(CONNECT_TIMEOUT);
        connection.setReadTimeout(ANSWER_TIMEOUT);
        return connection;
    }

    static String body(HttpURLConnection connection) throws IOException {
        try (InputStream in = connection.getResponseCode() < 400
                ? connection.getInputStream()
                : Optional.ofNullable(connection.getErrorStream()).orElseGet(InputStream::nullInputStream)) {
            return new String(in.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
        }
    }
}
