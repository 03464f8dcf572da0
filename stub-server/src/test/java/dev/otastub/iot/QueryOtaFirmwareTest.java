package dev.otastub.iot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otastub.core.Headers;
import dev.otastub.oss.Addressing;
import dev.otastub.signature.OssV1Signature;
import dev.otastub.signature.Parameters;
import dev.otastub.testing.Golden;
import dev.otastub.testing.RpcCall;
import dev.otastub.testing.RpcCall.Dialect;
import dev.otastub.testing.RpcStub;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueryOtaFirmwareTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MD5 = "066940fda6c7294d234ac2da47783a20";

    private final RpcStub stub = new RpcStub();
    private final String folder = Addressing.folderOf(stub.account);

    @BeforeEach
    void upload() {
        stub.clock.freezeAt(RpcStub.NOW);
        stub.files.put(new UploadedFile(folder + "file.bin", 1000, MD5, RpcStub.NOW));
        stub.files.put(new UploadedFile(folder + "固件 a+b.bin", 2000, MD5, RpcStub.NOW));
    }

    @ParameterizedTest
    @CsvSource({"full, JSON", "full, XML", "several-files, JSON", "several-files, XML"})
    void an_answer_is_the_same_to_the_byte(String name, String format) {
        RpcCall create = name.equals("full") ? full() : severalFiles();
        stub.answer(create.common("SignatureNonce", "create"));

        Golden.assertEqual(
                "rpc/QueryOTAFirmware/" + name + "." + format.toLowerCase(Locale.ROOT),
                RpcStub.body(
                        stub.answer(query().common("SignatureNonce", "query").common("Format", format))));
    }

    @Test
    void what_was_said_of_a_package_is_told() throws IOException {
        stub.answer(full());

        JsonNode info = info();

        assertThat(info.get("FirmwareName").textValue()).isEqualTo("one");
        assertThat(info.get("ProductKey").textValue()).isEqualTo("a1Le6d0ABCD");
        assertThat(info.get("FirmwareSize").longValue()).isEqualTo(1000);
        assertThat(info.get("FirmwareSign").textValue()).isEqualTo(MD5);
        assertThat(info.get("Status").intValue()).isZero();
        assertThat(info.get("UtcModified")).isEqualTo(info.get("UtcCreate"));
        assertThat(info.get("Udi").textValue()).isEqualTo("{\"a\":1}");
        assertThat(info.has("MultiFiles")).isFalse();
    }

    @Test
    void a_differential_package_names_its_source_version() throws IOException {
        stub.answer(full().with("Type", "1").with("SrcVersion", "0.9"));

        assertThat(info().get("Type").intValue()).isOne();
        assertThat(info().get("SrcVersion").textValue()).isEqualTo("0.9");
    }

    @Test
    void what_was_not_said_is_left_out_and_the_source_version_of_a_full_package_is_empty() throws IOException {
        stub.answer(full().without("ProductKey")
                .without("FirmwareDesc")
                .without("Udi")
                .with("SrcVersion", "0.9"));

        JsonNode info = info();

        assertThat(info.get("SrcVersion").textValue()).isEmpty();
        assertThat(info.has("ProductKey") || info.has("FirmwareDesc") || info.has("Udi"))
                .isFalse();
        assertThat(info.get("ModuleName").textValue()).isEqualTo("default");
    }

    @Test
    void several_files_are_told_each_and_the_package_has_none_of_its_own() throws IOException {
        stub.answer(severalFiles());

        JsonNode info = info();

        assertThat(info.has("FirmwareUrl") || info.has("FirmwareSign") || info.has("FirmwareSize"))
                .isFalse();
        assertThat(info.get("MultiFiles")).hasSize(2);
        assertThat(info.get("MultiFiles").get(1).get("Name").textValue()).isEqualTo("second");
        assertThat(info.get("MultiFiles").get(1).get("Size").longValue()).isEqualTo(2000);
        assertThat(info.get("MultiFiles").get(1).get("Url").textValue())
                .startsWith("http://127.0.0.1:8080/" + folder + "%E5%9B%BA%E4%BB%B6%20a%2Bb.bin?");
    }

    @Test
    void the_url_is_signed_by_the_issuing_pair_for_a_day() throws IOException {
        stub.answer(full());

        URI url = URI.create(info().get("FirmwareUrl").textValue());
        Parameters query = Parameters.parse(url.getRawQuery());

        String expires = Long.toString(RpcStub.NOW.plus(Duration.ofHours(24)).getEpochSecond());
        assertThat(url.getPath()).isEqualTo("/" + folder + "file.bin");
        assertThat(query.first("Expires")).contains(expires);
        assertThat(query.first("OSSAccessKeyId")).contains(RpcStub.ISSUING_KEY.id());
        assertThat(query.first("Signature"))
                .contains(OssV1Signature.sign(
                        RpcStub.ISSUING_KEY.secret(),
                        OssV1Signature.stringToSign("GET", Headers.NONE, expires, "/iotx-ota/" + folder + "file.bin")));
    }

    @Test
    void everybody_is_told_the_address_they_called_or_the_public_one() throws IOException {
        RpcStub known = new RpcStub(RpcStub.Settings.USUAL.publicUrl("https://stub.example:8443"));
        known.files.put(new UploadedFile(folder + "file.bin", 1000, MD5, RpcStub.NOW));
        known.answer(full());
        stub.answer(full());

        assertThat(urlFor(known, "127.0.0.1:8080")).startsWith("https://stub.example:8443/ota/");
        assertThat(urlFor(stub, "stub:80")).startsWith("http://stub:80/ota/");
    }

    private static String urlFor(RpcStub stub, String host) throws IOException {
        return JSON.readTree(RpcStub.body(stub.answer(query(stub).host(host))))
                .at("/FirmwareInfo/FirmwareUrl")
                .textValue();
    }

    private JsonNode info() throws IOException {
        return JSON.readTree(RpcStub.body(stub.answer(query()))).get("FirmwareInfo");
    }

    private RpcCall query() {
        return query(stub);
    }

    private static RpcCall query(RpcStub stub) {
        List<Firmware> packages = stub.packages.list(stub.account.uid());
        return new RpcCall(Dialect.V1_QUERY, "QueryOTAFirmware")
                .with("FirmwareId", packages.get(packages.size() - 1).id());
    }

    private RpcCall full() {
        return new RpcCall(Dialect.V1_QUERY, "CreateOTAFirmware")
                .with("FirmwareName", "one")
                .with("DestVersion", "1")
                .with("ProductKey", "a1Le6d0ABCD")
                .with("FirmwareDesc", "说明 <&>")
                .with("Udi", "{\"a\":1}")
                .with("FirmwareUrl", "http://127.0.0.1:8080/" + folder + "file.bin");
    }

    private RpcCall severalFiles() {
        return new RpcCall(Dialect.V1_QUERY, "CreateOTAFirmware")
                .with("FirmwareName", "several")
                .with("DestVersion", "2")
                .with("MultiFiles.1.Name", "first")
                .with("MultiFiles.1.Url", "http://127.0.0.1:8080/" + folder + "file.bin")
                .with("MultiFiles.2.Name", "second")
                .with("MultiFiles.2.Url", "http://127.0.0.1:8080/" + folder + "%E5%9B%BA%E4%BB%B6%20a+b.bin");
    }
}
