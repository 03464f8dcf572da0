package com.example.firmware;

import static com.example.firmware.Samples.BYTES;
import static com.example.firmware.Samples.FIRMWARE;
import static com.example.firmware.Samples.firmware;
import static dev.otastub.assertj.OtaStubAssertions.assertThat;
import static dev.otastub.core.CloudOperation.CREATE_OTA_FIRMWARE;
import static dev.otastub.core.CloudOperation.GENERATE_OTA_UPLOAD_URL;
import static dev.otastub.core.CloudOperation.POST_OBJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otastub.OtaStub;
import dev.otastub.TestAccount;
import dev.otastub.control.Fault;
import dev.otastub.iot.IotError;
import dev.otastub.junit5.OtaStubTest;
import dev.otastub.oss.PostObjectError;
import dev.otastub.rpc.GatewayError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@OtaStubTest
class FirmwareReleaseTest {

    private final TestAccount account;
    private final List<Duration> pauses = new ArrayList<>();
    private final FirmwareRelease release;

    FirmwareReleaseTest(OtaStub stub, TestAccount account) {
        this.account = account;
        this.release =
                new FirmwareRelease(stub.hostPort(), account.accessKeyId(), account.accessKeySecret(), pauses::add);
    }

    @Test
    void a_release_is_an_upload_and_a_package_of_it() throws Exception {
        String id = release.release("pump", "1.0.0", FIRMWARE);

        assertThat(account).hasUploaded(BYTES).hasFirmware("pump").wasNeverRefused();
        assertThat(account).singleUpload().isClaimedBy(id);
    }

    @Test
    void an_upload_is_refused_in_the_61st_second() throws Exception {
        UploadTicket ticket = release.requestUpload("bin");
        account.clock().advance(Duration.ofSeconds(61));

        assertThatThrownBy(() -> release.upload(ticket, FIRMWARE)).hasMessageContaining("Policy expired");
        assertThat(account).hasUploadedNothing();
    }

    @Test
    void a_ticket_that_ran_out_is_replaced() throws Exception {
        account.next(POST_OBJECT).fails(PostObjectError.POLICY_EXPIRED);

        release.release("pump", "1.0.0", FIRMWARE);

        assertThat(account).wasRefused(PostObjectError.POLICY_EXPIRED).hasUploaded(BYTES);
    }

    @Test
    void throttling_is_waited_out() throws Exception {
        account.next(GENERATE_OTA_UPLOAD_URL).times(2).fails(GatewayError.USER_FLOW_CONTROL);

        release.release("pump", "1.0.0", FIRMWARE);

        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(account).hasFirmware("pump");
    }

    @Test
    void throttling_that_does_not_end_is_told() {
        account.next(GENERATE_OTA_UPLOAD_URL).untilCleared().fails(GatewayError.USER_FLOW_CONTROL);

        assertThatThrownBy(() -> release.release("pump", "1.0.0", FIRMWARE)).hasMessageContaining("Throttling.User");
        assertThat(account).hasRefusals(3).hasUploadedNothing();
    }

    @Test
    void an_upload_that_breaks_off_is_begun_again() throws Exception {
        account.next(POST_OBJECT).meets(Fault.resetAfter(50_000));

        release.release("pump", "1.0.0", FIRMWARE);

        assertThat(account).hasUploaded(BYTES).hasFirmware("pump");
    }

    @Test
    void an_upload_whose_answer_is_lost_is_made_again_and_one_package_comes_of_it() throws Exception {
        account.next(POST_OBJECT).meets(Fault.emptyAnswer());

        release.release("pump", "1.0.0", FIRMWARE);

        assertThat(account).hasUploads(2).hasFirmware("pump");
        assertThat(account.firmware()).hasSize(1);
    }

    @Test
    void a_file_that_is_too_large_is_refused_before_it_is_sent_twice() {
        account.next(POST_OBJECT).fails(PostObjectError.FILE_TOO_LARGE);

        assertThatThrownBy(() -> release.release("pump", "1.0.0", FIRMWARE)).hasMessageContaining("EntityTooLarge");
        assertThat(account).hasRefusals(1).hasUploadedNothing();
    }

    @Test
    void a_suffix_that_the_platform_does_not_know_is_told() {
        assertThatThrownBy(() -> release.release("pump", "1.0.0", firmware("firmware.exe", BYTES)))
                .hasMessageContaining("iot.firmware.InvalidGenerateOTAUploadURLParam");
    }

    @Test
    void a_name_that_is_taken_is_told() throws Exception {
        release.release("pump", "1.0.0", FIRMWARE);

        assertThatThrownBy(() -> release.release("pump", "1.0.1", FIRMWARE))
                .hasMessageContaining("iot.firmware.AlreadyExistedFirmwareName");
    }

    @Test
    void a_failure_of_the_platform_is_told_with_its_code() {
        account.next(CREATE_OTA_FIRMWARE).fails(IotError.SYSTEM_EXCEPTION);

        assertThatThrownBy(() -> release.release("pump", "1.0.0", FIRMWARE))
                .hasMessageContaining("iot.system.SystemException");
        assertThat(account).hasNoFirmware().singleUpload().hasBytes(BYTES).isNotClaimed();
    }

    @Test
    void a_wrong_secret_is_told_with_what_should_have_been_signed(OtaStub stub) {
        var wrong = new FirmwareRelease(stub.hostPort(), account.accessKeyId(), "wrong", pauses::add);

        assertThatThrownBy(() -> wrong.requestUpload("bin")).hasMessageContaining("SignatureDoesNotMatch");
        assertThat(account)
                .singleRefusal()
                .hasCause(GatewayError.ACS3_SIGNATURE_MISMATCH)
                .satisfies(refusal -> assertThat(refusal.stringToSign()).isPresent());
    }
}
