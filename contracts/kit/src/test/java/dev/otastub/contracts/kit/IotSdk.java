package dev.otastub.contracts.kit;

import com.aliyun.iot20180120.Client;
import com.aliyun.iot20180120.models.CreateOTAFirmwareRequest;
import com.aliyun.iot20180120.models.GenerateOTAUploadURLRequest;
import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.models.Config;
import com.aliyuncs.AcsRequest;
import com.aliyuncs.AcsResponse;
import com.aliyuncs.CommonRequest;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.auth.SignatureVersion;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.http.HttpClientConfig;
import com.aliyuncs.http.HttpClientType;
import com.aliyuncs.http.MethodType;
import com.aliyuncs.profile.DefaultProfile;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Both of the vendor's SDKs, in the ways that change what they send. */
enum IotSdk {
    LEGACY,
    LEGACY_GET,
    LEGACY_XML,
    /** All parameters in a form body. */
    LEGACY_COMPATIBLE,
    LEGACY_ACS3,
    /** Some parameters in the query, some in a form body. */
    LEGACY_COMMON_REQUEST,
    /** ACS3, action and version in headers alone, and a body of chunks that is empty. */
    TEA,
    TEA_V1;

    private static final String REGION = "cn-shanghai";

    /** Where to call, by which key. */
    private record Endpoint(String hostPort, String accessKeyId, String accessKeySecret) {}

    /** What a release needs of a ticket, or the Code of the refusal. */
    record Answer(String code, String host, String key) {}

    Answer ticket(String hostPort, String fileSuffix) throws Exception {
        return ticket(new Endpoint(hostPort, "myid", "mysecret"), fileSuffix);
    }

    Answer ticket(ClientCheck check, String fileSuffix) throws Exception {
        return ticket(new Endpoint(check.hostPort(), check.accessKeyId(), check.accessKeySecret()), fileSuffix);
    }

    private Answer ticket(Endpoint endpoint, String fileSuffix) throws Exception {
        try {
            return switch (this) {
                case TEA, TEA_V1 -> teaTicket(endpoint, fileSuffix);
                case LEGACY_COMMON_REQUEST -> commonTicket(endpoint, fileSuffix);
                default -> legacyTicket(endpoint, fileSuffix);
            };
        } catch (TeaException e) {
            return new Answer(e.getCode(), "", String.valueOf(e.getMessage()));
        } catch (ClientException e) {
            return new Answer(e.getErrCode(), "", String.valueOf(e.getErrMsg()));
        }
    }

    private Answer teaTicket(Endpoint endpoint, String fileSuffix) throws Exception {
        var request = new GenerateOTAUploadURLRequest();
        request.setIotInstanceId("iot-060a0001");
        if (!fileSuffix.isEmpty()) {
            request.setFileSuffix(fileSuffix);
        }
        var body = tea(endpoint).generateOTAUploadURL(request).getBody();
        return new Answer("", body.getData().getHost(), body.getData().getKey());
    }

    private Answer commonTicket(Endpoint endpoint, String fileSuffix) throws Exception {
        CommonRequest request = new CommonRequest();
        request.setSysDomain(endpoint.hostPort());
        request.setSysVersion("2018-01-20");
        request.setSysAction("GenerateOTAUploadURL");
        request.setSysMethod(MethodType.POST);
        request.putBodyParameter("IotInstanceId", "iot-060a0001");
        if (!fileSuffix.isEmpty()) {
            request.putBodyParameter("FileSuffix", fileSuffix);
        }
        var data = new ObjectMapper()
                .readTree(legacy(endpoint).getCommonResponse(request).getData())
                .get("Data");
        return new Answer("", data.get("Host").asText(), data.get("Key").asText());
    }

    private Answer legacyTicket(Endpoint endpoint, String fileSuffix) throws ClientException {
        var request = new com.aliyuncs.iot.model.v20180120.GenerateOTAUploadURLRequest();
        request.setIotInstanceId("iot-060a0001");
        if (!fileSuffix.isEmpty()) {
            request.setFileSuffix(fileSuffix);
        }
        var data = legacy(endpoint).getAcsResponse(set(request, endpoint)).getData();
        return new Answer("", data.getHost(), data.getKey());
    }

    /** The FirmwareId, or the Code of the refusal. */
    String firmwarePackage(String hostPort, String url) throws Exception {
        Endpoint endpoint = new Endpoint(hostPort, "myid", "mysecret");
        try {
            return this == TEA || this == TEA_V1 ? teaPackage(endpoint, url) : legacyPackage(endpoint, url);
        } catch (TeaException e) {
            return e.getCode();
        } catch (ClientException e) {
            return e.getErrCode();
        }
    }

    private String teaPackage(Endpoint endpoint, String url) throws Exception {
        var body = tea(endpoint)
                .createOTAFirmware(new CreateOTAFirmwareRequest()
                        .setFirmwareName("pump")
                        .setDestVersion("1.0.0")
                        .setFirmwareUrl(url)
                        .setFirmwareDesc("of today")
                        .setSignMethod("MD5"))
                .getBody();
        return body.getSuccess() ? body.getData().getFirmwareId() : body.getCode();
    }

    private String legacyPackage(Endpoint endpoint, String url) throws ClientException {
        var request = new com.aliyuncs.iot.model.v20180120.CreateOTAFirmwareRequest();
        request.setFirmwareName("pump");
        request.setDestVersion("1.0.0");
        request.setFirmwareUrl(url);
        request.setFirmwareDesc("of today");
        request.setType(0);
        var answer = legacy(endpoint).getAcsResponse(set(request, endpoint));
        return answer.getSuccess() ? answer.getData().getFirmwareId() : answer.getCode();
    }

    private Client tea(Endpoint endpoint) throws Exception {
        Config config = new Config()
                .setAccessKeyId(endpoint.accessKeyId())
                .setAccessKeySecret(endpoint.accessKeySecret())
                .setEndpoint(endpoint.hostPort())
                .setProtocol("HTTP")
                .setRegionId(REGION);
        return new Client(this == TEA_V1 ? config.setSignatureAlgorithm("v2") : config);
    }

    private DefaultAcsClient legacy(Endpoint endpoint) {
        DefaultProfile profile = DefaultProfile.getProfile(REGION, endpoint.accessKeyId(), endpoint.accessKeySecret());
        HttpClientConfig config = HttpClientConfig.getDefault();
        config.setClientType(this == LEGACY_COMPATIBLE ? HttpClientType.Compatible : HttpClientType.ApacheHttpClient);
        profile.setHttpClientConfig(config);
        return new DefaultAcsClient(profile);
    }

    private <T extends AcsResponse> AcsRequest<T> set(AcsRequest<T> request, Endpoint endpoint) {
        request.setSysEndpoint(endpoint.hostPort());
        request.setSysMethod(this == LEGACY_GET ? MethodType.GET : MethodType.POST);
        request.setSysAcceptFormat(this == LEGACY_XML ? FormatType.XML : FormatType.JSON);
        request.setSysSignatureVersion(this == LEGACY_ACS3 ? SignatureVersion.V3 : SignatureVersion.V1);
        return request;
    }
}
