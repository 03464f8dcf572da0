package dev.otastub.acceptance;

import com.aliyuncs.AcsRequest;
import com.aliyuncs.AcsResponse;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.auth.SignatureVersion;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.http.HttpClientConfig;
import com.aliyuncs.http.HttpClientType;
import com.aliyuncs.http.MethodType;
import com.aliyuncs.iot.model.v20180120.CreateOTAFirmwareRequest;
import com.aliyuncs.iot.model.v20180120.CreateOTAFirmwareResponse;
import com.aliyuncs.iot.model.v20180120.GenerateOTAUploadURLRequest;
import com.aliyuncs.iot.model.v20180120.GenerateOTAUploadURLResponse;
import com.aliyuncs.profile.DefaultProfile;
import java.util.Optional;

/** aliyun-java-sdk-iot with aliyun-java-sdk-core. */
final class LegacySdk implements IotClient {

    private static final String REGION = "cn-shanghai";

    /** The ways to set it that change what it sends. */
    record Settings(MethodType method, FormatType format, HttpClientType client, SignatureVersion signature) {

        static final Settings USUAL =
                new Settings(MethodType.POST, FormatType.JSON, HttpClientType.ApacheHttpClient, SignatureVersion.V1);

        Settings method(MethodType other) {
            return new Settings(other, format, client, signature);
        }

        Settings format(FormatType other) {
            return new Settings(method, other, client, signature);
        }

        Settings client(HttpClientType other) {
            return new Settings(method, format, other, signature);
        }

        Settings signature(SignatureVersion other) {
            return new Settings(method, format, client, other);
        }
    }

    private final Settings settings;
    private final Connection connection;
    private final DefaultAcsClient client;

    LegacySdk(Settings settings, Connection connection, Optional<String> securityToken) {
        this.settings = settings;
        this.connection = connection;
        HttpClientConfig config = HttpClientConfig.getDefault();
        config.setClientType(settings.client());
        DefaultProfile profile = profile(connection, securityToken);
        profile.setHttpClientConfig(config);
        this.client = new DefaultAcsClient(profile);
    }

    static DefaultProfile profile(Connection connection, Optional<String> securityToken) {
        String id = connection.key().id();
        String secret = connection.key().secret().value();
        return securityToken
                .map(token -> DefaultProfile.getProfile(REGION, id, secret, token))
                .orElseGet(() -> DefaultProfile.getProfile(REGION, id, secret));
    }

    @Override
    public IotAnswer generateOtaUploadUrl(Optional<String> fileSuffix) throws ClientException {
        GenerateOTAUploadURLRequest request = new GenerateOTAUploadURLRequest();
        fileSuffix.ifPresent(request::setFileSuffix);
        GenerateOTAUploadURLResponse answer = call(request);
        var data = answer.getData();
        return new IotAnswer(
                answer.getSuccess(),
                answer.getCode(),
                answer.getErrorMessage(),
                answer.getRequestId(),
                IotAnswer.data(
                        "Key", data.getKey(),
                        "Host", data.getHost(),
                        "Policy", data.getPolicy(),
                        "OSSAccessKeyId", data.getOSSAccessKeyId(),
                        "Signature", data.getSignature(),
                        "FirmwareUrl", data.getFirmwareUrl(),
                        "ObjectStorage", data.getObjectStorage(),
                        "UtcCreate", data.getUtcCreate()));
    }

    @Override
    public IotAnswer createOtaFirmware(FirmwarePackage firmware) throws ClientException {
        CreateOTAFirmwareRequest request = new CreateOTAFirmwareRequest();
        request.setFirmwareName(firmware.name());
        request.setDestVersion(firmware.version());
        request.setFirmwareUrl(firmware.url());
        request.setFirmwareDesc(firmware.description());
        CreateOTAFirmwareResponse answer = call(request);
        return new IotAnswer(
                answer.getSuccess(),
                answer.getCode(),
                answer.getErrorMessage(),
                answer.getRequestId(),
                IotAnswer.data(
                        "FirmwareId", answer.getData().getFirmwareId(),
                        "UtcCreate", answer.getData().getUtcCreate()));
    }

    /** Any operation. */
    <T extends AcsResponse> T call(AcsRequest<T> request) throws ClientException {
        request.setSysEndpoint(connection.hostPort());
        request.setSysMethod(settings.method());
        request.setSysAcceptFormat(settings.format());
        request.setSysSignatureVersion(settings.signature());
        return client.getAcsResponse(request);
    }
}
