package dev.otastub.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.core.HttpAnswer;
import dev.otastub.testing.CapturedRequest;
import dev.otastub.testing.RpcStub;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CaptureReplayTest {

    @ParameterizedTest
    @MethodSource("dev.otastub.testing.Capture#rpcRequests")
    void what_a_real_client_sent_passes_the_gateway(CapturedRequest request) {
        RpcStub stub = new RpcStub(RpcStub.Settings.USUAL.strict());
        Instant then = request.signedAt().orElseThrow();
        stub.clock.freezeAt(then);

        HttpAnswer answer = stub.gateway.handle(request.arrivedAt(then));

        assertThat(answer.status()).as(RpcStub.body(answer)).isEqualTo(200);
        if (answer.story().what().startsWith("GenerateOTAUploadURL")) {
            assertThat(answer.story().refusal()).isEmpty();
        } else {
            // Its file was uploaded to the recorder, not here.
            assertThat(RpcStub.body(answer)).contains("iot.firmware.InvalidFirmwareUrl");
        }
    }
}
