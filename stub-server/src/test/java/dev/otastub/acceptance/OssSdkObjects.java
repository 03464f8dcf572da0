package dev.otastub.acceptance;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSException;
import com.aliyun.oss.model.GetObjectRequest;
import com.aliyun.oss.model.ListObjectsV2Request;
import com.aliyun.oss.model.ListObjectsV2Result;
import com.aliyun.oss.model.OSSObject;
import com.aliyun.oss.model.OSSObjectSummary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/** aliyun-sdk-oss. */
record OssSdkObjects(OSS sdk) implements ObjectClient {

    @Override
    public String put(String bucket, String key, InputStream content) {
        return sdk.putObject(bucket, key, content).getETag();
    }

    @Override
    public byte[] get(String bucket, String key) {
        return read(new GetObjectRequest(bucket, key));
    }

    @Override
    public byte[] get(String bucket, String key, long first, long last) {
        return read(new GetObjectRequest(bucket, key).withRange(first, last));
    }

    private byte[] read(GetObjectRequest request) {
        try (OSSObject object = sdk.getObject(request)) {
            return object.getObjectContent().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isChanged(String bucket, String key, String eTag) {
        GetObjectRequest request = new GetObjectRequest(bucket, key);
        request.setNonmatchingETagConstraints(List.of(eTag));
        try {
            read(request);
            return true;
        } catch (OSSException e) {
            if (!"NotModified".equals(e.getErrorCode())) {
                throw e;
            }
            return false;
        }
    }

    @Override
    public long size(String bucket, String key) {
        return sdk.headObject(bucket, key).getContentLength();
    }

    @Override
    public boolean exists(String bucket, String key) {
        return sdk.doesObjectExist(bucket, key);
    }

    @Override
    public void delete(String bucket, String key) {
        sdk.deleteObject(bucket, key);
    }

    @Override
    public List<String> list(String bucket, String prefix, String delimiter, int pageSize) {
        List<String> names = new ArrayList<>();
        ListObjectsV2Request request = new ListObjectsV2Request(bucket, prefix);
        request.setDelimiter(delimiter);
        request.setMaxKeys(pageSize);
        ListObjectsV2Result page;
        do {
            page = sdk.listObjectsV2(request);
            page.getObjectSummaries().stream().map(OSSObjectSummary::getKey).forEach(names::add);
            names.addAll(page.getCommonPrefixes());
            request.setContinuationToken(page.getNextContinuationToken());
        } while (page.isTruncated());
        return names;
    }

    @Override
    public String presigned(String bucket, String key, Duration validity) {
        return sdk.generatePresignedUrl(bucket, key, Date.from(Instant.now().plus(validity)))
                .toString();
    }

    @Override
    public String refusal(Runnable action) {
        return catchThrowableOfType(OSSException.class, action::run).getErrorCode();
    }

    @Override
    public void close() {
        sdk.shutdown();
    }
}
