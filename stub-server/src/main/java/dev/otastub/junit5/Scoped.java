package dev.otastub.junit5;

import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import dev.otastub.SharedStub;
import dev.otastub.TestAccount;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What JUnit keeps in its stores and closes: before 5.13 it closes a CloseableResource only, from then on it wants an
 * AutoCloseable.
 */
@SuppressWarnings("deprecation")
interface Scoped extends AutoCloseable, ExtensionContext.Store.CloseableResource {

    @Override
    void close();

    /** A server. */
    record Server(OtaStub stub, Runnable end) implements Scoped {

        /** Under which the server of the test run is kept. */
        static String key(boolean https) {
            return https ? "shared server with HTTPS" : "shared server";
        }

        static Server shared(boolean https) {
            SharedStub.Lease lease = SharedStub.lease(https);
            return new Server(lease.stub(), lease::close);
        }

        static Server own(OtaStubOptions options) {
            OtaStub stub = OtaStub.start(options);
            return new Server(stub, stub::close);
        }

        @Override
        public void close() {
            end.run();
        }
    }

    /** Under which the account of a class is kept: one for each server that its classes have. */
    record OfClass(OtaStub stub) {}

    /** An account, made when somebody asks for it. */
    final class Account implements Scoped {

        static final String OF_METHOD = "account of the method";

        private final Supplier<TestAccount> maker;
        private @Nullable TestAccount account;

        Account(Supplier<TestAccount> maker) {
            this.maker = maker;
        }

        synchronized TestAccount account() {
            TestAccount there = account;
            if (there == null) {
                there = maker.get();
                account = there;
            }
            return there;
        }

        synchronized boolean isMade() {
            return account != null;
        }

        @Override
        public synchronized void close() {
            if (account != null) {
                account.close();
                account = null;
            }
        }
    }
}
