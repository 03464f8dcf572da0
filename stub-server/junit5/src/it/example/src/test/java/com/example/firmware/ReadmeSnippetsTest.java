package com.example.firmware;

import static com.example.firmware.Samples.BYTES;
import static com.example.firmware.Samples.FIRMWARE;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static dev.otastub.assertj.OtaStubAssertions.assertThat;
import static dev.otastub.core.CloudOperation.CREATE_OTA_FIRMWARE;
import static dev.otastub.core.CloudOperation.GENERATE_OTA_UPLOAD_URL;
import static dev.otastub.core.CloudOperation.POST_OBJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.otastub.GeneratedFile;
import dev.otastub.OtaStub;
import dev.otastub.TestAccount;
import dev.otastub.control.Fault;
import dev.otastub.iot.IotError;
import dev.otastub.junit5.OtaStubTest;
import dev.otastub.oss.PostObjectError;
import dev.otastub.rpc.GatewayError;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The other pieces of Java in ota-stub's README, as they run. */
@OtaStubTest
class ReadmeSnippetsTest {

    private static FirmwareRelease release(OtaStub stub, TestAccount account) {
        return new FirmwareRelease(stub.hostPort(), account.accessKeyId(), account.accessKeySecret(), time -> {});
    }

    @Test
    void errors(OtaStub stub, TestAccount account) throws Exception {
        // snippet: errors
        account.next(GENERATE_OTA_UPLOAD_URL).times(2).fails(GatewayError.USER_FLOW_CONTROL);
        account.next(POST_OBJECT).fails(PostObjectError.POLICY_EXPIRED);
        account.next(CREATE_OTA_FIRMWARE).untilCleared().fails(IotError.SYSTEM_EXCEPTION);
        // end
        assertThatThrownBy(() -> release(stub, account).release("pump", "1", FIRMWARE))
                .hasMessageContaining("SystemException");
        assertThat(account.refusals()).hasSize(4);
    }

    @Test
    void faults(OtaStub stub, TestAccount account) throws Exception {
        // snippet: faults
        account.next(POST_OBJECT).meets(Fault.resetAfter(50_000)); // bytes of the file
        account.next(POST_OBJECT).meets(Fault.emptyAnswer().and(Fault.delay(Duration.ofMillis(50))));
        // end
        release(stub, account).release("pump", "1", FIRMWARE);
        assertThat(account.uploads()).hasSize(2);
    }

    @Test
    void arrived(OtaStub stub, TestAccount account) throws Exception {
        release(stub, account).release("pump", "1.0.0", FIRMWARE);
        account.next().fails(PostObjectError.POLICY_EXPIRED);
        assertThatThrownBy(() ->
                        release(stub, account).upload(release(stub, account).requestUpload("bin"), FIRMWARE))
                .hasMessageContaining("Policy expired");
        // snippet: arrived
        assertThat(account).hasUploaded(BYTES).hasFirmware("pump").wasRefused(PostObjectError.POLICY_EXPIRED);
        assertThat(account).singleUpload().isClaimed();
        var upload = account.uploads().get(0); // key(), size(), md5(), fields(), claimedBy(), open() ...
        var refusal = account.refusals().get(0); // cause(), condition(), expected(), got(), stringToSign() ...
        // end
        assertThat(upload).hasBytes(BYTES);
        assertThat(refusal).hasCause(PostObjectError.POLICY_EXPIRED);
    }

    @Test
    void large(OtaStub stub, TestAccount account) throws Exception {
        var release = release(stub, account);
        // snippet: large
        var bytes = GeneratedFile.of(20_000_000); // the same in every run, and nowhere kept
        release.release("pump", "1.0.0", new FirmwareFile("pump.bin", bytes.length(), bytes.md5Hex(), bytes::open));
        assertThat(account).hasUploaded(bytes);
        // end
    }

    @Test
    void own(OtaStub stub, TestAccount account) throws Exception {
        // snippet: own-wiremock
        WireMockServer mine = new WireMockServer(options().dynamicPort().extensions(stub.rpcExtension()));
        // end
        mine.start();
        try {
            var release =
                    new FirmwareRelease("127.0.0.1:" + mine.port(), account.accessKeyId(), account.accessKeySecret());
            release.release("pump", "1.0.0", FIRMWARE);
        } finally {
            mine.stop();
        }
        assertThat(account).hasUploaded(BYTES).hasFirmware("pump");
    }

    @Test
    void before() throws Exception {
        // snippet: before
        WireMockServer cloud = new WireMockServer(options().dynamicPort());
        cloud.start();
        cloud.stubFor(post(urlPathEqualTo("/"))
                .withHeader("x-acs-action", containing("GenerateOTAUploadURL"))
                .willReturn(okJson("""
                        {"RequestId": "1", "Success": true, "Data": {"Key": "k", "Policy": "p", "Signature": "s",
                         "OSSAccessKeyId": "id", "Host": "http://127.0.0.1:%d", "FirmwareUrl": "http://127.0.0.1/k"}}
                        """.formatted(cloud.port()))));
        cloud.stubFor(post(urlPathEqualTo("/"))
                .withHeader("Content-Type", containing("multipart/form-data"))
                .willReturn(ok()));
        var release = new FirmwareRelease("127.0.0.1:" + cloud.port(), "any", "secret", time -> {});
        release.upload(release.requestUpload("bin"), FIRMWARE); // and so would anything else be
        // end
        cloud.stop();
    }

    @Test
    void after(OtaStub stub, TestAccount account) throws Exception {
        // snippet: after
        var release = new FirmwareRelease(stub.hostPort(), account.accessKeyId(), account.accessKeySecret());
        release.upload(release.requestUpload("bin"), FIRMWARE);
        assertThat(account).hasUploaded(BYTES);
        // end
    }
}
