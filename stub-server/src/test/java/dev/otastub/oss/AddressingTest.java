package dev.otastub.oss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests are OSS's, and which bucket and key they mean. */
final class AddressingTest {

    private static final String FORM = "multipart/form-data; boundary=x";

    private final Addressing addressing = new Addressing(Set.of("iotx-ota", "my-bucket"));

    @ParameterizedTest
    @CsvSource({
        "iotx-ota.oss-cn-shanghai.aliyuncs.com,          /,               iotx-ota,  '',         VIRTUAL_HOST",
        "IOTX-OTA.OSS-CN-SHANGHAI.ALIYUNCS.COM,          /,               iotx-ota,  '',         VIRTUAL_HOST",
        "iotx-ota.oss-cn-shanghai-internal.aliyuncs.com, /,               iotx-ota,  '',         VIRTUAL_HOST",
        "my-bucket.oss-cn-shanghai.aliyuncs.com,         /ota/a.bin,      my-bucket, ota/a.bin,  VIRTUAL_HOST",
        "my-bucket.oss-cn-beijing.aliyuncs.com,          /,               my-bucket, '',         OTHER_ENDPOINT",
        "nobodys.oss-cn-beijing.aliyuncs.com,            /,               nobodys,   '',         VIRTUAL_HOST",
        "oss-cn-shanghai.aliyuncs.com,                   /my-bucket/a,    my-bucket, a,          SECOND_LEVEL_DOMAIN",
        "oss-cn-shanghai.aliyuncs.com,                   /,               '',        '',         SECOND_LEVEL_DOMAIN",
        "iotx-ota.localhost,                             /,               iotx-ota,  '',         VIRTUAL_HOST",
        "my-bucket.localhost,                            /a%20b,          my-bucket, a b,        VIRTUAL_HOST",
        "127.0.0.1,                                      /ota/1/a.bin,    iotx-ota,  ota/1/a.bin, PATH",
        "nobodys.localhost,                              /ota/1/a.bin,    iotx-ota,  ota/1/a.bin, PATH",
        "localhost,                                      /iotx-ota,       iotx-ota,  '',         PATH",
        "localhost,                                      /iotx-ota/,      iotx-ota,  '',         PATH",
        "localhost,                                      /my-bucket/a/b,  my-bucket, a/b,        PATH",
        "localhost,                                      /my-bucket/ota/, my-bucket, ota/,       PATH",
        "localhost,                                      /ota,            ota,       '',         PATH",
        "localhost,                                      //,              '',        '',         PATH",
        "localhost,                                      /%6Fta/a+b%2B,   iotx-ota,  ota/a+b+,   PATH",
        "[::1],                                          /nobodys/a,      nobodys,   a,          PATH",
    })
    void host_and_path_name_bucket_and_key(
            String host, String path, String bucket, String key, OssAddress.Style style) {
        assertThat(addressing.of("GET", host, path, Optional.empty())).contains(new OssAddress(bucket, key, style));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, multipart/form-data; boundary=x",
        "POST, ' MULTIPART/mixed'",
        "POST, 'multipart/form-data, boundary=x'"
    })
    void a_form_to_the_bare_path_is_for_the_platforms_bucket(String method, String contentType) {
        assertThat(addressing.of(method, "127.0.0.1", "/", Optional.of(contentType)))
                .contains(new OssAddress("iotx-ota", "", OssAddress.Style.PATH));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  multipart/form-data; boundary=x",
        "POST, application/x-www-form-urlencoded",
        "POST, application/multipart"
    })
    void all_else_to_the_bare_path_is_for_the_gateway(String method, String contentType) {
        assertThat(addressing.of(method, "iot.cn-shanghai.aliyuncs.com", "/", Optional.of(contentType)))
                .isEmpty();
        assertThat(addressing.of(method, "127.0.0.1", "/", Optional.empty())).isEmpty();
    }

    @Test
    void whatever_is_sent_to_the_host_of_a_bucket_is_for_oss() {
        assertThat(addressing.of("POST", "iotx-ota.localhost", "/", Optional.empty()))
                .isPresent();
        assertThat(addressing.of("POST", "nobodys.localhost", "/", Optional.empty()))
                .isEmpty();
        assertThat(addressing.of("POST", "nobodys.localhost", "/", Optional.of(FORM)))
                .isPresent();
    }
}
