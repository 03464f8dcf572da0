package dev.otastub.iot;

import dev.otastub.core.Outcome;
import dev.otastub.core.Refusal;
import dev.otastub.core.RequestIds;
import dev.otastub.core.UtcMillis;
import dev.otastub.rpc.Call;
import dev.otastub.rpc.Operation;
import dev.otastub.rpc.Reply;
import dev.otastub.rpc.Struct;
import java.util.List;
import java.util.Optional;

/**
 * GenerateOTAUploadURL: hands out where to upload a file, and a signed policy that lets one do so for a minute.
 */
final class GenerateOtaUploadUrl implements Operation {

    /** The page's list; {@code dav} is on its newer edition only. That case matters is inferred. */
    private static final List<String> SUFFIXES = List.of("bin", "dav", "apk", "tar", "gz", "tar.gz", "zip", "gzip");

    private final RequestIds ids;
    private final UploadGrants grants;

    GenerateOtaUploadUrl(RequestIds ids, UploadGrants grants) {
        this.ids = ids;
        this.grants = grants;
    }

    @Override
    public String name() {
        return "GenerateOTAUploadURL";
    }

    @Override
    public List<String> requiredParameters() {
        return List.of();
    }

    @Override
    public Outcome<Reply> call(Call call) {
        String suffix = call.parameter("FileSuffix").orElse("bin");
        return suffixRefusal(suffix)
                .or(() -> IotInstance.refusal(call))
                .map(Outcome::<Reply>refused)
                .orElseGet(() -> Outcome.accepted(reply(call, suffix)));
    }

    private static Optional<Refusal> suffixRefusal(String suffix) {
        return SUFFIXES.contains(suffix)
                ? Optional.empty()
                : Optional.of(IotError.UNKNOWN_FILE_SUFFIX.because("FileSuffix is '" + suffix + "'; it can be "
                        + String.join(", ", SUFFIXES) + ", in lower case and without a dot in front."));
    }

    private Reply reply(Call call, String suffix) {
        UploadGrant grant = grants.grant(call, ids.objectName(call.now()) + "." + suffix, UploadGrant.UP_TO_1000_MB);
        Struct data = Struct.EMPTY
                .and("Key", grant.key())
                .and("Host", grant.host())
                .and("Policy", grant.policy())
                .and("OSSAccessKeyId", grant.accessKeyId())
                .and("ObjectStorage", UploadGrant.OBJECT_STORAGE)
                .and("UtcCreate", UtcMillis.of(call.now()))
                .and("Signature", grant.signature())
                .and("FirmwareUrl", grant.url());
        return new Reply(Struct.EMPTY.and("Data", data), "FileSuffix=" + suffix + " -> " + grant.key());
    }
}
