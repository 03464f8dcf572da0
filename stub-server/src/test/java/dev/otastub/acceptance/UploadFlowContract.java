package dev.otastub.acceptance;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.otastub.GeneratedFile;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubAccount;
import dev.otastub.OtaStubOptions;
import dev.otastub.acceptance.IotClient.Connection;
import dev.otastub.acceptance.IotClient.FirmwarePackage;
import dev.otastub.account.AccessKey;
import dev.otastub.account.Permissions;
import dev.otastub.account.RamUser;
import dev.otastub.account.SecurityToken;
import dev.otastub.core.Secret;
import dev.otastub.oss.StoredObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every SDK's user finds: the whole flow, and each way in which it is refused. */
interface UploadFlowContract {

    AccessKey KEY = OtaStubAccount.DEFAULT.keys().get(0);
    GeneratedFile FILE = GeneratedFile.of(300_001);

    /** Names and texts that have to be encoded before they are signed. */
    String DESCRIPTION = "spaces + plus / 固件 ~*'()&=%2F \"";

    IotClient client(Connection connection);

    /** The same client with temporary credentials. */
    IotClient client(Connection connection, String securityToken);

    /** What the SDK's own exception says; fails if it is none. */
    SdkRefusal refusal(Throwable thrown);

    /** Whether the SDK was set as the test says: whether its request looks as it should. */
    boolean isSentAsSet(LoggedRequest request);

    /** What the SDK makes of a signature by a wrong secret. */
    default String codeOfWrongSecret() {
        return "SignatureDoesNotMatch";
    }

    /** A refusal as an SDK's exception holds it. */
    record SdkRefusal(String code, String message, String requestId) {}

    @Test
    default void a_file_is_asked_for_uploaded_and_made_a_package() throws Exception {
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            IotClient client = client(stub, KEY);

            IotAnswer ticket = client.generateOtaUploadUrl(Optional.of("bin"));

            assertSuccess(ticket);
            assertThat(ticket.data("Host")).isEqualTo(stub.url());
            assertThat(ticket.data("ObjectStorage")).isEqualTo("OSS");
            assertThat(ticket.data("FirmwareUrl")).isEqualTo(stub.url() + "/" + ticket.data("Key"));

            UploadReply reply = upload(UploadForm.of(ticket, FILE), ticket);

            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            assertThat(stub.objects()).singleElement().satisfies(object -> {
                assertThat(object.key()).isEqualTo(ticket.data("Key"));
                assertThat(object.body().open()).hasSameContentAs(FILE.open());
            });

            IotAnswer created = client.createOtaFirmware(firmware("固件-1", ticket.data("FirmwareUrl")));

            assertSuccess(created);
            assertThat(created.data("FirmwareId")).isNotEmpty();
            assertThat(created.data("UtcCreate")).matches("[-0-9]+T[:0-9]+\\.\\d{3}Z");
        }
    }

    @Test
    default void a_file_that_nobody_claims_is_gone_after_an_hour_and_a_claimed_one_stays() throws Exception {
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            IotClient client = client(stub, KEY);
            IotAnswer unclaimed = uploaded(client);
            IotAnswer claimed = uploaded(client);
            assertSuccess(client.createOtaFirmware(firmware("claimed", claimed.data("FirmwareUrl"))));

            stub.clock().advance(Duration.ofMinutes(61));

            assertThat(stub.objects()).extracting(StoredObject::key).containsExactly(claimed.data("Key"));
            IotAnswer late = client.createOtaFirmware(firmware("late", unclaimed.data("FirmwareUrl")));
            assertThat(late.success()).isFalse();
            assertThat(late.code()).isEqualTo("iot.firmware.InvalidFirmwareUrl");
            assertSuccess(client.createOtaFirmware(
                    new FirmwarePackage("next", "2.0.0", uploaded(client).data("FirmwareUrl"), DESCRIPTION)));
        }
    }

    private IotAnswer uploaded(IotClient client) throws Exception {
        IotAnswer ticket = client.generateOtaUploadUrl(Optional.of("bin"));
        UploadReply reply = upload(UploadForm.of(ticket, FILE), ticket);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return ticket;
    }

    @Test
    default void the_sdk_is_set_as_the_test_says() throws Exception {
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            client(stub, KEY).generateOtaUploadUrl(Optional.of("zip"));

            assertThat(stub.wireMock().findAll(anyRequestedFor(anyUrl())))
                    .singleElement()
                    .matches(this::isSentAsSet);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bin", "tar.gz", "dav"})
    default void the_key_ends_with_the_suffix(String suffix) throws Exception {
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            IotAnswer ticket = client(stub, KEY).generateOtaUploadUrl(Optional.of(suffix));

            assertThat(ticket.data("Key")).matches("ota/.+[^.]\\." + suffix);
        }
    }

    @Test
    default void the_suffix_may_be_left_out() throws Exception {
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            IotAnswer ticket = client(stub, KEY).generateOtaUploadUrl(Optional.empty());

            assertThat(ticket.data("Key")).endsWith(".bin");
        }
    }

    @Test
    default void a_wrong_suffix_is_a_failure_without_an_exception() throws Exception {
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            IotAnswer answer = client(stub, KEY).generateOtaUploadUrl(Optional.of("exe"));

            assertFailure(answer, "iot.firmware.InvalidGenerateOTAUploadURLParam");
        }
    }

    @Test
    default void a_wrong_secret_is_refused() throws Exception {
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            assertRefused(client(stub, AccessKey.of(KEY.id(), "wrong")), codeOfWrongSecret());
        }
    }

    @Test
    default void an_unknown_access_key_id_is_refused() throws Exception {
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            SdkRefusal refusal =
                    assertRefused(client(stub, AccessKey.of("nobody", "secret")), "InvalidAccessKeyId.NotFound");

            assertThat(refusal.message()).contains("Specified access key is not found.");
        }
    }

    @Test
    default void a_ram_user_may_call() throws Exception {
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            AccessKey ramUser = OtaStubAccount.DEFAULT.ramUsers().get(0).key();

            assertSuccess(client(stub, ramUser).generateOtaUploadUrl(Optional.of("bin")));
        }
    }

    @Test
    default void what_a_ram_user_is_not_permitted_is_refused() throws Exception {
        AccessKey reader = AccessKey.of("readerid", "readersecret");
        OtaStubOptions options = OtaStubOptions.builder()
                .accounts(OtaStubAccount.DEFAULT.withRamUsers(
                        new RamUser("reader", reader, new Permissions(List.of("iot:Query*"), List.of()))))
                .build();
        try (OtaStub stub = OtaStub.start(options)) {
            assertThat(assertRefused(client(stub, reader), "Forbidden.RAM").message())
                    .contains("User not authorized to operate on the specified resource");
        }
    }

    @Test
    default void a_disabled_key_is_refused() throws Exception {
        AccessKey disabled = new AccessKey("disabledid", new Secret("disabledsecret"), false);
        OtaStubOptions options = OtaStubOptions.builder()
                .accounts(OtaStubAccount.DEFAULT.withKeys(disabled))
                .build();
        try (OtaStub stub = OtaStub.start(options)) {
            assertRefused(client(stub, disabled), "InvalidAccessKeyId.Inactive");
        }
    }

    @Test
    default void temporary_credentials_are_taken_with_their_token_only() throws Exception {
        AccessKey temporary = AccessKey.of("STS.temporary", "temporarysecret");
        OtaStubOptions options = OtaStubOptions.builder()
                .accounts(OtaStubAccount.DEFAULT.withTokens(
                        new SecurityToken("CAIS/to+ken==", temporary, Optional.empty())))
                .build();
        try (OtaStub stub = OtaStub.start(options)) {
            Connection connection = new Connection(stub.hostPort(), temporary);

            assertSuccess(client(connection, "CAIS/to+ken==").generateOtaUploadUrl(Optional.of("bin")));
            assertRefused(client(connection, "CAIS/other=="), "InvalidSecurityToken.Malformed");
        }
    }

    @Test
    default void the_call_over_the_quota_is_throttled() throws Exception {
        OtaStubOptions options = OtaStubOptions.builder().callsPerSecond(2).build();
        try (OtaStub stub = OtaStub.start(options)) {
            stub.clock().freeze();
            IotClient client = client(stub, KEY);
            assertSuccess(client.generateOtaUploadUrl(Optional.of("bin")));
            assertSuccess(client.generateOtaUploadUrl(Optional.of("bin")));

            assertRefused(client, "Throttling.User");

            stub.clock().advance(Duration.ofSeconds(1));
            assertSuccess(client.generateOtaUploadUrl(Optional.of("bin")));
        }
    }

    @Test
    default void a_policy_is_expired_a_minute_later() throws Exception {
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            IotAnswer ticket = client(stub, KEY).generateOtaUploadUrl(Optional.of("bin"));
            stub.clock().advance(Duration.ofSeconds(61));

            UploadReply reply = upload(UploadForm.of(ticket, FILE), ticket);

            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.body()).contains("<Code>AccessDenied</Code>", "Policy expired");
            assertThat(stub.objects()).isEmpty();
        }
    }

    @Test
    default void a_name_that_is_taken_is_a_failure() throws Exception {
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            IotClient client = client(stub, KEY);
            IotAnswer ticket = client.generateOtaUploadUrl(Optional.of("bin"));
            upload(UploadForm.of(ticket, FILE), ticket);
            assertSuccess(client.createOtaFirmware(firmware("once", ticket.data("FirmwareUrl"))));

            IotAnswer again = client.createOtaFirmware(firmware("once", ticket.data("FirmwareUrl")));

            assertFailure(again, "iot.firmware.AlreadyExistedFirmwareName");
        }
    }

    @Test
    default void a_package_of_a_file_that_was_not_uploaded_is_a_failure() throws Exception {
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            IotClient client = client(stub, KEY);
            IotAnswer ticket = client.generateOtaUploadUrl(Optional.of("bin"));

            IotAnswer answer = client.createOtaFirmware(firmware("early", ticket.data("FirmwareUrl")));

            assertFailure(answer, "iot.firmware.InvalidFirmwareUrl");
        }
    }

    private IotClient client(OtaStub stub, AccessKey key) {
        return client(new Connection(stub.hostPort(), key));
    }

    private static UploadReply upload(UploadForm form, IotAnswer ticket) throws Exception {
        return UploadClient.DOCUMENTATION_SAMPLE.send(ticket.data("Host"), form);
    }

    private static FirmwarePackage firmware(String name, String url) {
        return new FirmwarePackage(name, "1.0.0", url, DESCRIPTION);
    }

    private SdkRefusal assertRefused(IotClient client, String code) {
        Throwable thrown = catchThrowable(() -> client.generateOtaUploadUrl(Optional.of("bin")));
        assertThat(thrown).isNotNull();
        SdkRefusal refusal = refusal(thrown);
        assertThat(refusal.code()).as(refusal.message()).isEqualTo(code);
        assertThat(refusal.requestId()).matches("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}");
        return refusal;
    }

    private static void assertSuccess(IotAnswer answer) {
        assertThat(answer.success()).as(answer.toString()).isTrue();
        assertThat(answer.code()).isNullOrEmpty();
        assertThat(answer.requestId()).matches("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}");
    }

    private static void assertFailure(IotAnswer answer, String code) {
        assertThat(answer.success()).as(answer.toString()).isFalse();
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.errorMessage()).isNotEmpty();
        assertThat(answer.data()).isEmpty();
    }
}
