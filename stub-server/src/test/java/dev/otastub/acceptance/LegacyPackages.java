package dev.otastub.acceptance;

import com.aliyuncs.iot.model.v20180120.CreateOTAFirmwareRequest;
import com.aliyuncs.iot.model.v20180120.DeleteOTAFirmwareRequest;
import com.aliyuncs.iot.model.v20180120.GenerateDeviceNameListURLRequest;
import com.aliyuncs.iot.model.v20180120.GenerateFileUploadURLRequest;
import com.aliyuncs.iot.model.v20180120.ListOTAFirmwareRequest;
import com.aliyuncs.iot.model.v20180120.QueryOTAFirmwareRequest;
import com.aliyuncs.iot.model.v20180120.QueryOTAFirmwareResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The life of a package by aliyun-java-sdk-iot. */
final class LegacyPackages implements PackageClient {

    private final LegacySdk sdk;

    LegacyPackages(LegacySdk sdk) {
        this.sdk = sdk;
    }

    @Override
    public IotAnswer generateOtaUploadUrl(Optional<String> fileSuffix) throws Exception {
        return sdk.generateOtaUploadUrl(fileSuffix);
    }

    @Override
    public IotAnswer createOtaFirmware(FirmwarePackage firmware) throws Exception {
        return sdk.createOtaFirmware(firmware);
    }

    @Override
    public IotAnswer createOtaFirmware(String name, String version, List<NamedFile> files) throws Exception {
        CreateOTAFirmwareRequest request = new CreateOTAFirmwareRequest();
        request.setFirmwareName(name);
        request.setDestVersion(version);
        request.setMultiFiless(files.stream().map(LegacyPackages::multiFile).toList());
        var answer = sdk.call(request);
        return new IotAnswer(
                answer.getSuccess(),
                answer.getCode(),
                answer.getErrorMessage(),
                answer.getRequestId(),
                IotAnswer.data("FirmwareId", answer.getData().getFirmwareId()));
    }

    private static CreateOTAFirmwareRequest.MultiFiles multiFile(NamedFile file) {
        CreateOTAFirmwareRequest.MultiFiles multiFile = new CreateOTAFirmwareRequest.MultiFiles();
        multiFile.setName(file.name());
        multiFile.setUrl(file.url());
        multiFile.setFileMd5(file.md5());
        multiFile.setSize(file.size());
        return multiFile;
    }

    @Override
    public IotAnswer queryOtaFirmware(String firmwareId) throws Exception {
        QueryOTAFirmwareRequest request = new QueryOTAFirmwareRequest();
        request.setFirmwareId(firmwareId);
        var answer = sdk.call(request);
        return new IotAnswer(
                answer.getSuccess(),
                answer.getCode(),
                answer.getErrorMessage(),
                answer.getRequestId(),
                info(answer.getFirmwareInfo()));
    }

    private static Map<String, String> info(QueryOTAFirmwareResponse.FirmwareInfo info) {
        Map<String, String> data = new HashMap<>(IotAnswer.texts(
                "FirmwareId", info.getFirmwareId(),
                "FirmwareName", info.getFirmwareName(),
                "FirmwareDesc", info.getFirmwareDesc(),
                "FirmwareSign", info.getFirmwareSign(),
                "FirmwareSize", info.getFirmwareSize(),
                "FirmwareUrl", info.getFirmwareUrl(),
                "SignMethod", info.getSignMethod(),
                "DestVersion", info.getDestVersion(),
                "ModuleName", info.getModuleName(),
                "Type", info.getType(),
                "Status", info.getStatus(),
                "VerifyProgress", info.getVerifyProgress(),
                "UtcCreate", info.getUtcCreate(),
                "UtcModified", info.getUtcModified()));
        for (int i = 0; i < info.getMultiFiles().size(); i++) {
            var file = info.getMultiFiles().get(i);
            data.putAll(IotAnswer.texts(
                    i + ".Name", file.getName(),
                    i + ".Url", file.getUrl(),
                    i + ".Size", file.getSize(),
                    i + ".FileMd5", file.getFileMd5(),
                    i + ".SignValue", file.getSignValue()));
        }
        return data;
    }

    @Override
    public IotAnswer listOtaFirmware(int currentPage, int pageSize, Map<String, String> filters) throws Exception {
        ListOTAFirmwareRequest request = new ListOTAFirmwareRequest();
        request.setCurrentPage(currentPage);
        request.setPageSize(pageSize);
        Optional.ofNullable(filters.get("DestVersion")).ifPresent(request::setDestVersion);
        Optional.ofNullable(filters.get("ProductKey")).ifPresent(request::setProductKey);
        var answer = sdk.call(request);
        Map<String, String> data = new HashMap<>(IotAnswer.texts(
                "Total", answer.getTotal(),
                "PageCount", answer.getPageCount(),
                "PageSize", answer.getPageSize(),
                "CurrentPage", answer.getCurrentPage()));
        for (int i = 0; i < answer.getFirmwareInfo().size(); i++) {
            var info = answer.getFirmwareInfo().get(i);
            data.putAll(IotAnswer.texts(
                    i + ".FirmwareId", info.getFirmwareId(),
                    i + ".FirmwareName", info.getFirmwareName(),
                    i + ".FirmwareSize", info.getFirmwareSize(),
                    i + ".DestVersion", info.getDestVersion()));
        }
        return new IotAnswer(
                answer.getSuccess(), answer.getCode(), answer.getErrorMessage(), answer.getRequestId(), data);
    }

    @Override
    public IotAnswer deleteOtaFirmware(String firmwareId) throws Exception {
        DeleteOTAFirmwareRequest request = new DeleteOTAFirmwareRequest();
        request.setFirmwareId(firmwareId);
        var answer = sdk.call(request);
        return new IotAnswer(
                answer.getSuccess(), answer.getCode(), answer.getErrorMessage(), answer.getRequestId(), Map.of());
    }

    @Override
    public IotAnswer generateDeviceNameListUrl() throws Exception {
        var answer = sdk.call(new GenerateDeviceNameListURLRequest());
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
                        "OSSAccessKeyId", data.getAccessKeyId(),
                        "Signature", data.getSignature(),
                        "FileUrl", data.getFileUrl(),
                        "ObjectStorage", data.getObjectStorage(),
                        "UtcCreate", data.getUtcCreate()));
    }

    @Override
    public IotAnswer generateFileUploadUrl(String bizCode, String fileSuffix, String fileName) throws Exception {
        GenerateFileUploadURLRequest request = new GenerateFileUploadURLRequest();
        request.setBizCode(bizCode);
        request.setFileSuffix(fileSuffix);
        request.setFileName(fileName);
        var answer = sdk.call(request);
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
                        "OSSAccessKeyId", data.getOssAccessKeyId(),
                        "Signature", data.getSignature(),
                        "ObjectStorage", data.getObjectStorage()));
    }
}
