package dev.otastub.acceptance;

import com.aliyuncs.CommonRequest;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.MethodType;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** aliyun-java-sdk-core without the classes of a product: parameters in a form body, the answer as text. */
final class LegacySdkCommonRequest implements IotClient {

    private final Connection connection;
    private final DefaultAcsClient client;

    LegacySdkCommonRequest(Connection connection, Optional<String> securityToken) {
        this.connection = connection;
        this.client = new DefaultAcsClient(LegacySdk.profile(connection, securityToken));
    }

    @Override
    public IotAnswer generateOtaUploadUrl(Optional<String> fileSuffix) throws ClientException {
        CommonRequest request = request("GenerateOTAUploadURL");
        fileSuffix.ifPresent(suffix -> request.putBodyParameter("FileSuffix", suffix));
        return call(request);
    }

    @Override
    public IotAnswer createOtaFirmware(FirmwarePackage firmware) throws ClientException {
        CommonRequest request = request("CreateOTAFirmware");
        request.putBodyParameter("FirmwareName", firmware.name());
        request.putBodyParameter("DestVersion", firmware.version());
        request.putBodyParameter("FirmwareUrl", firmware.url());
        request.putBodyParameter("FirmwareDesc", firmware.description());
        return call(request);
    }

    private CommonRequest request(String action) {
        CommonRequest request = new CommonRequest();
        request.setSysDomain(connection.hostPort());
        request.setSysVersion("2018-01-20");
        request.setSysAction(action);
        request.setSysMethod(MethodType.POST);
        return request;
    }

    private IotAnswer call(CommonRequest request) throws ClientException {
        JsonObject answer = JsonParser.parseString(
                        client.getCommonResponse(request).getData())
                .getAsJsonObject();
        Map<String, String> data = new HashMap<>();
        if (answer.has("Data")) {
            answer.getAsJsonObject("Data")
                    .entrySet()
                    .forEach(field -> data.put(field.getKey(), field.getValue().getAsString()));
        }
        return new IotAnswer(
                answer.get("Success").getAsBoolean(),
                text(answer.get("Code")),
                text(answer.get("ErrorMessage")),
                answer.get("RequestId").getAsString(),
                data);
    }

    private static @Nullable String text(@Nullable JsonElement element) {
        return element == null ? null : element.getAsString();
    }
}
