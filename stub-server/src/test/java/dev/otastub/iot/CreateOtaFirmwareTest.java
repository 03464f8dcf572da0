package dev.otastub.iot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.core.HttpAnswer;
import dev.otastub.core.Refusal;
import dev.otastub.oss.Addressing;
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
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CreateOtaFirmwareTest {

    private static final String MD5 = "066940fda6c7294d234ac2da47783a20";

    private static final String OTHER_MD5 = "d41d8cd98f00b204e9800998ecf84200";

    private final RpcStub stub = new RpcStub(RpcStub.Settings.USUAL.quota(0));
    private final String key = Addressing.folderOf(stub.account) + "file.bin";

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
        Firmware made = packages().get(0);
        assertThat(made.id()).hasSize(30);
        assertThat(made)
                .usingRecursiveComparison()
                .isEqualTo(new Firmware(
                        made.id(),
                        stub.account.uid(),
                        "one",
                        "1",
                        Optional.of("a1Le6d0ABCD"),
                        "default",
                        Firmware.Type.DIFFERENTIAL,
                        Optional.of("0.9"),
                        List.of(new PackageFile(Optional.empty(), "iotx-ota", key, 1000, MD5, MD5)),
                        Firmware.SignMethod.MD5,
                        Optional.of("说明"),
                        false,
                        Optional.of("{}"),
                        RpcStub.NOW));
    }

    @Test
    void a_package_of_several_files_claims_each_and_takes_from_them_what_was_not_said() {
        String second = Addressing.folderOf(stub.account) + "second.bin";
        stub.files.put(new UploadedFile(second, 2000, OTHER_MD5, RpcStub.NOW));

        stub.answer(new RpcCall(Dialect.V1_QUERY, "CreateOTAFirmware")
                .with("FirmwareName", "several")
                .with("DestVersion", "1")
                .with("MultiFiles.1.Name", "first")
                .with("MultiFiles.1.Url", "http://127.0.0.1:8080/" + key)
                .with("MultiFiles.2.Name", "second")
                .with("MultiFiles.2.Url", "http://127.0.0.1:8080/" + second)
                .with("MultiFiles.2.SignValue", OTHER_MD5.toUpperCase(Locale.ROOT)));

        assertThat(packages().get(0).files())
                .containsExactly(
                        new PackageFile(Optional.of("first"), "iotx-ota", key, 1000, MD5, MD5),
                        new PackageFile(
                                Optional.of("second"),
                                "iotx-ota",
                                second,
                                2000,
                                OTHER_MD5,
                                OTHER_MD5.toUpperCase(Locale.ROOT)));
        assertThat(stub.packages.isClaimed("iotx-ota", key)).isTrue();
        assertThat(stub.packages.isClaimed("iotx-ota", second)).isTrue();
    }

    /** The page says so, of SHA256 too. */
    @Test
    void without_a_sign_the_md5_is_taken_whatever_the_method() {
        stub.answer(create("one", "1").with("SignMethod", "SHA256"));

        assertThat(packages().get(0).signMethod()).isEqualTo(Firmware.SignMethod.SHA256);
        assertThat(packages().get(0).files().get(0).sign()).isEqualTo(MD5);
    }

    @Test
    void two_accounts_may_have_packages_of_one_name_and_version() {
        stub.files.put(new UploadedFile(Addressing.folderOf(stub.other) + "file.bin", 1000, MD5, RpcStub.NOW));
        stub.answer(create("one", "1"));

        HttpAnswer answer = stub.answer(create("one", "1")
                .key(RpcStub.OTHER_KEY)
                .with("FirmwareUrl", "http://127.0.0.1:8080/" + Addressing.folderOf(stub.other) + "file.bin"));

        assertThat(answer.story().refusal()).isEmpty();
        assertThat(stub.packages.list(stub.other.uid())).hasSize(1);
    }

    @Test
    void nobody_makes_a_package_of_another_accounts_file() {
        HttpAnswer answer = stub.answer(create("one", "1").key(RpcStub.OTHER_KEY));

        assertThat(answer.story().refusal()).map(Refusal::row).contains(IotError.FOREIGN_FIRMWARE_URL);
    }

    @Test
    void of_many_packages_at_once_no_more_than_500_are_made() throws Exception {
        for (int i = 0; i < 490; i++) {
            stub.answer(create("before" + i, "0." + i));
        }

        assertThat(refusedOf(20, i -> create("at-once" + i, "1." + i))).isEqualTo(10);
        assertThat(packages()).hasSize(500);
    }

    @Test
    void a_refused_package_leaves_nothing() {
        HttpAnswer answer = stub.answer(create("one", "1").with("FirmwareSize", "1"));

        assertThat(answer.story().refusal()).map(Refusal::row).contains(IotError.INVALID_FIRMWARE_SIZE);
        assertThat(packages()).isEmpty();
        assertThat(stub.packages.isClaimed("iotx-ota", key)).isFalse();
    }

    @Test
    void of_many_packages_of_one_name_at_once_exactly_one_is_made() throws Exception {
        assertThat(refusedOf(64, i -> create("one", "1." + i))).isEqualTo(63);
        assertThat(packages()).hasSize(1);
    }

    @Test
    void of_many_packages_of_one_version_at_once_exactly_one_is_made() throws Exception {
        assertThat(refusedOf(64, i -> create("one" + i, "1"))).isEqualTo(63);
        assertThat(packages()).hasSize(1);
    }

    private int refusedOf(int count, IntFunction<RpcCall> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<HttpAnswer>> answers = IntStream.range(0, count)
                    .mapToObj(i -> threads.submit(() -> stub.answer(call.apply(i))))
                    .toList();
            int refused = 0;
            for (Future<HttpAnswer> answer : answers) {
                refused += answer.get().story().refusal().isPresent() ? 1 : 0;
            }
            return refused;
        } finally {
            threads.shutdown();
        }
    }

    private List<Firmware> packages() {
        return stub.packages.list(stub.account.uid());
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
