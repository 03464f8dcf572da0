package dev.otastub.wiremock;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import dev.otastub.testing.RawHttp;
import dev.otastub.testing.UploadTicket;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever may talk to the stub cannot have it talk to others, nor reach files that are not its own. */
final class NoWayInTest {

    private static final String TOKEN = "0123456789abcdef";

    @TempDir
    static Path parent;

    private static OtaStub stub;

    private ServerSocketChannel trap;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(root().resolve("__files"));
        Files.createDirectories(root().resolve("mappings"));
        Files.writeString(root().resolve("__files/inside.txt"), "inside");
        Files.writeString(parent.resolve("outside.txt"), "outside");
        Files.writeString(
                parent.resolve("outside.json"),
                "{\"request\": {\"url\": \"/x\"}, \"response\": {\"body\": \"outside\"}}");
        stub = OtaStub.start(
                OtaStubOptions.builder().rootDir(root()).adminToken(TOKEN).build());
    }

    @AfterAll
    static void stop() {
        stub.close();
    }

    @BeforeEach
    void setTrap() throws IOException {
        trap = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
        trap.configureBlocking(false);
    }

    @AfterEach
    void takeTrapAway() throws IOException {
        trap.close();
    }

    private static Path root() {
        return parent.resolve("root");
    }

    private String trapUrl() throws IOException {
        return "http://127.0.0.1:" + ((InetSocketAddress) trap.getLocalAddress()).getPort() + "/trap";
    }

    /** Connections wait to be accepted from the moment they are made. */
    private void assertNobodyCame() throws IOException {
        try (@Nullable SocketChannel came = trap.accept()) {
            assertThat((Object) came).isNull();
        }
    }

    // --------------------------------------------------------------------------------------------------- where it
    // listens

    /** All of 127.0.0.0/8 is this machine; the stub listens on one address of it, and on none that others could reach. */
    @Test
    void it_listens_on_one_address_unless_told() throws IOException {
        try (OtaStub usual = OtaStub.start(OtaStubOptions.builder().httpsPort(0).build())) {
            for (int port : new int[] {usual.port(), usual.httpsPort()}) {
                new Socket("127.0.0.1", port).close();
                assertThatThrownBy(() -> connect("127.0.0.2", port)).isInstanceOf(IOException.class);
            }
        }
    }

    private static void connect(String host, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 2000);
        }
    }

    // ------------------------------------------------------------------------------------------------- whom it talks
    // to

    @Test
    void a_callback_is_refused_and_nobody_is_called() throws IOException {
        int before = stub.objects().size();
        for (String url : List.of(trapUrl(), trapUrl().replace("127.0.0.1", "127.0.0.1.nip.io"), "http://[::1]/")) {
            String callback = Base64.getEncoder()
                    .encodeToString(("{\"callbackUrl\":\"" + url + "\",\"callbackBody\":\"a\"}")
                            .getBytes(StandardCharsets.UTF_8));
            UploadTicket ticket = ticket();
            int status = ticket.form()
                    .multiPart("callback", callback)
                    .multiPart("file", "f", new byte[1])
                    .post(ticket.host())
                    .statusCode();

            assertThat(status).as(url).isGreaterThanOrEqualTo(400);
        }
        assertNobodyCame();
        assertThat(stub.objects()).hasSize(before);
    }

    private UploadTicket ticket() {
        return new UploadTicket(given().baseUri(stub.url())
                .header(AdminGuard.TOKEN_HEADER, TOKEN)
                .redirects()
                .follow(true)
                .get("/__admin/ota/sign?Action=GenerateOTAUploadURL")
                .jsonPath()
                .getMap("Data"));
    }

    @Test
    void a_redirect_is_told_and_not_followed() throws IOException {
        UploadTicket ticket = ticket();
        given().redirects()
                .follow(false)
                .spec(ticket.form())
                .multiPart("success_action_redirect", trapUrl())
                .multiPart("file", "f", new byte[1])
                .post(ticket.host())
                .then()
                .statusCode(303);

        assertNobodyCame();
    }

    @Test
    void it_is_no_proxy() throws IOException {
        String host = trapUrl().substring("http://".length(), trapUrl().length() - "/trap".length());
        String end = "\r\nConnection: close\r\n\r\n";
        for (String request : List.of(
                "GET " + trapUrl() + " HTTP/1.1\r\nHost: " + host + end,
                "GET " + trapUrl() + " HTTP/1.1\r\nHost: " + stub.hostPort() + end,
                "POST " + trapUrl() + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 0" + end,
                "CONNECT " + host + " HTTP/1.1\r\nHost: " + host + end,
                "GET / HTTP/1.1\r\nHost: " + host + end)) {
            RawHttp.Answer answer = RawHttp.send(stub.port(), request.getBytes(StandardCharsets.US_ASCII));
            assertThat(answer.status()).as(request).isGreaterThanOrEqualTo(400);
        }
        assertNobodyCame();
    }

    /** WireMock has all this; it is for whoever has the token. */
    @Test
    void who_has_no_token_makes_it_neither_a_proxy_nor_a_caller() throws IOException {
        String proxy =
                "{\"request\": {\"urlPattern\": \".*\"}, \"response\": {\"proxyBaseUrl\": \"" + trapUrl() + "\"}}";
        String webhook =
                "{\"request\": {\"urlPattern\": \".*\"}, \"response\": {}, \"serveEventListeners\": [{\"name\":"
                        + " \"webhook\", \"parameters\": {\"method\": \"GET\", \"url\": \"" + trapUrl() + "\"}}]}";
        String recording = "{\"targetBaseUrl\": \"" + trapUrl() + "\"}";
        for (String[] call : new String[][] {
            {"/__admin/mappings", proxy},
            {"/__admin/mappings", webhook},
            {"/__admin/mappings/import", "{\"mappings\": [" + proxy + "]}"},
            {"/__admin/recordings/start", recording},
            {"/__admin/recordings/snapshot", recording}
        }) {
            given().baseUri(stub.url()).body(call[1]).post(call[0]).then().statusCode(401);
        }
        given().baseUri(stub.url()).get("/anything");

        assertNobodyCame();
    }

    // ---------------------------------------------------------------------------------------------------- which files

    private RequestSpecification admin() {
        return given().baseUri(stub.url())
                .header(AdminGuard.TOKEN_HEADER, TOKEN)
                .urlEncodingEnabled(false);
    }

    private Set<String> outsideRoot() throws IOException {
        try (Stream<Path> files = Files.walk(parent)) {
            Set<String> found = new TreeSet<>();
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(root()))
                    .toList()) {
                found.add(parent.relativize(file) + " " + Files.readString(file));
            }
            return found;
        }
    }

    /** Not even with the token. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "..%2F..%2Foutside.txt",
                "../../outside.txt",
                "%2e%2e/%2e%2e/outside.txt",
                "..%5C..%5Coutside.txt",
                "a/../../../outside.txt",
                "inside.txt%00/../../../outside.txt"
            })
    void files_outside_the_root_folder_are_neither_read_nor_changed(String name) throws IOException {
        Set<String> before = outsideRoot();

        String read = admin().get("/__admin/files/" + name).asString();
        admin().body("changed").put("/__admin/files/" + name);
        admin().delete("/__admin/files/" + name);

        assertThat(read).isNotEqualTo("outside");
        assertThat(outsideRoot()).isEqualTo(before);
    }

    @Test
    void a_stub_mapping_shows_a_file_of_its_folder_and_no_other() throws IOException {
        List<String> shown = new ArrayList<>();
        for (String file : List.of(
                "inside.txt",
                "../../outside.txt",
                "a/../../../outside.txt",
                parent.resolve("outside.txt").toString())) {
            String mapping = "{\"request\": {\"url\": \"/show\"}, \"response\": {\"bodyFileName\": \""
                    + file.replace("\\", "\\\\") + "\"}}";
            admin().body(mapping).post("/__admin/mappings");
            shown.add(given().baseUri(stub.url()).get("/show").asString());
        }

        assertThat(shown.get(0)).isEqualTo("inside");
        assertThat(shown.subList(1, shown.size()))
                .noneMatch(text -> text.contains("outside\n") || text.equals("outside"));
    }

    @Test
    void a_stub_mapping_is_kept_in_its_folder_whatever_its_name() throws IOException {
        Set<String> before = outsideRoot();
        for (String name : List.of("../../evil", "..\\\\..\\\\evil", "/evil", "a\\u0000b")) {
            admin().body("{\"name\": \"" + name + "\", \"persistent\": true, \"request\": {\"url\": \"/x\"},"
                            + " \"response\": {}}")
                    .post("/__admin/mappings")
                    .then()
                    .statusCode(201);
        }

        assertThat(outsideRoot()).isEqualTo(before);
        try (Stream<Path> files = Files.walk(root().resolve("mappings"))) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(4);
        }
    }
}
