package dev.otastub.contracts.kit;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A way into the provider states of the contracts: that of a stub, or that of the cloud. Each example gets what it needs
 * for itself, so that none sees another.
 */
public abstract sealed class States implements AutoCloseable permits StubStates, CloudStates {

    private final Set<Session> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Brings the provider into the states, and fills in and signs the request.
     *
     * @throws IOException if it is not answered
     */
    public final Prepared prepare(Example example) throws IOException {
        Demands demands = new Demands(example.states());
        Optional<String> not = demands.unknown().or(() -> unreachable(demands));
        if (not.isPresent()) {
            return new Prepared.NotReachable(not.get());
        }
        open.removeIf(Session::isClosed);
        try {
            Session session = begin(demands);
            open.add(session);
            return ready(session, demands, example);
        } catch (CannotPrepare e) {
            return new Prepared.Failed(e.what());
        }
    }

    private Prepared ready(Session session, Demands demands, Example example) throws IOException, CannotPrepare {
        boolean ready = false;
        try {
            if (closed) {
                throw new IOException("stopped");
            }
            Prepared prepared = session.ready(demands, example);
            ready = true;
            return prepared;
        } finally {
            if (!ready) {
                session.close();
            }
        }
    }

    /** Why there is no way into these states; empty if there is one. */
    abstract Optional<String> unreachable(Demands demands);

    abstract Session begin(Demands demands) throws IOException, CannotPrepare;

    /** Cleans up what is not cleaned up yet; from then on nothing is prepared or sent. */
    @Override
    public final void close() {
        closed = true;
        open.forEach(Session::close);
    }
}
