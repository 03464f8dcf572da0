package dev.otastub.acceptance;

import com.aliyun.iot20180120.Client;
import com.aliyun.iot20180120.models.CreateOTAFirmwareRequest;
import com.aliyun.iot20180120.models.CreateOTAFirmwareResponseBody;
import com.aliyun.iot20180120.models.GenerateOTAUploadURLRequest;
import com.aliyun.iot20180120.models.GenerateOTAUploadURLResponseBody;
import com.aliyun.teaopenapi.models.Config;
import java.util.Map;
import java.util.Optional;

/** com.aliyun:iot20180120, the newer SDK, over Tea. */
final class TeaSdk implements IotClient {

    private final Client client;

    /** @param signatureAlgorithm {@code v2} for the older signatures; by default the SDK takes ACS3 */
    TeaSdk(Connection connection, Optional<String> securityToken, Optional<String> signatureAlgorithm)
            throws Exception {
        Config config = new Config()
                .setAccessKeyId(connection.key().id())
                .setAccessKeySecret(connection.key().secret().value())
                .setEndpoint(connection.hostPort())
                .setProtocol("HTTP")
                .setRegionId("cn-shanghai");
        securityToken.ifPresent(config::setSecurityToken);
        signatureAlgorithm.ifPresent(config::setSignatureAlgorithm);
        client = new Client(config);
    }

    /** For any operation. */
    Client client() {
        return client;
    }

    @Override
    public IotAnswer generateOtaUploadUrl(Optional<String> fileSuffix) throws Exception {
        GenerateOTAUploadURLRequest request = new GenerateOTAUploadURLRequest();
        fileSuffix.ifPresent(request::setFileSuffix);
        GenerateOTAUploadURLResponseBody answer =
                client.generateOTAUploadURL(request).getBody();
        var data = answer.getData();
        return new IotAnswer(
                answer.getSuccess(),
                answer.getCode(),
                answer.getErrorMessage(),
                answer.getRequestId(),
                data == null
                        ? Map.of()
                        : IotAnswer.data(
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
    public IotAnswer createOtaFirmware(FirmwarePackage firmware) throws Exception {
        CreateOTAFirmwareRequest request = new CreateOTAFirmwareRequest()
                .setFirmwareName(firmware.name())
                .setDestVersion(firmware.version())
                .setFirmwareUrl(firmware.url())
                .setFirmwareDesc(firmware.description());
        CreateOTAFirmwareResponseBody answer = client.createOTAFirmware(request).getBody();
        var data = answer.getData();
        return new IotAnswer(
                answer.getSuccess(),
                answer.getCode(),
                answer.getErrorMessage(),
                answer.getRequestId(),
                data == null
                        ? Map.of()
                        : IotAnswer.data("FirmwareId", data.getFirmwareId(), "UtcCreate", data.getUtcCreate()));
    }
}
