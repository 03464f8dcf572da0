package dev.otastub.contracts.kit;

import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.provider.junit5.HttpTestTarget;
import au.com.dius.pact.provider.junit5.PactVerificationContext;
import au.com.dius.pact.provider.junit5.PactVerificationInvocationContextProvider;
import au.com.dius.pact.provider.junitsupport.Provider;
import au.com.dius.pact.provider.junitsupport.State;
import au.com.dius.pact.provider.junitsupport.loader.PactSource;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pact's own verification of the stub, over HTTP; each request is filled in and signed as by our own verification. */
class StubKeepsTheContractsTest {

    private static final PublishedContracts CONTRACTS = PublishedContracts.onClassPath();

    private static OtaStub stub;
    private static StubStates states;

    @BeforeAll
    static void start() {
        stub = OtaStub.start(OtaStubOptions.defaults());
        states = new StubStates(
                URI.create(stub.url()),
                Optional.empty(),
                new PacedClient(HttpClient.newHttpClient(), 0),
                Machine.GIVEN);
    }

    @AfterAll
    static void stop() {
        states.close();
        stub.close();
    }

    @Test
    void each_file_is_of_a_service_that_is_verified_here() {
        assertThat(CONTRACTS.files())
                .extracting(ContractFile::provider)
                .containsOnly("aliyun-iot-rpc", "aliyun-oss-post-object", "aliyun-iot-ota");
    }

    @Nested
    @Provider("aliyun-iot-rpc")
    @PactSource(ClassPathPacts.class)
    class Rpc extends Verified {}

    @Nested
    @Provider("aliyun-oss-post-object")
    @PactSource(ClassPathPacts.class)
    class PostObject extends Verified {}

    @Nested
    @Provider("aliyun-iot-ota")
    @PactSource(ClassPathPacts.class)
    class Flow extends Verified {}

    abstract static class Verified {

        @BeforeEach
        void target(PactVerificationContext context) throws MalformedURLException {
            context.setTarget(HttpTestTarget.fromUrl(URI.create(stub.url()).toURL()));
        }

        @TestTemplate
        @ExtendWith(PactVerificationInvocationContextProvider.class)
        void the_stub_keeps(PactVerificationContext context, Interaction interaction, ClassicHttpRequest request)
                throws Exception {
            Example example = Example.of(CONTRACTS
                    .interaction(interaction.getDescription())
                    .orElseThrow()
                    .http());
            try (Prepared.Ready ready = (Prepared.Ready) states.prepare(example)) {
                put(ready, request);
                context.verifyInteraction();
            }
        }

        private static void put(Prepared.Ready ready, ClassicHttpRequest request) {
            Message filled = ready.request();
            assertThat(filled.method()).isEqualTo(request.getMethod());
            request.setUri(URI.create(
                    ready.target() + filled.path() + (filled.query().isEmpty() ? "" : "?" + filled.query())));
            filled.headers().fields().forEach(field -> request.setHeader(field.getKey(), field.getValue()));
            if (request.getEntity() != null) {
                ContentType type = ContentType.parse(
                        request.getFirstHeader(HttpHeaders.CONTENT_TYPE).getValue());
                request.setEntity(new ByteArrayEntity(filled.body(), type));
            }
        }

        // All is done when the request is there, for it is what says which values it wants.

        @State(Demands.SIGNED_CALLS)
        void signedCalls() {}

        @State(Demands.CALLS_USED_UP)
        void callsUsedUp() {}

        @State(Demands.SERVICE_FAILING)
        void serviceFailing() {}

        @State(Demands.FILE_UPLOADED)
        void fileUploaded() {}

        @State(Demands.NOTHING_UPLOADED)
        void nothingUploaded() {}

        @State(Demands.PACKAGE_EXISTS)
        void packageExists() {}

        @State(Demands.UPLOAD_AUTHORIZED)
        void uploadAuthorized() {}
    }
}
