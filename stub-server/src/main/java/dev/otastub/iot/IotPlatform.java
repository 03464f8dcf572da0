package dev.otastub.iot;

import dev.otastub.core.RequestIds;
import dev.otastub.rpc.Operations;
import java.util.List;
import java.util.Optional;

/** The operations of IoT Platform that the stub emulates. */
public final class IotPlatform {

    private IotPlatform() {}

    /**
     * All of them.
     *
     * @param ids makes the names of files, and FirmwareIds
     * @param uploads where uploaded files are found
     * @param packages where firmware packages are kept
     * @param issued where upload URLs are noted
     * @param publicUrl the address of the bucket that all callers are told; without one each is told the address it
     *     called
     */
    public static Operations operations(
            RequestIds ids,
            UploadedFiles uploads,
            FirmwarePackages packages,
            IssuedUrls issued,
            Optional<String> publicUrl) {
        BucketUrls urls = new BucketUrls(publicUrl);
        UploadGrants grants = new UploadGrants(urls, issued);
        return new Operations(List.of(
                new GenerateOtaUploadUrl(ids, grants),
                new GenerateDeviceNameListUrl(ids, grants),
                new GenerateFileUploadUrl(ids, grants),
                new CreateOtaFirmware(ids, uploads, packages),
                new QueryOtaFirmware(packages, urls),
                new ListOtaFirmware(packages, urls),
                new DeleteOtaFirmware(packages, uploads)));
    }
}
