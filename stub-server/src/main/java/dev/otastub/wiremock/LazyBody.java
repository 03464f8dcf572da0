package dev.otastub.wiremock;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, asked for when it is first read: a client that waits for {@code 100 Continue} is told to send it
 * only then, and never if it is refused before.
 */
final class LazyBody extends InputStream {

    private final HttpServletRequest request;
    private final UploadSlots.@Nullable Slot slot;
    private @Nullable InputStream body;

    LazyBody(HttpServletRequest request) {
        this(request, null);
    }

    /** One that fails to be read when its upload has taken too long. */
    LazyBody(HttpServletRequest request, UploadSlots.@Nullable Slot slot) {
        this.request = request;
        this.slot = slot;
    }

    /** Whether the client waits to be told, and was not told. */
    boolean isHeldBack() {
        String expect = request.getHeader("Expect");
        return body == null && expect != null && expect.equalsIgnoreCase("100-continue");
    }

    private InputStream opened() throws IOException {
        if (slot != null) {
            slot.requireTime();
        }
        InputStream in = body;
        if (in == null) {
            in = request.getInputStream();
            body = in;
        }
        return in;
    }

    @Override
    public int read() throws IOException {
        return opened().read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return opened().read(buffer, offset, length);
    }

    @Override
    public int available() throws IOException {
        return opened().available();
    }
}
