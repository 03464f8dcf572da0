package com.example.firmware;

import static com.example.firmware.Samples.FIRMWARE;
import static dev.otastub.assertj.OtaStubAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otastub.OtaStub;
import dev.otastub.TestAccount;
import dev.otastub.junit5.OtaStubTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

// snippet: junit
@OtaStubTest
class UploadExpiryTest {
    @Test
    void an_upload_is_refused_in_the_61st_second(OtaStub stub, TestAccount account) throws Exception {
        var release = new FirmwareRelease(stub.hostPort(), account.accessKeyId(), account.accessKeySecret());
        var ticket = release.requestUpload("bin");
        account.clock().advance(Duration.ofSeconds(61));
        assertThatThrownBy(() -> release.upload(ticket, FIRMWARE)).hasMessageContaining("Policy expired");
        assertThat(account).hasUploadedNothing();
    }
}
// end
