package dev.otastub.oss;

import dev.otastub.account.Account;
import dev.otastub.core.HttpRequest;
import dev.otastub.signature.PercentEncoding;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells OSS requests from RPC requests, and which bucket and object they mean. On the cloud the host decides; on one port
 * of an IP address, the path and the content type have to.
 */
public final class Addressing {

    /** The bucket of IoT Platform in the region the stub plays. */
    public static final String PLATFORM_BUCKET = "iotx-ota";

    /** The region the stub plays. */
    public static final String REGION = "cn-shanghai";

    /** The keys that IoT Platform hands out begin so. */
    public static final String PLATFORM_PREFIX = "ota/";

    /** Where the files of an account lie in IoT Platform's bucket (documented by samples); with its slash. */
    public static String folderOf(Account account) {
        return folderOf(account.uid());
    }

    /** Where the files of the account of that id lie. */
    static String folderOf(String uid) {
        return PLATFORM_PREFIX + Account.folderOf(uid) + "/";
    }

    private static final Pattern OSS_HOST =
            Pattern.compile("(?:([a-z0-9][a-z0-9-]*)\\.)?oss-([a-z0-9-]+?)(?:-internal)?\\.aliyuncs\\.com");

    private final Set<String> buckets;

    /** @param buckets the buckets there are */
    public Addressing(Set<String> buckets) {
        this.buckets = Set.copyOf(buckets);
    }

    public boolean exists(String bucket) {
        return buckets.contains(bucket);
    }

    /** What the request is about, or empty if it is one for the RPC gateway. */
    public Optional<OssAddress> of(HttpRequest request) {
        return of(
                        request.method(),
                        request.hostName(),
                        request.path(),
                        request.headers().first("Content-Type"))
                .or(() -> ofBarePath(request));
    }

    /** A browser's preflight of a form upload, or a request signed for OSS itself, such as for the list of buckets. */
    private static Optional<OssAddress> ofBarePath(HttpRequest request) {
        if (request.method().equals("OPTIONS")) {
            return Optional.of(new OssAddress(PLATFORM_BUCKET, "", OssAddress.Style.PATH));
        }
        return request.headers()
                .first("Authorization")
                .filter(header -> header.startsWith("OSS"))
                .map(header -> new OssAddress("", "", OssAddress.Style.PATH));
    }

    /** As {@link #of(HttpRequest)}, from the parts of a request that count. */
    public Optional<OssAddress> of(String method, String hostName, String path, Optional<String> contentType) {
        String host = hostName.toLowerCase(Locale.ROOT);
        String key = PercentEncoding.decodePath(path.startsWith("/") ? path.substring(1) : path);
        Optional<OssAddress> byHost = byHost(host, key);
        if (byHost.isPresent()) {
            return byHost;
        }
        if (!key.isEmpty()) {
            return Optional.of(byPath(key, OssAddress.Style.PATH));
        }
        boolean form = method.equals("POST")
                && contentType.filter(Addressing::isMultipart).isPresent();
        return form ? Optional.of(new OssAddress(PLATFORM_BUCKET, "", OssAddress.Style.PATH)) : Optional.empty();
    }

    private Optional<OssAddress> byHost(String host, String key) {
        Matcher oss = OSS_HOST.matcher(host);
        if (oss.matches()) {
            String bucket = oss.group(1);
            if (bucket == null) {
                return Optional.of(byPath(key, OssAddress.Style.SECOND_LEVEL_DOMAIN));
            }
            boolean here = !exists(bucket) || oss.group(2).equals(REGION);
            return Optional.of(new OssAddress(
                    bucket, key, here ? OssAddress.Style.VIRTUAL_HOST : OssAddress.Style.OTHER_ENDPOINT));
        }
        String label = host.endsWith(".localhost") ? host.substring(0, host.length() - ".localhost".length()) : "";
        return exists(label)
                ? Optional.of(new OssAddress(label, key, OssAddress.Style.VIRTUAL_HOST))
                : Optional.empty();
    }

    private static OssAddress byPath(String path, OssAddress.Style style) {
        if (path.startsWith(PLATFORM_PREFIX)) {
            return new OssAddress(PLATFORM_BUCKET, path, style);
        }
        int slash = path.indexOf('/');
        return slash < 0
                ? new OssAddress(path, "", style)
                : new OssAddress(path.substring(0, slash), path.substring(slash + 1), style);
    }

    private static boolean isMultipart(String contentType) {
        return contentType.strip().regionMatches(true, 0, "multipart/", 0, "multipart/".length());
    }
}
