package dev.otastub.core;

import java.util.Arrays;
import java.util.Optional;

/** What can be called, by the names that the cloud gives it. */
public enum CloudOperation {
    GENERATE_OTA_UPLOAD_URL(CloudService.IOT_PLATFORM, "GenerateOTAUploadURL"),
    GENERATE_DEVICE_NAME_LIST_URL(CloudService.IOT_PLATFORM, "GenerateDeviceNameListURL"),
    GENERATE_FILE_UPLOAD_URL(CloudService.IOT_PLATFORM, "GenerateFileUploadURL"),
    CREATE_OTA_FIRMWARE(CloudService.IOT_PLATFORM, "CreateOTAFirmware"),
    QUERY_OTA_FIRMWARE(CloudService.IOT_PLATFORM, "QueryOTAFirmware"),
    LIST_OTA_FIRMWARE(CloudService.IOT_PLATFORM, "ListOTAFirmware"),
    DELETE_OTA_FIRMWARE(CloudService.IOT_PLATFORM, "DeleteOTAFirmware"),
    POST_OBJECT(CloudService.OSS, "PostObject"),
    PUT_OBJECT(CloudService.OSS, "PutObject"),
    GET_OBJECT(CloudService.OSS, "GetObject"),
    HEAD_OBJECT(CloudService.OSS, "HeadObject"),
    GET_OBJECT_META(CloudService.OSS, "GetObjectMeta"),
    DELETE_OBJECT(CloudService.OSS, "DeleteObject"),
    LIST_OBJECTS(CloudService.OSS, "ListObjects"),
    LIST_OBJECTS_V2(CloudService.OSS, "ListObjectsV2");

    private final CloudService service;
    private final String title;

    CloudOperation(CloudService service, String title) {
        this.service = service;
        this.title = title;
    }

    /** The service that has it. */
    public CloudService service() {
        return service;
    }

    /** The cloud's name of it: what {@code Action} says, or a page of OSS. */
    public String title() {
        return title;
    }

    /** The one that the cloud calls so. */
    public static Optional<CloudOperation> titled(String title) {
        return Arrays.stream(values())
                .filter(operation -> operation.title.equals(title))
                .findFirst();
    }
}
