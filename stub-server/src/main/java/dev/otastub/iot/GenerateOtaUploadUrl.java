package dev.otastub.iot;

import dev.otastub.account.AccessKey;
import dev.otastub.core.Outcome;
import dev.otastub.core.Refusal;
import dev.otastub.core.RequestIds;
import dev.otastub.oss.policy.LongRange;
import dev.otastub.oss.policy.PostPolicyWriter;
import dev.otastub.rpc.Call;
import dev.otastub.rpc.Operation;
import dev.otastub.rpc.Reply;
import dev.otastub.rpc.Struct;
import dev.otastub.signature.PostPolicySignature;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * GenerateOTAUploadURL: hands out where to upload a file, and a signed policy that lets one do so for a minute.
 */
public final class GenerateOtaUploadUrl implements Operation {

    /** "The returned parameter information is valid for one minute" (documented). */
    private static final Duration VALIDITY = Duration.ofMinutes(1);

    /** "1,000 MB" (documented), read as a published clone of this operation writes it into its policy (inferred). */
    private static final LongRange SIZES = new LongRange(0, 1_048_576_000);

    /** The page's list; {@code dav} is on its newer edition only. That case matters is inferred. */
    private static final List<String> SUFFIXES = List.of("bin", "dav", "apk", "tar", "gz", "tar.gz", "zip", "gzip");

    private final RequestIds ids;
    private final Optional<String> publicUrl;

    /**
     * @param ids makes the names of files
     * @param publicUrl the address that all callers are told; without one each is told the address it called
     */
    public GenerateOtaUploadUrl(RequestIds ids, Optional<String> publicUrl) {
        this.ids = ids;
        this.publicUrl = publicUrl;
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
        String folder = FirmwareFolder.of(call.account());
        String key = folder + ids.objectName(call.now()) + "." + suffix;
        String policy = PostPolicyWriter.base64(call.now().plus(VALIDITY), SIZES, folder);
        AccessKey issuer = call.account().issuingKey();
        String host = publicUrl.orElseGet(() -> call.request().http().endpoint());
        Struct data = Struct.EMPTY
                .and("Key", key)
                .and("Host", host)
                .and("Policy", policy)
                .and("OSSAccessKeyId", issuer.id())
                .and("ObjectStorage", "OSS")
                .and("UtcCreate", UtcCreate.of(call.now()))
                .and("Signature", PostPolicySignature.v1(issuer.secret(), policy))
                .and("FirmwareUrl", host + "/" + key);
        return new Reply(Struct.EMPTY.and("Data", data), "FileSuffix=" + suffix + " -> " + key);
    }
}
