package dev.otastub.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A connection of the soak: unlike the benchmark's, it has a time-out, and tells of an answer why it refuses. */
final class SoakConnection implements AutoCloseable {

    /** Longer than anything but a fault takes, also on a machine that is busy with other things. */
    private static final int LONGEST_MILLIS = 90_000;

    private static final int LARGEST = 64 << 20;

    private final Socket socket;
    private final InputStream in;

    SoakConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(LONGEST_MILLIS);
        in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
    }

    /**
     * An answer.
     *
     * @param headers by names in lower case
     */
    record Answer(int status, Map<String, String> headers, byte[] body) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        String eTag() {
            return header("etag").replace("\"", "").toUpperCase(Locale.ROOT);
        }

        boolean isLast() {
            return header("connection").equalsIgnoreCase("close");
        }

        /** In a line, for people to read. */
        String shown() {
            String text = text().replaceAll("\\s+", " ");
            return status + " (" + header("x-ota-stub-refusal") + ") "
                    + text.substring(0, Math.min(300, text.length()));
        }
    }

    Answer ask(SoakRequest request) throws IOException {
        write(request.head());
        write(request.body());
        return answer();
    }

    void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    void write(byte[] bytes, int from, int count) throws IOException {
        socket.getOutputStream().write(bytes, from, count);
    }

    Answer answer() throws IOException {
        int status = Integer.parseInt(line().substring(9, 12));
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        if (status == 100) {
            return answer();
        }
        return new Answer(status, headers, body(status, headers));
    }

    private byte[] body(int status, Map<String, String> headers) throws IOException {
        if (headers.containsKey("transfer-encoding")) {
            return chunks();
        }
        if (status == 204 || status == 304) {
            return new byte[0];
        }
        return headers.containsKey("content-length")
                ? bytes(Integer.parseInt(headers.getOrDefault("content-length", "0")))
                : in.readNBytes(LARGEST);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            all.writeBytes(bytes(size));
            line();
        }
        line();
        return all.toByteArray();
    }

    private byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(Math.min(count, LARGEST));
        if (bytes.length < count) {
            throw new EOFException("The answer ends after " + bytes.length + " of " + count + " bytes.");
        }
        return bytes;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("The server closed the connection.");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** Whether the server has said something, or has closed the connection, which is what it may do. */
    boolean hasBytes() throws IOException {
        return in.available() > 0;
    }

    /** Goes away with a reset, in place of a proper end. */
    void vanish() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
