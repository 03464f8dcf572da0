package dev.otastub.oss;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.model.GeneratePresignedUrlRequest;
import dev.otastub.account.AccessKey;
import dev.otastub.signature.Parameters;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PresignedUrlTest {

    private static final Instant EXPIRES = Instant.parse("2026-11-22T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"ota/abc/firmware.bin,", "ota/a b+c/中文.bin,", "ota/a.bin,text/plain"})
    void url_is_signed_as_the_vendors_sdk_signs_it(String key, String contentType) {
        OSS sdk = new OSSClientBuilder().build("http://oss-cn-shanghai.aliyuncs.com", "id", "secret");
        GeneratePresignedUrlRequest request = new GeneratePresignedUrlRequest("iotx-ota", key);
        request.setExpiration(Date.from(EXPIRES));
        if (contentType != null) {
            request.addQueryParameter("response-content-type", contentType);
        }
        URI theirs = URI.create(sdk.generatePresignedUrl(request).toString());
        sdk.shutdown();
        String asked = Optional.ofNullable(contentType)
                .map(type -> "?response-content-type=" + type)
                .orElse("");

        URI ours = URI.create(PresignedUrl.get(
                AccessKey.of("id", "secret"),
                URI.create("http://iotx-ota.oss-cn-shanghai.aliyuncs.com" + theirs.getRawPath() + asked),
                new OssAddress("iotx-ota", key, OssAddress.Style.VIRTUAL_HOST),
                EXPIRES));

        assertThat(Parameters.parse(ours.getRawQuery()).all())
                .containsExactlyInAnyOrderElementsOf(
                        Parameters.parse(theirs.getRawQuery()).all());
        assertThat(ours.getRawPath()).isEqualTo(theirs.getRawPath());
    }
}
