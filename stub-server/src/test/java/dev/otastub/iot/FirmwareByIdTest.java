package dev.otastub.iot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.core.HttpAnswer;
import dev.otastub.core.Refusal;
import dev.otastub.oss.Addressing;
import dev.otastub.rpc.GatewayError;
import dev.otastub.testing.RpcCall;
import dev.otastub.testing.RpcCall.Dialect;
import dev.otastub.testing.RpcStub;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the operations that take a FirmwareId refuse alike. */
final class FirmwareByIdTest {

    /** The rows that are answered here, each with a test. */
    static final Set<IotError> ROWS = Set.of(IotError.INVALID_FIRMWARE_ID, IotError.FIRMWARE_NOT_FOUND);

    static final List<String> OPERATIONS = List.of("QueryOTAFirmware", "DeleteOTAFirmware");

    private static final String MD5 = "066940fda6c7294d234ac2da47783a20";

    private final RpcStub stub = new RpcStub();

    @BeforeEach
    void create() {
        String key = Addressing.folderOf(stub.account) + "file.bin";
        stub.files.put(new UploadedFile(key, 1000, MD5, RpcStub.NOW));
        stub.answer(new RpcCall(Dialect.V1_QUERY, "CreateOTAFirmware")
                .with("FirmwareName", "one")
                .with("DestVersion", "1")
                .with("FirmwareUrl", "http://127.0.0.1:8080/" + key));
    }

    private String id() {
        return stub.packages.list(stub.account.uid()).get(0).id();
    }

    @ParameterizedTest
    @FieldSource("OPERATIONS")
    void a_package_of_the_account_is_found(String operation) {
        assertThat(rows(stub.answer(call(operation, id())))).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("OPERATIONS")
    void a_package_of_another_account_is_not_and_stays(String operation) {
        HttpAnswer answer = stub.answer(call(operation, id()).key(RpcStub.OTHER_KEY));

        assertThat(rows(answer)).containsExactly(IotError.FIRMWARE_NOT_FOUND);
        assertThat(stub.packages.list(stub.account.uid())).hasSize(1);
    }

    static Stream<Arguments> wrong() {
        return OPERATIONS.stream()
                .flatMap(operation -> Stream.of(
                        Arguments.of(operation, "s8SSHiKjpBfrM3BSN0z803****", IotError.INVALID_FIRMWARE_ID),
                        Arguments.of(operation, "a b", IotError.INVALID_FIRMWARE_ID),
                        Arguments.of(operation, "x".repeat(65), IotError.INVALID_FIRMWARE_ID),
                        Arguments.of(operation, "x".repeat(64), IotError.FIRMWARE_NOT_FOUND),
                        Arguments.of(operation, "", GatewayError.MISSING_OPERATION_PARAMETER)));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void any_other_id_is_refused(String operation, String id, Object row) {
        assertThat(rows(stub.answer(call(operation, id)))).containsExactly(row);
    }

    @ParameterizedTest
    @FieldSource("OPERATIONS")
    void the_instance_must_be_known(String operation) {
        assertThat(rows(stub.answer(call(operation, id()).with("IotInstanceId", "nothing"))))
                .containsExactly(IotError.INSTANCE_UNKNOWN);
    }

    private static RpcCall call(String operation, String id) {
        return new RpcCall(Dialect.V1_QUERY, operation).with("FirmwareId", id);
    }

    private static List<Object> rows(HttpAnswer answer) {
        return answer.story().refusal().<Object>map(Refusal::row).stream().toList();
    }
}
