package dev.otastub.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.tea.TeaException;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.otastub.acceptance.IotClient.Connection;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

final class TeaSdkUploadFlowTest {

    interface TeaContract extends UploadFlowContract {

        Optional<String> signatureAlgorithm();

        @Override
        default IotClient client(Connection connection) {
            return client(connection, Optional.empty());
        }

        @Override
        default IotClient client(Connection connection, String securityToken) {
            return client(connection, Optional.of(securityToken));
        }

        private IotClient client(Connection connection, Optional<String> securityToken) {
            try {
                return new TeaSdk(connection, securityToken, signatureAlgorithm());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        @Override
        default SdkRefusal refusal(Throwable thrown) {
            assertThat(thrown).isExactlyInstanceOf(TeaException.class);
            TeaException e = (TeaException) thrown;
            String requestId = String.valueOf(e.getData().get("RequestId"));
            assertThat(e.getStatusCode()).isBetween(400, 499);
            assertThat(e.getMessage())
                    .startsWith("code: " + e.getStatusCode() + ", ")
                    .endsWith("request id: " + requestId);
            return new SdkRefusal(e.getCode(), e.getMessage(), requestId);
        }
    }

    @Nested
    final class Acs3 implements TeaContract {
        @Override
        public Optional<String> signatureAlgorithm() {
            return Optional.empty();
        }

        @Override
        public boolean isSentAsSet(LoggedRequest request) {
            return request.getUrl().equals("/?FileSuffix=zip")
                    && request.getHeader("Authorization").startsWith("ACS3-HMAC-SHA256 ");
        }
    }

    @Nested
    final class V1 implements TeaContract {
        @Override
        public Optional<String> signatureAlgorithm() {
            return Optional.of("v2");
        }

        @Override
        public boolean isSentAsSet(LoggedRequest request) {
            return request.getUrl().contains("SignatureMethod=HMAC-SHA1");
        }
    }
}
