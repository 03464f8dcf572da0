package dev.otastub.contracts.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** The vendor's SDKs keep the contract, in whichever framing a test names it. */
final class SdkContractMockTest {

    private static final String URL = "https://iotx-ota.oss-cn-shanghai.aliyuncs.com/ota/a/b.bin";

    static Stream<Arguments> framings() {
        return Stream.of(IotSdk.values())
                .flatMap(sdk -> Stream.of("", " by a V1 form,", " by ACS3,")
                        .filter(framing -> !(sdk == IotSdk.LEGACY_XML && framing.contains("ACS3")))
                        .map(framing -> Arguments.of(sdk, framing)));
    }

    private static String as(IotSdk sdk) {
        return sdk == IotSdk.LEGACY_XML ? " as XML" : " as JSON";
    }

    @ParameterizedTest
    @MethodSource("framings")
    void a_ticket_is_had_whatever_the_framing(IotSdk sdk, String framing) throws Exception {
        try (ContractMock mock = ContractMock.expecting("GenerateOTAUploadURL" + framing + as(sdk))) {
            IotSdk.Answer answer = sdk.ticket(mock.hostPort(), "");

            mock.verify();
            assertThat(answer.host()).isEqualTo(mock.url());
            assertThat(answer.key()).endsWith(".bin");
        }
    }

    @ParameterizedTest
    @EnumSource(IotSdk.class)
    void a_suffix_of_the_contract_has_to_come(IotSdk sdk) throws Exception {
        try (ContractMock mock = ContractMock.expecting("GenerateOTAUploadURL for a zip file," + as(sdk))) {
            assertThat(sdk.ticket(mock.hostPort(), "zip").key()).endsWith(".zip");

            mock.verify();
        }
    }

    /** No SDK does so for these operations, and the API takes it. */
    @Test
    void what_is_signed_by_acs3_may_be_in_a_form_body() throws Exception {
        try (ContractMock mock = ContractMock.expecting("GenerateOTAUploadURL by ACS3, as JSON")) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(mock.url()))
                                    .header("x-acs-action", "GenerateOTAUploadURL")
                                    .header("x-acs-version", "2018-01-20")
                                    .header("x-acs-date", "2026-11-22T11:50:16Z")
                                    .header("x-acs-signature-nonce", "1")
                                    .header("x-acs-content-sha256", "0".repeat(64))
                                    .header("Authorization", "ACS3-HMAC-SHA256 Credential=id,Signature=0")
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(BodyPublishers.ofString("FileSuffix=bin"))
                                    .build(),
                            BodyHandlers.ofString());

            mock.verify();
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource(IotSdk.class)
    void a_suffix_that_the_contract_does_without_may_come(IotSdk sdk) throws Exception {
        try (ContractMock mock = ContractMock.expecting("GenerateOTAUploadURL" + as(sdk))) {
            assertThat(sdk.ticket(mock.hostPort(), "tar.gz").code()).isEmpty();

            mock.verify();
        }
    }

    @ParameterizedTest
    @EnumSource(IotSdk.class)
    void of_two_interactions_that_match_the_one_with_more_of_the_request_answers(IotSdk sdk) throws Exception {
        try (ContractMock mock = ContractMock.expecting(
                "GenerateOTAUploadURL" + as(sdk), "GenerateOTAUploadURL for a zip file," + as(sdk))) {
            assertThat(sdk.ticket(mock.hostPort(), "zip").key()).endsWith(".zip");
            assertThat(sdk.ticket(mock.hostPort(), "").key()).endsWith(".bin");

            mock.verify();
        }
    }

    @ParameterizedTest
    @EnumSource(value = IotSdk.class, mode = Mode.EXCLUDE, names = "LEGACY_COMMON_REQUEST")
    void a_package_is_created_with_parameters_that_the_contract_does_without(IotSdk sdk) throws Exception {
        try (ContractMock mock = ContractMock.expecting("CreateOTAFirmware" + as(sdk))) {
            assertThat(sdk.firmwarePackage(mock.hostPort(), URL)).isNotEmpty().doesNotContain(".");

            mock.verify();
        }
    }

    @ParameterizedTest
    @EnumSource(value = IotSdk.class, mode = Mode.EXCLUDE, names = "LEGACY_COMMON_REQUEST")
    void a_business_error_reaches_the_client(IotSdk sdk) throws Exception {
        String code = "iot.firmware.AlreadyExistedFirmwareName";
        try (ContractMock mock = ContractMock.expecting("CreateOTAFirmware" + as(sdk) + ": " + code)) {
            assertThat(sdk.firmwarePackage(mock.hostPort(), URL)).isEqualTo(code);

            mock.verify();
        }
    }

    @ParameterizedTest
    @EnumSource(IotSdk.class)
    void a_client_that_tries_again_after_throttling_gets_its_ticket(IotSdk sdk) throws Exception {
        String ticket = "GenerateOTAUploadURL" + as(sdk);
        try (ContractMock mock = ContractMock.expecting(ticket + ": Throttling.User", ticket)) {
            assertThat(sdk.ticket(mock.hostPort(), "").code()).isEqualTo("Throttling.User");
            assertThat(sdk.ticket(mock.hostPort(), "").code()).isEmpty();
            assertThat(sdk.ticket(mock.hostPort(), "").code()).isEmpty();

            mock.verify();
        }
    }

    @ParameterizedTest
    @EnumSource(IotSdk.class)
    void sdks_tell_why_a_request_was_not_expected(IotSdk sdk) throws Exception {
        try (ContractMock mock = ContractMock.expecting("CreateOTAFirmware" + as(sdk))) {
            IotSdk.Answer answer = sdk.ticket(mock.hostPort(), "");

            assertThat(answer.code()).isEqualTo("ContractMock.Unexpected");
            assertThat(answer.key()).contains("Unexpected: GenerateOTAUploadURL", "nothing of the kind is expected");
        }
    }
}
