package dev.otastub.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.requestMatching;

import com.github.tomakehurst.wiremock.core.Admin;
import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.extension.StubLifecycleListener;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The stub mappings by which the cloud answers: below any of the user's, under fixed ids, never saved to files, and back
 * after any delete or reset.
 */
final class DefaultMappings implements StubLifecycleListener {

    /** No priority that a user writes is a larger number, so ours go last. */
    private static final int LAST = Integer.MAX_VALUE;

    private final Supplier<Admin> admin;
    private final Set<Route> routes;

    /** @param routes those that lead to the cloud */
    DefaultMappings(Supplier<Admin> admin, Set<Route> routes) {
        this.admin = admin;
        this.routes = routes;
    }

    @Override
    public String getName() {
        return "ota-stub-default-mappings";
    }

    @Override
    public void start() {
        add();
    }

    @Override
    public void afterStubsReset() {
        add();
    }

    @Override
    public void afterStubRemoved(StubMapping removed) {
        route(removed).ifPresent(this::add);
    }

    /** To save all mappings, WireMock edits each to be kept in a file, and then saves those that were edited. */
    @Override
    public void afterStubEdited(StubMapping before, StubMapping edited) {
        if (route(edited).isPresent()) {
            edited.setPersistent(false);
            edited.setDirty(false);
        }
    }

    private Optional<Route> route(StubMapping mapping) {
        return routes.stream()
                .filter(route -> route.mappingId().equals(mapping.getId()))
                .findFirst();
    }

    private void add() {
        routes.forEach(this::add);
    }

    private void add(Route route) {
        StubMapping mapping = requestMatching(Route.Matcher.NAME, Parameters.one(Route.Matcher.PARAMETER, route.name()))
                .withId(route.mappingId())
                .withName(route.title())
                .atPriority(LAST)
                .willReturn(aResponse().withTransformers(CloudTransformer.NAME))
                .build();
        admin.get().addStubMapping(mapping);
    }
}
