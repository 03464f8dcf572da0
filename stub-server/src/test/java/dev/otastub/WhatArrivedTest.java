package dev.otastub;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otastub.control.RefusedCall;
import dev.otastub.core.CloudOperation;
import dev.otastub.junit5.OtaStubTest;
import dev.otastub.oss.PostObjectError;
import dev.otastub.rpc.GatewayError;
import dev.otastub.signature.Digests;
import dev.otastub.testing.AccountCalls;
import dev.otastub.testing.UploadTicket;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a test sees of an account: its uploads, its refusals, its packages, and none of anybody else's. */
@OtaStubTest
class WhatArrivedTest {

    private static final byte[] FILE = {1, 2, 3};

    private final OtaStub stub;
    private final TestAccount account;
    private final AccountCalls calls;

    WhatArrivedTest(OtaStub stub, TestAccount account) {
        this.stub = stub;
        this.account = account;
        this.calls = new AccountCalls(stub, account);
    }

    @BeforeEach
    void stopTime() {
        account.clock().freezeAt(Instant.parse("2026-11-22T11:50:32Z"));
    }

    @Test
    void an_upload_is_listed_with_all_that_is_known_of_it() throws IOException {
        UploadTicket ticket = calls.ticket();
        ticket.form()
                .multiPart("x-oss-meta-build", "42")
                .multiPart("file", "firmware.bin", FILE, "application/x-firmware")
                .multiPart("submit", "Upload")
                .post(ticket.host());

        Upload upload = account.uploads().get(0);

        assertThat(account.uploads()).hasSize(1);
        assertThat(upload.operation()).isEqualTo(CloudOperation.POST_OBJECT);
        assertThat(upload.key()).isEqualTo(ticket.key());
        assertThat(upload.size()).isEqualTo(3);
        assertThat(upload.md5()).isEqualTo(Digests.md5Hex(FILE));
        assertThat(upload.crc64()).matches("\\d{10,20}");
        assertThat(upload.contentType()).isEqualTo("application/x-firmware");
        assertThat(upload.at()).isEqualTo(account.clock().instant());
        assertThat(upload.fields())
                .containsEntry("x-oss-meta-build", "42")
                .containsEntry("OSSAccessKeyId", account.issuingKeyId());
        assertThat(upload.field("ossaccesskeyid")).contains(account.issuingKeyId());
        assertThat(upload.fieldsAfterFile()).containsExactly("submit");
        assertThat(upload.claimedBy()).isEmpty();
        try (InputStream bytes = upload.open()) {
            assertThat(bytes.readAllBytes()).isEqualTo(FILE);
        }
    }

    @Test
    void an_upload_knows_the_package_that_was_made_of_it() {
        UploadTicket ticket = calls.ticket();
        ticket.upload(FILE);
        String id = calls.create(ticket, "pump").jsonPath().getString("Data.FirmwareId");

        assertThat(account.uploads().get(0).claimedBy()).contains(id);
        assertThat(account.firmware())
                .singleElement()
                .satisfies(firmware -> assertThat(firmware.id()).isEqualTo(id));
    }

    @Test
    void an_upload_that_was_replaced_stays_listed_without_its_bytes() {
        UploadTicket ticket = calls.ticket();
        ticket.upload(FILE);
        ticket.upload(new byte[] {4, 5});

        Upload first = account.uploads().get(0);

        assertThat(account.uploads()).extracting(Upload::size).containsExactly(3L, 2L);
        assertThat(first.isThere()).isFalse();
        assertThatThrownBy(first::open)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(ticket.key());
    }

    @Test
    void a_late_upload_is_a_refusal_with_the_end_of_its_policy_and_when_it_came() {
        UploadTicket ticket = calls.ticket();
        account.clock().advance(Duration.ofSeconds(61));
        ticket.upload(FILE);

        RefusedCall refused = account.refusals().get(0);

        assertThat(account.uploads()).isEmpty();
        assertThat(account.refusals()).hasSize(1);
        assertThat(refused.cause()).isEqualTo(PostObjectError.POLICY_EXPIRED);
        assertThat(refused.operation()).contains(CloudOperation.POST_OBJECT);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.expected()).contains("2026-11-22T11:51:32Z");
        assertThat(refused.got()).contains("2026-11-22T11:51:33Z");
        assertThat(refused.at()).isEqualTo(account.clock().instant());
        assertThat(refused.requestId()).matches("[0-9A-F]{24}");
        assertThat(refused.toString()).contains("Policy expired", "expected: 2026-11-22T11:51:32Z");
    }

    @Test
    void an_unmet_condition_is_told_with_what_was_expected_and_what_came() {
        UploadTicket ticket = calls.ticket();
        given().multiPart("key", "elsewhere")
                .multiPart("policy", ticket.data().get("Policy"))
                .multiPart("OSSAccessKeyId", ticket.data().get("OSSAccessKeyId"))
                .multiPart("Signature", ticket.data().get("Signature"))
                .multiPart("file", "firmware.bin", FILE)
                .post(ticket.host());

        RefusedCall refused = account.refusals().get(0);

        assertThat(refused.cause()).isEqualTo(PostObjectError.CONDITION_FAILED);
        assertThat(refused.condition())
                .hasValueSatisfying(condition -> assertThat(condition).startsWith("[\"starts-with\", \"$key\", "));
        assertThat(refused.expected())
                .hasValueSatisfying(prefix -> assertThat(ticket.key()).startsWith(prefix));
        assertThat(refused.got()).contains("elsewhere");
    }

    @Test
    void a_wrong_signature_is_told_with_the_string_to_sign() {
        given().urlEncodingEnabled(false)
                .get(stub.url() + "/?Action=GenerateOTAUploadURL&Version=2018-01-20&Format=JSON&SignatureVersion=1.0"
                        + "&SignatureMethod=HMAC-SHA1&Signature=wrong&SignatureNonce=1&Timestamp=2026-11-22T11%3A50%3A32Z"
                        + "&AccessKeyId=" + account.accessKeyId());

        assertThat(account.refusals()).singleElement().satisfies(refused -> {
            assertThat(refused.cause()).isEqualTo(GatewayError.V1_SIGNATURE_MISMATCH);
            assertThat(refused.operation()).contains(CloudOperation.GENERATE_OTA_UPLOAD_URL);
            assertThat(refused.stringToSign())
                    .hasValueSatisfying(text -> assertThat(text).startsWith("GET&%2F&AccessKeyId%3D"));
        });
    }

    @Test
    void accounts_do_not_see_each_other() {
        try (TestAccount other = stub.newAccount()) {
            UploadTicket ticket = calls.ticket();
            ticket.upload(FILE);
            calls.create(ticket, "");

            assertThat(account.uploads()).hasSize(1);
            assertThat(account.refusals()).hasSize(1);
            assertThat(other.uploads()).isEmpty();
            assertThat(other.refusals()).isEmpty();
        }
    }

    @Test
    void what_names_no_known_key_is_nobodys() {
        String key = "nobody-" + account.uid();
        UploadTicket forged = new UploadTicket(
                Map.of("Key", key, "Host", stub.url(), "Policy", "e30=", "OSSAccessKeyId", key, "Signature", "s"));
        forged.upload(FILE);

        assertThat(stub.unattributed()).anySatisfy(refused -> {
            assertThat(refused.who()).isEqualTo(key);
            assertThat(refused.cause()).isEqualTo(PostObjectError.ACCESS_KEY_ID_UNKNOWN);
        });
        assertThat(account.refusals()).isEmpty();
    }

    @Test
    void a_reset_account_has_nothing_and_its_keys_still_work() {
        UploadTicket ticket = calls.ticket();
        ticket.upload(FILE);
        calls.create(ticket, "");
        account.reset();

        assertThat(account.uploads()).isEmpty();
        assertThat(account.refusals()).isEmpty();
        assertThat(calls.generate().statusCode()).isEqualTo(200);
    }

    @Test
    void a_closed_account_is_unknown() {
        TestAccount other = stub.newAccount();
        other.close();

        assertThat(new AccountCalls(stub, other).generate().jsonPath().getString("Code"))
                .isEqualTo("InvalidAccessKeyId.NotFound");
        assertThat(stub.account(other.uid())).isEmpty();
    }
}
