package dev.otastub;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The one server of a test run, for all tests in this JVM: started when the first one wants it, stopped when the last test
 * run that had it is over. Whoever has it by {@link OtaStub#shared()}, as Spring has before any test begins, may keep it
 * longer than a test run, in a cached context; then it stays until the JVM ends.
 */
public final class SharedStub {

    private static final Map<Kind, SharedStub> ALL = new EnumMap<>(Kind.class);

    private enum Kind {
        HTTP,
        HTTPS
    }

    private final Kind kind;
    private @Nullable OtaStub stub;
    private int leases;
    private boolean kept;

    private SharedStub(Kind kind) {
        this.kind = kind;
    }

    /** A test run's hold on the server. */
    public interface Lease extends AutoCloseable {

        OtaStub stub();

        @Override
        void close();
    }

    /** Takes hold of the server for a test run. */
    public static Lease lease(boolean https) {
        SharedStub shared = of(https);
        OtaStub stub = shared.leased();
        AtomicBoolean open = new AtomicBoolean(true);
        return new Lease() {
            @Override
            public OtaStub stub() {
                return stub;
            }

            @Override
            public void close() {
                if (open.compareAndSet(true, false)) {
                    shared.release();
                }
            }
        };
    }

    /** The server, for as long as the JVM runs. */
    static OtaStub kept(boolean https) {
        return of(https).keep();
    }

    private static SharedStub of(boolean https) {
        synchronized (ALL) {
            return ALL.computeIfAbsent(https ? Kind.HTTPS : Kind.HTTP, SharedStub::new);
        }
    }

    private synchronized OtaStub leased() {
        OtaStub there = started();
        leases++;
        return there;
    }

    private synchronized OtaStub keep() {
        OtaStub there = started();
        kept = true;
        return there;
    }

    private OtaStub started() {
        OtaStub there = stub;
        if (there == null) {
            OtaStubOptions.Builder options = OtaStubOptions.builder();
            there = OtaStub.startShared((kind == Kind.HTTPS ? options.httpsPort(0) : options).build());
            stub = there;
        }
        return there;
    }

    private synchronized void release() {
        leases--;
        OtaStub there = stub;
        if (leases == 0 && !kept && there != null) {
            stub = null;
            there.end();
        }
    }
}
