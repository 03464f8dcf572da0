package dev.otastub.iot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otastub.core.Refusal;
import dev.otastub.oss.Addressing;
import dev.otastub.rpc.GatewayError;
import dev.otastub.testing.Golden;
import dev.otastub.testing.RpcCall;
import dev.otastub.testing.RpcCall.Dialect;
import dev.otastub.testing.RpcStub;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ListOtaFirmwareTest {

    /** The rows that this operation answers besides those of others, each with a test here. */
    static final Set<IotError> ROWS = Set.of(IotError.INVALID_PAGE_PARAMS);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MD5 = "066940fda6c7294d234ac2da47783a20";

    private final RpcStub stub = new RpcStub(RpcStub.Settings.USUAL.quota(0));
    private final String folder = Addressing.folderOf(stub.account);

    private void create(int number, String productKey) {
        stub.files.put(new UploadedFile(folder + "file.bin", 1000, MD5, RpcStub.NOW));
        stub.answer(new RpcCall(Dialect.V1_QUERY, "CreateOTAFirmware")
                .with("FirmwareName", "fw" + number)
                .with("DestVersion", "1." + number)
                .with("ProductKey", productKey)
                .with("FirmwareUrl", "http://127.0.0.1:8080/" + folder + "file.bin"));
    }

    @ParameterizedTest
    @CsvSource({"two, JSON", "two, XML", "none, JSON", "none, XML"})
    void an_answer_is_the_same_to_the_byte(String name, String format) {
        if (name.equals("two")) {
            create(1, "a1Le6d0ABCD");
            create(2, "");
        }

        Golden.assertEqual(
                "rpc/ListOTAFirmware/" + name + "." + format.toLowerCase(Locale.ROOT),
                RpcStub.body(stub.answer(list("1", "10").common("Format", format))));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2, fw5 fw4",
        "2, 2, fw3 fw2",
        "3, 2, fw1",
        "4, 2, ''",
        "2147483647, 100, ''",
        "1, 5, fw5 fw4 fw3 fw2 fw1"
    })
    void pages_hold_the_newest_first(String current, String size, String names) throws IOException {
        for (int i = 1; i <= 5; i++) {
            create(i, "");
        }

        JsonNode answer = answer(list(current, size));

        assertThat(String.join(" ", names(answer))).isEqualTo(names);
        assertThat(answer.get("Total").intValue()).isEqualTo(5);
        assertThat(answer.get("PageSize").asText()).isEqualTo(size);
        assertThat(answer.get("CurrentPage").asText()).isEqualTo(current);
        assertThat(answer.get("PageCount").intValue()).isEqualTo(size.equals("2") ? 3 : 1);
    }

    @Test
    void filters_narrow_the_list_and_its_counts() throws IOException {
        create(1, "productA");
        create(2, "productA");
        create(2, "productB");
        create(3, "productB");

        assertThat(names(answer(list("1", "10").with("ProductKey", "productA"))))
                .containsExactly("fw2", "fw1");
        assertThat(names(answer(list("1", "10").with("DestVersion", "1.3")))).containsExactly("fw3");
        JsonNode both = answer(list("1", "10").with("ProductKey", "productB").with("DestVersion", "1.1"));
        assertThat(names(both)).isEmpty();
        assertThat(both.get("Total").intValue()).isZero();
        assertThat(both.get("PageCount").intValue()).isZero();
    }

    @Test
    void an_empty_filter_is_none() throws IOException {
        create(1, "productA");

        assertThat(names(answer(list("1", "10").with("ProductKey", "").with("DestVersion", ""))))
                .containsExactly("fw1");
    }

    @Test
    void another_accounts_packages_are_not_listed() throws IOException {
        create(1, "");

        JsonNode answer = answer(list("1", "10").key(RpcStub.OTHER_KEY));

        assertThat(names(answer)).isEmpty();
        assertThat(answer.get("Total").intValue()).isZero();
    }

    @Test
    void a_listed_url_is_the_bare_one() throws IOException {
        create(1, "");

        assertThat(answer(list("1", "10"))
                        .at("/FirmwareInfo/SimpleFirmwareInfo/0/FirmwareUrl")
                        .textValue())
                .isEqualTo("http://127.0.0.1:8080/" + folder + "file.bin");
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "-1, 10", "x, 10", "1.0, 10", "2147483648, 10", "99999999999999999999, 10", "1, 0", "1, 101"})
    void pages_are_counted_from_1_and_hold_1_to_100(String current, String size) {
        assertThat(row(list(current, size))).isEqualTo(IotError.INVALID_PAGE_PARAMS);
    }

    @Test
    void a_page_may_hold_100() {
        assertThat(stub.answer(list("1", "100")).story().refusal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CurrentPage", "PageSize"})
    void the_page_is_required(String parameter) {
        assertThat(row(list("1", "10").without(parameter))).isEqualTo(GatewayError.MISSING_OPERATION_PARAMETER);
    }

    @Test
    void instance_and_product_must_be_well_formed() {
        assertThat(row(list("1", "10").with("IotInstanceId", "x"))).isEqualTo(IotError.INSTANCE_UNKNOWN);
        assertThat(row(list("1", "10").with("ProductKey", "a19mzPZ****"))).isEqualTo(IotError.INVALID_PRODUCT_KEY);
    }

    private static RpcCall list(String current, String size) {
        return new RpcCall(Dialect.V1_QUERY, "ListOTAFirmware")
                .with("CurrentPage", current)
                .with("PageSize", size);
    }

    private JsonNode answer(RpcCall call) throws IOException {
        return JSON.readTree(RpcStub.body(stub.answer(call)));
    }

    private static List<String> names(JsonNode answer) {
        return answer.at("/FirmwareInfo/SimpleFirmwareInfo").findValuesAsText("FirmwareName");
    }

    private Object row(RpcCall call) {
        return stub.answer(call).story().refusal().map(Refusal::row).orElseThrow();
    }
}
