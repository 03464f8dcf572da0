package dev.otastub.acceptance;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;

/** What an SDK of OSS does with objects, in words that all of them share. */
interface ObjectClient extends AutoCloseable {

    /** Puts what comes from a stream; answers its ETag without quotes. */
    String put(String bucket, String key, InputStream content);

    byte[] get(String bucket, String key);

    /** From one byte to another, that included. */
    byte[] get(String bucket, String key, long first, long last);

    /** Whether there is another state than the one of that ETag. */
    boolean isChanged(String bucket, String key, String eTag);

    long size(String bucket, String key);

    boolean exists(String bucket, String key);

    void delete(String bucket, String key);

    /** The names of all pages, common prefixes among them. */
    List<String> list(String bucket, String prefix, String delimiter, int pageSize);

    /** A URL that anybody can read the object by. */
    String presigned(String bucket, String key, Duration validity);

    /** The code of the error that an action ends with. */
    String refusal(Runnable action);

    @Override
    void close();
}
