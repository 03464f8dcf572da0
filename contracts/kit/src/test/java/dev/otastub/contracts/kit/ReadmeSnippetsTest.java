package dev.otastub.contracts.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.iot20180120.Client;
import com.aliyun.iot20180120.models.CreateOTAFirmwareRequest;
import com.aliyun.iot20180120.models.GenerateOTAUploadURLRequest;
import com.aliyun.iot20180120.models.GenerateOTAUploadURLResponseBody.GenerateOTAUploadURLResponseBodyData;
import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.models.Config;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The README's words about the kit. */
final class ReadmeSnippetsTest {

    private static final byte[] FIRMWARE = "firmware of today".getBytes(StandardCharsets.UTF_8);

    /** A client as a team may have one: it asks again after it was throttled. */
    private record FirmwareClient(String hostPort, String accessKeyId, String accessKeySecret) {

        FirmwareClient(String hostPort) {
            this(hostPort, "any-id", "any-secret");
        }

        void release(String name, String version) throws Exception {
            GenerateOTAUploadURLResponseBodyData ticket = ticket();
            Map<String, String> form = new LinkedHashMap<>();
            form.put("key", ticket.getKey());
            form.put("policy", ticket.getPolicy());
            form.put("OSSAccessKeyId", ticket.getOSSAccessKeyId());
            form.put("signature", ticket.getSignature());
            form.put("success_action_status", "200");
            assertThat(Uploader.HTTP_CLIENT_4
                            .send(ticket.getHost(), form, FIRMWARE)
                            .status())
                    .isEqualTo(200);
            client().createOTAFirmware(new CreateOTAFirmwareRequest()
                    .setFirmwareName(name)
                    .setDestVersion(version)
                    .setFirmwareUrl(ticket.getFirmwareUrl()));
        }

        GenerateOTAUploadURLResponseBodyData ticket() throws Exception {
            try {
                return askForTicket();
            } catch (TeaException e) {
                if (e.getCode().equals("Throttling.User")) {
                    return askForTicket();
                }
                throw e;
            }
        }

        private GenerateOTAUploadURLResponseBodyData askForTicket() throws Exception {
            return client().generateOTAUploadURL(new GenerateOTAUploadURLRequest())
                    .getBody()
                    .getData();
        }

        private Client client() throws Exception {
            return new Client(new Config()
                    .setAccessKeyId(accessKeyId)
                    .setAccessKeySecret(accessKeySecret)
                    .setEndpoint(hostPort)
                    .setProtocol("HTTP")
                    .setRegionId("cn-shanghai"));
        }
    }

    // snippet: contract-mock
    @Test
    @ExpectsContract({"GenerateOTAUploadURL as JSON: Throttling.User", "GenerateOTAUploadURL as JSON"})
    void a_throttled_client_asks_again(ContractMock mock) throws Exception {
        assertThat(new FirmwareClient(mock.hostPort()).ticket().getKey()).endsWith(".bin");
    }

    @Test
    @ExpectsContract({
        "Flow, GenerateOTAUploadURL as JSON",
        "Flow, PostObject with a file name: 200",
        "Flow, CreateOTAFirmware as JSON"
    })
    void a_release_takes_three_steps(ContractMock mock) throws Exception {
        new FirmwareClient(mock.hostPort()).release("pump", "1.0.0");
    }
    // end

    // snippet: client-check
    @Test
    void the_client_does_what_the_cloud_wants() throws Exception {
        try (ClientCheck check = ClientCheck.start()) {
            new FirmwareClient(check.hostPort(), check.accessKeyId(), check.accessKeySecret()).release("pump", "1.0.0");

            check.assertKept(); // or look at check.report(), a table
        }
    }
    // end

    @Test
    void a_mock_without_junit() throws Exception {
        // snippet: contract-mock-plain
        try (ContractMock mock = ContractMock.expecting("GenerateOTAUploadURL as JSON")) {
            new FirmwareClient(mock.hostPort()).ticket();
            mock.verify();
        }
        // end
    }
}
