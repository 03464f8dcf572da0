package com.example.firmware;

import static com.example.firmware.Samples.BYTES;
import static com.example.firmware.Samples.FIRMWARE;
import static dev.otastub.assertj.OtaStubAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import dev.otastub.PostPolicySigner;
import dev.otastub.TestAccount;
import dev.otastub.junit5.OtaStubExtension;
import dev.otastub.oss.PostObjectError;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Uploads to a bucket of the application's own, of which the platform knows nothing. */
class OwnBucketTest {

    // snippet: extension
    @RegisterExtension
    static final OtaStubExtension OTA = OtaStubExtension.builder()
            .options(OtaStubOptions.builder().bucket("my-bucket").build())
            .build();
    // end

    private final FormUpload uploads = new FormUpload();

    @Test
    void a_form_that_we_signed_ourselves_uploads(OtaStub stub, TestAccount account) throws Exception {
        String id = account.accessKeyId();
        String secret = account.accessKeySecret();
        Instant now = account.clock().instant();

        // snippet: signer
        Map<String, String> fields = PostPolicySigner.v4(id, secret, "cn-shanghai", now)
                .sign(PostPolicySigner.policy(now.plusSeconds(60))
                        .bucket("my-bucket")
                        .startsWith("$key", "folder/")
                        .contentLengthRange(0, 1_000_000));
        fields.put("key", "folder/firmware.bin"); // and the file last
        // end
        uploads.send(new UploadTicket(stub.url() + "/my-bucket", fields, ""), FIRMWARE);

        assertThat(account)
                .singleUpload()
                .hasBytes(BYTES)
                .hasKey("folder/firmware.bin")
                .isNotClaimed();
    }

    @Test
    void another_folder_is_refused(OtaStub stub, TestAccount account) {
        Instant now = account.clock().instant();
        Map<String, String> fields = PostPolicySigner.v1(account.accessKeyId(), account.accessKeySecret())
                .sign(PostPolicySigner.policy(now.plusSeconds(60)).startsWith("$key", "folder/"));
        fields.put("key", "elsewhere/firmware.bin");

        assertThatThrownBy(() -> uploads.send(new UploadTicket(stub.url() + "/my-bucket", fields, ""), FIRMWARE))
                .hasMessageContaining("AccessDenied");
        assertThat(account)
                .hasUploadedNothing()
                .singleRefusal()
                .hasCause(PostObjectError.CONDITION_FAILED)
                .failedConditionOn("key")
                .got("elsewhere/firmware.bin");
    }
}
