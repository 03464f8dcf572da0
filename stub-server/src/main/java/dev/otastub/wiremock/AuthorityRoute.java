package dev.otastub.wiremock;

import static com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder.responseDefinition;

import com.github.tomakehurst.wiremock.admin.Router;
import com.github.tomakehurst.wiremock.extension.AdminApiExtension;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import dev.otastub.tls.ServerIdentity;
import java.util.Optional;

/** {@code GET /__admin/ota/ca.pem}: whom clients must trust to call the stub by HTTPS. */
final class AuthorityRoute implements AdminApiExtension {

    /** Also without the admin token: it is no secret, and clients need it first. */
    static final String PATH = "/ota/ca.pem";

    private final Optional<ServerIdentity> identity;

    AuthorityRoute(Optional<ServerIdentity> identity) {
        this.identity = identity;
    }

    @Override
    public String getName() {
        return "ota-stub-authority";
    }

    @Override
    public void contributeAdminApiRoutes(Router router) {
        router.add(RequestMethod.GET, PATH, (admin, event, path) -> answer());
    }

    private ResponseDefinition answer() {
        return identity.map(there -> response(200, "application/x-pem-file", there.authorityPem()))
                .orElseGet(() -> response(
                        404,
                        "text/plain;charset=utf-8",
                        "The stub does not speak HTTPS: start it with --https-port.\n"));
    }

    private static ResponseDefinition response(int status, String type, String body) {
        return responseDefinition()
                .withStatus(status)
                .withHeader("Content-Type", type)
                .withBody(body)
                .build();
    }
}
