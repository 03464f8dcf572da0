package dev.otastub.acceptance;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.Fault;
import dev.otastub.GeneratedFile;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import dev.otastub.testing.RawHttp;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cloud by HTTPS: all that it does by HTTP, and HTTP/2 where the client wants it. */
final class HttpsTest {

    private static final GeneratedFile FILE = GeneratedFile.of(3_000_001);
    private static final GeneratedFile LARGE = GeneratedFile.of(20_000_000);

    @TempDir
    static Path shared;

    private static OtaStub stub;

    @BeforeAll
    static void start() {
        stub = OtaStub.start(
                OtaStubOptions.builder().httpsPort(0).callsPerSecond(0).build());
    }

    @AfterAll
    static void stop() {
        stub.close();
    }

    private static HttpClient client(Version version) {
        return HttpClient.newBuilder()
                .sslContext(stub.sslContext())
                .version(version)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    private static HttpResponse<String> get(Version version, String url) throws Exception {
        return client(version).send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(Version version, UploadForm form) throws Exception {
        return client(version)
                .send(
                        HttpRequest.newBuilder(URI.create(stub.httpsUrl() + "/"))
                                .header("Content-Type", UploadForm.contentType())
                                .POST(BodyPublishers.ofInputStream(form::open))
                                .build(),
                        BodyHandlers.ofString());
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void a_caller_is_told_the_address_it_called(Version version) throws Exception {
        HttpResponse<String> answer = get(version, stub.httpsUrl() + "/__admin/ota/sign?Action=GenerateOTAUploadURL");

        assertThat(answer.version()).isEqualTo(version);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"Host\":\"" + stub.httpsUrl() + "\"", "\"FirmwareUrl\":\"" + stub.httpsUrl() + "/ota/");
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void a_file_is_uploaded_and_read_back(Version version) throws Exception {
        UploadForm form = UploadForm.askedOf(stub, FILE).with("x-oss-object-acl", "public-read");

        HttpResponse<String> answer = post(version, form);

        assertThat(answer.version()).isEqualTo(version);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        HttpResponse<byte[]> read = client(version)
                .send(
                        HttpRequest.newBuilder(URI.create(stub.httpsUrl() + "/" + form.key()))
                                .build(),
                        BodyHandlers.ofByteArray());
        assertThat(read.body()).isEqualTo(FILE.bytes());
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void a_refused_upload_still_reads_why(Version version) throws Exception {
        UploadForm form = UploadForm.askedOf(stub, LARGE).with("signature", "wrong");

        HttpResponse<String> answer = post(version, form);

        assertThat(answer.version()).isEqualTo(version);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("<Code>SignatureDoesNotMatch</Code>");
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void a_fault_of_the_users_spoils_one_exchange_of_http_2_and_no_other(Fault fault) throws Exception {
        List<String> log = new CopyOnWriteArrayList<>();
        try (OtaStub faulty = OtaStub.start(OtaStubOptions.builder()
                .dataDir(shared)
                .httpsPort(0)
                .log(log::add)
                .build())) {
            faulty.wireMock()
                    .stubFor(any(urlPathEqualTo("/faulty"))
                            .willReturn(aResponse().withFault(fault)));
            HttpClient client =
                    HttpClient.newBuilder().sslContext(faulty.sslContext()).build();
            HttpRequest health = HttpRequest.newBuilder(URI.create(faulty.httpsUrl() + "/__admin/health"))
                    .build();
            assertThat(client.send(health, BodyHandlers.discarding()).version()).isEqualTo(Version.HTTP_2);

            HttpRequest request = HttpRequest.newBuilder(URI.create(faulty.httpsUrl() + "/faulty"))
                    .build();
            assertThatThrownBy(() -> client.send(request, BodyHandlers.discarding()))
                    .isInstanceOf(IOException.class);

            assertThat(client.send(health, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
            assertThat(log).noneMatch(line -> line.startsWith("BUG"));
        }
    }

    @Test
    void a_connection_of_http_2_goes_on_after_a_refused_upload() throws Exception {
        HttpClient client = client(Version.HTTP_2);
        UploadForm refused = UploadForm.askedOf(stub, LARGE).with("signature", "wrong");
        for (int i = 0; i < 3; i++) {
            HttpRequest upload = HttpRequest.newBuilder(URI.create(stub.httpsUrl() + "/"))
                    .header("Content-Type", UploadForm.contentType())
                    .POST(BodyPublishers.ofInputStream(refused::open))
                    .build();
            assertThat(client.send(upload, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(403);
        }
        HttpRequest health = HttpRequest.newBuilder(URI.create(stub.httpsUrl() + "/__admin/health"))
                .build();
        assertThat(client.send(health, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void the_stubs_own_admin_pages_may_call_it(Version version) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(stub.httpsUrl() + "/__admin/mappings"))
                .header("Origin", stub.httpsUrl())
                .build();

        assertThat(client(version).send(request, BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
    }

    /** A hosts file may point the cloud's names at the stub, and clients may name others still. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "iot.cn-shanghai.aliyuncs.com",
                "oss-cn-shanghai.aliyuncs.com",
                "iotx-ota.oss-cn-shanghai.aliyuncs.com",
                "mine.oss-cn-shanghai.aliyuncs.com",
                "iotx-ota.localhost"
            })
    void the_certificate_is_good_for_the_clouds_names(String name) throws Exception {
        assertThat(statusBy(name, true)).isEqualTo(400);
    }

    @Test
    void a_name_that_the_certificate_does_not_have_is_the_clients_to_refuse() throws Exception {
        assertThatThrownBy(() -> statusBy("other.example", true)).isInstanceOf(SSLHandshakeException.class);
        assertThat(statusBy("other.example", false)).isEqualTo(400);
    }

    /** The status of a request that nobody can read, by a name of the host on a connection to 127.0.0.1. */
    private static int statusBy(String name, boolean verified) throws IOException {
        try (SSLSocket socket = (SSLSocket) stub.sslContext()
                .getSocketFactory()
                .createSocket(new Socket("127.0.0.1", stub.httpsPort()), name, stub.httpsPort(), true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            if (verified) {
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
            }
            socket.setSSLParameters(parameters);
            // A control character: what every host refuses alike.
            socket.getOutputStream()
                    .write(("GET /?\u0001 HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new RawHttp.Answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .status();
        }
    }

    @Test
    void what_cannot_be_read_is_refused_as_the_cloud_does() throws Exception {
        try (SSLSocket socket =
                (SSLSocket) stub.sslContext().getSocketFactory().createSocket("127.0.0.1", stub.httpsPort())) {
            socket.getOutputStream().write("NONSENSE\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            RawHttp.Answer answer =
                    new RawHttp.Answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("<Code>BadRequest</Code>");
            assertThat(answer.header("Date")).isPresent();
        }
    }

    @Test
    void clients_that_trust_others_refuse_the_stub() {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(stub.httpsUrl() + "/")).build();

        assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, BodyHandlers.discarding()))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void the_plain_port_stays_with_http_1() throws Exception {
        assertThat(get(Version.HTTP_2, stub.url() + "/__admin/health").version())
                .isEqualTo(Version.HTTP_1_1);
        assertThat(RawHttp.sendAndStop(
                                stub.port(), "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_tls_client_on_the_plain_port_is_a_line_of_the_log_with_a_hint() throws Exception {
        List<String> log = new CopyOnWriteArrayList<>();
        try (OtaStub plain =
                OtaStub.start(OtaStubOptions.builder().log(log::add).build())) {
            assertThatThrownBy(() -> get(Version.HTTP_1_1, "https://" + plain.hostPort() + "/"))
                    .isInstanceOf(IOException.class);

            assertThat(log).last().asString().contains("--https-port");
            assertThatThrownBy(plain::sslContext)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("httpsPort");
            HttpResponse<String> authority = get(Version.HTTP_1_1, plain.url() + "/__admin/ota/ca.pem");
            assertThat(authority.statusCode()).isEqualTo(404);
            assertThat(authority.body()).contains("--https-port");
        }
    }

    @Test
    void the_authority_is_served_by_both_ports_and_kept_in_a_file() throws Exception {
        for (String url : List.of(stub.url(), stub.httpsUrl())) {
            HttpResponse<String> answer = get(Version.HTTP_1_1, url + "/__admin/ota/ca.pem");

            assertThat(answer.body()).isEqualTo(stub.caPem()).startsWith("-----BEGIN CERTIFICATE-----\n");
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-pem-file");
        }
        assertThat(stub.caFile()).hasContent(stub.caPem());
    }

    @Test
    void date_is_the_stubs_time_on_http_2_too() throws Exception {
        try (OtaStub frozen = OtaStub.start(OtaStubOptions.builder()
                .httpsPort(0)
                .frozenAt(Instant.parse("2030-01-01T00:00:00Z"))
                .build())) {
            HttpClient client =
                    HttpClient.newBuilder().sslContext(frozen.sslContext()).build();
            HttpResponse<Void> answer = client.send(
                    HttpRequest.newBuilder(URI.create(frozen.httpsUrl() + "/")).build(), BodyHandlers.discarding());

            assertThat(answer.version()).isEqualTo(Version.HTTP_2);
            assertThat(answer.headers().allValues("Date")).containsExactly("Tue, 01 Jan 2030 00:00:00 GMT");
        }
    }

    @Test
    void a_certificate_of_the_users_own_is_served(@TempDir Path folder) throws Exception {
        KeyStore made = keyStoreOf(stub);
        Path chain = Files.writeString(
                folder.resolve("chain.pem"),
                pem("CERTIFICATE", made.getCertificate("server").getEncoded()));
        Path key = Files.writeString(
                folder.resolve("key.pem"),
                pem(
                        "PRIVATE KEY",
                        made.getKey("server", "ota-stub".toCharArray()).getEncoded()));
        try (OtaStub own = OtaStub.start(
                OtaStubOptions.builder().httpsPort(0).certificate(chain, key).build())) {
            // The certificate has no issuer with it, so it is itself what clients must trust.
            assertThat(own.caPem()).isNotEqualTo(stub.caPem()).isEqualTo(Files.readString(chain));
            HttpClient client =
                    HttpClient.newBuilder().sslContext(own.sslContext()).build();
            HttpRequest request = HttpRequest.newBuilder(URI.create(own.httpsUrl() + "/__admin/health"))
                    .build();
            assertThat(client.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
            // Whoever trusts the issuer is content as well.
            assertThat(client(Version.HTTP_2)
                            .send(request, BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void whoever_trusts_a_stub_with_a_data_folder_trusts_it_after_a_restart(@TempDir Path folder) throws Exception {
        OtaStubOptions options = OtaStubOptions.builder()
                .dataDir(folder.resolve("data"))
                .httpsPort(0)
                .build();
        String authority;
        SSLContext context;
        try (OtaStub before = OtaStub.start(options)) {
            authority = before.caPem();
            context = before.sslContext();
        }
        try (OtaStub after = OtaStub.start(options)) {
            assertThat(after.caPem()).isEqualTo(authority);
            assertThat(after.caFile()).hasContent(authority);
            HttpRequest request = HttpRequest.newBuilder(URI.create(after.httpsUrl() + "/__admin/health"))
                    .build();
            HttpClient client = HttpClient.newBuilder().sslContext(context).build();
            assertThat(client.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        }
    }

    private static KeyStore keyStoreOf(OtaStub stub) throws Exception {
        return KeyStore.getInstance(stub.caFile().resolveSibling("server.p12").toFile(), "ota-stub".toCharArray());
    }

    private static String pem(String label, byte[] bytes) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + label
                + "-----\n";
    }

    @Test
    void https_on_a_port_in_use_is_told_of_that_port() {
        assertThatThrownBy(() -> OtaStub.start(
                        OtaStubOptions.builder().httpsPort(stub.httpsPort()).build()))
                .isInstanceOf(OtaStub.StartFailure.class)
                .hasMessageContaining("127.0.0.1:" + stub.httpsPort())
                .hasMessageContaining("choose one by --https-port");
    }
}
