package dev.otastub.wiremock;

import static com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder.responseDefinition;

import com.github.tomakehurst.wiremock.admin.Router;
import com.github.tomakehurst.wiremock.extension.AdminApiExtension;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.otastub.signature.Parameters;
import java.util.function.UnaryOperator;

/**
 * {@code GET /__admin/ota/sign?Action=...} redirects to the same request, freshly signed with the default account's key:
 * so a curl command that was copied yesterday works today.
 */
public final class SignRoute implements AdminApiExtension {

    private final UnaryOperator<Parameters> signer;

    /** @param signer adds the common parameters and the signature to the parameters of a GET request */
    public SignRoute(UnaryOperator<Parameters> signer) {
        this.signer = signer;
    }

    @Override
    public String getName() {
        return "ota-stub-sign";
    }

    @Override
    public void contributeAdminApiRoutes(Router router) {
        router.add(RequestMethod.GET, "/ota/sign", (admin, event, path) -> redirect(event.getRequest()));
    }

    private ResponseDefinition redirect(LoggedRequest request) {
        String url = request.getUrl();
        int question = url.indexOf('?');
        Parameters asked = Parameters.parse(question < 0 ? "" : url.substring(question + 1));
        if (asked.first("Action").isEmpty()) {
            return responseDefinition()
                    .withStatus(400)
                    .withHeader("Content-Type", "text/plain;charset=utf-8")
                    .withBody("Say which operation to sign, as in /__admin/ota/sign?Action=GenerateOTAUploadURL\n")
                    .build();
        }
        return responseDefinition()
                .withStatus(307)
                .withHeader("Location", "/?" + signer.apply(asked).encoded())
                .build();
    }
}
