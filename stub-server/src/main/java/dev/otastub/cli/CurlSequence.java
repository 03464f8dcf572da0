package dev.otastub.cli;

import java.util.Optional;
import java.util.Set;

/**
 * The upload flow in shell commands that work when pasted into sh, bash or zsh, again and again: URLs are signed when
 * they are called, names follow from the answer's RequestId. No comments and nothing unquoted that zsh would expand.
 */
final class CurlSequence {

    private CurlSequence() {}

    /**
     * The commands for one stub.
     *
     * @param instanceIds if there are any, calls must name one
     * @param token whether the sign route wants the admin token, which is not written into them
     */
    static String text(String url, Set<String> instanceIds, boolean token) {
        String header = token ? " -H \"X-Ota-Stub-Admin-Token: $OTA_STUB_ADMIN_TOKEN\"" : "";
        Optional<String> instance = instanceIds.stream().sorted().findFirst();
        String first = instance.map(id -> "&IotInstanceId=" + id).orElse("");
        String last = instance.map(id -> " \\\n  --data-urlencode \"IotInstanceId=" + id + "\"")
                .orElse("");
        return String.join(
                "\n",
                "STUB=" + url,
                "TICKET=$(curl -sL" + header + " \"$STUB/__admin/ota/sign?Action=GenerateOTAUploadURL" + first + "\")",
                "ticket() { printf '%s\\n' \"$TICKET\" | sed -n 's/.*\"'\"$1\"'\":\"\\([^\"]*\\)\".*/\\1/p'; }",
                "printf 'firmware' | curl -s -w 'PostObject: %{http_code}\\n' \"$(ticket Host)/\" \\",
                "  -F \"key=$(ticket Key)\" -F \"policy=$(ticket Policy)\" \\",
                "  -F \"OSSAccessKeyId=$(ticket OSSAccessKeyId)\" -F \"signature=$(ticket Signature)\" \\",
                "  -F success_action_status=200 -F 'file=@-;filename=firmware.bin'",
                "curl -sLG" + header + " \"$STUB/__admin/ota/sign\" --data-urlencode Action=CreateOTAFirmware \\",
                "  --data-urlencode \"FirmwareName=fw-$(ticket RequestId)\" \\",
                "  --data-urlencode \"DestVersion=$(ticket RequestId)\" \\",
                "  --data-urlencode \"FirmwareUrl=$(ticket FirmwareUrl)\"" + last + " -w '\\n'",
                "");
    }
}
