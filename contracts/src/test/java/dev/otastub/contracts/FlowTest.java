package dev.otastub.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.consumer.MockServer;
import au.com.dius.pact.consumer.dsl.PactBuilder;
import au.com.dius.pact.consumer.junit5.PactConsumerTestExt;
import au.com.dius.pact.consumer.junit5.PactTestFor;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Pact;
import au.com.dius.pact.core.model.annotations.Pact;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The reference client goes the three steps, and never leaves the mock server, whose address Data.Host is. */
@ExtendWith(PactConsumerTestExt.class)
@PactTestFor(providerName = "aliyun-iot-ota", pactVersion = PactSpecVersion.V4)
class FlowTest {

    @Pact(consumer = PactFile.CONSUMER)
    V4Pact flow(PactBuilder builder) {
        return Interactions.pact("aliyun-iot-ota", FlowPromises.all());
    }

    @Test
    @PactTestFor(pactMethod = "flow")
    void the_flow_stays_on_the_mock_server(MockServer mock) {
        ReferenceClient client = new ReferenceClient(mock.getUrl(), "LTAI5tReference", "secret", Clock.systemUTC());

        ReferenceClient.Result ticket = client.call(Framing.V1_QUERY, "JSON", RpcPromises.TICKET, Map.of());
        assertThat(ticket.isSuccess()).isTrue();
        assertThat(ticket.data("Host")).isEqualTo(mock.getUrl());

        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("key", ticket.data("Key"));
        fields.put("policy", ticket.data("Policy"));
        fields.put("OSSAccessKeyId", ticket.data("OSSAccessKeyId"));
        fields.put("signature", ticket.data("Signature"));
        fields.put("success_action_status", "200");
        assertThat(client.upload(ticket.data("Host"), fields, "firmware.bin", "firmware".getBytes(UTF_8))
                        .status())
                .isEqualTo(200);

        Map<String, String> own =
                Map.of("FirmwareName", "pump", "DestVersion", "1.0.0", "FirmwareUrl", ticket.data("FirmwareUrl"));
        assertThat(client.call(Framing.V1_QUERY, "JSON", RpcPromises.PACKAGE, own)
                        .data("FirmwareId"))
                .isNotEmpty();
    }
}
