import dev.otastub.OtaStubAccount;
import dev.otastub.account.AccessKey;
import dev.otastub.core.Headers;
import dev.otastub.core.StubClock;
import dev.otastub.data.DataFolder;
import dev.otastub.oss.ObjectStore;
import dev.otastub.oss.StoredObject;
import dev.otastub.oss.Unclaimed;
import dev.otastub.rpc.RequestSigner;
import dev.otastub.signature.Digests;
import dev.otastub.signature.OssV1Signature;
import dev.otastub.signature.Parameters;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Loads a running stub, or measures what cannot be done faster. README.md beside this file says how. */
public final class Load {

    /** That of the default account, whose files alone it lists. */
    private static final String FOLDER =
            Digests.md5Hex(OtaStubAccount.DEFAULT.uid().getBytes(StandardCharsets.UTF_8));

    public static void main(String[] arguments) throws Throwable {
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "calls" -> calls(URI.create(arguments[1]), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
            case "fill" -> fill(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
            case "pages" -> pages(URI.create(arguments[1]), arguments[2]);
            case "floor" -> floor(Long.parseLong(arguments[1]));
            default -> {
                System.err.println("Load calls URL SECONDS CONNECTIONS | Load floor BYTES | Load fill DIR COUNT | Load pages URL PID");
                System.exit(2);
            }
        }
    }

    /** GenerateOTAUploadURL as often as it is answered, each request signed anew, over connections that stay open. */
    private static void calls(URI stub, int seconds, int connections) throws Exception {
        AtomicLong answered = new AtomicLong();
        AtomicLong refused = new AtomicLong();
        Queue<Long> latencies = new ConcurrentLinkedQueue<>();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Thread thread = new Thread(() -> {
                try (Socket socket = new Socket(stub.getHost(), stub.getPort())) {
                    socket.setTcpNoDelay(true);
                    InputStream in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
                    while (System.nanoTime() < end) {
                        byte[] request = request(stub);
                        long sent = System.nanoTime();
                        socket.getOutputStream().write(request);
                        (status(in) == 200 ? answered : refused).incrementAndGet();
                        latencies.add(System.nanoTime() - sent);
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
        List<Long> sorted = latencies.stream().sorted().toList();
        System.out.printf(
                "%d answered a second, %d refused in all, median %.1f ms, 99%% within %.1f ms%n",
                answered.get() / seconds,
                refused.get(),
                sorted.get(sorted.size() / 2) / 1e6,
                sorted.get(sorted.size() * 99 / 100) / 1e6);
    }

    /** Objects of 100 bytes in a data folder that no stub uses, by way of the store and eight threads. */
    private static void fill(Path folder, int count) throws Exception {
        StubClock clock = new StubClock(InstantSource.system());
        try (DataFolder data = DataFolder.open(folder, false);
                ObjectStore store =
                        new ObjectStore(data.objects(), data.database(), Unclaimed.kept(clock), false)) {
            AtomicInteger next = new AtomicInteger();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Thread thread = new Thread(() -> {
                    for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                        put(store, n, clock.instant());
                        if (n % 500 == 0) {
                            // A stub does so each second.
                            data.database().tidy();
                        }
                    }
                });
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            store.deleteRemains();
            System.out.printf("%d objects, %.1f MB of tables%n", store.size(), Files.size(folder.resolve("state.mv")) / 1e6);
        }
    }

    private static void put(ObjectStore store, int number, Instant now) {
        try (ObjectStore.Draft draft = store.begin()) {
            draft.write(new byte[100], 0, 100);
            StoredObject.Digested digests = draft.finish();
            draft.commit(
                    file -> new StoredObject(
                            "iotx-ota",
                            key(number),
                            digests,
                            now,
                            "application/octet-stream",
                            Headers.NONE,
                            false,
                            OtaStubAccount.DEFAULT.uid(),
                            "127.0.0.1",
                            file),
                    true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key(int number) {
        return String.format("ota/%s/%09d.bin", FOLDER, number);
    }

    /** What a page of each kind costs the stub, in CPU time, at the beginning, in the middle and at the end. */
    private static void pages(URI stub, String pid) throws Exception {
        for (int round = 0; round < 2; round++) {
            for (int limit : new int[] {100, 1000}) {
                for (int after : new int[] {0, 50_000, 99_999 - limit}) {
                    String listed = "/iotx-ota/?"
                            + presigned(Parameters.NONE
                                            .and("list-type", "2")
                                            .and("max-keys", "" + limit)
                                            .and("prefix", "ota/")
                                            .and("start-after", key(after)))
                                    .encoded();
                    String uploads = "/__admin/ota/uploads?"
                            + Parameters.NONE
                                    .and("limit", "" + limit)
                                    .and("after", "iotx-ota/" + key(after))
                                    .encoded();
                    System.out.printf(
                            "%s %4d after %5d: ListObjectsV2 %.2f ms, uploads %.2f ms of CPU a page%n",
                            round == 0 ? "(warm-up)" : "         ",
                            limit,
                            after,
                            page(stub, pid, listed, limit),
                            page(stub, pid, uploads, limit));
                }
            }
        }
    }

    private static double page(URI stub, String pid, String path, int limit) throws Exception {
        int pages = 200;
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(stub + path)).build();
        long before = ticks(pid);
        for (int i = 0; i < pages; i++) {
            String page = client.send(request, BodyHandlers.ofString()).body();
            if (page.split("\\.bin").length <= limit) {
                throw new IllegalStateException(page);
            }
        }
        return (ticks(pid) - before) * 10.0 / pages;
    }

    /** User and system time of a process, in hundredths of a second (Linux). */
    private static long ticks(String pid) throws IOException {
        String[] fields = Files.readString(Path.of("/proc", pid, "stat")).replaceAll(".*\\) ", "").split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    private static Parameters presigned(Parameters asked) {
        AccessKey owner = OtaStubAccount.DEFAULT.issuingKey();
        String until = Long.toString(Instant.now().getEpochSecond() + 3600);
        String stringToSign = OssV1Signature.stringToSign(
                "GET", Headers.NONE, until, OssV1Signature.canonicalizedResource("iotx-ota", "", asked));
        return asked.and("Expires", until)
                .and("OSSAccessKeyId", owner.id())
                .and("Signature", OssV1Signature.sign(owner.secret(), stringToSign));
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
