package dev.otastub.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otastub.GeneratedFile;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import dev.otastub.TestAccount;
import dev.otastub.testing.OssStub;
import dev.otastub.testing.RawHttp;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A client that goes away in the middle leaves nothing, is in nobody's way, and is told of in the log. */
@Timeout(60)
final class VanishingClientsTest {

    private static final GeneratedFile FILE = GeneratedFile.of(3000);
    private static final List<String> LOG = new CopyOnWriteArrayList<>();

    @TempDir
    static Path data;

    private static OtaStub stub;

    private TestAccount account;

    @BeforeAll
    static void start() {
        stub = OtaStub.start(OtaStubOptions.builder()
                .frozenAt(OssStub.NOW)
                .bucket(OssStub.BUCKET)
                .maxUploads(1)
                .dataDir(data)
                .log(LOG::add)
                .build());
    }

    @AfterAll
    static void stop() {
        stub.close();
    }

    @BeforeEach
    void begin() {
        LOG.clear();
        account = stub.newAccount();
    }

    @AfterEach
    void end() {
        account.close();
    }

    /** How far a client comes. */
    enum Phase {
        IN_THE_LINE(text -> 5),
        IN_THE_HEADERS(text -> text.indexOf("Host: ") + 8),
        BEFORE_THE_BODY(text -> text.indexOf("\r\n\r\n") + 4),
        IN_A_FIELD(text -> text.indexOf("name=\"policy\"") + 100),
        IN_THE_HEAD_OF_THE_FILE(text -> text.indexOf("name=\"file\"") + 5),
        IN_THE_FILE(text -> text.length() - 2000),
        BEFORE_THE_LAST_DELIMITER(text -> text.lastIndexOf("\r\n--")),
        BEFORE_THE_ANSWER(String::length);

        private final ToIntFunction<String> sent;

        Phase(ToIntFunction<String> sent) {
            this.sent = sent;
        }

        boolean isIn(Traffic traffic) {
            boolean ofForms =
                    this == IN_A_FIELD || this == IN_THE_HEAD_OF_THE_FILE || this == BEFORE_THE_LAST_DELIMITER;
            return traffic == Traffic.POST_OBJECT || traffic == Traffic.PUT_OBJECT && !ofForms;
        }

        /** Before that there is no request. */
        boolean isRequest() {
            return compareTo(IN_THE_HEADERS) > 0;
        }
    }

    static Stream<Arguments> vanishings() {
        return Stream.of(Phase.values())
                .flatMap(phase -> Stream.of(Traffic.values())
                        .filter(phase::isIn)
                        .flatMap(
                                traffic -> Stream.of("closed", "reset").map(how -> Arguments.of(traffic, phase, how))));
    }

    @ParameterizedTest
    @MethodSource("vanishings")
    void nothing_stays_of_an_upload_whose_client_vanishes(Traffic traffic, Phase phase, String how) throws Exception {
        byte[] request = Traffic.bytes(traffic.by(account, stub, FILE), "");
        int sent = phase.sent.applyAsInt(new String(request, StandardCharsets.ISO_8859_1));
        boolean whole = phase == Phase.BEFORE_THE_ANSWER;

        vanish(request, sent, how.equals("reset"));

        if (phase.isRequest() && !whole) {
            await().untilAsserted(() -> assertThat(LOG)
                    .filteredOn(line -> line.contains("400 IncompleteBody") && line.contains("connection ended"))
                    .hasSize(1));
        }
        await().untilAsserted(() ->
                assertThat(RawHttp.send(stub.port(), request).status()).isEqualTo(200));
        assertThat(stub.uploadsUnderWay()).isZero();
        assertThat(objects()).isOne();
        await().untilAsserted(() -> assertThat(files()).isOne());
        assertThat(LOG).noneMatch(line -> line.startsWith("BUG"));
    }

    private static void vanish(byte[] request, int sent, boolean reset) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", stub.port())) {
            if (reset) {
                socket.setSoLinger(true, 0);
            }
            socket.getOutputStream().write(request, 0, sent);
        }
    }

    private long objects() {
        return stub.objects().size();
    }

    private static long files() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("objects"))) {
            return files.count();
        }
    }
}
