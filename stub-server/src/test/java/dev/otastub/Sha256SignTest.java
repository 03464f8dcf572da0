package dev.otastub;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.signature.Digests;
import dev.otastub.testing.UploadTicket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A SHA-256 is compared with what was uploaded. */
class Sha256SignTest {

    private static final byte[] FILE = "firmware".repeat(50_000).getBytes(StandardCharsets.US_ASCII);

    private final OtaStub stub = OtaStub.start(OtaStubOptions.defaults());
    private final UploadTicket ticket = UploadTicket.from(stub);

    @BeforeEach
    void upload() {
        assertThat(ticket.upload(FILE).statusCode()).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void the_files_own_is_taken_in_either_case() {
        assertThat(codeFor("one", Digests.sha256Hex(FILE))).isNull();
        assertThat(codeFor("two", Digests.sha256Hex(FILE).toUpperCase(Locale.ROOT)))
                .isNull();
    }

    @Test
    void any_other_is_refused() {
        String other = Digests.sha256Hex("firmware".getBytes(StandardCharsets.US_ASCII));

        assertThat(codeFor("one", other)).isEqualTo("iot.firmware.InvalidFirmwareSign");
    }

    private Object codeFor(String name, String sign) {
        return given().baseUri(stub.url())
                .queryParam("Action", "CreateOTAFirmware")
                .queryParam("FirmwareName", name)
                .queryParam("DestVersion", name)
                .queryParam("FirmwareUrl", ticket.firmwareUrl())
                .queryParam("SignMethod", "SHA256")
                .queryParam("FirmwareSign", sign)
                .get("/__admin/ota/sign")
                .jsonPath()
                .get("Code");
    }
}
