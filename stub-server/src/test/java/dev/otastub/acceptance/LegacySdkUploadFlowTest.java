package dev.otastub.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyuncs.auth.SignatureVersion;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.http.HttpClientType;
import com.aliyuncs.http.MethodType;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.otastub.acceptance.IotClient.Connection;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

final class LegacySdkUploadFlowTest {

    /** Refusals of 4xx are ClientExceptions, and none of the subclass for 5xx. */
    interface LegacyContract extends UploadFlowContract {

        IotClient client(Connection connection, Optional<String> securityToken);

        @Override
        default IotClient client(Connection connection) {
            return client(connection, Optional.empty());
        }

        @Override
        default IotClient client(Connection connection, String securityToken) {
            return client(connection, Optional.of(securityToken));
        }

        default boolean isPost(LoggedRequest request) {
            return request.getMethod().equals(RequestMethod.POST);
        }

        @Override
        default SdkRefusal refusal(Throwable thrown) {
            assertThat(thrown).isExactlyInstanceOf(ClientException.class);
            ClientException e = (ClientException) thrown;
            return new SdkRefusal(e.getErrCode(), e.getErrMsg(), e.getRequestId());
        }
    }

    /** With V1 the SDK compares the string to sign in the answer with its own, and so knows that the secret is wrong. */
    interface V1Contract extends LegacyContract {

        @Override
        default String codeOfWrongSecret() {
            return "SDK.InvalidAccessKeySecret";
        }
    }

    @Nested
    final class PostJson implements V1Contract {
        @Override
        public IotClient client(Connection connection, Optional<String> securityToken) {
            return new LegacySdk(LegacySdk.Settings.USUAL, connection, securityToken);
        }

        @Override
        public boolean isSentAsSet(LoggedRequest request) {
            return isPost(request)
                    && request.getUrl().contains("Format=JSON")
                    && request.getUrl().contains("Signature=");
        }
    }

    @Nested
    final class PostXml implements V1Contract {
        @Override
        public IotClient client(Connection connection, Optional<String> securityToken) {
            return new LegacySdk(LegacySdk.Settings.USUAL.format(FormatType.XML), connection, securityToken);
        }

        @Override
        public boolean isSentAsSet(LoggedRequest request) {
            return isPost(request)
                    && request.getUrl().contains("Format=XML")
                    && request.getUrl().contains("Signature=");
        }
    }

    @Nested
    final class Get implements V1Contract {
        @Override
        public IotClient client(Connection connection, Optional<String> securityToken) {
            return new LegacySdk(LegacySdk.Settings.USUAL.method(MethodType.GET), connection, securityToken);
        }

        @Override
        public boolean isSentAsSet(LoggedRequest request) {
            return !isPost(request) && request.getUrl().contains("Signature=");
        }
    }

    @Nested
    final class FormBody implements V1Contract {
        @Override
        public IotClient client(Connection connection, Optional<String> securityToken) {
            return new LegacySdk(LegacySdk.Settings.USUAL.client(HttpClientType.Compatible), connection, securityToken);
        }

        @Override
        public boolean isSentAsSet(LoggedRequest request) {
            return isPost(request)
                    && request.getUrl().equals("/")
                    && request.getBodyAsString().contains("Signature=");
        }
    }

    @Nested
    final class Acs3 implements LegacyContract {
        @Override
        public IotClient client(Connection connection, Optional<String> securityToken) {
            return new LegacySdk(LegacySdk.Settings.USUAL.signature(SignatureVersion.V3), connection, securityToken);
        }

        @Override
        public boolean isSentAsSet(LoggedRequest request) {
            return request.getHeader("Authorization").startsWith("ACS3-HMAC-SHA256 ");
        }
    }

    @Nested
    final class CommonRequests implements LegacyContract {
        @Override
        public IotClient client(Connection connection, Optional<String> securityToken) {
            return new LegacySdkCommonRequest(connection, securityToken);
        }

        @Override
        public boolean isSentAsSet(LoggedRequest request) {
            return request.getUrl().contains("Signature=")
                    && request.getBodyAsString().equals("FileSuffix=zip");
        }
    }
}
