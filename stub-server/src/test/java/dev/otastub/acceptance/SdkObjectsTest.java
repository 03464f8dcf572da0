package dev.otastub.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.common.comm.SignVersion;
import dev.otastub.GeneratedFile;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubAccount;
import dev.otastub.OtaStubOptions;
import dev.otastub.account.AccessKey;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The vendor's SDKs put, read, list and delete objects in a bucket of the customer's, by both versions of signatures. */
final class SdkObjectsTest {

    private static final String BUCKET = "my-bucket";
    private static final AccessKey KEY = OtaStubAccount.DEFAULT.keys().get(0);
    private static final GeneratedFile FILE = GeneratedFile.of(300_007);

    private static OtaStub stub;

    @BeforeAll
    static void start() {
        stub = OtaStub.start(
                OtaStubOptions.builder().bucket(BUCKET).log(line -> {}).build());
    }

    @AfterAll
    static void stop() {
        stub.close();
    }

    static Stream<Arguments> clients() {
        return Stream.of(
                client("aliyun-sdk-oss V1", (at, key) -> new OssSdkObjects(OssSdk.of(at, key, SignVersion.V1))),
                client("aliyun-sdk-oss V4", (at, key) -> new OssSdkObjects(OssSdk.of(at, key, SignVersion.V4))),
                client("alibabacloud-oss-v2 V1", (at, key) -> new OssSdkV2Objects(OssSdkV2.of(at, key, "v1"))),
                client("alibabacloud-oss-v2 V4", (at, key) -> new OssSdkV2Objects(OssSdkV2.of(at, key, "v4"))));
    }

    private static Arguments client(String name, BiFunction<OtaStub, AccessKey, ObjectClient> client) {
        return Arguments.of(name, client);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void an_object_lives_and_dies(String name, BiFunction<OtaStub, AccessKey, ObjectClient> client) {
        String key = name + "/固件 +&%.bin";
        try (ObjectClient sdk = client.apply(stub, KEY)) {
            String eTag = sdk.put(BUCKET, key, FILE.open());

            assertThat(eTag).isEqualToIgnoringCase(FILE.md5Hex());
            assertThat(sdk.get(BUCKET, key)).isEqualTo(FILE.bytes());
            assertThat(sdk.get(BUCKET, key, 1000, 250_000)).isEqualTo(Arrays.copyOfRange(FILE.bytes(), 1000, 250_001));
            assertThat(sdk.size(BUCKET, key)).isEqualTo(FILE.length());
            assertThat(sdk.exists(BUCKET, key)).isTrue();
            assertThat(sdk.isChanged(BUCKET, key, eTag)).isFalse();
            assertThat(sdk.isChanged(BUCKET, key, "0")).isTrue();

            sdk.delete(BUCKET, key);

            assertThat(sdk.exists(BUCKET, key)).isFalse();
            assertThat(sdk.refusal(() -> sdk.get(BUCKET, key))).isEqualTo("NoSuchKey");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void objects_are_listed_page_by_page(String name, BiFunction<OtaStub, AccessKey, ObjectClient> client) {
        try (ObjectClient sdk = client.apply(stub, KEY)) {
            String folder = name + "/";
            for (String key : new String[] {"a b/1", "a b/2", "c+d", "固件/1", "z"}) {
                sdk.put(BUCKET, folder + key, new ByteArrayInputStream(new byte[0]));
            }

            assertThat(sdk.list(BUCKET, folder, "", 2))
                    .containsExactly(folder + "a b/1", folder + "a b/2", folder + "c+d", folder + "z", folder + "固件/1");
            assertThat(sdk.list(BUCKET, folder, "/", 1))
                    .containsExactly(folder + "a b/", folder + "c+d", folder + "z", folder + "固件/");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void a_presigned_url_reads_an_object(String name, BiFunction<OtaStub, AccessKey, ObjectClient> client)
            throws Exception {
        try (ObjectClient sdk = client.apply(stub, KEY)) {
            sdk.put(BUCKET, name, FILE.open());
            String url = sdk.presigned(BUCKET, name, Duration.ofMinutes(5));

            assertThat(get(url).body()).isEqualTo(FILE.bytes());
            assertThat(get(url.replaceAll("(?i)(signature=)..", "$100")).statusCode())
                    .isEqualTo(403);
        }
    }

    private static HttpResponse<byte[]> get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void a_wrong_secret_is_refused(String name, BiFunction<OtaStub, AccessKey, ObjectClient> client) {
        try (ObjectClient sdk = client.apply(stub, AccessKey.of(KEY.id(), "wrong"))) {
            assertThat(sdk.refusal(() -> sdk.put(BUCKET, name, FILE.open()))).isEqualTo("SignatureDoesNotMatch");
            assertThat(sdk.refusal(() -> sdk.list(BUCKET, "", "", 10))).isEqualTo("SignatureDoesNotMatch");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void the_platforms_bucket_is_not_the_customers(String name, BiFunction<OtaStub, AccessKey, ObjectClient> client) {
        try (ObjectClient sdk = client.apply(stub, KEY)) {
            assertThat(sdk.refusal(() -> sdk.put("iotx-ota", "ota/a.bin", FILE.open())))
                    .isEqualTo("AccessDenied");
            assertThat(sdk.refusal(() -> sdk.list("iotx-ota", "", "", 10))).isEqualTo("AccessDenied");
        }
    }
}
