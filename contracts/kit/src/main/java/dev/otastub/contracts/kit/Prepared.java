package dev.otastub.contracts.kit;

import java.io.IOException;
import java.net.URI;

/** What came of bringing a provider into the states that an example wants. */
public sealed interface Prepared {

    /**
     * The provider is in the states, and here is the request: the example's, with values of its own and freshly signed.
     * Close it once the request has been answered.
     */
    final class Ready implements Prepared, AutoCloseable {

        private final Session session;
        private final URI target;
        private final Message request;

        Ready(Session session, URI target, Message request) {
            this.session = session;
            this.target = target;
            this.request = request;
        }

        /** Scheme and authority of where it is to be sent: the endpoint, or the bucket that the endpoint named. */
        public URI target() {
            return target;
        }

        public Message request() {
            return request;
        }

        /** Sends it, and keeps in mind what {@link #close} must clean up. */
        public Answer send() throws IOException {
            return session.send(target, request);
        }

        /** Cleans up what preparation and request left at the provider. */
        @Override
        public void close() {
            session.close();
        }
    }

    /**
     * The states cannot be reached there.
     *
     * @param why in a sentence without a capital and a full stop
     */
    record NotReachable(String why) implements Prepared {}

    /**
     * The states could not be reached, although they should be for any client.
     *
     * @param why what went wrong
     */
    record Failed(String why) implements Prepared {}
}
