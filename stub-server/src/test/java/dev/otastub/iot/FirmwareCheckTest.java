package dev.otastub.iot;

import static dev.otastub.iot.FirmwareCheck.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.account.Caller;
import dev.otastub.core.Headers;
import dev.otastub.core.HttpRequest;
import dev.otastub.core.Refusal;
import dev.otastub.rpc.Call;
import dev.otastub.rpc.RpcRequest;
import dev.otastub.signature.Parameter;
import dev.otastub.signature.Parameters;
import dev.otastub.testing.RpcStub;
import dev.otastub.testing.UploadedInMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FirmwareCheckTest {

    private static final String FOLDER = FirmwareFolder.of(new RpcStub().account);
    private static final String URL = "http://127.0.0.1:8080/" + FOLDER;
    private static final String MD5 = "066940fda6c7294d234ac2da47783a20";
    private static final Instant UPLOADED = RpcStub.NOW.minus(Duration.ofMinutes(59));

    private static final Map<String, String> VALID = Map.of(
            "DestVersion", "2.0.0-beta_1",
            "FirmwareName", "固件かな2(a)_-",
            "FirmwareUrl", URL + "file.bin");

    /** A valid call and the one thing that differs: parameters of other values, absent where empty. */
    record Case(String name, FirmwareCheck check, IotError row, Map<String, String> parameters, List<Firmware> there) {
        Case(String name, FirmwareCheck check, IotError row, String... parameters) {
            this(name, check, row, map(parameters), List.of());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Case> CASES = List.of(
            new Case(
                    "no instance id at all",
                    INSTANCE_IS_KNOWN,
                    IotError.INSTANCE_UNKNOWN,
                    "IotInstanceId",
                    "iot-cn-0pp1n8t****"),
            new Case(
                    "a version with a space",
                    VERSION_IS_WELL_FORMED,
                    IotError.INCORRECT_FORMATTED_FIRMWARE_VERSION,
                    "DestVersion",
                    "2 0"),
            new Case(
                    "a version of 65 characters",
                    VERSION_IS_WELL_FORMED,
                    IotError.INCORRECT_FORMATTED_FIRMWARE_VERSION,
                    "DestVersion",
                    "1".repeat(65)),
            new Case("a blank name", NAME_IS_NOT_BLANK, IotError.BLANK_FIRMWARE_NAME, "FirmwareName", "  "),
            new Case(
                    "a name that begins with a bracket",
                    NAME_IS_WELL_FORMED,
                    IotError.INCORRECT_FORMATTED_FIRMWARE_NAME,
                    "FirmwareName",
                    "(a)"),
            new Case(
                    "a name of 41 characters",
                    NAME_IS_WELL_FORMED,
                    IotError.INCORRECT_FORMATTED_FIRMWARE_NAME,
                    "FirmwareName",
                    "固".repeat(41)),
            new Case(
                    "several files",
                    ONE_FILE_IS_MEANT,
                    IotError.MULTIPLE_FILES,
                    "FirmwareUrl",
                    "",
                    "MultiFiles.1.Url",
                    URL + "file.bin"),
            new Case("no URL", URL_IS_GIVEN, IotError.NULL_FIRMWARE_URL, "FirmwareUrl", ""),
            new Case(
                    "no URL but a key",
                    URL_IS_WELL_FORMED,
                    IotError.MALFORMED_FIRMWARE_URL,
                    "FirmwareUrl",
                    FOLDER + "file.bin"),
            new Case(
                    "a URL with a space",
                    URL_IS_WELL_FORMED,
                    IotError.MALFORMED_FIRMWARE_URL,
                    "FirmwareUrl",
                    URL + "a file.bin"),
            new Case(
                    "a URL of another host",
                    URL_IS_OF_THE_ACCOUNT,
                    IotError.FOREIGN_FIRMWARE_URL,
                    "FirmwareUrl",
                    "http://example.com/" + FOLDER + "file.bin"),
            new Case(
                    "a URL of another account",
                    URL_IS_OF_THE_ACCOUNT,
                    IotError.FOREIGN_FIRMWARE_URL,
                    "FirmwareUrl",
                    "http://127.0.0.1:8080/ota/" + "0".repeat(32) + "/file.bin"),
            new Case(
                    "nothing uploaded",
                    FILE_IS_UPLOADED,
                    IotError.NOTHING_UPLOADED,
                    "FirmwareUrl",
                    URL + "nothing.bin"),
            new Case(
                    "an empty file", FILE_IS_NOT_EMPTY, IotError.EMPTY_FIRMWARE_FILE, "FirmwareUrl", URL + "empty.bin"),
            new Case(
                    "a file of an hour ago",
                    UPLOAD_IS_RECENT,
                    IotError.UPLOADED_TOO_LONG_AGO,
                    "FirmwareUrl",
                    URL + "old.bin"),
            new Case(
                    "an unknown sign method",
                    SIGN_METHOD_IS_KNOWN,
                    IotError.INVALID_FIRMWARE_SIGN_METHOD,
                    "SignMethod",
                    "CRC64"),
            new Case(
                    "another file's digest",
                    SIGN_IS_OF_THE_FILE,
                    IotError.INVALID_FIRMWARE_SIGN,
                    "FirmwareSign",
                    MD5.replace('0', '1')),
            new Case(
                    "a digest in Base64",
                    SIGN_IS_OF_THE_FILE,
                    IotError.INVALID_FIRMWARE_SIGN,
                    "FirmwareSign",
                    "BmlA/abHKU0jSsLaR3g6IA=="),
            new Case(
                    "an MD5 for SHA256",
                    SIGN_IS_OF_THE_FILE,
                    IotError.INVALID_FIRMWARE_SIGN,
                    "SignMethod",
                    "SHA256",
                    "FirmwareSign",
                    MD5),
            new Case("another size", SIZE_IS_OF_THE_FILE, IotError.INVALID_FIRMWARE_SIZE, "FirmwareSize", "1001"),
            new Case(
                    "a size in words", SIZE_IS_OF_THE_FILE, IotError.INVALID_FIRMWARE_SIZE, "FirmwareSize", "thousand"),
            new Case("an unknown type", TYPE_IS_KNOWN, IotError.INVALID_FIRMWARE_TYPE, "Type", "2"),
            new Case(
                    "a differential package from nowhere",
                    SOURCE_VERSION_IS_GIVEN,
                    IotError.SRC_VERSION_IS_MANDATORY,
                    "Type",
                    "1"),
            new Case(
                    "a source version with a space",
                    SOURCE_VERSION_IS_WELL_FORMED,
                    IotError.INCORRECT_FORMATTED_SRC_VERSION,
                    "Type",
                    "1",
                    "SrcVersion",
                    "1 0"),
            new Case(
                    "one version twice",
                    VERSIONS_DIFFER,
                    IotError.SRC_DEST_VERSION_MATCHED,
                    "Type",
                    "1",
                    "SrcVersion",
                    "2.0.0-beta_1"),
            new Case(
                    "a module name with a slash",
                    MODULE_NAME_IS_WELL_FORMED,
                    IotError.INCORRECT_FORMATTED_MODULE_NAME,
                    "ModuleName",
                    "a/b"),
            new Case(
                    "a description of 101 characters",
                    DESCRIPTION_IS_SHORT,
                    IotError.DESCRIPTION_EXCEEDS_MAX_LENGTH,
                    "FirmwareDesc",
                    "说".repeat(101)),
            new Case(
                    "a masked product key",
                    PRODUCT_KEY_IS_WELL_FORMED,
                    IotError.INVALID_PRODUCT_KEY,
                    "ProductKey",
                    "a1Le6d0****"),
            new Case("a flag of yes", FLAG_IS_BOOLEAN, IotError.INVALID_FORMATTED_PARAMETER, "NeedToVerify", "yes"),
            new Case(
                    "too much custom information",
                    CUSTOM_INFORMATION_IS_SHORT,
                    IotError.INVALID_FORMATTED_PARAMETER,
                    "Udi",
                    "x".repeat(4097)),
            new Case(
                    "a name that is taken",
                    NAME_IS_NEW,
                    IotError.ALREADY_EXISTED_FIRMWARE_NAME,
                    Map.of(),
                    List.of(there("固件かな2(a)_-", "1", Optional.empty()))),
            new Case(
                    "a version that is taken",
                    VERSION_IS_NEW,
                    IotError.ALREADY_EXISTED_FIRMWARE_VERSION,
                    Map.of("ProductKey", "a1Le6d0ABCD"),
                    List.of(there("other", "2.0.0-beta_1", Optional.of("a1Le6d0ABCD")))),
            new Case(
                    "500 packages", ACCOUNT_IS_NOT_FULL, IotError.FIRMWARE_COUNT_EXCEEDS_MAX, Map.of(), packages(500)));

    @Test
    void a_valid_call_passes_every_check() {
        assertThat(refusing(Map.of(), packages(499))).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void a_call_with_one_thing_wrong_is_refused_for_it(Case one) {
        Optional<Refusal> refusal = firstRefusal(draft(one.parameters(), one.there()));

        assertThat(refusal).map(Refusal::row).contains(one.row());
        assertThat(refusing(one.parameters(), one.there())).startsWith(one.check());
    }

    @Test
    void every_check_has_a_case_that_only_it_refuses() {
        Set<FirmwareCheck> alone = EnumSet.noneOf(FirmwareCheck.class);
        CASES.stream()
                .filter(one -> refusing(one.parameters(), one.there()).equals(List.of(one.check())))
                .forEach(one -> alone.add(one.check()));

        assertThat(EnumSet.complementOf(EnumSet.copyOf(alone))).isEmpty();
    }

    @Test
    void every_natural_row_has_a_case() {
        Set<IotError> natural = Arrays.stream(IotError.values())
                .filter(row -> row.provocation().natural())
                .collect(Collectors.toSet());
        Set<IotError> covered = CASES.stream().map(Case::row).collect(Collectors.toSet());
        covered.addAll(GenerateOtaUploadUrlTest.ROWS);

        assertThat(covered).isEqualTo(natural);
    }

    @ParameterizedTest
    @CsvSource({
        "FirmwareName, 固",
        "FirmwareName, 1",
        "FirmwareName, カタカナー",
        "DestVersion, -",
        "FirmwareSign, 066940FDA6C7294D234AC2DA47783A20",
        "FirmwareSize, 1000",
        "Type, 0",
        "SrcVersion, not looked at in a full package",
        "ModuleName, default",
        "ProductKey, a1Le6d0ABCD",
        "NeedToVerify, false",
        "IotInstanceId, iot-060a0001",
        "IotInstanceId, iot_instc_pu123_c-v64abc",
        "FirmwareDesc, ''"
    })
    void what_the_page_allows_passes(String parameter, String value) {
        assertThat(refusing(Map.of(parameter, value), List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void a_description_may_have_100_characters_whatever_they_are(int length) {
        assertThat(refusing(Map.of("FirmwareDesc", "说".repeat(length)), List.of()))
                .isEmpty();
    }

    @Test
    void one_version_may_exist_for_two_products() {
        List<Firmware> there = List.of(there("other", "2.0.0-beta_1", Optional.of("a1Le6d0ABCD")));

        assertThat(refusing(Map.of("ProductKey", "a1Le6d0WXYZ"), there)).isEmpty();
        assertThat(refusing(Map.of(), there)).isEmpty();
    }

    @Test
    void a_differential_package_names_another_version() {
        assertThat(refusing(Map.of("Type", "1", "SrcVersion", "1.9"), List.of()))
                .isEmpty();
    }

    private static List<FirmwareCheck> refusing(Map<String, String> parameters, List<Firmware> there) {
        FirmwareDraft draft = draft(parameters, there);
        return Arrays.stream(FirmwareCheck.values())
                .filter(check -> check.refusal(draft).isPresent())
                .toList();
    }

    private static FirmwareDraft draft(Map<String, String> different, List<Firmware> there) {
        RpcStub stub = new RpcStub();
        Map<String, String> all = new LinkedHashMap<>(VALID);
        all.putAll(different);
        Parameters parameters = new Parameters(all.entrySet().stream()
                .map(entry -> new Parameter(entry.getKey(), entry.getValue()))
                .toList());
        HttpRequest http =
                new HttpRequest("POST", "http", "127.0.0.1:8080", "/", "", Headers.NONE, new byte[0], RpcStub.NOW);
        Caller caller = new Caller(stub.account, RpcStub.KEY, Optional.empty(), Optional.empty());
        return new FirmwareDraft(
                new Call(new RpcRequest(http, parameters, parameters), caller, RpcStub.NOW), files(), there);
    }

    private static UploadedInMemory files() {
        UploadedInMemory files = new UploadedInMemory();
        files.put(new UploadedFile(FOLDER + "file.bin", 1000, MD5, UPLOADED));
        files.put(new UploadedFile(FOLDER + "empty.bin", 0, "d41d8cd98f00b204e9800998ecf8427e", UPLOADED));
        files.put(new UploadedFile(FOLDER + "old.bin", 1000, MD5, RpcStub.NOW.minus(Duration.ofMinutes(60))));
        return files;
    }

    private static List<Firmware> packages(int count) {
        List<Firmware> packages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            packages.add(there("other" + i, "0." + i, Optional.empty()));
        }
        return packages;
    }

    private static Firmware there(String name, String version, Optional<String> productKey) {
        return new Firmware(
                "id",
                name,
                version,
                productKey,
                "default",
                Firmware.Type.FULL,
                Optional.empty(),
                new UploadedFile(FOLDER + "other.bin", 1, MD5, UPLOADED),
                Optional.of(MD5),
                Firmware.SignMethod.MD5,
                Optional.empty(),
                true,
                Optional.empty(),
                UPLOADED);
    }

    private static Map<String, String> map(String... namesAndValues) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
