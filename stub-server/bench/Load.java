import dev.otastub.account.AccessKey;
import dev.otastub.rpc.RequestSigner;
import dev.otastub.signature.Parameters;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Loads a running stub, or measures what cannot be done faster. README.md beside this file says how. */
public final class Load {

    public static void main(String[] arguments) throws Throwable {
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "calls" -> calls(URI.create(arguments[1]), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
            case "floor" -> floor(Long.parseLong(arguments[1]));
            default -> {
                System.err.println("Load calls URL SECONDS CONNECTIONS | Load floor BYTES");
                System.exit(2);
            }
        }
    }

    /** GenerateOTAUploadURL as often as it is answered, each request signed anew, over connections that stay open. */
    private static void calls(URI stub, int seconds, int connections) throws Exception {
        AtomicLong answered = new AtomicLong();
        AtomicLong refused = new AtomicLong();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Thread thread = new Thread(() -> {
                try (Socket socket = new Socket(stub.getHost(), stub.getPort())) {
                    socket.setTcpNoDelay(true);
                    InputStream in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
                    while (System.nanoTime() < end) {
                        socket.getOutputStream().write(request(stub));
                        (status(in) == 200 ? answered : refused).incrementAndGet();
                    }
                } catch (Exception e) {
                    e.printStackTrace();
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.printf("%d answered a second, %d refused in all%n", answered.get() / seconds, refused.get());
    }

    private static byte[] request(URI stub) {
        Parameters signed = RequestSigner.signed(
                AccessKey.of("testid", "testsecret"),
                Parameters.parse("Action=GenerateOTAUploadURL"),
                Instant.now(),
                UUID.randomUUID().toString());
        return ("GET /?" + signed.encoded() + " HTTP/1.1\r\nHost: " + stub.getAuthority() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads one answer with a Content-Length and gives its status. */
    private static int status(InputStream in) throws Exception {
        int status = 0;
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (status == 0) {
                status = Integer.parseInt(line.substring(9, 12));
            } else if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        in.skipNBytes(length);
        return status;
    }

    private static String line(InputStream in) throws Exception {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new java.io.EOFException("The stub closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** The CPU time of one thread that reads a socket, takes MD5 and CRC64, and writes a file: all an upload must do. */
    private static void floor(long bytes) throws Throwable {
        Class<?> crcClass = Class.forName("dev.otastub.oss.Crc64");
        Constructor<?> constructor = crcClass.getDeclaredConstructor();
        constructor.setAccessible(true);
        Method update = crcClass.getDeclaredMethod("update", byte[].class, int.class, int.class);
        update.setAccessible(true);
        try (ServerSocket server = new ServerSocket(0)) {
            for (int round = 1; round <= 3; round++) {
                Thread client = new Thread(() -> send(server.getLocalPort(), bytes));
                client.start();
                Path file = Files.createTempFile("floor", ".bin");
                MethodHandle crc = MethodHandles.lookup().unreflect(update).bindTo(constructor.newInstance());
                MessageDigest md5 = MessageDigest.getInstance("MD5");
                long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                try (Socket socket = server.accept();
                        OutputStream out = Files.newOutputStream(file)) {
                    byte[] buffer = new byte[64 * 1024];
                    InputStream in = socket.getInputStream();
                    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                        md5.update(buffer, 0, count);
                        crc.invoke(buffer, 0, count);
                        out.write(buffer, 0, count);
                    }
                }
                md5.digest();
                long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
                System.out.printf("round %d: %.2f CPU seconds%n", round, took / 1e9);
                // The stub keeps what was uploaded, and fresh room costs more than room used again.
                file.toFile().deleteOnExit();
                client.join();
            }
        }
    }

    private static void send(int port, long bytes) {
        byte[] buffer = new byte[64 * 1024];
        new java.util.Random(1).nextBytes(buffer);
        try (Socket socket = new Socket("127.0.0.1", port)) {
            OutputStream out = socket.getOutputStream();
            for (long left = bytes; left > 0; left -= buffer.length) {
                out.write(buffer, 0, (int) Math.min(left, buffer.length));
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
