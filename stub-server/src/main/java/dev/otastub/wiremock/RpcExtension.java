package dev.otastub.wiremock;

import com.github.tomakehurst.wiremock.extension.Extension;
import com.github.tomakehurst.wiremock.extension.ExtensionFactory;
import com.github.tomakehurst.wiremock.extension.WireMockServices;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.otastub.core.Headers;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.HttpRequest;
import dev.otastub.multipart.MultipartType;
import dev.otastub.oss.OssAddress;
import dev.otastub.oss.OssError;
import dev.otastub.rpc.GatewayError;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * The RPC operations for a WireMock server of somebody else's. Only our own server can stream, so whoever uploads is sent
 * there.
 */
final class RpcExtension implements ExtensionFactory {

    private final Cloud cloud;
    private final String uploads;
    private final OtaStubServer.Settings settings;
    private final AnswerLog log;

    /**
     * @param cloud whose gateway tells callers where to upload
     * @param uploads that address
     */
    RpcExtension(Cloud cloud, String uploads, OtaStubServer.Settings settings) {
        this.cloud = cloud;
        this.uploads = uploads;
        this.settings = settings;
        this.log = settings.answerLog();
    }

    @Override
    public List<Extension> create(WireMockServices services) {
        return List.of(
                new DefaultMappings(services::getAdmin, EnumSet.of(Route.RPC, Route.POST_OBJECT)),
                new Route.Matcher(this::route),
                new CloudTransformer(
                        cloud, this::exchange, log, settings.extraHeaders(), new FaultyDelivery(settings.pace())));
    }

    /** All that is not sent to the gateway or to a bucket of the stub's is none of our business. */
    private Optional<Route> route(Request request) {
        HttpRequest seen = SeenRequest.withoutBody(request, cloud.clock().instant());
        Optional<OssAddress> address = cloud.addressing().of(seen);
        Route route = Route.of(seen, address);
        return Optional.of(route)
                .filter(known ->
                        known == Route.RPC || known == Route.POST_OBJECT && isUpload(seen, address.orElseThrow()));
    }

    private boolean isUpload(HttpRequest seen, OssAddress address) {
        return cloud.addressing().exists(address.bucket())
                && address.key().isEmpty()
                && MultipartType.of(seen.headers().first("Content-Type").orElse(null))
                                .kind()
                        == MultipartType.Kind.FORM;
    }

    private Exchange exchange(ServeEvent event) {
        HttpRequest request =
                SeenRequest.whole(event.getRequest(), cloud.clock().instant());
        Optional<OssAddress> address = cloud.addressing().of(request);
        return new Exchange(
                request, address, asked -> marked(address.isEmpty() ? called(request) : sentElsewhere(request)));
    }

    private HttpAnswer called(HttpRequest request) {
        try {
            return cloud.gateway().handle(request);
        } catch (RuntimeException e) {
            return cloud.gateway().refuse(request, GatewayError.INTERNAL_ERROR.because(log.failure(request, e)));
        }
    }

    private HttpAnswer sentElsewhere(HttpRequest request) {
        return cloud.refuse(
                request,
                OssError.METHOD_NOT_EMULATED.because("This WireMock server has only the RPC operations of ota-stub."
                        + " Uploads are streamed, which takes ota-stub's own server: send them to " + uploads
                        + ", the Host that GenerateOTAUploadURL told."));
    }

    /** What our own server puts on every answer; the Date comes with the other headers. */
    private HttpAnswer marked(HttpAnswer answer) {
        Headers headers = answer.headers();
        return new HttpAnswer(
                answer.status(),
                settings.extraHeaders() ? headers.and(StubServerFactory.VERSION_HEADER, settings.version()) : headers,
                answer.body(),
                answer.story(),
                answer.delivery());
    }
}
