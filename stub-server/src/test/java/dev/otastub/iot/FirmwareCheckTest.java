package dev.otastub.iot;

import static dev.otastub.iot.FirmwareCheck.*;
import static dev.otastub.iot.NewcomerCheck.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.account.Account;
import dev.otastub.account.Caller;
import dev.otastub.core.Headers;
import dev.otastub.core.HttpRequest;
import dev.otastub.core.Refusal;
import dev.otastub.oss.Addressing;
import dev.otastub.rpc.Call;
import dev.otastub.rpc.RpcRequest;
import dev.otastub.signature.Digests;
import dev.otastub.signature.Parameter;
import dev.otastub.signature.Parameters;
import dev.otastub.testing.RpcStub;
import dev.otastub.testing.UploadedInMemory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FirmwareCheckTest {

    private static final String FOLDER = Addressing.folderOf(new RpcStub().account);
    private static final String URL = "http://127.0.0.1:8080/" + FOLDER;
    private static final String MD5 = "066940fda6c7294d234ac2da47783a20";
    private static final String SHA256 = Digests.sha256Hex((FOLDER + "file.bin").getBytes(StandardCharsets.UTF_8));
    private static final Instant UPLOADED = RpcStub.NOW.minus(Duration.ofMinutes(59));

    static final Map<String, String> VALID = Map.of(
            "DestVersion", "2.0.0-beta_1",
            "FirmwareName", "固件かな2(a)_-",
            "FirmwareUrl", URL + "file.bin");

    private static final Map<String, String> TWO_FILES = Map.of(
            "FirmwareUrl", "",
            "MultiFiles.1.Name", "one",
            "MultiFiles.1.Url", URL + "file.bin",
            "MultiFiles.2.Name", "two",
            "MultiFiles.2.Url", URL + "file.bin");

    /** A valid call and the one thing that differs: parameters of other values, absent where empty. */
    record Case(String name, Enum<?> check, IotError row, Map<String, String> parameters, List<Firmware> there) {
        Case(String name, Enum<?> check, IotError row, String... parameters) {
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
                    "a URL beside several files",
                    FILES_ARE_GIVEN_IN_ONE_WAY,
                    IotError.INVALID_FIRMWARE,
                    "MultiFiles.1.Name",
                    "one",
                    "MultiFiles.1.Url",
                    URL + "file.bin"),
            several(
                    "a sign beside several files",
                    FILES_ARE_GIVEN_IN_ONE_WAY,
                    IotError.INVALID_FIRMWARE,
                    "FirmwareSign",
                    MD5),
            several(
                    "a size beside several files",
                    FILES_ARE_GIVEN_IN_ONE_WAY,
                    IotError.INVALID_FIRMWARE,
                    "FirmwareSize",
                    "1000"),
            several("21 files", FILES_ARE_FEW, IotError.INVALID_FIRMWARE, numbered(21)),
            several(
                    "a file without a name",
                    FILE_NAMES_ARE_WELL_FORMED,
                    IotError.INVALID_FORMATTED_PARAMETER,
                    "MultiFiles.2.Name",
                    ""),
            several(
                    "a file with a name of 33 characters",
                    FILE_NAMES_ARE_WELL_FORMED,
                    IotError.INVALID_FORMATTED_PARAMETER,
                    "MultiFiles.2.Name",
                    "名".repeat(33)),
            several("two files of one name", FILE_NAMES_DIFFER, IotError.INVALID_FIRMWARE, "MultiFiles.2.Name", "one"),
            several("a file without a URL", URL_IS_GIVEN, IotError.NULL_FIRMWARE_URL, "MultiFiles.2.Url", ""),
            several(
                    "a file with no URL but a key",
                    URL_IS_WELL_FORMED,
                    IotError.MALFORMED_FIRMWARE_URL,
                    "MultiFiles.2.Url",
                    FOLDER + "file.bin"),
            several(
                    "a file of another account",
                    URL_IS_OF_THE_ACCOUNT,
                    IotError.FOREIGN_FIRMWARE_URL,
                    "MultiFiles.2.Url",
                    "http://127.0.0.1:8080/ota/" + "0".repeat(32) + "/file.bin"),
            several(
                    "a file that was not uploaded",
                    FILE_IS_UPLOADED,
                    IotError.NOTHING_UPLOADED,
                    "MultiFiles.2.Url",
                    URL + "nothing.bin"),
            several(
                    "an empty file among others",
                    FILE_IS_NOT_EMPTY,
                    IotError.EMPTY_FIRMWARE_FILE,
                    "MultiFiles.2.Url",
                    URL + "empty.bin"),
            several(
                    "a file of an hour ago among others",
                    UPLOAD_IS_RECENT,
                    IotError.UPLOADED_TOO_LONG_AGO,
                    "MultiFiles.2.Url",
                    URL + "old.bin"),
            several(
                    "another file's digest for one of several",
                    SIGN_IS_OF_THE_FILE,
                    IotError.INVALID_FIRMWARE_SIGN,
                    "MultiFiles.2.SignValue",
                    MD5.replace('0', '1')),
            several(
                    "another file's MD5",
                    MD5_IS_OF_THE_FILE,
                    IotError.INVALID_FIRMWARE_SIGN,
                    "MultiFiles.2.FileMd5",
                    MD5.replace('0', '1')),
            several(
                    "another file's size",
                    SIZE_IS_OF_THE_FILE,
                    IotError.INVALID_FIRMWARE_SIZE,
                    "MultiFiles.2.Size",
                    "1001"),
            new Case(
                    "another file's SHA-256",
                    SIGN_IS_OF_THE_FILE,
                    IotError.INVALID_FIRMWARE_SIGN,
                    "SignMethod",
                    "SHA256",
                    "FirmwareSign",
                    "0".repeat(64)),
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
            new Case(
                    "a product that the account does not have",
                    PRODUCT_IS_KNOWN,
                    IotError.UNKNOWN_PRODUCT,
                    "ProductKey",
                    "a1Le6d0NONE"),
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

    /** A valid package of two files, and the one thing that differs. */
    private static Case several(String name, Enum<?> check, IotError row, String... parameters) {
        Map<String, String> all = new LinkedHashMap<>(TWO_FILES);
        all.putAll(map(parameters));
        return new Case(name, check, row, all, List.of());
    }

    private static String[] numbered(int count) {
        return IntStream.rangeClosed(1, count)
                .boxed()
                .flatMap(i -> Stream.of(
                        "MultiFiles." + i + ".Name", "file" + i, "MultiFiles." + i + ".Url", URL + "file.bin"))
                .toArray(String[]::new);
    }

    @Test
    void a_valid_call_passes_every_check() {
        assertThat(refusing(Map.of(), packages(499))).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void a_call_with_one_thing_wrong_is_refused_for_it(Case one) {
        FirmwareDraft draft = draft(one.parameters());
        Optional<Refusal> refusal =
                FirmwareCheck.firstRefusal(draft).or(() -> NewcomerCheck.firstRefusal(newcomer(draft, one.there())));

        assertThat(refusal).map(Refusal::row).contains(one.row());
        assertThat(refusing(one.parameters(), one.there())).startsWith(one.check());
    }

    @Test
    void a_file_that_vanished_or_changed_since_it_was_checked_is_refused() {
        FirmwareDraft draft = draft(Map.of());
        UploadedInMemory uploads = files();
        uploads.put(new UploadedFile(FOLDER + "file.bin", 1001, MD5, UPLOADED));

        for (UploadedInMemory now : List.of(new UploadedInMemory(), uploads)) {
            Newcomer newcomer = new Newcomer(draft.firmware("id"), draft.call().account(), now, List.of());

            assertThat(NewcomerCheck.firstRefusal(newcomer)).map(Refusal::row).contains(IotError.NOTHING_UPLOADED);
            assertThat(FILES_ARE_STILL_THERE.refusal(newcomer)).isPresent();
        }
    }

    @Test
    void every_check_has_a_case_that_only_it_refuses() {
        Set<Enum<?>> alone = new LinkedHashSet<>(Set.of(FILES_ARE_STILL_THERE));
        CASES.stream()
                .filter(one -> refusing(one.parameters(), one.there()).equals(List.of(one.check())))
                .forEach(one -> alone.add(one.check()));

        assertThat(alone).contains(FirmwareCheck.values()).contains(NewcomerCheck.values());
    }

    @Test
    void every_natural_row_has_a_case() {
        Set<IotError> natural = Arrays.stream(IotError.values())
                .filter(row -> row.provocation().natural())
                .collect(Collectors.toSet());
        Set<IotError> covered = CASES.stream().map(Case::row).collect(Collectors.toSet());
        covered.addAll(GenerateOtaUploadUrlTest.ROWS);
        covered.addAll(FirmwareByIdTest.ROWS);
        covered.addAll(ListOtaFirmwareTest.ROWS);

        assertThat(covered).isEqualTo(natural);
    }

    @Test
    void a_file_is_read_only_for_a_sha_256_that_might_be_its_own() {
        UploadedInMemory uploads = files();
        for (String sign : List.of("", MD5, "0".repeat(64))) {
            FirmwareCheck.firstRefusal(
                    FirmwareDraft.of(call(Map.of("SignMethod", "SHA256", "FirmwareSign", sign)), uploads));
        }

        assertThat(uploads.read()).containsExactly(FOLDER + "file.bin");
    }

    @Test
    void twenty_files_are_not_too_many_and_one_is_not_too_few() {
        Map<String, String> twenty = new LinkedHashMap<>(map(numbered(20)));
        twenty.put("FirmwareUrl", "");
        Map<String, String> one = new LinkedHashMap<>(map(numbered(1)));
        one.put("FirmwareUrl", "");

        assertThat(refusing(twenty, List.of())).isEmpty();
        assertThat(refusing(one, List.of())).isEmpty();
    }

    @Test
    void files_come_in_the_order_of_their_numbers() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("FirmwareUrl", "");
        for (int number : List.of(10, 2, 30)) {
            parameters.put("MultiFiles." + number + ".Name", "file" + number);
            parameters.put("MultiFiles." + number + ".Url", URL + "file.bin");
        }

        assertThat(draft(parameters).firmware("id").files())
                .extracting(file -> file.name().orElseThrow())
                .containsExactly("file2", "file10", "file30");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"MultiFiles.0.Url", "MultiFiles.x.Url", "MultiFiles.1.Colour", "MultiFiles", "MultiFiles.1."})
    void what_is_no_parameter_of_a_file_makes_no_file(String parameter) {
        assertThat(draft(Map.of(parameter, "value")).hasSeveralFiles()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "FirmwareName, 固",
        "FirmwareName, 1",
        "FirmwareName, カタカナー",
        "DestVersion, -",
        "FirmwareSign, 066940FDA6C7294D234AC2DA47783A20",
        "SignMethod, SHA256",
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

    @Test
    void an_account_without_products_has_any() {
        Call call = call(Map.of("ProductKey", "a1Le6d0NONE"));
        Caller anybody = new Caller(new RpcStub().account, RpcStub.KEY, Optional.empty(), Optional.empty());

        assertThat(ProductKey.unknown(call)).isPresent();
        assertThat(ProductKey.unknown(new Call(call.request(), anybody, call.now())))
                .isEmpty();
    }

    @Test
    void each_of_several_files_may_have_everything_said_of_it() {
        Map<String, String> parameters = new LinkedHashMap<>(TWO_FILES);
        parameters.putAll(Map.of(
                "SignMethod", "SHA256",
                "MultiFiles.2.SignValue", SHA256.toUpperCase(Locale.ROOT),
                "MultiFiles.2.FileMd5", MD5.toUpperCase(Locale.ROOT),
                "MultiFiles.2.Size", "1000",
                "MultiFiles.2.Name", "名".repeat(32)));

        assertThat(refusing(parameters, List.of())).isEmpty();
    }

    private static List<Enum<?>> refusing(Map<String, String> parameters, List<Firmware> there) {
        FirmwareDraft draft = draft(parameters);
        List<Enum<?>> refusing = new ArrayList<>();
        Arrays.stream(FirmwareCheck.values())
                .filter(check -> check.refusal(draft).isPresent())
                .forEach(refusing::add);
        if (refusing.isEmpty()) {
            Arrays.stream(NewcomerCheck.values())
                    .filter(check -> check.refusal(newcomer(draft, there)).isPresent())
                    .forEach(refusing::add);
        }
        return refusing;
    }

    private static Newcomer newcomer(FirmwareDraft draft, List<Firmware> there) {
        return new Newcomer(draft.firmware("id"), draft.call().account(), files(), there);
    }

    private static FirmwareDraft draft(Map<String, String> different) {
        return FirmwareDraft.of(call(different), files());
    }

    private static Call call(Map<String, String> different) {
        Map<String, String> all = new LinkedHashMap<>(VALID);
        all.putAll(different);
        Parameters parameters = new Parameters(all.entrySet().stream()
                .map(entry -> new Parameter(entry.getKey(), entry.getValue()))
                .toList());
        HttpRequest http =
                new HttpRequest("POST", "http", "127.0.0.1:8080", "/", "", Headers.NONE, new byte[0], RpcStub.NOW);
        Caller caller =
                new Caller(withProducts(new RpcStub().account), RpcStub.KEY, Optional.empty(), Optional.empty());
        return new Call(new RpcRequest(http, parameters, parameters), caller, RpcStub.NOW);
    }

    private static Account withProducts(Account account) {
        return new Account(
                account.uid(),
                account.keys(),
                account.ramUsers(),
                account.tokens(),
                account.instanceIds(),
                Set.of("a1Le6d0ABCD", "a1Le6d0WXYZ"),
                account.callsPerSecond(),
                account.issuingKey(),
                account.clock());
    }

    private static UploadedInMemory files() {
        UploadedInMemory files = new UploadedInMemory();
        putFiles(files);
        return files;
    }

    /** The files that the cases speak of. */
    static void putFiles(UploadedInMemory files) {
        files.put(new UploadedFile(FOLDER + "file.bin", 1000, MD5, UPLOADED));
        files.put(new UploadedFile(FOLDER + "empty.bin", 0, "d41d8cd98f00b204e9800998ecf8427e", UPLOADED));
        files.put(new UploadedFile(FOLDER + "old.bin", 1000, MD5, RpcStub.NOW.minus(Duration.ofMinutes(60))));
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
                "idof" + version,
                "1000000000000001",
                name,
                version,
                productKey,
                "default",
                Firmware.Type.FULL,
                Optional.empty(),
                List.of(new PackageFile(Optional.empty(), "iotx-ota", FOLDER + "other.bin", 1, MD5, MD5)),
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
