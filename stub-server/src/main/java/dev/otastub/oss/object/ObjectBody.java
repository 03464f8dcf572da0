package dev.otastub.oss.object;

import dev.otastub.core.Body;
import dev.otastub.oss.ObjectStore;
import dev.otastub.oss.StoredObject;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a leased object, or a range of them; they stay until the answer was sent. */
final class ObjectBody implements Body {

    private final ObjectStore store;
    private final StoredObject object;
    private final ByteRange range;

    ObjectBody(ObjectStore store, StoredObject object, ByteRange range) {
        this.store = store;
        this.object = object;
        this.range = range;
    }

    @Override
    public long length() {
        return range.length();
    }

    @Override
    public InputStream open() throws IOException {
        InputStream whole = object.body().open();
        try {
            // The stream of a file skips by position, however far.
            whole.skipNBytes(range.first());
        } catch (IOException e) {
            whole.close();
            throw e;
        }
        return new BoundedStream(whole, range.length());
    }

    @Override
    public void release() {
        store.release(object);
    }
}
