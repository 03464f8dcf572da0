package dev.otastub.iot;

import dev.otastub.oss.OssAddress;
import dev.otastub.oss.PresignedUrl;
import dev.otastub.rpc.Call;
import dev.otastub.signature.PercentEncoding;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The addresses of files in IoT Platform's bucket, as callers are told them.
 *
 * @param publicUrl the address that all callers are told; without one each is told the address it called
 */
record BucketUrls(Optional<String> publicUrl) {

    /** The bucket's own address. */
    String host(Call call) {
        return publicUrl.orElseGet(() -> call.request().http().endpoint());
    }

    /** The address of a file, which is no leave to read it. */
    String of(Call call, String key) {
        return host(call) + "/" + PercentEncoding.encodePath(key);
    }

    /** An address by which anybody may read the file for a while, signed by the account's issuing pair. */
    String presigned(Call call, PackageFile file, Duration validity) {
        return PresignedUrl.get(
                call.account().issuingKey(),
                URI.create(of(call, file.key())),
                new OssAddress(file.bucket(), file.key(), OssAddress.Style.PATH),
                call.now().plus(validity));
    }
}
