package dev.otastub.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.ClientBuilderConfiguration;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.model.OSSObject;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.http.HttpClientConfig;
import com.aliyuncs.http.HttpClientType;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.iot.model.v20180120.GenerateOTAUploadURLRequest;
import com.aliyuncs.profile.DefaultProfile;
import dev.otastub.GeneratedFile;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubAccount;
import dev.otastub.OtaStubOptions;
import dev.otastub.account.AccessKey;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The SDKs that take a trust manager; the one that takes none is in ReadmeTest, with a trust store. */
final class SdksOverHttpsTest {

    private static OtaStub stub;

    @BeforeAll
    static void start() {
        stub = OtaStub.start(OtaStubOptions.builder().httpsPort(0).build());
    }

    @AfterAll
    static void stop() {
        stub.close();
    }

    @Test
    void the_older_iot_sdk_calls_the_stub() throws Exception {
        HttpClientConfig config = HttpClientConfig.getDefault();
        // Of the other type there is one for all clients in a process, set as the first of them wanted it.
        config.setClientType(HttpClientType.Compatible);
        config.setProtocolType(ProtocolType.HTTPS);
        config.setX509TrustManagers(new X509TrustManager[] {stub.trustManager()});
        AccessKey key = OtaStubAccount.DEFAULT.keys().get(0);
        DefaultProfile profile =
                DefaultProfile.getProfile("cn-shanghai", key.id(), key.secret().value());
        profile.setHttpClientConfig(config);
        GenerateOTAUploadURLRequest request = new GenerateOTAUploadURLRequest();
        request.setSysEndpoint(stub.httpsHostPort());
        request.setSysProtocol(ProtocolType.HTTPS);
        DefaultAcsClient client = new DefaultAcsClient(profile);

        var ticket = client.getAcsResponse(request).getData();

        assertThat(ticket.getHost()).isEqualTo(stub.httpsUrl());
        client.shutdown();
    }

    @Test
    void the_oss_sdk_reads_what_was_uploaded() throws Exception {
        GeneratedFile file = GeneratedFile.of(2_000_003);
        UploadForm form = UploadForm.askedOf(stub, file);
        assertThat(UploadClient.OK_HTTP.send(stub.url(), form).status()).isEqualTo(200);
        ClientBuilderConfiguration configuration = new ClientBuilderConfiguration();
        configuration.setX509TrustManagers(new X509TrustManager[] {stub.trustManager()});
        AccessKey key = OtaStubAccount.DEFAULT.issuingKey();
        OSS sdk = new OSSClientBuilder()
                .build(stub.httpsUrl(), key.id(), key.secret().value(), configuration);

        try (OSSObject object = sdk.getObject("iotx-ota", form.key())) {
            assertThat(object.getObjectContent()).hasSameContentAs(file.open());
        } finally {
            sdk.shutdown();
        }
    }
}
