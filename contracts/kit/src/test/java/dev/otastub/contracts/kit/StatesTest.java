package dev.otastub.contracts.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import au.com.dius.pact.core.model.ProviderState;
import dev.otastub.core.Headers;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of states without asking anybody: nothing listens at the target. */
class StatesTest {

    private static final Message REQUEST = new Message("GET", "/", "Action=Any", Headers.NONE, new byte[0]);
    private static final PacedClient CLIENT = new PacedClient(HttpClient.newHttpClient(), 0);
    private static final CloudStates.Waiting NO_WAITING = time -> {
        throw new AssertionError("waited for " + time);
    };
    private static final URI NOBODY = URI.create("http://127.0.0.1:1");

    private static Prepared prepared(States states, ProviderState state) throws Exception {
        return states.prepare(new Example(List.of(state), REQUEST, Set.of()));
    }

    static Stream<ProviderState> what_newer_contracts_may_say_is_not_guessed_at() {
        return Stream.of(
                new ProviderState("a state of next year"),
                new ProviderState(Demands.SIGNED_CALLS, Map.of("accessKey", "another kind")),
                new ProviderState(Demands.UPLOAD_AUTHORIZED, Map.of("more", "of it")));
    }

    @ParameterizedTest
    @MethodSource
    void what_newer_contracts_may_say_is_not_guessed_at(ProviderState state) throws Exception {
        Prepared prepared = prepared(new StubStates(NOBODY, Optional.empty(), CLIENT, Machine.GIVEN), state);

        assertThat(prepared)
                .isInstanceOfSatisfying(
                        Prepared.NotReachable.class,
                        not -> assertThat(not.why()).contains(state.getName(), "is not known here"));
    }

    static Stream<ProviderState> no_client_brings_the_cloud_into_it() {
        return Stream.of(
                new ProviderState(Demands.SIGNED_CALLS, Map.of("accessKey", "disabled")),
                new ProviderState(Demands.SIGNED_CALLS, Map.of("accessKey", "of a RAM user without permission")),
                new ProviderState(Demands.SIGNED_CALLS, Map.of("securityToken", "expired")),
                new ProviderState(Demands.CALLS_USED_UP),
                new ProviderState(Demands.SERVICE_FAILING, Map.of("code", "InternalError")),
                new ProviderState(Demands.UPLOAD_AUTHORIZED, Map.of("expired", true)),
                new ProviderState(Demands.UPLOAD_AUTHORIZED, Map.of("minBytes", 9, "maxBytes", 16)));
    }

    @ParameterizedTest
    @MethodSource
    void no_client_brings_the_cloud_into_it(ProviderState state) throws Exception {
        States states =
                new CloudStates(NOBODY, Credentials.of("id", "secret"), NO_WAITING, false, CLIENT, Machine.GIVEN);

        assertThat(prepared(states, state)).isInstanceOf(Prepared.NotReachable.class);
    }

    @Test
    void nothing_is_prepared_once_all_is_cleaned_up() throws Exception {
        States states =
                new CloudStates(NOBODY, Credentials.of("id", "secret"), NO_WAITING, false, CLIENT, Machine.GIVEN);
        states.close();

        assertThat(catchThrowable(() -> prepared(states, new ProviderState(Demands.SIGNED_CALLS))))
                .hasMessage("stopped");
    }
}
