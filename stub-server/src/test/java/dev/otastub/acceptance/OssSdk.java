package dev.otastub.acceptance;

import com.aliyun.oss.ClientBuilderConfiguration;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.common.auth.DefaultCredentialProvider;
import com.aliyun.oss.common.comm.SignVersion;
import dev.otastub.OtaStub;
import dev.otastub.account.AccessKey;

/** aliyun-sdk-oss, pointed at a stub. */
final class OssSdk {

    private OssSdk() {}

    static OSS of(OtaStub stub, AccessKey key, SignVersion version) {
        ClientBuilderConfiguration configuration = new ClientBuilderConfiguration();
        configuration.setSignatureVersion(version);
        return OSSClientBuilder.create()
                .endpoint(stub.url())
                .region("cn-shanghai")
                .credentialsProvider(
                        new DefaultCredentialProvider(key.id(), key.secret().value()))
                .clientConfiguration(configuration)
                .build();
    }
}
