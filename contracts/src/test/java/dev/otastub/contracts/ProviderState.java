package dev.otastub.contracts;

import java.util.List;

/** The provider states: what a verifier must see to before it sends a request, and how. */
enum ProviderState {
    SIGNED_CALLS(
            "the client signs its calls",
            List.of("accessKey", "secret", "clock", "nonce", "securityToken"),
            "accessKey: known, unknown, disabled, of a RAM user without permission; secret: right, wrong; clock: by how much"
                    + " the timestamp is off; nonce: fresh, used; securityToken: none, expired. What is absent is the"
                    + " first of these.",
            "an account made for the interaction, by POST /__admin/ota/accounts",
            "with the caller's own key; not: a disabled key, a RAM user without permission, an expired token"),
    CALLS_USED_UP(
            "the account has made its calls of this second",
            List.of(),
            "Ten calls, or what the account may, were made in the current second.",
            "calls at a clock that stands",
            "not reachable: that would be calling faster than allowed"),
    SERVICE_FAILING(
            "the service is failing",
            List.of("code"),
            "code: ServiceUnavailable or InternalError.",
            "an error ordered by POST /__admin/ota/accounts/{uid}/errors",
            "not reachable"),
    FILE_UPLOADED(
            "a firmware file has been uploaded",
            List.of("size", "digest"),
            "size: bytes of the file; digest: its own, another file's. FirmwareUrl is its own, and if the request has them"
                    + " FirmwareSize is, and FirmwareSign the digest.",
            "GenerateOTAUploadURL and PostObject",
            "the same"),
    NOTHING_UPLOADED(
            "nothing has been uploaded at the FirmwareUrl",
            List.of(),
            "FirmwareUrl is one that GenerateOTAUploadURL gave, and nothing was uploaded.",
            "GenerateOTAUploadURL",
            "the same"),
    PACKAGE_EXISTS(
            "an update package exists",
            List.of("with"),
            "with: the same FirmwareName, the same DestVersion.",
            "CreateOTAFirmware",
            "the same; the package is deleted afterwards"),
    UPLOAD_AUTHORIZED(
            "an upload has been authorized",
            List.of("expired", "altered", "minBytes", "maxBytes"),
            "The form's key, policy, OSSAccessKeyId and signature are those that GenerateOTAUploadURL gave. expired: more"
                    + " than a minute ago; altered: the field that is not as it was given, signature, policy or key;"
                    + " minBytes, maxBytes: another range of sizes in the policy.",
            "GenerateOTAUploadURL; the account's clock; policies of other sizes are signed with the account's issuing key",
            "GenerateOTAUploadURL; a minute of waiting; not: policies of other sizes");

    private final String title;
    private final List<String> parameters;
    private final String meaning;
    private final String onTheStub;
    private final String onTheCloud;

    ProviderState(String title, List<String> parameters, String meaning, String onTheStub, String onTheCloud) {
        this.title = title;
        this.parameters = parameters;
        this.meaning = meaning;
        this.onTheStub = onTheStub;
        this.onTheCloud = onTheCloud;
    }

    /** The name in the pacts. */
    String title() {
        return title;
    }

    List<String> parameters() {
        return parameters;
    }

    String meaning() {
        return meaning;
    }

    String onTheStub() {
        return onTheStub;
    }

    String onTheCloud() {
        return onTheCloud;
    }
}
