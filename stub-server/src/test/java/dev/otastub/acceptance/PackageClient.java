package dev.otastub.acceptance;

import java.util.List;
import java.util.Map;

/** What one SDK, set in one way, offers for the life of a package. Answers hold what it made of each field, as text. */
interface PackageClient extends IotClient {

    /** A file of a package of several. */
    record NamedFile(String name, String url, String md5, int size) {}

    IotAnswer createOtaFirmware(String name, String version, List<NamedFile> files) throws Exception;

    /** The fields of FirmwareInfo; those of its files begin with their place, from 0, and a dot. */
    IotAnswer queryOtaFirmware(String firmwareId) throws Exception;

    /** The fields of the answer; those of packages begin with their place, from 0, and a dot. */
    IotAnswer listOtaFirmware(int currentPage, int pageSize, Map<String, String> filters) throws Exception;

    IotAnswer deleteOtaFirmware(String firmwareId) throws Exception;

    IotAnswer generateDeviceNameListUrl() throws Exception;

    IotAnswer generateFileUploadUrl(String bizCode, String fileSuffix, String fileName) throws Exception;
}
