package dev.otastub.iot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.core.Refusal;
import dev.otastub.oss.Addressing;
import dev.otastub.testing.Golden;
import dev.otastub.testing.RpcCall;
import dev.otastub.testing.RpcCall.Dialect;
import dev.otastub.testing.RpcStub;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeleteOtaFirmwareTest {

    private final RpcStub stub = new RpcStub();
    private final String key = Addressing.folderOf(stub.account) + "file.bin";

    @BeforeEach
    void create() {
        stub.files.put(new UploadedFile(key, 1000, "066940fda6c7294d234ac2da47783a20", RpcStub.NOW));
        create("one", "1");
    }

    private void create(String name, String version) {
        stub.answer(new RpcCall(Dialect.V1_QUERY, "CreateOTAFirmware")
                .with("FirmwareName", name)
                .with("DestVersion", version)
                .with("FirmwareUrl", "http://127.0.0.1:8080/" + key));
    }

    private RpcCall delete() {
        return new RpcCall(Dialect.V1_QUERY, "DeleteOTAFirmware")
                .with(
                        "FirmwareId",
                        stub.packages.list(stub.account.uid()).get(0).id());
    }

    private boolean isUploaded() {
        return stub.files.find(stub.account, key).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JSON", "XML"})
    void a_deletion_is_answered(String format) {
        Golden.assertEqual(
                "rpc/DeleteOTAFirmware/success." + format.toLowerCase(Locale.ROOT),
                RpcStub.body(stub.answer(delete().common("Format", format))));
    }

    @Test
    void a_deleted_package_is_gone_with_its_file() {
        RpcCall delete = delete();
        stub.answer(delete);

        assertThat(stub.packages.list(stub.account.uid())).isEmpty();
        assertThat(isUploaded()).isFalse();
        assertThat(stub.answer(delete.common("SignatureNonce", "again")).story().refusal())
                .map(Refusal::row)
                .contains(IotError.FIRMWARE_NOT_FOUND);
    }

    @Test
    void a_file_stays_as_long_as_a_package_is_made_of_it() {
        create("two", "2");

        stub.answer(delete());
        assertThat(isUploaded()).isTrue();
        stub.answer(delete());
        assertThat(isUploaded()).isFalse();
    }

    @Test
    void name_and_version_are_free_again() {
        stub.answer(delete());
        stub.files.put(new UploadedFile(key, 1000, "066940fda6c7294d234ac2da47783a20", RpcStub.NOW));

        create("one", "1");

        assertThat(stub.packages.list(stub.account.uid())).hasSize(1);
    }

    @Test
    void the_story_names_the_package() {
        RpcCall delete = delete();

        assertThat(stub.answer(delete).story().what()).matches("DeleteOTAFirmware FirmwareId=\\w{30} FirmwareName=one");
    }
}
