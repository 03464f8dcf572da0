package dev.otastub.acceptance;

import static com.github.tomakehurst.wiremock.client.WireMock.aMultipart;
import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyuncs.exceptions.ServerException;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.otastub.GeneratedFile;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stub mappings of the user's own go before the cloud, for uploads as for calls. */
final class UserStubMappingTest {

    private static final GeneratedFile FILE = GeneratedFile.of(5_000_000);

    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final OtaStub stub =
            OtaStub.start(OtaStubOptions.builder().log(log::add).build());

    @AfterEach
    void stop() {
        stub.close();
        assertThat(log).noneMatch(line -> line.contains("BUG in ota-stub"));
    }

    @Test
    void a_mapping_for_one_key_answers_for_that_key_alone() throws Exception {
        UploadForm meant = UploadForm.askedOf(stub, FILE);
        UploadForm other = UploadForm.askedOf(stub, FILE);
        stub.wireMock().stubFor(uploadOf(meant).willReturn(serviceUnavailable().withBody("busy")));

        assertThat(send(meant)).isEqualTo(new UploadReply(503, null, "busy"));
        assertThat(send(other).status()).isEqualTo(200);
        assertThat(stub.objects())
                .singleElement()
                .matches(object -> object.key().equals(other.key()));
    }

    @Test
    void a_mapping_for_a_pattern_of_keys_answers() throws Exception {
        UploadForm form = UploadForm.askedOf(stub, FILE);
        stub.wireMock()
                .stubFor(post(anyUrl())
                        .withMultipartRequestBody(aMultipart("key").withBody(matching("ota/.*\\.bin")))
                        .willReturn(aResponse().withStatus(507)));

        assertThat(send(form).status()).isEqualTo(507);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "MALFORMED_RESPONSE_CHUNK", "RANDOM_DATA_THEN_CLOSE"
            })
    void a_fault_breaks_the_upload_and_nothing_else(Fault fault) throws Exception {
        UploadForm form = UploadForm.askedOf(stub, FILE);
        var mapping =
                stub.wireMock().stubFor(uploadOf(form).willReturn(aResponse().withFault(fault)));

        assertThatThrownBy(() -> send(form)).isInstanceOf(IOException.class);
        assertThat(stub.objects()).isEmpty();

        stub.wireMock().removeStub(mapping);
        assertThat(send(form).status()).isEqualTo(200);
    }

    @Test
    void a_delay_holds_an_answer_of_the_users_back() throws Exception {
        UploadForm form = UploadForm.askedOf(stub, FILE);
        stub.wireMock().stubFor(uploadOf(form).willReturn(serviceUnavailable().withFixedDelay(300)));

        long begun = System.nanoTime();
        assertThat(send(form).status()).isEqualTo(503);
        assertThat(System.nanoTime() - begun).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(299));
    }

    @Test
    void a_delay_can_hold_the_clouds_answer_back() throws Exception {
        UploadForm form = UploadForm.askedOf(stub, FILE);
        stub.wireMock()
                .stubFor(uploadOf(form)
                        .willReturn(aResponse().withTransformers("ota-stub").withFixedDelay(300)));

        long begun = System.nanoTime();
        assertThat(send(form).status()).isEqualTo(200);
        assertThat(System.nanoTime() - begun).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(299));
        assertThat(stub.objects()).hasSize(1);
    }

    @Test
    void in_a_scenario_the_first_upload_fails_and_the_next_reaches_the_cloud() throws Exception {
        UploadForm form = UploadForm.askedOf(stub, FILE);
        stub.wireMock()
                .stubFor(uploadOf(form)
                        .inScenario("flaky")
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willSetStateTo("recovered")
                        .willReturn(serviceUnavailable()));

        assertThat(send(form).status()).isEqualTo(503);
        assertThat(stub.objects()).isEmpty();
        assertThat(send(form).status()).isEqualTo(200);
        assertThat(stub.objects()).hasSize(1);
    }

    @Test
    void a_mapping_can_answer_a_call() throws Exception {
        stub.wireMock()
                .stubFor(
                        any(urlPathEqualTo("/"))
                                .withQueryParam("Action", equalTo("GenerateOTAUploadURL"))
                                .willReturn(
                                        aResponse()
                                                .withStatus(503)
                                                .withHeader("Content-Type", "application/json")
                                                .withBody(
                                                        "{\"Code\":\"ServiceUnavailable\",\"Message\":\"Later.\",\"RequestId\":\"1\"}")));

        assertThatThrownBy(() -> UploadForm.askedOf(stub, FILE))
                .isInstanceOfSatisfying(
                        ServerException.class, e -> assertThat(e.getErrCode()).isEqualTo("ServiceUnavailable"));
    }

    @Test
    void a_mapping_of_any_priority_goes_before_the_clouds() throws Exception {
        stub.wireMock()
                .stubFor(post("/").atPriority(2_000_000).willReturn(aResponse().withStatus(507)));

        assertThat(send(UploadForm.askedOf(stub, FILE)).status()).isEqualTo(507);
    }

    @Test
    void what_a_mapping_answers_is_logged_as_the_users() throws Exception {
        UploadForm form = UploadForm.askedOf(stub, FILE);
        stub.wireMock().stubFor(uploadOf(form).willReturn(serviceUnavailable()));

        send(form);

        assertThat(log).last().asString().contains("503", "by a stub mapping of yours");
    }

    private static MappingBuilder uploadOf(UploadForm form) {
        return post("/")
                .withHeader("Content-Type", containing("multipart/form-data"))
                .withMultipartRequestBody(aMultipart("key").withBody(equalTo(form.key())));
    }

    /** By a client that does not ask again of itself, as HttpClient 5 does after a 503. */
    private UploadReply send(UploadForm form) throws Exception {
        return UploadClient.DOCUMENTATION_SAMPLE.send(stub.url(), form);
    }
}
