package dev.otastub.iot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.control.OrderedError;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.Refusal;
import dev.otastub.iot.FirmwareCheckTest.Case;
import dev.otastub.testing.Comparison;
import dev.otastub.testing.RpcCall;
import dev.otastub.testing.RpcCall.Dialect;
import dev.otastub.testing.RpcStub;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Refusals of IoT Platform's operations that somebody ordered, beside those that calls provoke. */
final class OrderedRefusalTest {

    /** A call that is refused, of an account that has packages. */
    private record Refused(String name, RpcCall call, List<Firmware> there) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Refused> refused() {
        Stream<Refused> creations =
                FirmwareCheckTest.CASES.stream().map(one -> new Refused(one.name(), creation(one), one.there()));
        return Stream.concat(
                creations,
                Stream.of(
                        new Refused(
                                "an unknown suffix",
                                RpcCall.generate(Dialect.ACS3).with("FileSuffix", "exe"),
                                List.of()),
                        new Refused("no package id", query("no id"), List.of()),
                        new Refused("no such package", query("nobodys"), List.of()),
                        new Refused(
                                "page 0",
                                new RpcCall(Dialect.V1_FORM, "ListOTAFirmware")
                                        .with("CurrentPage", "0")
                                        .with("PageSize", "10"),
                                List.of())));
    }

    private static RpcCall query(String id) {
        return new RpcCall(Dialect.V1_QUERY, "QueryOTAFirmware").with("FirmwareId", id);
    }

    private static RpcCall creation(Case one) {
        Map<String, String> parameters = new LinkedHashMap<>(FirmwareCheckTest.VALID);
        parameters.putAll(one.parameters());
        RpcCall call = new RpcCall(Dialect.V1_FORM, "CreateOTAFirmware");
        parameters.forEach(call::with);
        return call;
    }

    private static HttpAnswer answer(Refused one, Optional<OrderedError> ordered) {
        RpcStub stub = new RpcStub(RpcStub.Settings.USUAL.productKeys("a1Le6d0ABCD", "a1Le6d0WXYZ"));
        FirmwareCheckTest.putFiles(stub.files);
        one.there().forEach(firmware -> stub.packages.addIfFree(firmware, others -> Optional.empty()));
        ordered.map(Comparison::next).ifPresent(stub.errors::add);
        return stub.answer(one.call());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void an_ordered_answer_is_the_natural_one_to_the_byte(Refused one) {
        Comparison.of(false, ordered -> answer(one, ordered), ordered -> answer(one, ordered))
                .assertEqual();
    }

    @Test
    void every_natural_row_is_compared() {
        assertThat(refused()
                        .map(one -> answer(one, Optional.empty()).story().refusal())
                        .map(why -> why.orElseThrow().row())
                        .collect(Collectors.toSet()))
                .isEqualTo(Arrays.stream(IotError.values())
                        .filter(row -> row.provocation().natural())
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @EnumSource(IotError.class)
    void every_row_can_be_ordered_of_every_operation_and_leaves_nothing_to_fill_in(IotError row) {
        RpcStub stub = new RpcStub();
        for (RpcCall call : List.of(
                RpcCall.generate(),
                query("nobodys"),
                new RpcCall(Dialect.ACS3, "CreateOTAFirmware"),
                RpcCall.generate().common("Format", "XML"))) {
            stub.errors.add(Comparison.next(new OrderedError(row, Map.of())));

            HttpAnswer answer = stub.answer(call);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.story().refusal()).map(Refusal::row).contains(row);
            assertThat(RpcStub.body(answer)).contains(row.code()).doesNotContainPattern("\\{\\w+}");
        }
    }

    @Test
    void an_ordered_refusal_creates_nothing() {
        RpcStub stub = new RpcStub();
        FirmwareCheckTest.putFiles(stub.files);
        RpcCall call = new RpcCall(Dialect.V1_QUERY, "CreateOTAFirmware");
        FirmwareCheckTest.VALID.forEach(call::with);
        stub.errors.add(Comparison.next(new OrderedError(IotError.CREATE_FIRMWARE_FAILURE, Map.of())));

        stub.answer(call);

        assertThat(stub.packages.size()).isZero();
        assertThat(stub.answer(call).story().refusal()).isEmpty();
        assertThat(stub.packages.size()).isOne();
    }
}
