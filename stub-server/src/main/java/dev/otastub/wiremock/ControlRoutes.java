package dev.otastub.wiremock;

import com.github.tomakehurst.wiremock.admin.Router;
import com.github.tomakehurst.wiremock.common.url.PathParams;
import com.github.tomakehurst.wiremock.extension.AdminApiExtension;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.otastub.account.AccountsMistake;
import dev.otastub.core.NotPossible;
import dev.otastub.json.JsonMistake;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What tests do to the stub, for those that are not written in Java: accounts, time, errors, faults, and what arrived.
 * {@code GET /__admin/ota/openapi.json} describes all of it.
 */
public final class ControlRoutes implements AdminApiExtension {

    private static final String DOCUMENT = "/dev/otastub/openapi.json";

    private final ControlApi api;

    public ControlRoutes(ControlApi api) {
        this.api = api;
    }

    @Override
    public String getName() {
        return "ota-stub-control";
    }

    /** Written out, as WireMock tells routes apart by the classes of their tasks: a loop makes one class for all. */
    @Override
    public void contributeAdminApiRoutes(Router router) {
        router.add(
                RequestMethod.GET,
                "/ota/openapi.json",
                (admin, event, path) -> AdminAnswers.resource("application/json", DOCUMENT));
        router.add(RequestMethod.GET, "/ota/error-tables", (admin, event, path) -> value(200, () -> api.errorTables()));
        router.add(RequestMethod.POST, "/ota/reset", (admin, event, path) -> done(() -> api.reset()));
        addAccounts(router);
        addTime(router);
        addErrors(router);
        addFaults(router);
        addRecords(router);
    }

    private void addAccounts(Router router) {
        router.add(
                RequestMethod.POST,
                "/ota/accounts",
                (admin, event, path) -> value(201, () -> api.addAccount(body(event))));
        router.add(
                RequestMethod.GET,
                "/ota/accounts/{uid}",
                (admin, event, path) -> value(200, () -> api.account(uid(path))));
        router.add(
                RequestMethod.DELETE,
                "/ota/accounts/{uid}",
                (admin, event, path) -> done(() -> api.removeAccount(uid(path))));
        router.add(
                RequestMethod.POST,
                "/ota/accounts/{uid}/reset",
                (admin, event, path) -> done(() -> api.resetAccount(uid(path))));
    }

    private void addTime(Router router) {
        router.add(
                RequestMethod.GET, "/ota/clock", (admin, event, path) -> value(200, () -> api.clock(Optional.empty())));
        router.add(
                RequestMethod.POST,
                "/ota/clock",
                (admin, event, path) -> value(200, () -> api.moveClock(Optional.empty(), body(event))));
        router.add(
                RequestMethod.GET,
                "/ota/accounts/{uid}/clock",
                (admin, event, path) -> value(200, () -> api.clock(Optional.of(uid(path)))));
        router.add(
                RequestMethod.POST,
                "/ota/accounts/{uid}/clock",
                (admin, event, path) -> value(200, () -> api.moveClock(Optional.of(uid(path)), body(event))));
    }

    private void addErrors(Router router) {
        router.add(
                RequestMethod.GET,
                "/ota/errors",
                (admin, event, path) -> value(200, () -> api.errors(Optional.empty())));
        router.add(
                RequestMethod.POST,
                "/ota/errors",
                (admin, event, path) -> value(201, () -> api.orderError(Optional.empty(), body(event))));
        router.add(
                RequestMethod.DELETE,
                "/ota/errors",
                (admin, event, path) -> done(() -> api.clearErrors(Optional.empty())));
        router.add(
                RequestMethod.GET,
                "/ota/accounts/{uid}/errors",
                (admin, event, path) -> value(200, () -> api.errors(Optional.of(uid(path)))));
        router.add(
                RequestMethod.POST,
                "/ota/accounts/{uid}/errors",
                (admin, event, path) -> value(201, () -> api.orderError(Optional.of(uid(path)), body(event))));
        router.add(
                RequestMethod.DELETE,
                "/ota/accounts/{uid}/errors",
                (admin, event, path) -> done(() -> api.clearErrors(Optional.of(uid(path)))));
    }

    private void addFaults(Router router) {
        router.add(
                RequestMethod.GET,
                "/ota/faults",
                (admin, event, path) -> value(200, () -> api.faults(Optional.empty())));
        router.add(
                RequestMethod.POST,
                "/ota/faults",
                (admin, event, path) -> value(201, () -> api.orderFault(Optional.empty(), body(event))));
        router.add(
                RequestMethod.DELETE,
                "/ota/faults",
                (admin, event, path) -> done(() -> api.clearFaults(Optional.empty())));
        router.add(
                RequestMethod.GET,
                "/ota/accounts/{uid}/faults",
                (admin, event, path) -> value(200, () -> api.faults(Optional.of(uid(path)))));
        router.add(
                RequestMethod.POST,
                "/ota/accounts/{uid}/faults",
                (admin, event, path) -> value(201, () -> api.orderFault(Optional.of(uid(path)), body(event))));
        router.add(
                RequestMethod.DELETE,
                "/ota/accounts/{uid}/faults",
                (admin, event, path) -> done(() -> api.clearFaults(Optional.of(uid(path)))));
        router.add(
                RequestMethod.GET,
                "/ota/withheld-continue",
                (admin, event, path) -> value(200, () -> api.withheldContinue()));
        router.add(
                RequestMethod.POST,
                "/ota/withheld-continue",
                (admin, event, path) -> value(201, () -> api.withholdContinue(body(event))));
        router.add(
                RequestMethod.DELETE,
                "/ota/withheld-continue",
                (admin, event, path) -> done(() -> api.grantContinue()));
    }

    private void addRecords(Router router) {
        router.add(
                RequestMethod.GET,
                "/ota/accounts/{uid}/uploads",
                (admin, event, path) -> value(200, () -> api.uploads(uid(path))));
        router.add(
                RequestMethod.GET,
                "/ota/accounts/{uid}/refusals",
                (admin, event, path) -> value(200, () -> api.refusals(Optional.of(uid(path)))));
        router.add(
                RequestMethod.GET,
                "/ota/unattributed",
                (admin, event, path) -> value(200, () -> api.refusals(Optional.empty())));
        router.add(
                RequestMethod.GET,
                "/ota/accounts/{uid}/firmware",
                (admin, event, path) -> value(200, () -> api.firmware(uid(path))));
    }

    private static String uid(PathParams path) {
        return String.valueOf(path.get("uid"));
    }

    private static String body(ServeEvent event) {
        return event.getRequest().getBodyAsString();
    }

    private static ResponseDefinition done(Runnable work) {
        return answered(() -> {
            work.run();
            return AdminAnswers.nothing();
        });
    }

    private static ResponseDefinition value(int status, Supplier<Object> value) {
        return answered(() -> AdminAnswers.json(status, value.get()));
    }

    private static ResponseDefinition answered(Supplier<ResponseDefinition> answer) {
        try {
            return answer.get();
        } catch (JsonMistake e) {
            return AdminAnswers.sentence(400, "In the request, " + e.getMessage());
        } catch (AccountsMistake e) {
            return AdminAnswers.sentence(400, String.valueOf(e.getMessage()));
        } catch (ControlApi.UnknownName e) {
            return AdminAnswers.sentence(404, String.valueOf(e.getMessage()));
        } catch (NotPossible e) {
            return AdminAnswers.sentence(409, String.valueOf(e.getMessage()));
        }
    }
}
