package dev.otastub.iot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.core.HttpAnswer;
import dev.otastub.core.Refusal;
import dev.otastub.testing.Golden;
import dev.otastub.testing.RpcCall;
import dev.otastub.testing.RpcCall.Dialect;
import dev.otastub.testing.RpcStub;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CreateOtaFirmwareTest {

    private static final String MD5 = "066940fda6c7294d234ac2da47783a20";

    private final RpcStub stub = new RpcStub(RpcStub.Settings.USUAL.quota(0, false));
    private final String key = FirmwareFolder.of(stub.account) + "file.bin";

    @BeforeEach
    void upload() {
        stub.files.put(new UploadedFile(key, 1000, MD5, RpcStub.NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JSON", "XML"})
    void a_package_is_answered_with_its_id(String format) {
        Golden.assertEqual(
                "rpc/CreateOTAFirmware/success." + format.toLowerCase(Locale.ROOT),
                RpcStub.body(stub.answer(create("one", "1").common("Format", format))));
    }

    @Test
    void a_package_keeps_what_was_said_of_it_and_claims_its_file() {
        stub.answer(create("one", "1")
                .with("ProductKey", "a1Le6d0ABCD")
                .with("Type", "1")
                .with("SrcVersion", "0.9")
                .with("FirmwareDesc", "说明")
                .with("NeedToVerify", "false")
                .with("Udi", "{}"));

        assertThat(stub.packages.isClaimed("iotx-ota", key)).isTrue();
        assertThat(stub.packages.isClaimed("my-bucket", key)).isFalse();
        Firmware made = stub.packages.of(stub.account).get(0);
        assertThat(made.id()).hasSize(30);
        assertThat(made)
                .usingRecursiveComparison()
                .isEqualTo(new Firmware(
                        made.id(),
                        "one",
                        "1",
                        Optional.of("a1Le6d0ABCD"),
                        "default",
                        Firmware.Type.DIFFERENTIAL,
                        Optional.of("0.9"),
                        new UploadedFile(key, 1000, MD5, RpcStub.NOW),
                        Optional.of(MD5),
                        Firmware.SignMethod.MD5,
                        Optional.of("说明"),
                        false,
                        Optional.of("{}"),
                        RpcStub.NOW));
    }

    @Test
    void a_refused_package_leaves_nothing() {
        HttpAnswer answer = stub.answer(create("one", "1").with("FirmwareSize", "1"));

        assertThat(answer.story().refusal()).map(Refusal::row).contains(IotError.INVALID_FIRMWARE_SIZE);
        assertThat(stub.packages.of(stub.account)).isEmpty();
        assertThat(stub.packages.isClaimed("iotx-ota", key)).isFalse();
    }

    @Test
    void of_many_packages_of_one_name_at_once_exactly_one_is_made() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<HttpAnswer>> answers = IntStream.range(0, 64)
                    .mapToObj(i -> threads.submit(() -> stub.answer(create("one", "1." + i))))
                    .toList();
            int refused = 0;
            for (Future<HttpAnswer> answer : answers) {
                refused += answer.get().story().refusal().isPresent() ? 1 : 0;
            }
            assertThat(refused).isEqualTo(63);
        } finally {
            threads.shutdown();
        }
        assertThat(stub.packages.of(stub.account)).hasSize(1);
    }

    @Test
    void the_story_names_the_package() {
        assertThat(stub.answer(create("one", "1")).story().what())
                .startsWith("CreateOTAFirmware FirmwareName=one DestVersion=1 " + key + " -> ");
    }

    private RpcCall create(String name, String version) {
        return new RpcCall(Dialect.V1_QUERY, "CreateOTAFirmware")
                .with("FirmwareName", name)
                .with("DestVersion", version)
                .with("FirmwareUrl", "http://127.0.0.1:8080/" + key);
    }
}
