package dev.otastub.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;

import au.com.dius.pact.consumer.BaseMockServer;
import au.com.dius.pact.consumer.MockHttpServerKt;
import au.com.dius.pact.consumer.PactVerificationResult;
import au.com.dius.pact.consumer.model.MockProviderConfig;
import au.com.dius.pact.core.model.BasePact;
import au.com.dius.pact.core.model.DefaultPactReader;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.StringSource;

/** Pact's mock server, of a published file. */
final class PactMock implements AutoCloseable {

    private final BaseMockServer server;

    PactMock(byte[] file) {
        BasePact pact = (BasePact) DefaultPactReader.INSTANCE.loadPact(new StringSource(new String(file, UTF_8)));
        server = MockHttpServerKt.mockServer(pact, MockProviderConfig.createDefault(PactSpecVersion.V4));
        server.start();
        server.waitForServer();
    }

    String url() {
        return server.getUrl();
    }

    /** Whether each interaction was met, and nothing else came. */
    PactVerificationResult result() {
        return server.validateMockServerState(null);
    }

    @Override
    public void close() {
        server.stop();
    }
}
