package dev.otastub.acceptance;

import com.aliyun.iot20180120.models.CreateOTAFirmwareRequest;
import com.aliyun.iot20180120.models.CreateOTAFirmwareRequest.CreateOTAFirmwareRequestMultiFiles;
import com.aliyun.iot20180120.models.DeleteOTAFirmwareRequest;
import com.aliyun.iot20180120.models.GenerateDeviceNameListURLRequest;
import com.aliyun.iot20180120.models.GenerateFileUploadURLRequest;
import com.aliyun.iot20180120.models.ListOTAFirmwareRequest;
import com.aliyun.iot20180120.models.QueryOTAFirmwareRequest;
import com.aliyun.iot20180120.models.QueryOTAFirmwareResponseBody.QueryOTAFirmwareResponseBodyFirmwareInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The life of a package by com.aliyun:iot20180120. */
final class TeaPackages implements PackageClient {

    private final TeaSdk sdk;

    TeaPackages(TeaSdk sdk) {
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
        var answer = sdk.client()
                .createOTAFirmware(new CreateOTAFirmwareRequest()
                        .setFirmwareName(name)
                        .setDestVersion(version)
                        .setMultiFiles(files.stream()
                                .map(file -> new CreateOTAFirmwareRequestMultiFiles()
                                        .setName(file.name())
                                        .setUrl(file.url())
                                        .setFileMd5(file.md5())
                                        .setSize(file.size()))
                                .toList()))
                .getBody();
        var data = answer.getData();
        return new IotAnswer(
                answer.getSuccess(),
                answer.getCode(),
                answer.getErrorMessage(),
                answer.getRequestId(),
                data == null ? Map.of() : IotAnswer.data("FirmwareId", data.getFirmwareId()));
    }

    @Override
    public IotAnswer queryOtaFirmware(String firmwareId) throws Exception {
        var answer = sdk.client()
                .queryOTAFirmware(new QueryOTAFirmwareRequest().setFirmwareId(firmwareId))
                .getBody();
        return new IotAnswer(
                answer.getSuccess(),
                answer.getCode(),
                answer.getErrorMessage(),
                answer.getRequestId(),
                info(answer.getFirmwareInfo()));
    }

    private static Map<String, String> info(@Nullable QueryOTAFirmwareResponseBodyFirmwareInfo info) {
        if (info == null) {
            return Map.of();
        }
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
        for (int i = 0; info.getMultiFiles() != null && i < info.getMultiFiles().size(); i++) {
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
        var answer = sdk.client()
                .listOTAFirmware(new ListOTAFirmwareRequest()
                        .setCurrentPage(currentPage)
                        .setPageSize(pageSize)
                        .setDestVersion(filters.get("DestVersion"))
                        .setProductKey(filters.get("ProductKey")))
                .getBody();
        Map<String, String> data = new HashMap<>(IotAnswer.texts(
                "Total", answer.getTotal(),
                "PageCount", answer.getPageCount(),
                "PageSize", answer.getPageSize(),
                "CurrentPage", answer.getCurrentPage()));
        var list = answer.getFirmwareInfo();
        for (int i = 0; list != null && i < list.getSimpleFirmwareInfo().size(); i++) {
            var info = list.getSimpleFirmwareInfo().get(i);
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
        var answer = sdk.client()
                .deleteOTAFirmware(new DeleteOTAFirmwareRequest().setFirmwareId(firmwareId))
                .getBody();
        return new IotAnswer(
                answer.getSuccess(), answer.getCode(), answer.getErrorMessage(), answer.getRequestId(), Map.of());
    }

    @Override
    public IotAnswer generateDeviceNameListUrl() throws Exception {
        var answer = sdk.client()
                .generateDeviceNameListURL(new GenerateDeviceNameListURLRequest())
                .getBody();
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
                                "OSSAccessKeyId", data.getAccessKeyId(),
                                "Signature", data.getSignature(),
                                "FileUrl", data.getFileUrl(),
                                "ObjectStorage", data.getObjectStorage(),
                                "UtcCreate", data.getUtcCreate()));
    }

    @Override
    public IotAnswer generateFileUploadUrl(String bizCode, String fileSuffix, String fileName) throws Exception {
        var answer = sdk.client()
                .generateFileUploadURL(new GenerateFileUploadURLRequest()
                        .setBizCode(bizCode)
                        .setFileSuffix(fileSuffix)
                        .setFileName(fileName))
                .getBody();
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
                                "OSSAccessKeyId", data.getOssAccessKeyId(),
                                "Signature", data.getSignature(),
                                "ObjectStorage", data.getObjectStorage()));
    }
}
