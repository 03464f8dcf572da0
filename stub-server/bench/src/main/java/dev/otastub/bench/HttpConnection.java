package dev.otastub.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** A connection that stays open, and costs its side little: no strings but those of few headers, no copies of files. */
final class HttpConnection implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER).flip();

    HttpConnection(int port) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    /**
     * An answer.
     *
     * @param eTag without quotes, in upper case; empty if there is none
     */
    record Answer(int status, String eTag, byte[] body) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    Answer call(ByteBuffer request) throws IOException {
        write(request);
        return read();
    }

    Answer get(String path) throws IOException {
        return call(StandardCharsets.US_ASCII.encode("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"));
    }

    /** Sends a form with its file, and takes the answer. */
    Answer upload(Form form) throws IOException {
        write(form.head().duplicate());
        for (long left = form.content().size(); left > 0; ) {
            ByteBuffer block = Content.directBlock();
            block.limit((int) Math.min(left, block.limit()));
            left -= block.limit();
            write(block);
        }
        write(form.tail().duplicate());
        return read();
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private Answer read() throws IOException {
        int status = Integer.parseInt(line().substring(9, 12));
        if (status == 100) {
            line();
            return read();
        }
        long length = 0;
        boolean chunked = false;
        String eTag = "";
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (begins(line, "content-length:")) {
                length = Long.parseLong(value(line));
            } else if (begins(line, "transfer-encoding:")) {
                chunked = true;
            } else if (begins(line, "etag:")) {
                eTag = value(line).replace("\"", "").toUpperCase(Locale.ROOT);
            }
        }
        return new Answer(status, eTag, chunked ? chunks() : bytes((int) length));
    }

    private static boolean begins(String line, String name) {
        return line.regionMatches(true, 0, name, 0, name.length());
    }

    private static String value(String line) {
        return line.substring(line.indexOf(':') + 1).strip();
    }

    private byte[] chunks() throws IOException {
        byte[] all = new byte[0];
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            byte[] chunk = bytes(size);
            byte[] longer = Arrays.copyOf(all, all.length + size);
            System.arraycopy(chunk, 0, longer, all.length, size);
            all = longer;
            line();
        }
        line();
        return all;
    }

    private byte[] bytes(int length) throws IOException {
        byte[] bytes = new byte[length];
        for (int at = 0; at < length; ) {
            fill();
            int count = Math.min(length - at, in.remaining());
            in.get(bytes, at, count);
            at += count;
        }
        return bytes;
    }

    private String line() throws IOException {
        byte[] line = new byte[256];
        int length = 0;
        for (byte b = next(); b != '\n'; b = next()) {
            if (length == line.length) {
                line = Arrays.copyOf(line, 2 * length);
            }
            line[length++] = b;
        }
        return new String(
                line, 0, length > 0 && line[length - 1] == '\r' ? length - 1 : length, StandardCharsets.ISO_8859_1);
    }

    private byte next() throws IOException {
        fill();
        return in.get();
    }

    private void fill() throws IOException {
        if (!in.hasRemaining()) {
            in.clear();
            int count = channel.read(in);
            in.flip();
            if (count < 0) {
                throw new EOFException("The server closed the connection.");
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
