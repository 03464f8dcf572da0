package dev.otastub.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSException;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.model.OSSObject;
import com.aliyun.oss.model.ObjectMetadata;
import dev.otastub.GeneratedFile;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubAccount;
import dev.otastub.OtaStubOptions;
import dev.otastub.account.AccessKey;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was uploaded, read back by aliyun-sdk-oss with the issuing pair. */
final class OssSdkReadTest {

    private static final String BUCKET = "iotx-ota";
    private static final GeneratedFile FILE = GeneratedFile.of(2_000_003);

    private final OtaStub stub = OtaStub.start(OtaStubOptions.defaults());
    private final OSS sdk = OssSdk.of(stub, OtaStubAccount.DEFAULT.issuingKey(), SignVersion.V1);
    private String key = "";

    @BeforeEach
    void upload() throws Exception {
        UploadForm form = UploadForm.askedOf(stub, FILE).with("x-oss-meta-build", "42");
        key = form.key();
        assertThat(UploadClient.OK_HTTP.send(stub.url(), form).status()).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        sdk.shutdown();
        stub.close();
    }

    @Test
    void an_object_is_the_file_that_was_uploaded() throws Exception {
        try (OSSObject object = sdk.getObject(BUCKET, key)) {
            assertThat(object.getObjectContent()).hasSameContentAs(FILE.open());
            assertThat(object.getObjectMetadata().getContentLength()).isEqualTo(FILE.length());
        }
    }

    @Test
    void its_head_tells_its_size_and_metadata() {
        ObjectMetadata metadata = sdk.headObject(BUCKET, key);

        assertThat(metadata.getContentLength()).isEqualTo(FILE.length());
        assertThat(metadata.getETag())
                .isEqualTo(stub.objects().iterator().next().eTag().replace("\"", ""));
        assertThat(metadata.getUserMetadata()).containsEntry("build", "42");
        assertThat(metadata.getLastModified().toInstant())
                .isCloseTo(stub.clock().instant(), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void a_presigned_url_reads_it_until_it_expires() throws Exception {
        URL url = sdk.generatePresignedUrl(
                BUCKET, key, Date.from(stub.clock().instant().plusSeconds(60)));

        HttpResponse<byte[]> answer = get(url.toURI());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(FILE.bytes());

        stub.clock().advance(Duration.ofSeconds(61));
        assertThat(get(url.toURI()).statusCode()).isEqualTo(403);
    }

    @Test
    void an_unknown_key_is_the_sdks_no_such_key() {
        OSSException refusal =
                catchThrowableOfType(OSSException.class, () -> sdk.getObject(BUCKET, "ota/nobody/nothing.bin"));

        assertThat(refusal.getErrorCode()).isEqualTo("NoSuchKey");
        assertThat(refusal.getRequestId()).isNotEmpty();
        assertThat(refusal.getHostId()).isNotEmpty();
    }

    @Test
    void an_unknown_bucket_is_the_sdks_no_such_bucket() {
        OSSException refusal = catchThrowableOfType(OSSException.class, () -> sdk.getObject("elsewhere", key));

        assertThat(refusal.getErrorCode()).isEqualTo("NoSuchBucket");
    }

    @Test
    void the_sdk_can_ask_whether_an_object_is_there() {
        assertThat(sdk.doesObjectExist(BUCKET, key)).isTrue();
        assertThat(sdk.doesObjectExist(BUCKET, key + ".other")).isFalse();
    }

    @Test
    void a_wrong_secret_is_refused() {
        OSS wrong =
                OssSdk.of(stub, AccessKey.of(OtaStubAccount.DEFAULT.issuingKey().id(), "wrong"), SignVersion.V1);

        OSSException refusal = catchThrowableOfType(OSSException.class, () -> wrong.getObject(BUCKET, key));

        assertThat(refusal.getErrorCode()).isEqualTo("SignatureDoesNotMatch");
        wrong.shutdown();
    }

    private static HttpResponse<byte[]> get(URI uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
