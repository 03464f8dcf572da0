package dev.otastub.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that sends any bytes at all and reads whatever comes back. */
public final class RawHttp {

    private static final Duration LONGEST = Duration.ofSeconds(20);

    private RawHttp() {}

    /**
     * An answer as it came.
     *
     * @param text all of it, one char a byte
     */
    public record Answer(String text) {

        public int status() {
            return Integer.parseInt(text.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        }

        public Optional<String> header(String name) {
            Matcher line = Pattern.compile("(?i)\r\n" + Pattern.quote(name) + ": *(.*?)\r\n")
                    .matcher(text.substring(0, Math.max(0, text.indexOf("\r\n\r\n")) + 2));
            return line.find() ? Optional.of(line.group(1)) : Optional.empty();
        }

        public String body() {
            String bytes = text.substring(text.indexOf("\r\n\r\n") + 4);
            return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }

        /** The Code of an error, in JSON or XML. */
        public String code() {
            Matcher code = Pattern.compile("<Code>([^<]*)|\"Code\":\"([^\"]*)").matcher(text);
            return !code.find() ? "" : code.group(1) != null ? code.group(1) : code.group(2);
        }
    }

    /** Sends bytes and reads until the server closes; the request should say Connection: close. */
    public static Answer send(int port, byte[] request) throws IOException {
        return send(port, request, false);
    }

    /** As {@link #send(int, byte[])}, and stops sending for good after the request, as a client that was cut off. */
    public static Answer sendAndStop(int port, byte[] request) throws IOException {
        return send(port, request, true);
    }

    /**
     * What came before the connection ended.
     *
     * @param answer as much of it as came
     * @param reset whether the connection was reset, and not just closed
     */
    public record End(Answer answer, boolean reset) {}

    /** As {@link #send(int, byte[])}, for an answer that may not come as it should. */
    public static End sendToTheEnd(int port, byte[] request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout((int) LONGEST.toMillis());
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            boolean reset = false;
            try {
                socket.getOutputStream().write(request);
                socket.getInputStream().transferTo(bytes);
            } catch (SocketException e) {
                reset = true;
            }
            return new End(new Answer(bytes.toString(StandardCharsets.ISO_8859_1)), reset);
        }
    }

    private static Answer send(int port, byte[] request, boolean stop) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout((int) LONGEST.toMillis());
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            if (stop) {
                socket.shutdownOutput();
            }
            return new Answer(readAll(socket.getInputStream()));
        }
    }

    private static String readAll(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        in.transferTo(bytes);
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
