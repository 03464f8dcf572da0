package dev.otastub.acceptance;

import dev.otastub.account.AccessKey;
import java.util.Optional;

/** IoT Platform's two operations as one SDK, set in one way, offers them. */
interface IotClient {

    /** Whom to call, and as whom. */
    record Connection(String hostPort, AccessKey key) {}

    /** Asks where to upload; an empty suffix is left out. */
    IotAnswer generateOtaUploadUrl(Optional<String> fileSuffix) throws Exception;

    IotAnswer createOtaFirmware(FirmwarePackage firmware) throws Exception;

    /** What a caller says of a package. */
    record FirmwarePackage(String name, String version, String url, String description) {}
}
