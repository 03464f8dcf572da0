package dev.otastub.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an upload costs at the least, as a program of its own: one thread that reads a socket, takes MD5 and CRC64, and
 * writes a file. It knows of HTTP only where a request ends, and takes the whole form for the file.
 */
final class Floor {

    private static final int BUFFER = 64 * 1024;
    private static final int BACKLOG = 16;
    private static final Pattern LENGTH = Pattern.compile("Content-Length: (\\d+)");
    private static final byte[] CONTINUED = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Path folder;
    private final byte[] buffer = new byte[BUFFER];

    private Floor(Path folder) {
        this.folder = folder;
    }

    /** Serves one connection after the other until it is killed. */
    public static void main(String[] arguments) throws IOException {
        Floor floor = new Floor(Path.of(arguments[1]));
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket server = new ServerSocket(Integer.parseInt(arguments[0]), BACKLOG, loopback)) {
            while (true) {
                try (Socket socket = server.accept()) {
                    floor.serve(socket);
                }
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
            int end = endOfHead(count);
            Matcher length = LENGTH.matcher(new String(buffer, 0, end, StandardCharsets.US_ASCII));
            String eTag = length.find() ? stored(in, end, count, Long.parseLong(length.group(1))) : "";
            socket.getOutputStream()
                    .write(("HTTP/1.1 200 OK\r\nETag: \"" + eTag + "\"\r\nContent-Length: 0\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** The benchmark's client sends the head of a request at once. */
    private int endOfHead(int count) throws IOException {
        for (int at = 0; at + CONTINUED.length <= count; at++) {
            if (Arrays.equals(buffer, at, at + CONTINUED.length, CONTINUED, 0, CONTINUED.length)) {
                return at + CONTINUED.length;
            }
        }
        throw new IOException("The head of the request came in pieces.");
    }

    private String stored(InputStream in, int from, int to, long length) throws IOException {
        MessageDigest md5 = Content.md5Digest();
        SlicingBy16 crc = new SlicingBy16();
        try (OutputStream out = Files.newOutputStream(Files.createTempFile(folder, "floor", ".bin"))) {
            take(md5, crc, out, from, to - from);
            for (long left = length - (to - from); left > 0; ) {
                int count = in.read(buffer, 0, (int) Math.min(left, BUFFER));
                if (count < 0) {
                    throw new IOException("The request ended too soon.");
                }
                take(md5, crc, out, 0, count);
                left -= count;
            }
        }
        return HexFormat.of().formatHex(md5.digest()) + "-" + crc.decimal();
    }

    private void take(MessageDigest md5, SlicingBy16 crc, OutputStream out, int offset, int count) throws IOException {
        md5.update(buffer, offset, count);
        crc.update(buffer, offset, count);
        out.write(buffer, offset, count);
    }
}
