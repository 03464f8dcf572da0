package dev.otastub.iot;

import dev.otastub.iot.IssuedUrls.IssuedUrl;
import dev.otastub.oss.policy.LongRange;
import dev.otastub.rpc.Call;

/** Gives leave to upload, and notes each. */
final class UploadGrants {

    private final BucketUrls urls;
    private final IssuedUrls issued;

    UploadGrants(BucketUrls urls, IssuedUrls issued) {
        this.urls = urls;
        this.issued = issued;
    }

    /**
     * Leave to upload a file to the account's folder.
     *
     * @param name the rest of its key
     */
    UploadGrant grant(Call call, String name, LongRange sizes) {
        UploadGrant grant = UploadGrant.of(call, urls, name, sizes);
        issued.add(new IssuedUrl(
                call.account().uid(),
                call.request().action().orElse(""),
                grant.key(),
                grant.url(),
                call.now(),
                grant.expires()));
        return grant;
    }
}
