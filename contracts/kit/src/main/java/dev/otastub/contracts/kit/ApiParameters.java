package dev.otastub.contracts.kit;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The parameters that the pages of the operations name; what else a request has is unknown to the cloud. */
final class ApiParameters {

    static final String TICKET = "GenerateOTAUploadURL";
    static final String PACKAGE = "CreateOTAFirmware";

    private static final Set<String> COMMON_REQUIRED = Set.of(
            "Action",
            "Version",
            "AccessKeyId",
            "Signature",
            "SignatureMethod",
            "SignatureVersion",
            "SignatureNonce",
            "Timestamp");

    private static final Set<String> COMMON_OPTIONAL =
            Set.of("Format", "RegionId", "SecurityToken", "SignatureType", "BearerToken", "IotInstanceId");

    private static final Map<String, Set<String>> REQUIRED = Map.of(
            PACKAGE,
            Set.of("DestVersion", "FirmwareName", "FirmwareUrl"),
            "QueryOTAFirmware",
            Set.of("FirmwareId"),
            "DeleteOTAFirmware",
            Set.of("FirmwareId"),
            "ListOTAFirmware",
            Set.of("CurrentPage", "PageSize"));

    private static final Map<String, Set<String>> OPTIONAL = Map.of(
            TICKET,
            Set.of("FileSuffix"),
            PACKAGE,
            Set.of(
                    "FirmwareSign",
                    "SignMethod",
                    "FirmwareSize",
                    "ProductKey",
                    "FirmwareDesc",
                    "Type",
                    "SrcVersion",
                    "ModuleName",
                    "NeedToVerify",
                    "Udi"),
            "ListOTAFirmware",
            Set.of("ProductKey", "DestVersion"),
            "GenerateFileUploadURL",
            Set.of("FileName", "FileSuffix", "BizCode"));

    private static final Set<String> FILE_SUFFIXES = Set.of("bin", "dav", "apk", "tar", "gz", "tar.gz", "zip", "gzip");

    /** As SDKs flatten a list. */
    private static final Pattern OF_SEVERAL_FILES =
            Pattern.compile("MultiFiles\\.[1-9]\\d{0,3}\\.(Name|Url|Size|SignValue|FileMd5)");

    private ApiParameters() {}

    /** Whether an operation knows a parameter. */
    static boolean isKnown(String action, String name) {
        return COMMON_REQUIRED.contains(name)
                || isOptional(action, name)
                || REQUIRED.getOrDefault(action, Set.of()).contains(name);
    }

    /** Whether an operation knows a parameter and does without it too. */
    static boolean isOptional(String action, String name) {
        return COMMON_OPTIONAL.contains(name)
                || OPTIONAL.getOrDefault(action, Set.of()).contains(name)
                || action.equals(PACKAGE) && OF_SEVERAL_FILES.matcher(name).matches();
    }

    /** Whether the page of an operation allows the value, as far as the contracts promise a refusal of others. */
    static boolean isAllowed(String action, String name, String value) {
        return !action.equals(TICKET) || !name.equals("FileSuffix") || FILE_SUFFIXES.contains(value);
    }
}
