package dev.otastub.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Row 4: the largest upload over HTTPS, beside the same over plain HTTP; the client is Java's own in all three. */
final class TlsUploads implements Row {

    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final int PIECE = 16 * 1024;

    private final Table figures =
            new Table("over", "CPU s (from, to)", "wall s (from, to)", "MB/s", "peak memory", "throughput of plain");

    /**
     * A way to the stub.
     *
     * @param least the part of plain throughput that is wanted
     */
    private record Way(String name, boolean secure, HttpClient.Version version, double least) {}

    private static final Way PLAIN = new Way("HTTP/1.1", false, HttpClient.Version.HTTP_1_1, 1);
    private static final List<Way> SECURE = List.of(
            new Way("HTTPS, HTTP/1.1", true, HttpClient.Version.HTTP_1_1, 0.40),
            new Way("HTTPS, HTTP/2", true, HttpClient.Version.HTTP_2, 0.20));

    private record Result(double wall, long memory) {}

    @Override
    public Section measure(Bench bench) throws IOException, NotMeasured {
        Content content = Content.of(LargeUpload.size(bench));
        List<Goal> goals = new ArrayList<>();
        Result plain = result(bench, PLAIN, content, Double.NaN);
        for (Way way : SECURE) {
            Result result = result(bench, way, content, plain.wall());
            goals.add(Goal.atLeast(
                    "throughput over " + way.name() + ", of plain", plain.wall() / result.wall(), way.least(), ""));
            goals.add(
                    Goal.atMost("peak memory over " + way.name(), result.memory() / 1e6, plain.memory() / 1e6, " MB"));
        }
        return new Section(
                "4. An upload of " + Table.number((double) content.size()) + " bytes over HTTPS",
                "Medians of " + bench.settings().fewRounds() + " after one to warm up, each way with a stub of its own,"
                        + " -Xmx128m; the client is java.net.http.HttpClient in all three, on the same machine.",
                figures,
                goals);
    }

    private Result result(Bench bench, Way way, Content content, double plain) throws IOException, NotMeasured {
        int httpsPort = Running.freePort();
        Peer stub = bench.peers().otaStub("-Xmx128m", "--https-port", Integer.toString(httpsPort));
        try (Running running = stub.start(bench.settings())) {
            HttpClient client = client(way, running);
            int port = way.secure() ? httpsPort : running.port();
            URI uri = URI.create((way.secure() ? "https" : "http") + "://localhost:" + port + "/");
            List<Sample> samples = new ArrayList<>();
            for (int round = 0; round <= bench.settings().fewRounds(); round++) {
                HttpRequest request = request(stub, uri, way, round, content);
                Sample sample = running.measure(() -> check(stub, way, content, client, request));
                bench.say(way.name(), "upload " + round, sample);
                if (round > 0) {
                    samples.add(sample);
                }
            }
            double wall = Sample.wall(samples);
            long memory = running.figures().peakBytes();
            figures.row(
                    way.name(),
                    Sample.cpuText(samples),
                    Sample.wallText(samples),
                    Table.number(content.size() / wall / 1e6),
                    Table.megabytes(memory),
                    way.secure() ? Table.number(plain / wall) : "1");
            return new Result(wall, memory);
        }
    }

    private static void check(Peer stub, Way way, Content content, HttpClient client, HttpRequest request)
            throws IOException {
        try {
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            if (response.version() != way.version()) {
                throw new IOException("The stub answered by " + response.version() + ", not " + way.version() + ".");
            }
            String eTag = response.headers().firstValue("ETag").orElse("");
            stub.check(
                    new HttpConnection.Answer(
                            response.statusCode(), eTag.replace("\"", "").toUpperCase(Locale.ROOT), response.body()),
                    content);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static HttpRequest request(Peer stub, URI uri, Way way, int round, Content content) {
        byte[] fields = stub.dialect()
                .orElseThrow()
                .fields("ota/bench/tls-" + round + ".bin")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] tail = Form.closing().getBytes(StandardCharsets.US_ASCII);
        long length = fields.length + content.size() + tail.length;
        Iterable<byte[]> pieces = () -> pieces(fields, content, tail);
        return HttpRequest.newBuilder(uri)
                .version(way.version())
                .timeout(LONGEST)
                .header("Content-Type", Form.contentType())
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArrays(pieces), length))
                .build();
    }

    /** Pieces of the very bytes whose MD5 is known. */
    private static Iterator<byte[]> pieces(byte[] fields, Content content, byte[] tail) {
        byte[] block = Content.bytes();
        List<byte[]> cut = new ArrayList<>();
        for (int at = 0; at < block.length; at += PIECE) {
            cut.add(Arrays.copyOfRange(block, at, at + PIECE));
        }
        Stream<byte[]> file = LongStream.range(0, (content.size() + PIECE - 1) / PIECE)
                .mapToObj(n -> piece(cut.get((int) (n % cut.size())), content.size() - n * PIECE));
        return Stream.of(Stream.of(fields), file, Stream.of(tail))
                .flatMap(part -> part)
                .iterator();
    }

    private static byte[] piece(byte[] whole, long left) {
        return left >= PIECE ? whole : Arrays.copyOf(whole, (int) left);
    }

    private static HttpClient client(Way way, Running running) throws IOException {
        HttpClient.Builder builder = HttpClient.newBuilder().version(way.version());
        return way.secure() ? builder.sslContext(trusting(running)).build() : builder.build();
    }

    static SSLContext trusting(Running running) throws IOException {
        try (HttpConnection connection = new HttpConnection(running.port())) {
            byte[] certificate = connection.get("/__admin/ota/ca.pem").body();
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "stub",
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate)));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("The stub's certificate cannot be used: " + e.getMessage(), e);
        }
    }
}
