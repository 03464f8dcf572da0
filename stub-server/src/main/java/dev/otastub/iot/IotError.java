package dev.otastub.iot;

import static dev.otastub.core.Evidence.DOCUMENTED;
import static dev.otastub.core.Evidence.INFERRED;
import static dev.otastub.core.Provocation.NATURAL;
import static dev.otastub.core.Provocation.onDemand;

import dev.otastub.core.CloudService;
import dev.otastub.core.ErrorRow;
import dev.otastub.core.Evidence;
import dev.otastub.core.Provocation;

/**
 * The refusals of IoT Platform's own operations, which answer HTTP 200 with {@code Success} false. The codes are
 * documented, all but iot.Sre.IotInstanceAccessForbidden, which a blog names. The English texts of {@code iot.firmware}
 * and {@code iot.ota} were never published: ours follow the manner of their neighbours, and are marked inferred.
 */
public enum IotError implements ErrorRow {
    UNKNOWN_FILE_SUFFIX(
            "iot.firmware.InvalidGenerateOTAUploadURLParam",
            "The parameters for generating the upload URL are invalid.",
            INFERRED,
            NATURAL),
    GENERATE_OTA_UPLOAD_URL_FAILURE(
            "iot.firmware.GenerateOTAUploadURLFailure",
            "Failed to generate the upload URL.",
            INFERRED,
            onDemand(Reason.FAILS_BY_ITSELF)),
    INCORRECT_FORMATTED_FIRMWARE_VERSION(
            "iot.firmware.IncorrectFormattedFirmwareVersion",
            "The format of the DestVersion is invalid.",
            INFERRED,
            NATURAL),
    NULL_FIRMWARE_VERSION(
            "iot.firmware.NullFirmwareVersion",
            "DestVersion cannot be empty.",
            INFERRED,
            onDemand("The gateway answers MissingDestVersion before the operation sees the call.")),
    NULL_FIRMWARE_NAME(
            "iot.firmware.NullFirmwareName",
            "FirmwareName cannot be empty.",
            INFERRED,
            onDemand("The gateway answers MissingFirmwareName before the operation sees the call.")),
    BLANK_FIRMWARE_NAME(
            "iot.firmware.BlankFirmwareName", "FirmwareName cannot consist of spaces only.", INFERRED, NATURAL),
    INCORRECT_FORMATTED_FIRMWARE_NAME(
            "iot.firmware.IncorrectFormattedFirmwareName",
            "The format of the FirmwareName is invalid.",
            INFERRED,
            NATURAL),
    CREATE_FIRMWARE_FAILURE(
            "iot.firmware.CreateFirmwareFailure",
            "Failed to create the firmware.",
            INFERRED,
            onDemand(Reason.FAILS_BY_ITSELF)),
    NULL_FIRMWARE_URL("iot.firmware.NullFirmwareUrl", "FirmwareUrl cannot be empty.", INFERRED, NATURAL),
    MALFORMED_FIRMWARE_URL(
            "iot.firmware.MalformedFirmwareUrl", "The format of the FirmwareUrl is invalid.", INFERRED, NATURAL),
    /** Not the address of a file of this account. */
    FOREIGN_FIRMWARE_URL("iot.firmware.InvalidFirmwareUrl", "The specified FirmwareUrl is invalid.", INFERRED, NATURAL),
    /** No code is documented for this; the nearest is taken. */
    NOTHING_UPLOADED("iot.firmware.InvalidFirmwareUrl", "The specified FirmwareUrl is invalid.", INFERRED, NATURAL),
    EMPTY_FIRMWARE_FILE("iot.firmware.EmptyFirmwareFile", "The firmware file is empty.", INFERRED, NATURAL),
    /** The 60 minutes are documented, what follows them is not; unclaimed files are deleted. */
    UPLOADED_TOO_LONG_AGO(
            "iot.firmware.InvalidFirmwareUrl", "The specified FirmwareUrl is invalid.", INFERRED, NATURAL),
    INVALID_FIRMWARE_SIGN_METHOD(
            "iot.firmware.InvalidFirmwareSignMethod", "The specified SignMethod is invalid.", INFERRED, NATURAL),
    INVALID_FIRMWARE_SIGN(
            "iot.firmware.InvalidFirmwareSign", "The specified FirmwareSign is invalid.", INFERRED, NATURAL),
    INVALID_FIRMWARE_SIZE(
            "iot.firmware.InvalidFirmwareSize", "The specified FirmwareSize is invalid.", INFERRED, NATURAL),
    INVALID_FIRMWARE_TYPE("iot.firmware.InvalidFirmwareType", "The specified Type is invalid.", INFERRED, NATURAL),
    /** No page says what makes a package as a whole invalid; files that do not go together do here. */
    INVALID_FIRMWARE("iot.firmware.InvalidFirmware", "The specified firmware is invalid.", INFERRED, NATURAL),
    SRC_VERSION_IS_MANDATORY(
            "iot.firmware.SrcVersionIsMandatory",
            "SrcVersion is mandatory for differential firmware.",
            INFERRED,
            NATURAL),
    INCORRECT_FORMATTED_SRC_VERSION(
            "iot.firmware.IncorrectFormattedSrcVersion", "The format of the SrcVersion is invalid.", INFERRED, NATURAL),
    SRC_DEST_VERSION_MATCHED(
            "iot.firmware.SrcDestVersionMatched", "SrcVersion and DestVersion cannot be the same.", INFERRED, NATURAL),
    INCORRECT_FORMATTED_MODULE_NAME(
            "iot.firmware.IncorrectFormattedModuleName", "The format of the ModuleName is invalid.", INFERRED, NATURAL),
    DESCRIPTION_EXCEEDS_MAX_LENGTH(
            "iot.firmware.FirmwareDescriptionExceedMaxLength",
            "The firmware description length exceeds the maximum limit.",
            INFERRED,
            NATURAL),
    INVALID_PRODUCT_KEY("iot.firmware.InvalidProductKey", "The specified ProductKey is invalid.", INFERRED, NATURAL),
    /** Code and text are documented, that this answers here is inferred. */
    UNKNOWN_PRODUCT("iot.prod.NotExistedProduct", "The specified product does not exist.", INFERRED, NATURAL),
    FIRMWARE_AND_PRODUCT_KEY_MISMATCH(
            "iot.firmware.FirmwareAndProductKeyMismatch",
            "The firmware does not belong to the specified product.",
            INFERRED,
            onDemand("No emulated operation takes a FirmwareId together with a ProductKey.")),
    INVALID_FORMATTED_PARAMETER(
            "iot.common.InvalidFormattedParameter",
            "The format of the specified parameter is invalid.",
            INFERRED,
            NATURAL),
    ALREADY_EXISTED_FIRMWARE_NAME(
            "iot.firmware.AlreadyExistedFirmwareName", "The firmware name is already in use.", INFERRED, NATURAL),
    ALREADY_EXISTED_FIRMWARE_VERSION(
            "iot.firmware.AlreadyExistedFirmwareVersion", "The firmware version is already in use.", INFERRED, NATURAL),
    FIRMWARE_COUNT_EXCEEDS_MAX(
            "iot.firmware.FirmwareCountExceedMax",
            "The total number of firmware packages exceeds the maximum limit.",
            INFERRED,
            NATURAL),
    NULL_FIRMWARE_ID(
            "iot.firmware.NullFirmwareId",
            "FirmwareId cannot be empty.",
            INFERRED,
            onDemand("The gateway answers MissingFirmwareId before the operation sees the call.")),
    INVALID_FIRMWARE_ID("iot.firmware.InvalidFirmwareId", "The specified FirmwareId is invalid.", INFERRED, NATURAL),
    FIRMWARE_NOT_FOUND("iot.firmware.FirmwareNotFound", "The specified firmware does not exist.", INFERRED, NATURAL),
    INVALID_PAGE_PARAMS(
            "iot.common.InvalidPageParams", "The specified page size or page number is invalid.", DOCUMENTED, NATURAL),
    DELETE_FIRMWARE_FAILURE(
            "iot.firmware.DeleteFirmwareFailure",
            "Failed to delete the firmware.",
            INFERRED,
            onDemand(Reason.FAILS_BY_ITSELF)),
    LIST_OTA_FIRMWARE_FAILED(
            "iot.firmware.ListOTAFirmwareFailed",
            "Failed to list the firmware packages.",
            INFERRED,
            onDemand(Reason.FAILS_BY_ITSELF)),
    SYSTEM_BUSY("iot.firmware.SystemBusy", "The system is busy.", INFERRED, onDemand(Reason.FAILS_BY_ITSELF)),
    CREATE_OTA_MODULE_FAILURE(
            "iot.ota.CreateOTAModuleFailure",
            "Failed to create the OTA module.",
            INFERRED,
            onDemand(Reason.FAILS_BY_ITSELF)),
    CREATE_OTA_MODULE_PARAM_ERROR(
            "iot.ota.CreateOTAModuleParamError",
            "The parameters for creating the OTA module are invalid.",
            INFERRED,
            onDemand(Reason.NEEDS_MODULES)),
    CREATE_OTA_MODULE_EXCEED_LIMIT(
            "iot.ota.CreateOTAModuleExceedLimit",
            "The total number of OTA modules exceeds the maximum limit.",
            INFERRED,
            onDemand(Reason.NEEDS_MODULES)),
    CREATE_OTA_MODULE_NAME_EXIST(
            "iot.ota.CreateOTAModuleNameExist",
            "The OTA module name is already in use.",
            INFERRED,
            onDemand(Reason.NEEDS_MODULES)),
    OTA_MODULE_NOT_EXIST(
            "iot.ota.OTAModuleNotExist",
            "The specified OTA module does not exist.",
            INFERRED,
            onDemand(Reason.NEEDS_MODULES)),
    /** Code and text are documented, that this answers a wrong or absent IotInstanceId is inferred. */
    INSTANCE_UNKNOWN("iot.Sre.IotInstanceNotFound", "The specified instance ID does not exist.", INFERRED, NATURAL),
    INSTANCE_FORBIDDEN(
            "iot.Sre.IotInstanceAccessForbidden",
            "You do not have the permission to access the instance.",
            INFERRED,
            onDemand(Reason.NEEDS_INSTANCES)),
    SYSTEM_EXCEPTION(
            "iot.system.SystemException", "A system exception occurred.", DOCUMENTED, onDemand(Reason.FAILS_BY_ITSELF)),
    INSTANCE_NOT_FOUND(
            "iot.system.InstanceNotFound",
            "The specified instance ID does not exist.",
            DOCUMENTED,
            onDemand("No page says when it comes instead of iot.Sre.IotInstanceNotFound.")),
    UID_NOT_FOUND(
            "iot.system.UidNotFound",
            "The specified Alibaba Cloud account does not exist or IoT Platform is not activated for the account.",
            DOCUMENTED,
            onDemand("Every account of the stub has IoT Platform activated.")),
    ILLEGAL_REQUEST(
            "iot.system.IllegalRequest",
            "The request parameter is invalid.",
            DOCUMENTED,
            onDemand("No page says which request provokes it.")),
    INSTANCE_ID_SAME(
            "iot.system.InstanceIdSame",
            "The ID of the specified source instance is the same as that of the specified destination instance.",
            DOCUMENTED,
            onDemand("It answers operations that name two instances; none of the emulated ones does.")),
    /** The capital I is the page's. */
    BILL_IS_OVERDUE(
            "Iot.system.BillIsOverDue",
            "The Alibaba Cloud account has overdue payments.",
            DOCUMENTED,
            onDemand("The stub sends no bills.")),
    RAM_ACTION_PERMISSION_DENY(
            "iot.common.RamActionPermissionDeny",
            "You do not have the RAM permission to access the resource.",
            DOCUMENTED,
            onDemand(
                    "The gateway refuses what RAM does not allow, by Forbidden.RAM; which of the two comes is inferred."));

    private static final class Reason {
        static final String FAILS_BY_ITSELF = "A failure of the service, not of a request.";
        static final String NEEDS_MODULES = "CreateOTAModule is not emulated: any well-formed ModuleName is accepted.";
        static final String NEEDS_INSTANCES = "An instance belongs to the account here, or does not exist.";
    }

    private final String code;
    private final String message;
    private final Evidence evidence;
    private final Provocation provocation;

    IotError(String code, String message, Evidence evidence, Provocation provocation) {
        this.code = code;
        this.message = message;
        this.evidence = evidence;
        this.provocation = provocation;
    }

    @Override
    public CloudService service() {
        return CloudService.IOT_PLATFORM;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return 200;
    }

    @Override
    public String message() {
        return message;
    }

    @Override
    public Evidence evidence() {
        return evidence;
    }

    @Override
    public Provocation provocation() {
        return provocation;
    }
}
