package dev.otastub.acceptance;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.aliyun.oss.OSS;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyuncs.exceptions.ClientException;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.otastub.GeneratedFile;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import dev.otastub.TestAccount;
import dev.otastub.acceptance.IotClient.Connection;
import dev.otastub.acceptance.IotClient.FirmwarePackage;
import dev.otastub.account.AccessKey;
import dev.otastub.core.HttpDate;
import dev.otastub.core.StubClock;
import dev.otastub.oss.StoredObject;
import dev.otastub.testing.RawHttp;
import dev.otastub.testing.UploadTicket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Accounts of one stub live in times of their own, over a real port and with real SDKs. */
final class AccountTimesTest {

    private static final GeneratedFile FILE = GeneratedFile.of(10_000);
    private static final String BUCKET = "my-bucket";

    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final OtaStub stub =
            OtaStub.start(OtaStubOptions.builder().bucket(BUCKET).log(log::add).build());
    private final TestAccount other = stub.newAccount();
    private final TestAccount account = stub.newAccount();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        stub.close();
        assertThat(log).noneMatch(line -> line.contains("BUG in ota-stub"));
    }

    private enum Life {
        FROZEN_IN_2030(clock -> clock.freezeAt(Instant.parse("2030-01-01T00:00:00Z"))),
        A_YEAR_AHEAD(clock -> clock.advance(Duration.ofDays(365))),
        A_YEAR_BACK(clock -> clock.advance(Duration.ofDays(-365))),
        ALONG_WITH_THE_STUB(clock -> {});

        private final Consumer<StubClock> setting;

        Life(Consumer<StubClock> setting) {
            this.setting = setting;
        }
    }

    @Test
    void an_upload_is_refused_in_its_accounts_61st_second_and_another_accounts_goes_through() throws Exception {
        UploadForm late = UploadForm.of(ticket(account), FILE);
        UploadForm inTime = UploadForm.of(ticket(other), FILE);

        account.clock().advance(Duration.ofSeconds(61));

        UploadReply refused = send(late);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("Policy expired");
        assertThat(send(inTime).status()).isEqualTo(200);
        assertThat(send(UploadForm.of(ticket(account), FILE)).status()).isEqualTo(200);
    }

    /** The SDKs go by the machine's time, and go on working. */
    @ParameterizedTest
    @EnumSource(Life.class)
    void in_any_time_a_file_is_uploaded_and_made_a_package(Life life) throws Exception {
        life.setting.accept(account.clock());

        for (IotClient client : new IotClient[] {legacy(account), tea(account)}) {
            IotAnswer ticket = client.generateOtaUploadUrl(Optional.of("bin"));
            assertThat(send(UploadForm.of(ticket, FILE)).status()).isEqualTo(200);
            String name = client.getClass().getSimpleName();
            IotAnswer created = client.createOtaFirmware(
                    new FirmwarePackage(name, name, ticket.data("FirmwareUrl"), "description"));

            assertThat(created.code()).isNull();
            assertIsNow(Instant.parse(created.data("UtcCreate")));
        }
        assertThat(stub.objects()).allSatisfy(object -> assertIsNow(object.uploadedAt()));
    }

    @ParameterizedTest
    @EnumSource(Life.class)
    void every_answer_has_the_date_of_its_account_once(Life life) throws Exception {
        life.setting.accept(account.clock());
        IotAnswer ticket = ticket(account);
        UploadForm form = UploadForm.of(ticket, FILE);

        assertDate(200, post(form));
        assertDate(403, post(form.with("signature", "wrong")));
        URI object = URI.create(ticket.data("FirmwareUrl"));
        assertDate(
                403, get(URI.create(object + "?OSSAccessKeyId=" + account.issuingKeyId() + "&Expires=1&Signature=x")));
        assertDate(
                400,
                get(URI.create(stub.url() + "/?Action=GenerateOTAUploadURL&Version=2018-01-20&AccessKeyId="
                        + account.accessKeyId())));
        assertDate(
                413, post(URI.create(stub.url() + "/?AccessKeyId=" + account.accessKeyId()), new byte[(1 << 20) + 1]));
        try (Oss oss = new Oss(account)) {
            oss.sdk.putObject(BUCKET, "a", FILE.open());
            assertDate(200, get(oss.presigned("a")));
            assertIsNow(oss.sdk.getObjectMetadata(BUCKET, "a").getLastModified().toInstant());
        }
        assertThat(get(URI.create(stub.url() + "/?Action=X")).headers().allValues("Date"))
                .singleElement()
                .satisfies(date -> assertThat(HttpDate.parse(date).orElseThrow())
                        .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES)));
    }

    private void assertDate(int status, HttpResponse<?> answer) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().allValues("Date"))
                .singleElement()
                .satisfies(date -> assertIsNow(HttpDate.parse(date).orElseThrow()));
    }

    private void assertIsNow(Instant instant) {
        assertThat(instant).isCloseTo(account.clock().instant(), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void a_stub_mapping_of_the_users_has_the_stubs_date_or_its_own() throws Exception {
        stub.clock().freezeAt(Instant.parse("2028-02-29T00:00:00Z"));
        account.clock().freezeAt(Instant.parse("2030-01-01T00:00:00Z"));
        UploadForm form = UploadForm.of(ticket(account), FILE);

        stub.wireMock().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(418)));
        assertThat(post(form).headers().allValues("Date")).containsExactly("Tue, 29 Feb 2028 00:00:00 GMT");

        String own = "Thu, 01 Jan 1970 00:00:00 GMT";
        stub.wireMock().stubFor(any(anyUrl()).willReturn(aResponse().withHeader("Date", own)));
        assertThat(post(form).headers().allValues("Date")).containsExactly(own);

        stub.wireMock()
                .stubFor(any(anyUrl())
                        .willReturn(aResponse().withHeader("Date", own).withTransformers("ota-stub")));
        HttpResponse<String> clouds = post(form);
        assertThat(clouds.statusCode()).isEqualTo(200);
        assertThat(clouds.headers().allValues("Date")).containsExactly(own);
    }

    @Test
    void what_is_no_accounts_has_the_stubs_date_once() throws Exception {
        stub.clock().freezeAt(Instant.parse("2028-02-29T00:00:00Z"));

        String answer = RawHttp.send(
                        stub.port(), "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n".getBytes(StandardCharsets.US_ASCII))
                .text();

        assertThat(answer).containsOnlyOnce("Date:").contains("Date: Tue, 29 Feb 2028 00:00:00 GMT");
    }

    /** A page of another origin makes the server prepare headers, and WireMock's faults want the server's own response. */
    @Test
    void a_fault_of_the_users_breaks_a_browsers_upload_too() throws Exception {
        UploadForm form = UploadForm.of(ticket(account), FILE);
        stub.wireMock().stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));

        assertThatThrownBy(() -> http.send(
                        request(form)
                                .header("Origin", "https://app.example.com")
                                .build(),
                        BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_presigned_url_is_good_until_its_accounts_time_is_over() throws Exception {
        try (Oss one = new Oss(account);
                Oss another = new Oss(other)) {
            one.sdk.putObject(BUCKET, "a", FILE.open());
            another.sdk.putObject(BUCKET, "b", FILE.open());
            URI expired = one.presigned("a");
            URI good = another.presigned("b");
            assertThat(get(expired).statusCode()).isEqualTo(200);

            account.clock().advance(Duration.ofSeconds(61));

            assertThat(get(expired).statusCode()).isEqualTo(403);
            assertThat(get(good).statusCode()).isEqualTo(200);
            assertThat(get(one.presigned("a")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void an_unclaimed_file_is_deleted_from_the_disk_when_its_accounts_hour_is_over() throws Exception {
        Path goes = uploaded(account);
        Path stays = uploaded(other);
        assertThat(goes).exists();

        account.clock().advance(Duration.ofMinutes(61));

        assertThat(stub.objects()).extracting(StoredObject::ownerUid).containsExactly(other.uid());
        await().untilAsserted(() -> assertThat(goes).doesNotExist());
        assertThat(stays).exists();
    }

    @Test
    void an_upload_url_is_listed_as_long_as_it_is_good_for_its_account() throws Exception {
        account.clock().freezeAt(Instant.parse("2020-01-01T00:00:00Z"));
        String key = ticket(account).data("Key");
        String others = ticket(other).data("Key");
        assertThat(issued()).contains(key, others, "\"secondsLeft\":60");

        stub.clock().advance(Duration.ofSeconds(61));
        assertThat(issued()).contains(key).doesNotContain(others);

        account.clock().advance(Duration.ofSeconds(60));
        assertThat(issued()).doesNotContain(key);
    }

    private String issued() throws Exception {
        return get(URI.create(stub.url() + "/__admin/ota/issued-urls")).body();
    }

    @Test
    void all_accounts_go_along_with_the_stub_but_one_that_is_frozen() throws Exception {
        account.clock().freeze();
        UploadForm ofFrozen = UploadForm.of(ticket(account), FILE);
        UploadForm ofOther = UploadForm.of(ticket(other), FILE);

        stub.clock().advance(Duration.ofSeconds(61));

        assertThat(send(ofFrozen).status()).isEqualTo(200);
        assertThat(send(ofOther).body()).contains("Policy expired");
    }

    @Test
    void a_call_that_the_stub_signs_is_of_the_time_of_its_account() throws Exception {
        try (OtaStub strict =
                OtaStub.start(OtaStubOptions.builder().strictCallerTime(true).build())) {
            strict.account().clock().advance(Duration.ofDays(1));

            assertThat(UploadTicket.from(strict)
                            .upload(FILE.open().readAllBytes())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_stub_that_was_started_frozen_is_frozen_again_when_it_is_reset() {
        Instant at = Instant.parse("2026-11-22T11:50:16Z");
        try (OtaStub frozen = OtaStub.start(OtaStubOptions.builder()
                .frozenAt(at)
                .clockOffset(Duration.ofHours(1))
                .build())) {
            TestAccount running = frozen.newAccount();
            running.clock().run();
            frozen.clock().run();
            assertThat(frozen.clock().isFrozen()).isFalse();

            frozen.clock().reset();

            assertThat(frozen.clock().instant()).isEqualTo(at.plus(Duration.ofHours(1)));
            assertThat(frozen.clock().isFrozen()).isTrue();
            assertThat(frozen.newAccount().clock().isFrozen()).isTrue();
            assertThat(running.clock().isFrozen()).isFalse();
        }
    }

    @Test
    void the_keys_of_an_account_that_was_removed_are_nobodys() throws Exception {
        UploadForm form = UploadForm.of(ticket(account), FILE);
        Path file = uploaded(account);

        account.close();

        ClientException refused = catchThrowableOfType(ClientException.class, () -> ticket(account));
        assertThat(refused.getErrCode()).isEqualTo("InvalidAccessKeyId.NotFound");
        UploadReply reply = send(form);
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.body()).contains("<Code>InvalidAccessKeyId</Code>");
        assertThat(file).doesNotExist();
        assertThat(send(UploadForm.of(ticket(other), FILE)).status()).isEqualTo(200);
    }

    private Path uploaded(TestAccount by) throws Exception {
        IotAnswer ticket = ticket(by);
        assertThat(send(UploadForm.of(ticket, FILE)).status()).isEqualTo(200);
        return stub.objects().stream()
                .filter(object -> object.key().equals(ticket.data("Key")))
                .findFirst()
                .orElseThrow()
                .file();
    }

    private static AccessKey key(TestAccount of) {
        return AccessKey.of(of.accessKeyId(), of.accessKeySecret());
    }

    private IotClient legacy(TestAccount by) {
        return new LegacySdk(LegacySdk.Settings.USUAL, new Connection(stub.hostPort(), key(by)), Optional.empty());
    }

    private IotClient tea(TestAccount by) throws Exception {
        return new TeaSdk(new Connection(stub.hostPort(), key(by)), Optional.empty(), Optional.empty());
    }

    private IotAnswer ticket(TestAccount by) throws Exception {
        return legacy(by).generateOtaUploadUrl(Optional.of("bin"));
    }

    private UploadReply send(UploadForm form) throws Exception {
        return UploadClient.DOCUMENTATION_SAMPLE.send(stub.url(), form);
    }

    private HttpRequest.Builder request(UploadForm form) {
        return HttpRequest.newBuilder(URI.create(stub.url()))
                .header("Content-Type", UploadForm.contentType())
                .POST(BodyPublishers.ofInputStream(form::open));
    }

    private HttpResponse<String> post(UploadForm form) throws Exception {
        return http.send(request(form).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(URI url, byte[] body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(url)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(URI url) throws Exception {
        return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
    }

    /** The OSS SDK for an account; its URLs are good for a minute of the account's time. */
    private final class Oss implements AutoCloseable {

        private final TestAccount account;
        private final OSS sdk;

        Oss(TestAccount account) {
            this.account = account;
            this.sdk = OssSdk.of(stub, key(account), SignVersion.V1);
        }

        URI presigned(String key) throws Exception {
            return sdk.generatePresignedUrl(
                            BUCKET, key, Date.from(account.clock().instant().plusSeconds(60)))
                    .toURI();
        }

        @Override
        public void close() {
            sdk.shutdown();
        }
    }
}
