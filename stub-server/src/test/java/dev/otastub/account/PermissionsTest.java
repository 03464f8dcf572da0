package dev.otastub.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermissionsTest {

    @ParameterizedTest
    @CsvSource({
        "*, CreateOTAFirmware, true",
        "iot:*, CreateOTAFirmware, true",
        "iot:CreateOTAFirmware, CreateOTAFirmware, true",
        "CreateOTAFirmware, CreateOTAFirmware, true",
        "iot:createotafirmware, CreateOTAFirmware, true",
        "IOT:Create*, CreateOTAFirmware, true",
        "*Firmware, CreateOTAFirmware, true",
        "Create*Firmware, CreateOTAFirmware, true",
        "*OTA*, CreateOTAFirmware, true",
        "Create*OTA*ware, CreateOTAFirmware, true",
        "iot:CreateOTAFirmware, DeleteOTAFirmware, false",
        "iot:CreateOTA, CreateOTAFirmware, false",
        "Query*, CreateOTAFirmware, false",
        "*URL, CreateOTAFirmware, false",
        "Create*eate*, CreateOTAFirmware, false",
        "CreateOTAF*Firmware, CreateOTAFirmware, false",
        "oss:*, CreateOTAFirmware, false",
        "CreateOTA.irmware, CreateOTAFirmware, false",
    })
    void a_name_means_the_operations_that_it_spells_out(String name, String operation, boolean meant) {
        assertThat(new Permissions(List.of(name), List.of()).allow(operation)).isEqualTo(meant);
        assertThat(new Permissions(List.of("*"), List.of(name)).allow(operation))
                .isEqualTo(!meant);
    }

    @Test
    void what_is_denied_is_denied_even_where_it_is_allowed_by_name() {
        Permissions both = new Permissions(List.of("iot:CreateOTAFirmware"), List.of("iot:Create*"));

        assertThat(both.allow("CreateOTAFirmware")).isFalse();
        assertThat(both.about("CreateOTAFirmware")).isEqualTo("iot:Create* is denied");
    }

    @Test
    void what_nobody_allowed_is_denied() {
        assertThat(new Permissions(List.of(), List.of()).allow("CreateOTAFirmware"))
                .isFalse();
    }
}
