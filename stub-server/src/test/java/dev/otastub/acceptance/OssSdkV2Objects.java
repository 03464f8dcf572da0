package dev.otastub.acceptance;

import static org.assertj.core.api.Assertions.catchThrowable;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.PresignOptions;
import com.aliyun.sdk.service.oss2.exceptions.ServiceException;
import com.aliyun.sdk.service.oss2.models.DeleteObjectRequest;
import com.aliyun.sdk.service.oss2.models.GetObjectRequest;
import com.aliyun.sdk.service.oss2.models.HeadObjectRequest;
import com.aliyun.sdk.service.oss2.models.ListObjectsV2Request;
import com.aliyun.sdk.service.oss2.models.ListObjectsV2Result;
import com.aliyun.sdk.service.oss2.models.PutObjectRequest;
import com.aliyun.sdk.service.oss2.transport.BinaryData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** alibabacloud-oss-v2. */
record OssSdkV2Objects(OSSClient sdk) implements ObjectClient {

    @Override
    public String put(String bucket, String key, InputStream content) {
        return sdk.putObject(PutObjectRequest.newBuilder()
                        .bucket(bucket)
                        .key(key)
                        .body(BinaryData.fromStream(content))
                        .build())
                .eTag()
                .replace("\"", "");
    }

    private static GetObjectRequest.Builder asked(String bucket, String key) {
        return GetObjectRequest.newBuilder().bucket(bucket).key(key);
    }

    private byte[] read(GetObjectRequest request) {
        try (InputStream body = sdk.getObject(request).body()) {
            return body.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public byte[] get(String bucket, String key) {
        return read(asked(bucket, key).build());
    }

    @Override
    public byte[] get(String bucket, String key, long first, long last) {
        return read(asked(bucket, key).range("bytes=" + first + "-" + last).build());
    }

    @Override
    public boolean isChanged(String bucket, String key, String eTag) {
        try {
            read(asked(bucket, key).ifNoneMatch('"' + eTag + '"').build());
            return true;
        } catch (RuntimeException e) {
            if (ServiceException.asCause(e).statusCode() != 304) {
                throw e;
            }
            return false;
        }
    }

    @Override
    public long size(String bucket, String key) {
        return sdk.headObject(
                        HeadObjectRequest.newBuilder().bucket(bucket).key(key).build())
                .contentLength();
    }

    @Override
    public boolean exists(String bucket, String key) {
        return sdk.doesObjectExist(bucket, key);
    }

    @Override
    public void delete(String bucket, String key) {
        sdk.deleteObject(
                DeleteObjectRequest.newBuilder().bucket(bucket).key(key).build());
    }

    @Override
    public List<String> list(String bucket, String prefix, String delimiter, int pageSize) {
        List<String> names = new ArrayList<>();
        ListObjectsV2Request request = ListObjectsV2Request.newBuilder()
                .bucket(bucket)
                .prefix(prefix)
                .delimiter(delimiter)
                .maxKeys((long) pageSize)
                .build();
        for (ListObjectsV2Result page : sdk.listObjectsV2Paginator(request)) {
            if (page.contents() != null) {
                page.contents().forEach(object -> names.add(object.key()));
            }
            if (page.commonPrefixes() != null) {
                page.commonPrefixes().forEach(prefixes -> names.add(prefixes.prefix()));
            }
        }
        return names;
    }

    @Override
    public String presigned(String bucket, String key, Duration validity) {
        return sdk.presign(
                        asked(bucket, key).build(),
                        PresignOptions.newBuilder().expiration(validity).build())
                .url();
    }

    @Override
    public String refusal(Runnable action) {
        return ServiceException.asCause(catchThrowable(action::run)).errorCode();
    }

    @Override
    public void close() {
        try {
            sdk.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
