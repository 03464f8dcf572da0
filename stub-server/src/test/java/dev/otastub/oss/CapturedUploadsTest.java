package dev.otastub.oss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.core.HttpAnswer;
import dev.otastub.core.HttpRequest;
import dev.otastub.oss.PostObject.Upload;
import dev.otastub.oss.policy.PostPolicy;
import dev.otastub.testing.Capture;
import dev.otastub.testing.CapturedRequest;
import dev.otastub.testing.OssStub;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What real clients upload is accepted and stored to the byte. */
final class CapturedUploadsTest {

    @TempDir
    Path folder;

    static Stream<CapturedRequest> uploads() {
        return Capture.formUploads();
    }

    @Test
    void each_recorded_client_uploads_once() {
        assertThat(uploads().map(CapturedRequest::capture)).hasSize(15).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("uploads")
    void what_a_real_client_uploads_is_stored(CapturedRequest captured) throws IOException {
        OssStub stub = OssStub.selfIssuing(folder);
        stub.clock.freezeAt(expiration(captured).minus(Duration.ofMinutes(1)));
        byte[] file = new byte[captured.file().orElseThrow().length()];
        new Random(1).nextBytes(file);

        HttpAnswer answer = send(stub, captured, file);

        assertThat(OssStub.cause(answer)).isEqualTo("accepted");
        int wish = captured.formField("success_action_status")
                .map(Integer::parseInt)
                .orElse(204);
        assertThat(answer.status()).isEqualTo(wish).isIn(200, 204);
        StoredObject stored = stub.object("iotx-ota", captured.formField("key").orElseThrow());
        assertThat(Arrays.equals(OssStub.content(stored), file)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("uploads")
    void its_policy_expires(CapturedRequest captured) throws IOException {
        OssStub stub = OssStub.selfIssuing(folder);
        stub.clock.freezeAt(expiration(captured));

        HttpAnswer answer = send(stub, captured, new byte[1]);

        assertThat(OssStub.cause(answer)).isEqualTo("POLICY_EXPIRED");
    }

    private static HttpAnswer send(OssStub stub, CapturedRequest captured, byte[] file) throws IOException {
        byte[] body = captured.bodyBytes(file);
        HttpRequest request = captured.arrivedAt(stub.clock.instant());
        return stub.handle(Upload.begin(
                request,
                stub.addressing.of(request).orElseThrow(),
                new ByteArrayInputStream(body),
                OptionalLong.of(body.length),
                true));
    }

    private static Instant expiration(CapturedRequest captured) {
        String policy = captured.formField("policy").orElseThrow();
        return PostPolicy.parse(policy).toOptional().orElseThrow().expiration();
    }
}
