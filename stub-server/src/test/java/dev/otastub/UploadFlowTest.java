package dev.otastub;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UploadFlowTest {

    @Test
    void a_file_is_requested_uploaded_and_made_a_package() {
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            JsonPath ticket = given().baseUri(stub.url())
                    .queryParam("Action", "GenerateOTAUploadURL")
                    .get("/__admin/ota/sign")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            Map<String, String> data = ticket.getMap("Data");
            given().multiPart("key", data.get("Key"))
                    .multiPart("policy", data.get("Policy"))
                    .multiPart("OSSAccessKeyId", data.get("OSSAccessKeyId"))
                    .multiPart("signature", data.get("Signature"))
                    .multiPart("success_action_status", "200")
                    .multiPart("file", "firmware.bin", new byte[] {1, 2, 3})
                    .post(data.get("Host"))
                    .then()
                    .statusCode(200);
            assertThat(stub.objects()).hasSize(1);
            given().baseUri(stub.url())
                    .queryParam("Action", "CreateOTAFirmware")
                    .queryParam("FirmwareName", "demo")
                    .queryParam("DestVersion", "1.0.0")
                    .queryParam("FirmwareUrl", data.get("FirmwareUrl"))
                    .get("/__admin/ota/sign")
                    .then()
                    .statusCode(200)
                    .body("Success", org.hamcrest.Matchers.is(true));
        }
    }
}
