package dev.otastub.behaviour;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.OtaStub;
import dev.otastub.junit5.OtaStubTest;
import dev.otastub.junit5.ServerScope;
import org.junit.jupiter.api.RepeatedTest;

/** A server of the class's own, which WireMock's DSL may change. */
@OtaStubTest(server = ServerScope.PER_CLASS)
class OwnServerTest {

    @RepeatedTest(2)
    void stub_mappings_and_the_journal_end_with_a_test(OtaStub stub) throws Exception {
        assertThat(stub).isNotSameAs(OtaStub.shared());
        assertThat(Client.of(stub).get("/mine").body()).isNotEqualTo("mine");
        stub.wireMock().stubFor(get("/mine").willReturn(ok("mine")));

        assertThat(Client.of(stub).get("/mine").body()).isEqualTo("mine");
        stub.wireMock().verify(2, getRequestedFor(urlEqualTo("/mine")));
    }
}
