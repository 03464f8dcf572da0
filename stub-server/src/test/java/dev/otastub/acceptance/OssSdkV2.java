package dev.otastub.acceptance;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import dev.otastub.OtaStub;
import dev.otastub.account.AccessKey;

/** alibabacloud-oss-v2, pointed at a stub by path style. */
final class OssSdkV2 {

    private OssSdkV2() {}

    /** @param version v1 or v4 */
    static OSSClient of(OtaStub stub, AccessKey key, String version) {
        return OSSClient.newBuilder()
                .endpoint(stub.url())
                .region("cn-shanghai")
                .usePathStyle(true)
                .signatureVersion(version)
                .credentialsProvider(
                        new StaticCredentialsProvider(key.id(), key.secret().value()))
                .build();
    }
}
