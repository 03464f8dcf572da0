package dev.otastub.acceptance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.GeneratedFile;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubAccount;
import dev.otastub.OtaStubOptions;
import dev.otastub.acceptance.IotClient.Connection;
import dev.otastub.acceptance.IotClient.FirmwarePackage;
import dev.otastub.account.AccessKey;
import dev.otastub.oss.OssAddress;
import dev.otastub.oss.PresignedUrl;
import dev.otastub.signature.PostPolicySignature;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two accounts of one stub, over a real port: neither sees, claims or overwrites what is the other's. */
final class AccountIsolationTest {

    private static final GeneratedFile FILE = GeneratedFile.of(1000);
    private static final GeneratedFile OTHER_FILE = GeneratedFile.of(500);

    private static final OtaStubAccount ALICE = OtaStubAccount.builder("1000000000000001")
            .keys(AccessKey.of("alice", "alices-secret"))
            .build();
    private static final OtaStubAccount BOB = OtaStubAccount.builder("1000000000000002")
            .keys(AccessKey.of("bob", "bobs-secret"))
            .build();

    private final OtaStub stub = OtaStub.start(
            OtaStubOptions.builder().accounts(ALICE, BOB).bucket("shared").build());

    private IotAnswer alicesTicket;

    @BeforeEach
    void aliceAsksForAnUpload() throws Exception {
        alicesTicket = iot(ALICE).generateOtaUploadUrl(Optional.of("bin"));
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void folders_of_two_accounts_differ() throws Exception {
        IotAnswer bobs = iot(BOB).generateOtaUploadUrl(Optional.of("bin"));

        assertThat(folder(bobs)).isNotEqualTo(folder(alicesTicket));
        assertThat(bobs.data("OSSAccessKeyId")).isNotEqualTo(alicesTicket.data("OSSAccessKeyId"));
    }

    @Test
    void a_package_of_another_accounts_file_is_refused_and_its_own_is_made() throws Exception {
        assertThat(send(UploadForm.of(alicesTicket, FILE)).status()).isEqualTo(200);

        assertThat(create(BOB).code()).isEqualTo("iot.firmware.InvalidFirmwareUrl");
        assertThat(create(ALICE).success()).isTrue();
    }

    /** Whoever has a ticket may upload by it, as in the cloud; the file is of the account that asked for it. */
    @Test
    void a_file_uploaded_by_a_ticket_is_of_the_account_that_the_ticket_was_given_to() throws Exception {
        assertThat(send(UploadForm.of(alicesTicket, FILE)).status()).isEqualTo(200);

        assertThat(stub.objects())
                .singleElement()
                .satisfies(object -> assertThat(object.ownerUid()).isEqualTo(ALICE.uid()));
        assertThat(create(BOB).success()).isFalse();
    }

    @Test
    void a_ticket_does_not_reach_into_another_accounts_folder() throws Exception {
        IotAnswer bobs = iot(BOB).generateOtaUploadUrl(Optional.of("bin"));

        UploadReply reply = send(UploadForm.of(bobs, FILE).with("key", alicesTicket.data("Key")));

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.body()).contains("<Code>AccessDenied</Code>", "Policy Condition failed");
        assertThat(stub.objects()).isEmpty();
    }

    @Test
    void one_accounts_policy_does_not_pass_under_the_issuing_pair_of_another() throws Exception {
        UploadReply reply = send(UploadForm.of(alicesTicket, FILE)
                .with("OSSAccessKeyId", BOB.issuingKey().id()));

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.body()).contains("<Code>SignatureDoesNotMatch</Code>");
        assertThat(stub.objects()).isEmpty();
    }

    @Test
    void a_policy_of_ones_own_making_does_not_reach_into_another_accounts_folder() throws Exception {
        UploadReply empty = send(signedBy(BOB.issuingKey(), alicesTicket.data("Key")));
        send(UploadForm.of(alicesTicket, FILE));
        UploadReply there = send(signedBy(BOB.issuingKey(), alicesTicket.data("Key")));

        assertThat(empty.status()).isEqualTo(403);
        assertThat(empty.body()).contains("<Code>AccessDenied</Code>");
        assertThat(there.status()).isEqualTo(403);
        assertThat(stub.objects())
                .singleElement()
                .satisfies(object -> assertThat(object.digests().size()).isEqualTo(FILE.length()));
        assertThat(create(ALICE).success()).isTrue();
    }

    @Test
    void in_a_bucket_of_the_customers_an_object_is_of_whom_uploaded_it() throws Exception {
        String url = stub.url() + "/shared";
        assertThat(send(url, signedBy(ALICE.keys().get(0), "notes")).status()).isEqualTo(200);

        assertThat(send(url, signedBy(BOB.keys().get(0), "notes")).status()).isEqualTo(403);
        OssAddress notes = new OssAddress("shared", "notes", OssAddress.Style.PATH);
        assertThat(get(BOB.keys().get(0), "/shared/notes", notes)).isEqualTo(403);
        assertThat(get(ALICE.keys().get(0), "/shared/notes", notes)).isEqualTo(200);
    }

    @Test
    void another_accounts_object_is_not_read() throws Exception {
        send(UploadForm.of(alicesTicket, FILE));
        String key = alicesTicket.data("Key");
        OssAddress address = new OssAddress("iotx-ota", key, OssAddress.Style.PATH);

        assertThat(get(BOB.issuingKey(), "/" + key, address)).isEqualTo(403);
        assertThat(get(BOB.keys().get(0), "/" + key, address)).isEqualTo(403);
        assertThat(get(ALICE.keys().get(0), "/" + key, address)).isEqualTo(403);
        assertThat(get(ALICE.issuingKey(), "/" + key, address)).isEqualTo(200);
    }

    @Test
    void names_and_versions_of_packages_are_each_accounts_own() throws Exception {
        send(UploadForm.of(alicesTicket, FILE));
        IotAnswer bobs = iot(BOB).generateOtaUploadUrl(Optional.of("bin"));
        send(UploadForm.of(bobs, OTHER_FILE));

        assertThat(create(ALICE).success()).isTrue();
        assertThat(iot(BOB).createOtaFirmware(firmware(bobs.data("FirmwareUrl")))
                        .success())
                .isTrue();
        assertThat(create(ALICE).code()).isEqualTo("iot.firmware.AlreadyExistedFirmwareName");
    }

    private IotClient iot(OtaStubAccount account) {
        return new LegacySdk(
                LegacySdk.Settings.USUAL,
                new Connection(stub.hostPort(), account.keys().get(0)),
                Optional.empty());
    }

    /** Has the account make a package of what was uploaded by Alice's ticket. */
    private IotAnswer create(OtaStubAccount account) throws Exception {
        return iot(account).createOtaFirmware(firmware(alicesTicket.data("FirmwareUrl")));
    }

    private static FirmwarePackage firmware(String url) {
        return new FirmwarePackage("name", "1.0.0", url, "description");
    }

    private static String folder(IotAnswer ticket) {
        return ticket.data("Key").split("/")[1];
    }

    private UploadReply send(UploadForm form) throws Exception {
        return send(stub.url(), form);
    }

    private UploadReply send(String url, UploadForm form) throws Exception {
        return UploadClient.DOCUMENTATION_SAMPLE.send(url, form);
    }

    /** A form whose policy somebody made himself, for one key. */
    private UploadForm signedBy(AccessKey key, String objectKey) {
        String policy = Base64.getEncoder()
                .encodeToString(("{\"expiration\":\""
                                + stub.clock()
                                        .instant()
                                        .plus(Duration.ofHours(1))
                                        .truncatedTo(ChronoUnit.MILLIS)
                                + "\",\"conditions\":[[\"eq\",\"$key\",\"" + objectKey + "\"]]}")
                        .getBytes(StandardCharsets.UTF_8));
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("key", objectKey);
        fields.put("policy", policy);
        fields.put("OSSAccessKeyId", key.id());
        fields.put("signature", PostPolicySignature.v1(key.secret(), policy));
        fields.put("success_action_status", "200");
        return new UploadForm(fields, OTHER_FILE);
    }

    private int get(AccessKey key, String path, OssAddress address) {
        URI url = URI.create(stub.url() + path);
        String presigned =
                PresignedUrl.get(key, url, address, stub.clock().instant().plus(Duration.ofHours(1)));
        return given().urlEncodingEnabled(false).get(presigned).statusCode();
    }
}
