package dev.otastub.iot;

import dev.otastub.account.AccessKey;
import dev.otastub.oss.Addressing;
import dev.otastub.oss.policy.LongRange;
import dev.otastub.oss.policy.PostPolicyWriter;
import dev.otastub.rpc.Call;
import dev.otastub.signature.PostPolicySignature;
import java.time.Duration;
import java.time.Instant;

/**
 * Leave to upload one file, for a minute: what the three operations that hand out upload policies have in common. Each
 * names these values in its own way.
 *
 * @param key the key under which to upload
 * @param host where to upload
 * @param policy the policy, in Base64
 * @param accessKeyId the id of the pair that signed it
 * @param signature its signature
 * @param expires until when it can be used
 */
record UploadGrant(String key, String host, String policy, String accessKeyId, String signature, Instant expires) {

    /** What {@code ObjectStorage} always says. */
    static final String OBJECT_STORAGE = "OSS";

    /** "1,000 MB" (documented), read as a published clone of these operations writes it into its policy (inferred). */
    static final LongRange UP_TO_1000_MB = new LongRange(0, 1_048_576_000);

    /** "The returned parameter information is valid for one minute" (documented by all three). */
    private static final Duration VALIDITY = Duration.ofMinutes(1);

    /**
     * Leave to upload a file to the account's folder.
     *
     * @param name the rest of its key
     */
    static UploadGrant of(Call call, BucketUrls urls, String name, LongRange sizes) {
        String folder = Addressing.folderOf(call.account());
        Instant expires = call.now().plus(VALIDITY);
        String policy = PostPolicyWriter.base64(expires, sizes, folder);
        AccessKey issuer = call.account().issuingKey();
        return new UploadGrant(
                folder + name,
                urls.host(call),
                policy,
                issuer.id(),
                PostPolicySignature.v1(issuer.secret(), policy),
                expires);
    }

    /** The address of the file once it is uploaded. */
    String url() {
        return host + "/" + key;
    }
}
