package dev.otastub.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.requestMatching;

import com.github.tomakehurst.wiremock.core.Admin;
import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.extension.StubLifecycleListener;
import com.github.tomakehurst.wiremock.standalone.MappingsSource;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.stubbing.StubMappings;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The stub mappings by which the cloud answers: below any of the user's, under fixed ids, never saved to files, and back
 * after any delete or reset.
 */
final class DefaultMappings implements StubLifecycleListener {

    static final UUID RPC = UUID.fromString("0d7a0000-0000-4000-8000-000000000001");
    static final UUID POST_OBJECT = UUID.fromString("0d7a0000-0000-4000-8000-000000000002");
    static final UUID OBJECT = UUID.fromString("0d7a0000-0000-4000-8000-000000000003");
    private static final List<UUID> IDS = List.of(RPC, POST_OBJECT, OBJECT);

    /** No priority that a user writes is a larger number, so ours go last. */
    private static final int LAST = Integer.MAX_VALUE;

    private final Supplier<Admin> admin;

    DefaultMappings(Supplier<Admin> admin) {
        this.admin = admin;
    }

    @Override
    public String getName() {
        return "ota-stub-default-mappings";
    }

    static boolean isDefault(StubMapping mapping) {
        return IDS.contains(mapping.getId());
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
        if (isDefault(removed)) {
            add(removed.getId());
        }
    }

    private void add() {
        IDS.forEach(this::add);
    }

    private void add(UUID id) {
        admin.get().addStubMapping(mapping(id));
    }

    private static StubMapping mapping(UUID id) {
        if (id.equals(RPC)) {
            return mapping(RPC, Route.RPC, "ota-stub: IoT Platform's operations (RPC)");
        }
        return id.equals(POST_OBJECT)
                ? mapping(POST_OBJECT, Route.POST_OBJECT, "ota-stub: OSS PostObject")
                : mapping(OBJECT, Route.OBJECT, "ota-stub: OSS objects");
    }

    private static StubMapping mapping(UUID id, Route route, String name) {
        return requestMatching(Route.Matcher.NAME, Parameters.one(Route.Matcher.PARAMETER, route.name()))
                .withId(id)
                .withName(name)
                .atPriority(LAST)
                .willReturn(aResponse().withTransformers(CloudTransformer.NAME))
                .build();
    }

    /** The user's files of mappings, kept free of ours when all mappings are saved. */
    static MappingsSource neverSaved(MappingsSource files) {
        return new MappingsSource() {
            @Override
            public void save(List<StubMapping> mappings) {
                List<StubMapping> users = new ArrayList<>(mappings);
                users.removeIf(DefaultMappings::isDefault);
                files.save(users);
            }

            @Override
            public void save(StubMapping mapping) {
                if (!isDefault(mapping)) {
                    files.save(mapping);
                }
            }

            @Override
            @SuppressWarnings("removal") // WireMock 3 calls no other, WireMock 4 will.
            public void remove(StubMapping mapping) {
                if (!isDefault(mapping)) {
                    files.remove(mapping);
                }
            }

            @Override
            public void removeAll() {
                files.removeAll();
            }

            @Override
            public void loadMappingsInto(StubMappings mappings) {
                files.loadMappingsInto(mappings);
            }
        };
    }
}
